"""The rules of the tables of grants; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Expiry, Rule

TABLES: dict[str, Rule] = {
    "grants": Rule(
        "grants that waited for a moderator's press",
        chats=("chat_id",),
        members=("by_id", "first_id"),
        apart="idempotency_key",
        erasure="pseudonym",
        is_exported=True,
        words={"by_id": ("by_name", "reason")},
        expiry=Expiry("at", 30, where="state <> 'waiting'"),
    ),
    "grant_people": Rule(
        "whom a waiting grant is for",
        members=("user_id",),
        erasure="delete",
        is_brief=True,
        is_exported=True,
        within="granting IN (SELECT id FROM grants WHERE chat_id = :chat_id)",
    ),
}
