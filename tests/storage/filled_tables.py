"""Every table filled with a member's rows, by the schema alone."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from storage.database import open_database
from storage.kinds import Kind, kind_of
from storage.registry import TABLES
from storage.rules.rule import Rule
from tests.store import fresh

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
