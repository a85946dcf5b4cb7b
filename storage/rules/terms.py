"""The rules of the tables of terms; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Rule, Single

TABLES: dict[str, Rule] = {
    "term_versions": Rule(
        "what a group's members count on, version by version",
        chats=("chat_id",),
        key=("chat_id", "version"),
        single=Single("{row}.state = 'in_force'", "state = 'past'", number="version"),
    ),
}
