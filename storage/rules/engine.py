"""The rules of the tables of the engine: inbox, timers, outbox and what they lean on; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "migrations": Rule("which migrations were applied"),
    "settled": Rule("ids of updates dealt with, for days", expiry=Expiry("at", 3)),
    "facts": Rule("what holds for the whole store"),
    "inbox": Rule(
        "updates that wait for their turn, for seconds; those that failed, for an operator's eyes; private ones sealed",
        erasure="keep",
        mentions=("body", "error", "lane"),
        expiry=Expiry("received_at", 2, where="state = 'bad'"),
    ),
    "timers": Rule(
        "what wakes the bot later",
        chats=("chat_id",),
        numbers=("key", "body", "error"),
        is_brief=True,
        is_exported=True,
    ),
    "outbox": Rule(
        "what is to be done in Telegram, for days after it was",
        chats=("chat_id",),
        erasure="keep",
        mentions=("body", "error"),
        owned="chat_id = :user_id AND is_fleeting = 0",
        is_exported=True,
        expiry=Expiry("done_at", 2, where="state IN ('sent', 'dropped')"),
    ),
    "limits": Rule(
        "what Telegram does not let the bot do in a chat, for hours",
        chats=("chat_id",),
        key=("chat_id", "kind"),
        merge={"until": "max"},
        expiry=Expiry("until", 1),
    ),
    "posts": Rule(
        "messages of the bot's own",
        chats=("chat_id",),
        key=("chat_id", "name"),
        messages=("message_id",),
        owned="chat_id = :user_id",
        is_exported=True,
        expiry=Expiry("posted_at", YEAR, where="chat_id > 0"),
    ),
    "moved": Rule("old ids of groups", chats=("chat_id",)),
    "notices": Rule(
        "what moderators were told once",
        chats=("chat_id",),
        key=("chat_id", "key"),
        merge={"told_at": "max"},
        expiry=Expiry("told_at", 30),
    ),
    "awaited_answers": Rule(
        "whose words a feature asked for, for a day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
        is_brief=True,
        is_exported=True,
    ),
    "news": Rule(
        "what workers have to read anew, for a day", chats=("chat_id",), is_derived=True, expiry=Expiry("at", 1)
    ),
    "spoken_words": Rule("words a feature listens for", chats=("chat_id",), key=("chat_id", "word")),
}
