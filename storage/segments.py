"""Members of a group by how they take part, counted in one statement; nobody is named."""

from __future__ import annotations

from storage.database import Reader, Unit

_DAYS = (
    "SELECT user_id, count(CASE WHEN day > :today - 28 THEN 1 END) AS lately, "
    "count(CASE WHEN day > :today - 14 THEN 1 END) AS fortnight, "
    "count(CASE WHEN day <= :today - 14 THEN 1 END) AS earlier FROM activity "
    "WHERE chat_id = :chat_id AND day > :today - 42 AND day <= :today GROUP BY user_id"
)
"""On how many days each was heard in the last four weeks, the last two, and the four before these two."""

_DROPPED = "coalesce(days.earlier, 0) >= 6 AND coalesce(days.fortnight, 0) * 10 <= coalesce(days.earlier, 0)"
"""A fifth at most of what was usual with them in as many days."""


async def segments(reader: Reader, *, chat_id: int, today: int, new_since: int) -> dict[str, int]:
    """How many members who are in belong to which; newcomers came at `new_since` (epoch seconds) or later."""
    rows = await reader.all(
        "SELECT segment, count(*) AS people FROM (SELECT CASE "
        f"WHEN members.seen_from >= :new_since THEN 'newcomer' WHEN {_DROPPED} THEN 'at_risk' "
        "WHEN coalesce(days.lately, 0) >= 12 THEN 'core' WHEN coalesce(days.lately, 0) >= 1 THEN 'active' "
        f"ELSE 'quiet' END AS segment FROM members LEFT JOIN ({_DAYS}) AS days ON days.user_id = members.user_id "
        "WHERE members.chat_id = :chat_id AND members.state = 'in') AS told GROUP BY segment",
        {"chat_id": chat_id, "today": today, "new_since": new_since},
    )
    return {row["segment"]: int(row["people"]) for row in rows}


async def fell_silent(reader: Reader, *, chat_id: int, today: int, now: int) -> tuple[int, int]:
    """Of those who would have counted as at risk on that day: how many were not heard since, and how many they were."""
    row = await reader.one(
        "SELECT count(*) AS warned, count(CASE WHEN NOT EXISTS (SELECT 1 FROM activity WHERE "
        "activity.chat_id = :chat_id AND activity.day > :today AND activity.day <= :now "
        f"AND activity.user_id = days.user_id) THEN 1 END) AS silent FROM ({_DAYS}) AS days WHERE {_DROPPED}",
        {"chat_id": chat_id, "today": today, "now": now},
    )
    return (int(row["silent"]), int(row["warned"])) if row else (0, 0)


async def keep(unit: Unit, found: dict[str, int], *, chat_id: int, day: int) -> None:
    await unit.many(
        "INSERT INTO segment_counts (chat_id, day, segment, people) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (chat_id, day, segment) DO UPDATE SET people = excluded.people",
        [(chat_id, day, segment, people) for segment, people in found.items()],
    )


async def kept(reader: Reader, *, chat_id: int, day: int) -> tuple[int, dict[str, int]]:
    """The latest day up to that one on which they were counted, and the counts; 0 and nothing before the first."""
    last = await reader.number(
        "SELECT max(day) FROM segment_counts WHERE chat_id = :chat_id AND day <= :day", {"chat_id": chat_id, "day": day}
    )
    rows = await reader.all(
        "SELECT segment, people FROM segment_counts WHERE chat_id = :chat_id AND day = :day",
        {"chat_id": chat_id, "day": last},
    )
    return last, {row["segment"]: row["people"] for row in rows}


async def is_large(reader: Reader, *, chat_id: int, most: int) -> bool:
    """Whether the group has more members than that."""
    found = await reader.number(
        "SELECT count(*) FROM (SELECT 1 AS one FROM members WHERE chat_id = :chat_id LIMIT :most) AS counted",
        {"chat_id": chat_id, "most": most + 1},
    )
    return found > most
