"""The rules of the tables of mood; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Rule

TABLES: dict[str, Rule] = {}
