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
}
