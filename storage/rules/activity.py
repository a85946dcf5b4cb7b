"""The rules of the tables of activity; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "activity": Rule(
        "how many messages a member sent on a day, and what they earned by them",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "day", "user_id"),
        merge={"messages": "sum", "credited": "sum", "credited_at": "max", "hours": "bits"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    "heard_hours": Rule(
        "how many people spoke in an hour, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "begins_at"),
        merge={"people": "max"},
        expiry=Expiry("begins_at", YEAR),
    ),
}
