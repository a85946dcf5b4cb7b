"""The rules of the tables of errata; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "errata": Rule(
        "what the bot had said wrongly, and how moderators put it right",
        chats=("chat_id",),
        members=("by_id",),
        messages=("message_id",),
        erasure="pseudonym",
        is_exported=True,
        expiry=Expiry("at", YEAR),
    ),
}
