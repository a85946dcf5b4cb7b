"""The rules of the tables of the gate; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Expiry, Rule

TABLES: dict[str, Rule] = {
    "doors": Rule(
        "which group's door somebody closed",
        chats=("chat_id",),
        members=("by_id",),
        key=("chat_id",),
        merge={"until": "max"},
        erasure="pseudonym",
        is_exported=True,
        words={"by_id": ("by_name",)},
        expiry=Expiry("until", 30),
    ),
    "gate_guests": Rule(
        "who had to pass the gate of a group",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        messages=("notice",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("ends_at", 30),
    ),
}
