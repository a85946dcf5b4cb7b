"""What holds for the whole store, by name: whose it is, what was told to Telegram last."""

from __future__ import annotations

from storage.database import Reader, Unit


async def fact(reader: Reader, name: str) -> str | None:
    row = await reader.one("SELECT value FROM facts WHERE name = :name", {"name": name})
    return None if row is None else str(row["value"])


async def keep(unit: Unit, name: str, value: str) -> None:
    await unit.run(
        "INSERT INTO facts (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value",
        {"name": name, "value": value},
    )
