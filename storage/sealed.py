"""Where sealed values stand in the store; what is in them only `bot.sealing` can tell."""

from __future__ import annotations

from collections.abc import Callable

from storage.database import Reader, Unit

_COLUMNS = {
    "feedback": ("sealed", ("id",)),
    "feedback_relays": ("sealed", ("chat_id", "message", "mark")),
    "outbox": ("body", ("id",)),
    "timers": ("body", ("kind", "key")),
}
"""By table: the column, and the columns that tell one row from another."""


async def is_any(reader: Reader) -> bool:
    """Whether anything is sealed for good; what waits in the outbox is gone in days."""
    return bool(
        await reader.number(
            "SELECT EXISTS (SELECT 1 FROM feedback WHERE sealed <> '') OR EXISTS (SELECT 1 FROM feedback_relays)"
        )
    )


async def is_any_private(reader: Reader) -> bool:
    """Whether anybody ever wrote to the bot alone."""
    return bool(await reader.number("SELECT EXISTS (SELECT 1 FROM chats WHERE kind = 'private')"))


async def change(unit: Unit, anew: Callable[[str], str]) -> int:
    """Put `anew(value)` in each value's place; rows changed."""
    count = 0
    for table, (column, keys) in _COLUMNS.items():
        rows = await unit.all(f"SELECT {column} AS value, {', '.join(keys)} FROM {table} WHERE {column} <> ''")
        changed = [
            (written, *(row[key] for key in keys)) for row in rows if (written := anew(row["value"])) != row["value"]
        ]
        where = " AND ".join(f"{key} = ?" for key in keys)
        await unit.many(f"UPDATE {table} SET {column} = ? WHERE {where}", changed)
        count += len(changed)
    return count
