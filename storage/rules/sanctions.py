"""The rules of the tables of sanctions; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "sanctions": Rule(
        "what was done to members who broke the rules",
        chats=("chat_id",),
        members=("target_id", "actor_id"),
        messages=("message_id",),
        erasure="pseudonym",
        is_exported=True,
        words={"actor_id": ("actor_name", "reason"), "target_id": ("target_name", "reason")},
        expiry=Expiry("at", YEAR),
    ),
    "sanction_words": Rule(
        "the message that it was about, until an appeal was heard",
        members=("user_id",),
        within="sanction IN (SELECT id FROM sanctions WHERE chat_id = :chat_id)",
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 7),
    ),
    "appeals": Rule(
        "what members said against it",
        chats=("chat_id",),
        members=("user_id", "decided_by"),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 90),
    ),
}
