"""The rules of the tables of first_week; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Rule

TABLES: dict[str, Rule] = {
    "mentors": Rule(
        "who looks after newcomers, and in which topic",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        merge={"at": "min", "told_at": "max"},
        erasure="delete",
        is_exported=True,
    ),
}
