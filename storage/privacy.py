"""One member's rows over all tables, by the registry's rules: taken out, or erased; nothing here knows a feature."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from storage.database import Reader, Row, Unit
from storage.registry import TABLES
from storage.rules.rule import Rule

Rows: TypeAlias = list[dict[str, Any]]

SOMEBODY = "(another member)"
"""Stands for whoever else a row names: one's own data are not the way to other people's."""


async def rows_of(reader: Reader, *, user_id: int, voice: str) -> dict[str, Rows]:
    """Every exported row about the member, by table; tables without any are left out."""
    found = {
        table: await _rows(reader, table, rule, user_id, voice) for table, rule in TABLES.items() if rule.is_exported
    }
    return {table: rows for table, rows in found.items() if rows}


async def has_rows(reader: Reader, table: str, *, user_id: int, voice: str) -> bool:
    """Whether an exported table holds any about the member."""
    found = f"SELECT 1 FROM {table} WHERE {_is_about(TABLES[table])} LIMIT 1"
    return await reader.one(found, _about(user_id, voice)) is not None


async def _rows(reader: Reader, table: str, rule: Rule, user_id: int, voice: str) -> Rows:
    rows = await reader.all(f"SELECT * FROM {table} WHERE {_is_about(rule)}", _about(user_id, voice))
    return [_shown(rule, row, user_id) for row in rows]


def _is_about(rule: Rule) -> str:
    theirs = [_is_theirs(rule), _is_waiting(rule), rule.owned, *(f"{column} = :voice" for column in rule.voices)]
    return " OR ".join(each for each in theirs if each)


def _about(user_id: int, voice: str) -> dict[str, int | str]:
    return {"user_id": user_id, "voice": voice, "number": _glob(user_id)}


def _is_theirs(rule: Rule) -> str:
    return " OR ".join(f"{column} = :user_id" for column in rule.members)


def _is_waiting(rule: Rule) -> str:
    return " OR ".join(f"glob(:number, '|' || {column} || '|')" for column in rule.numbers)


def _glob(number: int) -> str:
    """The number on its own among other words, and not as a part of a longer or a negative one."""
    return f"*[^0-9-]{number}[^0-9]*"


def _shown(rule: Rule, row: Row, user_id: int) -> dict[str, Any]:
    others: set[str] = set()
    for column in rule.members:
        if isinstance(row[column], int) and row[column] > 0 and row[column] != user_id:
            others |= {column, *(each for each in rule.words.get(column, ()) if each.endswith("_name"))}
    shown = {name: SOMEBODY if name in others else row[name] for name in row.keys()}  # noqa: SIM118
    return {name: value for name, value in shown.items() if name not in rule.withheld}


async def erase(unit: Unit, *, user_id: int, voice: str, pseudonym: int, names: tuple[str, ...]) -> dict[str, int]:
    """Do with the member's rows as each table's rule says; returns how many were destroyed, by table.

    `voice` is the member's own when anonymous, `pseudonym` a number below -1000000 that leads nowhere, `names` are what
    the member is called in queued messages.
    """
    destroyed: dict[str, int] = {}
    for table, rule in TABLES.items():
        gone = await _forget_private_chat(unit, table, rule, user_id)
        gone += await _forget_mentions(unit, table, rule, user_id, names)
        if rule.numbers:
            gone += await unit.run(f"DELETE FROM {table} WHERE {_is_waiting(rule)}", {"number": _glob(user_id)})
        for column in rule.voices:
            gone += await unit.run(f"DELETE FROM {table} WHERE {column} = :voice", {"voice": voice})
        if rule.members and rule.erasure == "delete":
            gone += await unit.run(f"DELETE FROM {table} WHERE {_is_theirs(rule)}", {"user_id": user_id})
        elif rule.members and rule.erasure == "pseudonym":
            await _rename(unit, table, rule, user_id=user_id, pseudonym=pseudonym)
        for column in rule.traces:
            await _cover(unit, table, column, user_id=user_id, pseudonym=pseudonym)
        if gone:
            destroyed[table] = gone
    return destroyed


async def _forget_private_chat(unit: Unit, table: str, rule: Rule, user_id: int) -> int:
    """A private chat has its member's own id. What still waits to be sent there is let go as well."""
    gone = 0
    for column in rule.chats:
        if column not in rule.members:
            gone += await unit.run(f"DELETE FROM {table} WHERE {column} = :user_id", {"user_id": user_id})
    return gone


async def _forget_mentions(unit: Unit, table: str, rule: Rule, user_id: int, names: tuple[str, ...]) -> int:
    """What is done with and names the member; what still waits is kept for its receivers, and expires in days."""
    if not rule.mentions or rule.expiry is None:
        return 0
    wanted = {"id": str(user_id)} | {f"name{number}": _in_json(name) for number, name in enumerate(names) if name}
    found = " OR ".join(f"instr(CAST({column} AS TEXT), :{key}) > 0" for column in rule.mentions for key in wanted)
    return await unit.run(f"DELETE FROM {table} WHERE ({rule.expiry.where}) AND ({found})", wanted)


def _in_json(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)[1:-1]


async def _rename(unit: Unit, table: str, rule: Rule, *, user_id: int, pseudonym: int) -> None:
    for column in rule.members:
        params = {"user_id": user_id, "pseudonym": pseudonym}
        if column in rule.key:
            await _carry_over(unit, table, column, params)
            continue
        emptied = "".join(f", {words} = ''" for words in rule.words.get(column, ()))
        await unit.run(f"UPDATE {table} SET {column} = :pseudonym{emptied} WHERE {column} = :user_id", params)


async def _cover(unit: Unit, table: str, column: str, *, user_id: int, pseudonym: int) -> None:
    """`poll:7:1003` becomes `poll:7:-1234567`: as unique as before."""
    params = {"number": f":{user_id}:", "instead": f":{pseudonym}:"}
    await unit.run(
        f"UPDATE {table} SET {column} = trim(replace(':' || {column} || ':', :number, :instead), ':') "
        f"WHERE instr(':' || {column} || ':', :number) > 0",
        params,
    )


async def _carry_over(unit: Unit, table: str, column: str, params: dict[str, int]) -> None:
    """Written anew and deleted rather than changed, so that what triggers keep of members' rows closes."""
    names = await unit.columns(table)
    taken = ", ".join(f":pseudonym AS {name}" if name == column else name for name in names)
    await unit.run(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {taken} FROM {table} WHERE {column} = :user_id", params
    )
    await unit.run(f"DELETE FROM {table} WHERE {column} = :user_id", {"user_id": params["user_id"]})


async def erased_at(reader: Reader, *, mark: str) -> int:
    """When the member behind the mark was forgotten last (epoch seconds); 0 is never."""
    return await reader.number("SELECT at FROM erasures WHERE mark = :mark", {"mark": mark})


async def keep_erasure(unit: Unit, *, mark: str, at: int) -> None:
    await unit.run(
        "INSERT INTO erasures (mark, at) VALUES (:mark, :at) ON CONFLICT (mark) DO UPDATE SET at = excluded.at",
        {"mark": mark, "at": at},
    )
