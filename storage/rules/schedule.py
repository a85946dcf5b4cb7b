"""The rules of the tables of schedule; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "schedule_lines": Rule("up to when the schedule was dealt with"),
    "schedule_runs": Rule(
        "what became of every announcement",
        chats=("chat_id",),
        key=("entry", "due_at", "chat_id"),
        expiry=Expiry("decided_at", YEAR),
    ),
    "schedule_marks": Rule(
        "announcements paused, and by whom",
        chats=("chat_id",),
        members=("user_id",),
        key=("entry", "chat_id", "mark"),
        erasure="pseudonym",
        is_exported=True,
    ),
    "planned_posts": Rule(
        "announcements planned in chat, and by whom",
        chats=("chat_id",),
        members=("user_id",),
        erasure="pseudonym",
        is_exported=True,
        expiry=Expiry("due_at", 30, where="due_at > 0"),
    ),
    "announcements": Rule(
        "announcements by moderators, for days",
        chats=("shown_in",),
        members=("user_id", "released_by"),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 7, where="state <> 'sending'"),
    ),
    "announcement_chats": Rule("where they go", chats=("chat_id",), key=("announcement", "chat_id")),
}
