"""Every table filled with a member's rows, by the schema alone: what is given out, what is forgotten, what is exported.

A new table is filled like the others, so that none can be left out: where its checks refuse what is filled in, or words
of it stay, it is to be named here with the reason.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.services import privacy
from storage.database import open_database
from storage.registry import TABLES
from tests.storage.filled_tables import GROUP, ME, NAME, OTHER, USERNAME, VOICE, Values, columns, marker, store
from tests.store import fresh

pytestmark = pytest.mark.of_the_file("filled by SQLite beside the bot")

__all__ = ["store"]


STAYS: dict[str, set[str]] = {
    "ledger": {"idempotency_key", "kind"},
    "orders": {"idempotency_key"},
    "grants": {"idempotency_key"},
    "polls": {"poll_id", "question", "options", "terms", "asked_key"},
    "goods": {"name"},
    "settings_log": {"name"},
    "lotteries": {"terms", "commit_hash", "secret", "salt", "entrants_hash", "public_value", "idempotency_key"},
    "lottery_entries": {"pseudonym"},
    "lottery_places": {"pseudonym"},
    "events": {"title", "place", "written", "name", "photo", "code", "file_id", "segment"},
    "trend_notes": {"words"},
    "planned_posts": {"name", "html", "written", "file_id", "timezone", "segment"},
    "asks": {"title"},
    "incidents": {"title"},
    "incident_notes": {"words"},
    "rule_versions": {"words"},
    "group_words": {"words"},
    "ready_replies": {"name", "words"},
    "errata": {"words"},
    "surveys": {"goal", "questions", "segment"},
    "promises": {"words", "reason"},
    "promise_changes": {"reason"},
    "challenges": {"title", "tag"},
    "discussions": {"title", "photo", "idempotency_key"},
    "knowledge": {"question", "answer", "keywords"},
    "schedule_marks": {"entry"},
    "audit": {"deed"},
    "sanctions": {"why"},
    "guard_lessons": {"mark"},
    "feedback_deeds": set(),
}
"""Words of tables that keep their rows: the group's own, or keys, and nothing a member said or is called."""


async def given_out(path: Path) -> dict[str, list[Values]]:
    async with open_database(fresh(path)) as database:
        return (await privacy.data_of(database.reads, user_id=ME, mark="m", voice=VOICE)).tables


async def forgotten(path: Path) -> bytes:
    """Every byte that is left of the store."""
    async with open_database(fresh(path)) as database, database.unit() as unit:
        await privacy.forget(unit, user_id=ME, mark="m", voice=VOICE, chance=7, now=100)
    with sqlite3.connect(path) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return b"".join(each.read_bytes() for each in path.parent.glob("weilu.db*"))


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Tables that hold something of a member, and their columns of free words."""
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        for table, rule in TABLES.items():
            if rule.members or rule.voices:
                for column in columns(connection, table):
                    if column["type"] == "TEXT":
                        yield table, column["name"]
    connection.close()


class TestTakenOut:
    async def test_every_table_that_knows_a_member_gives_it_out(self, store: Path) -> None:
        tables = await given_out(store)
        knowing = {table for table, rule in TABLES.items() if rule.members or rule.voices}
        assert knowing - set(tables) == {"feedback_blocked"}, "whom a desk blocked is not to be found out"

    async def test_in_whatever_column_they_stand(self, store: Path) -> None:
        tables = await given_out(store)
        for table, rule in TABLES.items():
            if rule.members:
                found = {name for row in tables[table] for name in rule.members if row[name] == ME}
                assert found == set(rule.members), table

    async def test_with_all_the_words_in_it(self, store: Path) -> None:
        told = json.dumps(await given_out(store), ensure_ascii=False)
        assert NAME in told
        for table, column in texts(store):
            others = {name for words in TABLES[table].words.values() for name in words if name.endswith("_name")}
            withheld = {*TABLES[table].withheld, *others}
            if column not in withheld and table != "feedback_blocked":
                assert f'"{column}"' in told, f"{table}.{column}"

    async def test_nobody_else_is_named_and_no_draw_is_given_away(self, store: Path) -> None:
        told = json.dumps(await given_out(store), ensure_ascii=False)
        assert str(OTHER) not in told
        assert marker("lotteries", "secret") not in told
        assert marker("lotteries", "salt") not in told


class TestForgotten:
    async def test_no_byte_of_them_is_left(self, store: Path) -> None:
        before = b"".join(each.read_bytes() for each in store.parent.glob("weilu.db*"))
        after = await forgotten(store)
        for trace in (str(ME).encode(), ME.to_bytes(6, "big"), NAME.encode(), USERNAME.encode(), VOICE.encode()):
            assert trace in before
            assert trace not in after

    async def test_no_word_is_left_but_those_that_are_the_groups(self, store: Path) -> None:
        after = await forgotten(store)
        left = {(table, column) for table, column in texts(store) if marker(table, column).encode() in after}
        assert {each for each in left if each[1] not in STAYS.get(each[0], set())} == set()

    async def test_rows_of_others_stay_as_they_are(self, store: Path) -> None:
        with sqlite3.connect(store) as connection:
            connection.execute("INSERT INTO timers (kind, key, due_at) VALUES ('remind', ?, 5)", (f"1{ME}",))
            connection.execute("INSERT INTO timers (kind, key, due_at) VALUES ('remind', ?, 5)", (f"{GROUP}:-{ME}",))
        connection.close()
        await forgotten(store)
        with sqlite3.connect(store) as connection:
            keys = {row[0] for row in connection.execute("SELECT key FROM timers")}
        connection.close()
        assert keys == {f"1{ME}", f"{GROUP}:-{ME}"}

    async def test_what_is_left_still_adds_up_to_as_many_rows(self, store: Path) -> None:
        def count(table: str) -> int:
            with sqlite3.connect(store) as connection:
                rows = len(connection.execute(f"SELECT 1 FROM {table}").fetchall())
            connection.close()
            return rows

        kept = [table for table, rule in TABLES.items() if rule.erasure == "pseudonym"]
        before = {table: count(table) for table in kept}
        await forgotten(store)
        assert {table: count(table) for table in kept} == before | {"feedback_deeds": 0}, "those go with their feedback"
