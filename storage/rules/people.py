"""The rules of the tables of people; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "chats": Rule(
        "groups, and private chats begun by members",
        chats=("chat_id",),
        members=("chat_id",),
        key=("chat_id",),
        merge={"locale": "fill", "language": "fill", "known_at": "min"},
        erasure="delete",
        is_exported=True,
    ),
    "people": Rule("members by their last known name", members=("user_id",), erasure="delete", is_exported=True),
    "members": Rule(
        "who is in which group since when",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        merge={"messages": "sum", "seen_from": "min", "seen_at": "max", "met_at": "min", "told_at": "max"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("seen_at", YEAR, where="state = 'left'"),
    ),
    "administrators": Rule(
        "Telegram's administrators, as last told; a supergroup's rights are other ones",
        chats=("chat_id",),
        members=("user_id",),
        is_derived=True,
        is_brief=True,
        erasure="delete",
        is_exported=True,
    ),
    "administrators_asked": Rule("when that was", chats=("chat_id",), is_derived=True),
}
