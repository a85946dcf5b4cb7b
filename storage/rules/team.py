"""The rules of the tables of moderators' work together; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "duties": Rule(
        "when which moderator is on duty",
        chats=("chat_id",),
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("ends_at", 30, where="state = 'over'"),
    ),
    "ready_replies": Rule(
        "replies that moderators keep ready",
        chats=("chat_id",),
        key=("chat_id", "name"),
        members=("by_id",),
        erasure="pseudonym",
        is_exported=True,
    ),
    "incident_parts": Rule(
        "who did what while something was up",
        members=("user_id",),
        within="incident IN (SELECT id FROM incidents WHERE chat_id = :chat_id)",
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", YEAR),
    ),
}
