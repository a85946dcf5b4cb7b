"""Who agreed to have their messages' mood looked at; what follows from it is decided elsewhere."""

from __future__ import annotations

from bot.domain.consent import VERSION, Consent
from storage.database import Reader, Unit


async def agreed(reader: Reader) -> set[int]:
    """To the version that holds."""
    rows = await reader.all("SELECT user_id FROM consents WHERE version = :version", {"version": VERSION})
    return {row["user_id"] for row in rows}


async def of(reader: Reader, *, user_id: int) -> Consent | None:
    row = await reader.one("SELECT version, at FROM consents WHERE user_id = :user_id", {"user_id": user_id})
    return Consent(row["version"], row["at"]) if row else None


async def agree(unit: Unit, *, user_id: int, at: int) -> None:
    """Whoever agreed to this version before did so then."""
    await unit.run(
        "INSERT INTO consents (user_id, version, at) VALUES (:user_id, :version, :at) "
        "ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, at = excluded.at "
        "WHERE consents.version <> excluded.version",
        {"user_id": user_id, "version": VERSION, "at": at},
    )


async def withdraw(unit: Unit, *, user_id: int) -> None:
    await unit.run("DELETE FROM consents WHERE user_id = :user_id", {"user_id": user_id})
