"""The rules of the tables of moderation; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Expiry, Rule

TABLES: dict[str, Rule] = {
    "audit": Rule(
        "what moderators did to whom, and why",
        chats=("chat_id",),
        members=("actor_id", "target_id"),
        erasure="pseudonym",
        is_exported=True,
        words={"actor_id": ("actor_name", "words"), "target_id": ("target_name", "words")},
    ),
    "reports": Rule(
        "which messages members reported, and what came of it",
        chats=("chat_id",),
        members=("reporter_id", "target_id"),
        key=("chat_id", "message_id", "reporter_id"),
        messages=("message_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 90),
    ),
}
