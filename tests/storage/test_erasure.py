"""Every table filled with a member's rows, by the schema alone: what is given out, what is forgotten, what is exported.

A new table is filled like the others, so that none can be left out: where its checks refuse what is filled in, or words
of it stay, it is to be named here with the reason.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.services import privacy
from storage.chat_export import export_chat
from storage.database import open_database
from storage.kinds import Kind, kind_of
from storage.registry import TABLES
from storage.rules.rule import Rule
from tests.store import fresh
from tests.story import YINUO, told

ME, OTHER, GROUP, ELSEWHERE = 734_191_582_637, 615_243_998_121, -1001200300400, -1001900800700
VOICE, NAME, USERNAME = "voice-of-the-bluebird", "漂泊的青鸟", "wandering_bluebird"

Values: TypeAlias = dict[str, Any]

FILLED: dict[str, Values] = {
    "people": {"name": NAME, "username": USERNAME},
    "ledger": {"from_account": 0, "idempotency_key": f"poll:1:{ME}", "reverses": None},
    "timers": {"key": f"{GROUP}:{ME}", "body": f"[{GROUP},{ME}]"},
    "inbox": {"state": "bad", "body": f'{{"from":{{"id":{ME},"first_name":"{NAME}"}}}}', "lane": GROUP},
    "outbox": {"state": "sent", "body": f'{{"words":"@{USERNAME}"}}', "done_at": 1},
    "posts": {"chat_id": ME},
    "lottery_codes": {"place": 1, "number": 1, "lottery_id": 1},
    "lottery_places": {"place": 1, "lottery_id": 1},
    "codes": {"order_id": 1},
    "asks": {"state": "closed"},
    **{table: {"poll_id": "p"} for table in ("polls", "ballots", "tallies")},
    "moved": {"old_id": -42},
}
"""What a table's checks or its sense ask for; all other columns are filled by their types."""

REAL: dict[Kind, int] = {"moment": 1_800_072_000, "day": 740_000}
"""What a column of that kind really holds: 2027-01-16, in seconds and in days."""

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
    "events": {"title", "place", "written", "name", "photo", "code", "file_id"},
    "asks": {"title"},
    "incidents": {"title"},
    "incident_notes": {"words"},
    "challenges": {"title", "tag"},
    "discussions": {"title", "photo", "idempotency_key"},
    "knowledge": {"question", "answer", "keywords"},
    "schedule_marks": {"entry"},
    "audit": {"deed"},
    "feedback_deeds": set(),
}
"""Words of tables that keep their rows: the group's own, or keys, and nothing a member said or is called."""


def columns(connection: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return connection.execute(f"PRAGMA table_info({table})").fetchall()


def schema(connection: sqlite3.Connection, table: str) -> str:
    row = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return str(row["sql"])


def marker(table: str, column: str) -> str:
    return f"words-of-{table}-{column}"


def filled(connection: sqlite3.Connection, table: str, *, me: str, member: int) -> Values:
    """A row of whatever the types allow, in whose column `me` the member stands, and somebody else in all others."""
    rule, sql, values = TABLES[table], schema(connection, table), Values()
    for column in columns(connection, table):
        name = column["name"]
        allowed = re.search(rf"\b{name}\b[^,]*?CHECK \({name} IN \((?:'([^']+)'|(\d))", sql)
        if name in rule.members:
            values[name] = member if name == me else OTHER
        elif name in rule.chats:
            values[name] = GROUP
        elif allowed:
            values[name] = allowed[1] if allowed[1] is not None else int(allowed[2])
        elif name in rule.voices:
            values[name] = VOICE
        elif column["type"] == "TEXT":
            owners = [each for each, words in rule.words.items() if name in words]
            values[name] = marker(table, name) if me in owners or not owners else "of somebody else"
        else:
            values[name] = REAL.get(kind_of(table, name), 1)
    return values | {name: each for name, each in FILLED.get(table, {}).items() if name != me}


def fill(path: Path, *, member: int = ME) -> dict[str, int]:
    """Rows about the member put into each table, by its name."""
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for trigger in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall():
            if "AFTER INSERT" in trigger["sql"] or "BEFORE INSERT" in trigger["sql"]:
                connection.execute(f"DROP TRIGGER {trigger['name']}")
        put = {table: _fill(connection, table, rule, member) for table, rule in TABLES.items() if table != "migrations"}
    connection.close()
    return put


def _fill(connection: sqlite3.Connection, table: str, rule: Rule, member: int) -> int:
    before = len(connection.execute(f"SELECT 1 FROM {table}").fetchall())
    for number, me in enumerate(rule.members or ("",)):
        values = filled(connection, table, me=me, member=member)
        if "id" in values:
            values["id"] = number + 1
        for unique in ("idempotency_key", "message_id", "once"):
            if number and unique in values:
                values[unique] = f"{values[unique]}:{number}" if isinstance(values[unique], str) else number + 1
        names = ", ".join(values)
        connection.execute(
            f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", [*values.values()]
        )
    return len(connection.execute(f"SELECT 1 FROM {table}").fetchall()) - before


@pytest.fixture
async def store(tmp_path: Path) -> Path:
    async with open_database(fresh(tmp_path / "weilu.db")):
        pass
    put = fill(tmp_path / "weilu.db")
    assert all(put.values()), "every table has rows"
    return tmp_path / "weilu.db"


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


OF_NO_GROUP = {"migrations", "settled", "facts", "inbox", "calendars", "schedule_lines", "erasures", "destroyed",
               "preferences", "posts"}  # fmt: skip
"""The whole store's own, and what stands in a private chat in what is filled in here."""


class TestExported:
    async def test_every_table_of_a_group_is_in_its_export(self, store: Path) -> None:
        with sqlite3.connect(store) as connection:
            connection.execute("INSERT INTO chats (chat_id, kind, known_at) VALUES (?, 'group', 1)", (GROUP,))
            connection.execute("INSERT INTO people (user_id, name) VALUES (?, 'x')", (OTHER,))
        connection.close()
        counts = export_chat(store, chat_id=GROUP, file=store.parent / "group.json")
        missing = set(TABLES) - set(counts)
        assert missing == OF_NO_GROUP
        assert not export_empty(store, chat_id=ELSEWHERE)


def export_empty(store: Path, *, chat_id: int) -> dict[str, int]:
    """What a group has that nothing was filled in for, but for itself."""
    with sqlite3.connect(store) as connection:
        connection.execute("INSERT INTO chats (chat_id, kind, known_at) VALUES (?, 'group', 1)", (chat_id,))
    connection.close()
    counts = export_chat(store, chat_id=chat_id, file=store.parent / "empty.json")
    return {table: rows for table, rows in counts.items() if table != "chats"}


class TestForPeople:
    async def test_the_file_for_people_can_be_written_of_every_table(self, tmp_path: Path) -> None:
        async with told(tmp_path) as story:
            await story.says(YINUO, "/start", chat=YINUO)
            story.may_spoil = True
            fill(story.config.database, member=YINUO)
            async with story.app.database.unit() as unit:
                await unit.run("UPDATE timers SET state = 'bad'")
            await story.says(YINUO, "/mydata", chat=YINUO)
            files = {each["document"]["file_name"]: each["document"] for each in story.world.sent(YINUO)[-2:]}
            words = story.world.files[files["mydata.txt"]["file_id"]].content.decode()
            kept = json.loads(story.world.files[files["mydata.json"]["file_id"]].content)
            assert words.count("==") == len(kept["tables"]) > 50, "every table is in it"
            assert "1月16日 12:00" in words
            assert "idempotency_key" not in words
