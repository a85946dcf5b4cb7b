"""The rules of the tables of ratings; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Expiry, Rule

TABLES: dict[str, Rule] = {
    "ratings": Rule(
        "what members think of an event and of the group",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "matter", "number", "user_id"),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 800),
    ),
}
