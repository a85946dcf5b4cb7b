"""Make-up cards held, and the days of a month already made up; the days themselves are `checkin`'s."""

from __future__ import annotations

from storage.database import Reader, Unit


async def held(reader: Reader, *, chat_id: int, user_id: int) -> int:
    return await reader.number(
        "SELECT held FROM cards WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )


async def add_card(unit: Unit, *, chat_id: int, user_id: int, most: int) -> bool:
    """Whether there was room for another."""
    return await unit.change(
        "INSERT INTO cards (chat_id, user_id, held) VALUES (:chat_id, :user_id, 1) "
        "ON CONFLICT (chat_id, user_id) DO UPDATE SET held = cards.held + 1 WHERE cards.held < :most",
        {"chat_id": chat_id, "user_id": user_id, "most": most},
    )


async def use_card(unit: Unit, *, chat_id: int, user_id: int) -> bool:
    """Whether there was one."""
    return await unit.change(
        "UPDATE cards SET held = held - 1 WHERE chat_id = :chat_id AND user_id = :user_id AND held > 0",
        {"chat_id": chat_id, "user_id": user_id},
    )


async def used(reader: Reader, *, chat_id: int, user_id: int, first: int, last: int) -> int:
    """Days from `first` to `last` that were made up."""
    return await reader.number(
        "SELECT count(*) FROM checkins WHERE chat_id = :chat_id AND user_id = :user_id "
        "AND day BETWEEN :first AND :last AND made_up = 1",
        {"chat_id": chat_id, "user_id": user_id, "first": first, "last": last},
    )


async def joined_at(reader: Reader, *, chat_id: int, user_id: int) -> int | None:
    """When the member came, or was first seen (epoch seconds)."""
    row = await reader.one(
        "SELECT seen_from FROM members WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )
    return row["seen_from"] if row else None
