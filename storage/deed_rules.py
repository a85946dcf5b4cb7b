"""The rules of what moderators do and members complain of, and of the privacy of it all; part of the registry."""

from __future__ import annotations

from storage.rules import Expiry, Rule

DEEDS: dict[str, Rule] = {
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
    "erasures": Rule("that someone was forgotten, under a mark that only the bot's own secret can make"),
    "destroyed": Rule("how much was destroyed, of which table, when and why"),
}
