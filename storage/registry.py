"""Every table's rule for export, erasure and chat migration, in one place; carrying the rules out lives elsewhere.

A table or an id column without a rule fails a test, so nobody's data can be forgotten by a new feature.
"""

from __future__ import annotations

from storage.feature_rules import FEATURES
from storage.rules import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "migrations": Rule("which migrations were applied"),
    "settled": Rule("ids of updates dealt with, for days", expiry=Expiry("at", 3)),
    "facts": Rule("what holds for the whole store"),
    "inbox": Rule(
        "updates that wait for their turn, for seconds; those that failed, for an operator's eyes",
        erasure="keep",
        mentions=("body",),
        expiry=Expiry("received_at", 2, where="state = 'bad'"),
    ),
    "timers": Rule("what wakes the bot later", chats=("chat_id",)),
    "outbox": Rule(
        "what is to be done in Telegram, for days after it was",
        chats=("chat_id",),
        erasure="keep",
        mentions=("body",),
        expiry=Expiry("done_at", 2, where="state IN ('sent', 'dropped')"),
    ),
    "posts": Rule("messages of the bot's own", chats=("chat_id",), key=("chat_id", "name")),
    "chats": Rule(
        "groups, and private chats begun by members",
        chats=("chat_id",),
        members=("chat_id",),
        key=("chat_id",),
        merge={"locale": "fill", "language": "fill", "known_at": "min"},
        erasure="delete",
        is_exported=True,
    ),
    "moved": Rule("old ids of groups", chats=("chat_id",)),
    "people": Rule("members by their last known name", members=("user_id",), erasure="delete", is_exported=True),
    "members": Rule(
        "who is in which group since when",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        merge={"messages": "sum", "seen_from": "min", "seen_at": "max"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("seen_at", YEAR, where="state = 'left'"),
    ),
    "activity": Rule(
        "how many messages a member sent on a day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "day", "user_id"),
        merge={"messages": "sum"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    "administrators": Rule(
        "Telegram's administrators, as last told; a supergroup's rights are other ones",
        chats=("chat_id",),
        members=("user_id",),
        is_derived=True,
        erasure="delete",
        is_exported=True,
    ),
    "administrators_asked": Rule("when that was", chats=("chat_id",), is_derived=True),
    "notices": Rule(
        "what moderators were told once",
        chats=("chat_id",),
        key=("chat_id", "key"),
        merge={"told_at": "max"},
        expiry=Expiry("told_at", 30),
    ),
    "ledger": Rule(
        "who had points from whom, and why",
        chats=("chat_id",),
        members=("from_account", "to_account", "actor_id"),
        erasure="pseudonym",
        is_exported=True,
        words={"from_account": ("reason",), "to_account": ("reason",), "actor_id": ("reason", "actor_name")},
    ),
    "balances": Rule(
        "what the ledger comes to",
        chats=("chat_id",),
        members=("account",),
        key=("chat_id", "account"),
        merge={"balance": "sum", "entry": "max"},
        erasure="pseudonym",
        is_exported=True,
    ),
    "earned": Rule(
        "what a member earned in a week or month",
        chats=("chat_id",),
        members=("account",),
        key=("chat_id", "board", "since", "account"),
        merge={"points": "sum", "entry": "max"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("since", YEAR, unit="day"),
    ),
    "spread": Rule("how many members stand where", chats=("chat_id",), is_derived=True),
    "calendars": Rule("zones and roll-over hours that days went by"),
    "checkins": Rule(
        "who checked in on which day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id", "day", "calendar_id"),
        merge={"at": "min", "streak": "max", "lucky": "sum"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    **FEATURES,
}
