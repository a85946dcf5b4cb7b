"""The rules of the table of look-ups; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "looks": Rule(
        "how often what is kept of members was looked up or copied, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "day", "what", "role"),
        merge={"number": "sum", "voices": "bits"},
        expiry=Expiry("day", YEAR, unit="day"),
    ),
}
