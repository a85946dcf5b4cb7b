"""Everything of one group, written to a file: one JSON, or sheets; members' own data are `privacy`'s."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from storage.files import replacing
from storage.overwriting import free_for
from storage.registry import TABLES
from storage.rules.rule import Rule
from storage.schema_migrations import StoreError

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell must not begin with: a spreadsheet would take a member's words for a command."""

_FORMAT = "weilu-chat/1"
_PEOPLE = "people"
Rows: TypeAlias = Callable[[str], Iterator[sqlite3.Row]]


def export_chat(store: Path, *, chat_id: int, file: Path, kept: Iterable[Path] = ()) -> dict[str, int]:
    """Rows written, by table. A name that ends in `.zip` gets one CSV a table, any other one JSON.

    An earlier export is replaced; no other file is, and none of `kept`. Raises StoreError and OSError.
    """
    if not store.is_file():
        raise StoreError(f"there is no store at {store}; see storage.path")
    target = free_for(file, store=store, kept=kept, is_earlier=_is_export)
    try:
        counts = _exported(store, target, chat_id=chat_id, is_archive=file.suffix.lower() == ".zip")
    except sqlite3.Error as error:
        raise StoreError(
            f"the store {store} cannot be read ({error}): make room on the disk, or restore a copy"
        ) from error
    return {table: count for table, count in counts.items() if count}


def _exported(store: Path, target: Path, *, chat_id: int, is_archive: bool) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(store, isolation_level=None, timeout=10)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")  # one moment for all tables

        def rows(table: str) -> Iterator[sqlite3.Row]:
            yield from connection.execute(_statement(table), {"chat_id": chat_id})

        if next(rows("chats"), None) is None:
            raise StoreError(f"the store knows no chat {chat_id}; /doctor in the group shows its id")
        tables = [table for table, rule in TABLES.items() if _condition(rule) or table == _PEOPLE]
        write = _write_sheets if is_archive else _write_json
        with replacing(target) as draft:
            return write(draft, chat_id=chat_id, tables=tables, rows=rows)


def _is_export(path: Path) -> bool:
    with path.open("rb") as file:
        if file.read(64).startswith(_head().encode()):
            return True
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment.startswith(_FORMAT.encode())
    except zipfile.BadZipFile:
        return False


def _head() -> str:
    return f'{{"format": "{_FORMAT}", '


def _statement(table: str) -> str:
    rule: Rule = TABLES[table]
    if table == _PEOPLE:
        return "SELECT * FROM people WHERE user_id IN (SELECT user_id FROM members WHERE chat_id = :chat_id)"
    return f"SELECT * FROM {table} WHERE {_condition(rule)}"


def _condition(rule: Rule) -> str:
    return rule.within or " OR ".join(f"{column} = :chat_id" for column in rule.chats)


def _write_json(path: Path, *, chat_id: int, tables: list[str], rows: Rows) -> dict[str, int]:
    """Row by row: a group's years need not fit in memory."""
    counts = dict.fromkeys(tables, 0)
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{_head()}"chat_id": {chat_id}, "tables": {{')
        for number, table in enumerate(tables):
            file.write(f"{',' if number else ''}\n{json.dumps(table)}: [")
            for row in rows(table):
                file.write(",\n" if counts[table] else "\n")
                file.write(json.dumps(dict(row), ensure_ascii=False))
                counts[table] += 1
            file.write("]")
        file.write("\n}}\n")
    return counts


def _write_sheets(path: Path, *, chat_id: int, tables: list[str], rows: Rows) -> dict[str, int]:
    counts = dict.fromkeys(tables, 0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = f"{_FORMAT} {chat_id}".encode()
        for table in tables:
            with archive.open(f"{table}.csv", "w") as sheet, io.TextIOWrapper(sheet, "utf-8-sig", newline="") as words:
                counts[table] = _write_sheet(csv.writer(words), rows(table))
    return counts


def _write_sheet(writer: Any, rows: Iterator[sqlite3.Row]) -> int:
    count = 0
    for count, row in enumerate(rows, start=1):
        if count == 1:
            writer.writerow(row.keys())
        writer.writerow([defused(value) for value in row])
    return count


def defused(value: Any) -> Any:
    """A text that a spreadsheet would calculate is marked as one it shall show; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
