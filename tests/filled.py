"""A store with a row in every table, each column holding a value of its kind: for walks over all tables."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from storage.registry import TABLES
from storage.schema_migrations import migrate

Values: TypeAlias = dict[str, Any]

MEMBER = 1_001
_ONE_OF = re.compile(r"CHECK\s*\(\s*(\w+)\s+IN\s*\(([^)]*)\)", re.IGNORECASE)
_LENGTH = re.compile(r"CHECK\s*\(\s*length\((\w+)\)\s*=\s*(\d+)", re.IGNORECASE)

_ASKED: dict[str, Values] = {
    "ledger": {"from_account": 0},
    "lotteries": {"entrants_hash": "0" * 64, "drawn_at": 1_800_000_000},
    "lottery_entries": {"state": "in"},
    "feedback": {"voice": "", "merged_id": None},
    "rounds": {"seconds": 20},
    "events": {"name": "summer"},
    "incidents": {"closed_at": 0},
}
"""What a check across columns, or a key that holds for some rows alone, asks for."""


class Filling:
    """Rows of a new store at `path`; `choice` picks among the values that a column's check lists."""

    def __init__(self, path: Path, *, choice: int = 0) -> None:
        migrate(path)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._choice, self._numbers = choice, Counter[str]()

    def close(self) -> None:
        self._connection.close()

    def columns(self, table: str) -> list[sqlite3.Row]:
        return self._connection.execute(f"PRAGMA table_info({table})").fetchall()

    def uniques(self, table: str) -> Iterator[tuple[str, ...]]:
        for index in self._connection.execute(f"PRAGMA index_list({table})").fetchall():
            if index["unique"]:
                names = self._connection.execute(f"PRAGMA index_info({index['name']})").fetchall()
                yield tuple(row["name"] for row in names)

    def fill(self, table: str, *, chat_id: int) -> None:
        """One row of that chat, unless a trigger wrote one."""
        found = " OR ".join(f"{column} = :chat_id" for column in TABLES[table].chats)
        if found and self._connection.execute(f"SELECT 1 FROM {table} WHERE {found}", {"chat_id": chat_id}).fetchone():
            return
        row = self._row(table, chat_id) | self._parents(table, chat_id)
        names = ", ".join(row)
        self._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})", row)

    def _parents(self, table: str, chat_id: int) -> Values:
        """What the row names by a number is a row of the same chat."""
        needed = {column["name"] for column in self.columns(table) if column["notnull"]}
        found = Values()
        for key in self._connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            parent, column = key["table"], key["from"]
            if parent != table and column in needed and TABLES[parent].chats:
                self.fill(parent, chat_id=chat_id)
                of_chat = f"SELECT {key['to']} FROM {parent} WHERE {TABLES[parent].chats[0]} = :chat_id"
                (found[column],) = self._connection.execute(of_chat, {"chat_id": chat_id}).fetchone()
        return found

    def _row(self, table: str, chat_id: int) -> Values:
        rule, choices, row = TABLES[table], self._choices(table), Values()
        alone = {names[-1] for names in self.uniques(table) if not set(names) & {*rule.chats}}
        for column in self.columns(table):
            name = column["name"]
            if name in rule.chats:
                row[name] = chat_id
            elif name in rule.members:
                row[name] = MEMBER + rule.members.index(name)
            elif name in choices:
                row[name] = choices[name][self._choice % len(choices[name])]
            elif name in alone or (column["pk"] and column["type"] == "INTEGER"):
                row[name] = None if not column["notnull"] and not column["pk"] else self._fresh(table, column["type"])
            else:
                row[name] = name if column["type"] == "TEXT" else 1
        if table == "schedule_runs":
            row["reason"] = "" if row["state"] == "posted" else "quiet"
        return row | _ASKED.get(table, {})

    def _fresh(self, table: str, kind: str) -> int | str:
        self._numbers[table] += 1
        return self._numbers[table] if kind != "TEXT" else f"unique {self._numbers[table]}"

    def _choices(self, table: str) -> dict[str, list[Any]]:
        (sql,) = self._connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        found: dict[str, list[Any]] = {}
        for column, listed in _ONE_OF.findall(sql):
            values = [each.strip() for each in listed.split(",")]
            found[column] = [each.strip("'") if each.startswith("'") else int(each) for each in values]
        return found | {column: ["0" * int(length)] for column, length in _LENGTH.findall(sql)}
