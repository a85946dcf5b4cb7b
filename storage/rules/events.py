"""The rules of the tables of events; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Rule, Single

TABLES: dict[str, Rule] = {
    "events": Rule(
        "what people come together for",
        chats=("chat_id",),
        single=Single("{row}.state = 'open' AND {row}.name <> ''", "state = 'cancelled'", by=("name",)),
        members=("created_by",),
        erasure="pseudonym",
        is_exported=True,
    ),
    "event_guests": Rule(
        "who goes to an event, and who came",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        within="event IN (SELECT id FROM events WHERE chat_id = :chat_id)",
    ),
}
