"""The rules of the tables of promises; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Expiry, Rule

TABLES: dict[str, Rule] = {
    "promises": Rule(
        "what moderators promised a group in public, and what became of it",
        chats=("chat_id",),
        members=("owner_id",),
        erasure="pseudonym",
        is_exported=True,
        expiry=Expiry("ended_at", 800, where="state <> 'open'"),
    ),
    "promise_changes": Rule(
        "how often a promise was put off, and why",
        members=("by_id",),
        erasure="pseudonym",
        is_exported=True,
        ends_with="promises",
        within="promise IN (SELECT id FROM promises WHERE chat_id = :chat_id)",
    ),
}
