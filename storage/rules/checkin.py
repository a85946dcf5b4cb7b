"""The rules of the tables of checkin; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "cards": Rule(
        "make-up cards a member holds",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        merge={"held": "sum"},
        erasure="delete",
        is_exported=True,
    ),
    "reminders": Rule(
        "who asked to be reminded to check in",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        merge={"since": "min"},
        erasure="delete",
        is_exported=True,
    ),
    "checkin_boards": Rule(
        "the message that tells of a group's check-ins",
        chats=("chat_id",),
        key=("chat_id",),
        merge={"name": "old"},
    ),
    "calendars": Rule("zones and roll-over hours that days went by"),
    "checkins": Rule(
        "who checked in on which day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id", "day", "calendar_id"),
        merge={"at": "min", "streak": "max", "lucky": "sum"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("day", YEAR, unit="day"),
    ),
}
