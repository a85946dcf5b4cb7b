"""The rules of the tables of the console; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Expiry, Rule

TABLES: dict[str, Rule] = {
    "console_sessions": Rule(
        "who has the console open, and since when",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        withheld=("digest", "browser"),
        expiry=Expiry("started_at", 1),
    ),
    "console_links": Rule(
        "one-time links to the console that were used, and forms that were taken", expiry=Expiry("at", 1)
    ),
}
