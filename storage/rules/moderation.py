"""The rules of the tables of moderation; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule, Single

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
    "complaints": Rule(
        "what members said in confidence about those who moderate",
        chats=("chat_id",),
        members=("user_id",),
        traces=("goes_past",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 90),
    ),
    "incidents": Rule(
        "what came up in a group",
        chats=("chat_id",),
        single=Single("{row}.closed_at = 0", "closed_at = opened_at", by=("is_drill",)),
        members=("opened_by",),
        erasure="pseudonym",
        is_exported=True,
        expiry=Expiry("opened_at", YEAR, where="closed_at <> 0"),
    ),
    "incident_notes": Rule(
        "how a matter went on, in moderators' words",
        chats=("chat_id",),
        members=("said_by",),
        erasure="pseudonym",
        is_exported=True,
        expiry=Expiry("at", YEAR),
    ),
}
