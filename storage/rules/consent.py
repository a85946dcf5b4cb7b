"""The rules of the tables of consent; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Rule

TABLES: dict[str, Rule] = {
    "consents": Rule(
        "who agreed to the mood check, to which version, and when",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
    ),
}
