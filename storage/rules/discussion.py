"""The rules of the tables of discussion; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule, Single

_ITS_DISCUSSION = "discussion IN (SELECT id FROM discussions WHERE chat_id = :chat_id)"

TABLES: dict[str, Rule] = {
    "discussions": Rule(
        "timed discussions, by whom opened",
        chats=("chat_id",),
        apart="idempotency_key",
        single=Single("{row}.state = 'open'", "state = 'closed'", by=("place",)),
        messages=("place",),
        members=("opened_by",),
        erasure="pseudonym",
        is_exported=True,
    ),
    "discussion_voices": Rule(
        "how much a member said in a discussion",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("last_at", YEAR),
        within=_ITS_DISCUSSION,
    ),
    "discussion_lines": Rule(
        "what was said there, until it is counted",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 1),
        within=_ITS_DISCUSSION,
    ),
    "discussion_words": Rule(
        "words a member used there, until it ends",
        members=("user_id",),
        erasure="delete",
        is_brief=True,
        is_exported=True,
        within=_ITS_DISCUSSION,
    ),
    "discussion_thanks": Rule(
        "answers there that were thanked for",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        within=_ITS_DISCUSSION,
    ),
    "follows": Rule(
        "who wants to hear of which discussions",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id", "tag"),
        erasure="delete",
        is_exported=True,
    ),
}
