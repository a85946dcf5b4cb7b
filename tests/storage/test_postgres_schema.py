"""PostgreSQL's migrations are those of SQLite, said its way: made by rule, which tests/test_tables.py compares."""

from __future__ import annotations

import re

import pytest

from bench.postgres_schema import POSTGRES, translated
from storage.schema_migrations import known


def test_nothing_of_sqlite_is_left_in_them() -> None:
    words = re.compile(r"AUTOINCREMENT|WITHOUT ROWID|RAISE\(|GLOB|\browid\b|sqlite_|randomblob|BEGIN IMMEDIATE")
    assert [path.name for path in known(POSTGRES) if words.search(path.read_text(encoding="utf-8"))] == []


def test_a_trigger_that_no_rule_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no rule for this trigger"):
        translated("CREATE TRIGGER a AFTER INSERT ON b FOR EACH ROW WHEN 1 BEGIN SELECT 1; END;")


def test_comments_and_conditions_with_a_query_are_carried_over() -> None:
    made = translated(
        "-- why\nCREATE TRIGGER a BEFORE INSERT ON b -- of it\n"
        "WHEN NOT EXISTS (SELECT 1 FROM c WHERE c.id = NEW.id) BEGIN\n    SELECT RAISE(ABORT, 'no such c');\nEND;\n"
    )
    assert "why" not in made
    assert "IF NOT EXISTS (SELECT 1 FROM c WHERE c.id = NEW.id) THEN\n        RAISE EXCEPTION 'no such c'" in made
