"""A group becomes a supergroup: every row of the old chat id goes over to the new one, in one transaction."""

from __future__ import annotations

import logging

from storage import queues
from storage.database import Database, Reader, Unit
from storage.errors import StoreTroubleError
from storage.queues import Timer
from storage.registry import TABLES
from storage.rules.rule import Merge, Rule, Single

ARRIVED = "moved"
"""The kind of the timer that is due when a group has arrived at its new id, in that group's lane."""

AGAIN = "move"
"""The kind of the timer of a move that failed; its body is the old id and the new one."""

log = logging.getLogger(__name__)

_MERGED: dict[Merge, str] = {
    "sum": "{column} = there.{column} + gone.{column}",
    "min": "{column} = min(there.{column}, gone.{column})",
    "max": "{column} = max(there.{column}, gone.{column})",
    "bits": "{column} = there.{column} | gone.{column}",
    "fill": "{column} = CASE there.{column} WHEN '' THEN gone.{column} ELSE there.{column} END",
    "old": "{column} = gone.{column}",
}


async def migrate_chat(unit: Unit, *, old: int, new: int, now: int) -> None:
    """Repeating it changes nothing. What the new chat has already is added to, by each table's rule."""
    if old == new:
        return
    for table, rule in TABLES.items():
        for column in rule.chats:
            if rule.is_derived:
                await unit.run(f"DELETE FROM {table} WHERE {column} = :old", {"old": old})
            else:
                await _carry(unit, table, rule, column, {"old": old, "new": new})
    await unit.run("UPDATE chats SET kind = 'supergroup' WHERE chat_id = :new AND kind = 'group'", {"new": new})
    await _remember(unit, old=old, new=new, now=now)


async def _remember(unit: Unit, *, old: int, new: int, now: int) -> None:
    """Where the group is from now on; features are told once, by a timer."""
    await unit.run("DELETE FROM moved WHERE old_id = :new", {"new": new})
    is_news = await unit.run(
        "INSERT INTO moved (old_id, chat_id) VALUES (:old, :new) "
        "ON CONFLICT (old_id) DO UPDATE SET chat_id = :new WHERE moved.chat_id <> :new",
        {"old": old, "new": new},
    )
    if is_news:
        await queues.set_timer(unit, Timer(ARRIVED, str(new), new, now, "null", now))


async def try_to_move(database: Database, *, old: int, new: int, now: int) -> bool:
    """In a transaction of its own; whether it is done. One that fails is tried again by its own timer (`AGAIN`).

    Raises `ValueError` for chats that are no groups, `StoreTroubleError` where nothing can be kept.
    """
    if old == new or old > 0 or new > 0:
        raise ValueError(f"{old} cannot become {new}: groups alone get another id")
    try:
        async with database.unit() as unit:
            await migrate_chat(unit, old=old, new=new, now=now)
    except StoreTroubleError:
        raise
    except Exception:
        log.exception("the group %d cannot move to %d yet", old, new)
        async with database.unit() as unit:
            await queues.set_timer(unit, Timer(AGAIN, f"{old}:{new}", new, now, f"[{old}, {new}]", now))
        return False
    return True


async def _carry(unit: Unit, table: str, rule: Rule, column: str, ids: dict[str, int]) -> None:
    """First what would meet a row of the new chat's, then all that is left."""
    for messages in rule.messages:
        await unit.run(f"UPDATE {table} SET {messages} = -abs({messages}) WHERE {column} = :old", ids)
    if rule.key:
        await _merge(unit, table, rule, column, ids)
    if rule.apart:
        await _tell_apart(unit, table, rule.apart, column, ids)
    if rule.single is not None:
        await _end_later(unit, table, rule.single, column, ids)
    await unit.run(f"UPDATE {table} SET {column} = :new WHERE {column} = :old", ids)


async def _merge(unit: Unit, table: str, rule: Rule, column: str, ids: dict[str, int]) -> None:
    met = "".join(f" AND there.{name} = gone.{name}" for name in rule.key if name != column)
    pair = f"there.{column} = :new AND gone.{column} = :old{met}"
    if rule.merge:
        merged = ", ".join(_MERGED[how].format(column=name) for name, how in rule.merge.items())
        await unit.run(f"UPDATE {table} AS there SET {merged} FROM {table} AS gone WHERE {pair}", ids)
    has_met = f"EXISTS (SELECT 1 FROM {table} AS there WHERE {pair})"
    await unit.run(f"DELETE FROM {table} AS gone WHERE gone.{column} = :old AND {has_met}", ids)


async def _tell_apart(unit: Unit, table: str, name: str, column: str, ids: dict[str, int]) -> None:
    await unit.run(
        f"UPDATE {table} SET {name} = {name} || ':' || :old WHERE {column} = :old "
        f"AND {name} IN (SELECT {name} FROM {table} WHERE {column} = :new)",
        ids,
    )


async def _end_later(unit: Unit, table: str, single: Single, column: str, ids: dict[str, int]) -> None:
    number, met = single.number, " AND ".join(f"was.{name} = came.{name}" for name in single.by) or "1 = 1"
    one, other = (single.where.format(row=row) for row in ("was", "came"))
    await unit.run(
        f"UPDATE {table} SET {single.ended} WHERE {number} IN ("
        f"SELECT max(was.{number}, came.{number}) FROM {table} AS was JOIN {table} AS came ON {met} "
        f"WHERE was.{column} = :old AND came.{column} = :new AND {one} AND {other})",
        ids,
    )


async def moved(reader: Reader) -> dict[int, int]:
    """Old chat id to the one it has now."""
    return {row["old_id"]: row["chat_id"] for row in await reader.all("SELECT old_id, chat_id FROM moved")}
