"""The rules of the tables of conduct; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "rule_versions": Rule(
        "a group's own rules, version by version",
        chats=("chat_id",),
        members=("by_id",),
        key=("chat_id", "version"),
        erasure="pseudonym",
        is_exported=True,
    ),
    "rule_readers": Rule(
        "who has read a group's rules",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "version", "user_id"),
        merge={"at": "min"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", YEAR),
    ),
}
