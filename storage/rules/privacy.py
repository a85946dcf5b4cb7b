"""The rules of the tables of privacy; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Rule

TABLES: dict[str, Rule] = {
    "erasures": Rule("that someone was forgotten, under a mark that only the bot's own secret can make"),
    "destroyed": Rule("how much was destroyed, of which table, when and why"),
}
