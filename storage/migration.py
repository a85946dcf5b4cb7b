"""A group becomes a supergroup: every row of the old chat id goes over to the new one, in one transaction."""

from __future__ import annotations

from storage.database import Reader, Unit
from storage.registry import TABLES
from storage.rules import Merge, Rule

_MERGED: dict[Merge, str] = {
    "sum": "{column} = {table}.{column} + excluded.{column}",
    "min": "{column} = min({table}.{column}, excluded.{column})",
    "max": "{column} = max({table}.{column}, excluded.{column})",
    "fill": "{column} = CASE {table}.{column} WHEN '' THEN excluded.{column} ELSE {table}.{column} END",
}


async def migrate_chat(unit: Unit, *, old: int, new: int) -> None:
    """Repeating it changes nothing. What the new chat has already is added to, by each table's rule."""
    if old == new:
        return
    for table, rule in TABLES.items():
        for column in rule.chats:
            if rule.is_derived:
                await unit.run(f"DELETE FROM {table} WHERE {column} = :old", {"old": old})
            elif rule.key:
                await _merge(unit, table, rule, column=column, old=old, new=new)
            else:
                await unit.run(f"UPDATE {table} SET {column} = :new WHERE {column} = :old", {"old": old, "new": new})
    await unit.run("UPDATE chats SET kind = 'supergroup' WHERE chat_id = :new AND kind = 'group'", {"new": new})
    await unit.run("DELETE FROM moved WHERE old_id = :new", {"new": new})
    await unit.run(
        "INSERT INTO moved (old_id, chat_id) VALUES (:old, :new) ON CONFLICT (old_id) DO UPDATE SET chat_id = :new",
        {"old": old, "new": new},
    )


async def _merge(unit: Unit, table: str, rule: Rule, *, column: str, old: int, new: int) -> None:
    names = [row["name"] for row in await unit.all(f"PRAGMA table_info({table})")]
    taken = ", ".join(f":new AS {name}" if name == column else name for name in names)
    merged = [_MERGED[how].format(table=table, column=name) for name, how in rule.merge.items()]
    conflict = f"DO UPDATE SET {', '.join(merged)}" if merged else "DO NOTHING"
    await unit.run(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {taken} FROM {table} WHERE {column} = :old "
        f"ON CONFLICT ({', '.join(rule.key)}) {conflict}",
        {"old": old, "new": new},
    )
    await unit.run(f"DELETE FROM {table} WHERE {column} = :old", {"old": old})


async def moved(reader: Reader) -> dict[int, int]:
    """Old chat id to the one it has now."""
    return {row["old_id"]: row["chat_id"] for row in await reader.all("SELECT old_id, chat_id FROM moved")}
