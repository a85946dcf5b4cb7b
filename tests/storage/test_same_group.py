"""Where two ids meet they are of one group: the schema refuses a row that names another group's."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.registry import TABLES
from tests.filled import Filling
from tests.store import fresh

HERE, ELSEWHERE = -1_001, -1_002

OF_THE_DESK = {"feedback_threads", "feedback_relays"}
"""Their chat is the desk's, where another group's feedback is dealt with."""

OF_NO_GROUP = {"announcement_chats", "checkins"}
"""An announcement is for several groups; a calendar is a zone and an hour."""


def references(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Tables with a chat, the column by which each names a row of another such table, and that table."""
    for table, rule in TABLES.items():
        for key in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            parent = TABLES.get(key[2])
            if rule.chats and parent is not None and parent.chats:
                yield table, key[3], key[2]


@pytest.mark.of_the_file("asks SQLite for its foreign keys")
def test_each_reference_within_a_group_is_checked_by_the_schema(tmp_path: Path) -> None:
    path = fresh(tmp_path / "weilu.db").path
    with contextlib.closing(sqlite3.connect(path)) as connection:
        found = {table: column for table, column, _ in references(connection)}
    checked = {"ledger", "feedback", "feedback_deeds", "orders", "appeals", "knowledge_phrasings"}
    assert set(found) - OF_THE_DESK - OF_NO_GROUP == checked


@pytest.mark.parametrize(
    ("table", "column", "parent"),
    [
        ("ledger", "reverses", "ledger"),
        ("feedback", "merged_id", "feedback"),
        ("feedback_deeds", "feedback_id", "feedback"),
        ("orders", "goods_id", "goods"),
        ("appeals", "sanction", "sanctions"),
        ("knowledge_phrasings", "knowledge", "knowledge"),
    ],
)
def test_a_row_that_names_another_groups_is_refused(tmp_path: Path, table: str, column: str, parent: str) -> None:
    path = tmp_path / "weilu.db"
    filling = Filling(path)
    for chat_id in (HERE, ELSEWHERE):
        filling.fill(parent, chat_id=chat_id)
    filling.fill(table, chat_id=HERE)
    filling.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (other,) = connection.execute(f"SELECT id FROM {parent} WHERE chat_id = {ELSEWHERE}").fetchone()
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in ("id", column)]
        copied = f"INSERT INTO {table} ({', '.join(names)}, {column}) SELECT {', '.join(names)}, {other} FROM {table} "
        with pytest.raises(sqlite3.IntegrityError, match="it is of another group"):
            connection.execute(f"{copied} WHERE chat_id = {HERE}")


@pytest.fixture
def both(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Works and orders of two groups."""
    filling = Filling(tmp_path / "weilu.db")
    for table in ("challenge_entries", "orders"):
        for chat_id in (HERE, ELSEWHERE):
            filling.fill(table, chat_id=chat_id)
    filling.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "weilu.db")) as connection:
        yield connection


def test_a_vote_goes_to_a_work_of_its_own_challenge(both: sqlite3.Connection) -> None:
    (_, here), (elsewhere, _) = both.execute("SELECT id, challenge FROM challenge_entries ORDER BY id").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="it is of another challenge"):
        both.execute("INSERT INTO challenge_votes (challenge, user_id, entry) VALUES (?, 1, ?)", (here, elsewhere))


def test_a_code_goes_to_an_order_of_its_own_goods(both: sqlite3.Connection) -> None:
    (_, goods), (order, _) = both.execute("SELECT id, goods_id FROM orders ORDER BY id").fetchall()
    both.execute("INSERT INTO codes (goods_id, code) VALUES (?, 'AAA')", (goods,))
    with pytest.raises(sqlite3.IntegrityError, match="it is of other goods"):
        both.execute("UPDATE codes SET order_id = ?", (order,))
