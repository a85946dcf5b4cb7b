"""Members of a group by how they take part, counted in one statement; what is kept of it at night, lists among it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.segments import SEGMENTS, Listed, Named, Segment
from storage.database import Reader, Unit

_SPAN: Final = 42

_COUNTED = (
    "SELECT user_id, count(CASE WHEN day > :today - 28 THEN 1 END) AS lately, "
    "count(CASE WHEN day > :today - 14 THEN 1 END) AS fortnight, "
    "count(CASE WHEN day <= :today - 14 THEN 1 END) AS earlier FROM activity WHERE chat_id = :chat_id "
)
"""On how many days each was heard in the last four weeks, the last two, and the four before these two."""

_DAYS = f"{_COUNTED} AND day > :today - {_SPAN} AND day <= :today GROUP BY user_id"
_THEIR_DAYS = (
    f"{_COUNTED} AND user_id = :user_id AND day IN ({', '.join(f':today - {back}' for back in range(_SPAN))}) "
    "GROUP BY user_id"
)
"""The same of one member: each day is looked up, for days of everybody are many."""

_DROPPED = "coalesce(days.earlier, 0) >= 6 AND coalesce(days.fortnight, 0) * 10 <= coalesce(days.earlier, 0)"
"""A fifth at most of what was usual with them in as many days."""

_LISTED = "NOT EXISTS (SELECT 1 FROM preferences WHERE user_id = members.user_id AND declined = 'lists')"
"""Who does not want to be on a list is not."""

_SEGMENT = (
    f"CASE WHEN members.seen_from >= :new_since THEN 'newcomer' WHEN {_DROPPED} THEN 'at_risk' "
    "WHEN coalesce(days.lately, 0) >= 12 THEN 'core' WHEN coalesce(days.lately, 0) >= 1 THEN 'active' "
    "ELSE 'quiet' END AS segment"
)


async def segments(reader: Reader, *, chat_id: int, today: int, new_since: int) -> dict[str, int]:
    """How many members who are in belong to which; newcomers came at `new_since` (epoch seconds) or later."""
    rows = await reader.all(
        f"SELECT segment, count(*) AS people FROM (SELECT {_SEGMENT} FROM members "
        f"LEFT JOIN ({_DAYS}) AS days ON days.user_id = members.user_id "
        "WHERE members.chat_id = :chat_id AND members.state = 'in') AS told GROUP BY segment",
        {"chat_id": chat_id, "today": today, "new_since": new_since},
    )
    return {row["segment"]: int(row["people"]) for row in rows}


async def of_member(reader: Reader, *, chat_id: int, user_id: int, today: int, new_since: int) -> Segment | None:
    """None for somebody who is not in."""
    row = await reader.one(
        f"SELECT {_SEGMENT} FROM members LEFT JOIN ({_THEIR_DAYS}) AS days ON days.user_id = members.user_id "
        "WHERE members.chat_id = :chat_id AND members.user_id = :user_id AND members.state = 'in'",
        {"chat_id": chat_id, "user_id": user_id, "today": today, "new_since": new_since},
    )
    return next((each for each in SEGMENTS if row is not None and each == row["segment"]), None)


async def open_to_words(reader: Reader, *, chat_id: int, segment: Segment, today: int, new_since: int) -> list[int]:
    """Members of a segment whom the bot may write to privately unasked."""
    rows = await reader.all(
        f"SELECT user_id FROM (SELECT members.user_id, {_SEGMENT} FROM chats "
        "JOIN members ON members.user_id = chats.chat_id AND members.chat_id = :chat_id AND members.state = 'in' "
        f"LEFT JOIN ({_DAYS}) AS days ON days.user_id = members.user_id "
        "WHERE chats.kind = 'private' AND chats.state = 'active' AND NOT EXISTS (SELECT 1 FROM preferences "
        "WHERE user_id = members.user_id AND declined = 'private')) AS told WHERE segment = :segment ORDER BY user_id",
        {"chat_id": chat_id, "today": today, "new_since": new_since, "segment": segment},
    )
    return [row["user_id"] for row in rows]


async def fell_silent(reader: Reader, *, chat_id: int, today: int, now: int) -> tuple[int, int]:
    """Of those who would have counted as at risk on that day: how many were not heard since, and how many they were."""
    row = await reader.one(
        "SELECT count(*) AS warned, count(CASE WHEN NOT EXISTS (SELECT 1 FROM activity WHERE "
        "activity.chat_id = :chat_id AND activity.day > :today AND activity.day <= :now "
        f"AND activity.user_id = days.user_id) THEN 1 END) AS silent FROM ({_DAYS}) AS days WHERE {_DROPPED}",
        {"chat_id": chat_id, "today": today, "now": now},
    )
    return (int(row["silent"]), int(row["warned"])) if row else (0, 0)


async def at_risk(reader: Reader, *, chat_id: int, today: int, new_since: int, most: int) -> list[Listed]:
    """Who was heard most before comes first."""
    rows = await reader.all(
        f"SELECT days.user_id, days.earlier, days.fortnight FROM ({_DAYS}) AS days JOIN members "
        "ON members.chat_id = :chat_id AND members.user_id = days.user_id AND members.state = 'in' "
        f"WHERE members.seen_from < :new_since AND {_DROPPED} AND {_LISTED} "
        "ORDER BY days.earlier DESC, days.user_id LIMIT :most",
        {"chat_id": chat_id, "today": today, "new_since": new_since, "most": most},
    )
    return [Listed(row["user_id"], "", row["earlier"], row["fortnight"]) for row in rows]


async def thanked(reader: Reader, *, chat_id: int, today: int, most: int) -> list[Listed]:
    """By thanks and reactions of others within four weeks, what was taken back aside; never by points they hold or
    spend. Two people at least are behind each.
    """
    rows = await reader.all(
        "SELECT members.user_id, told.helped, told.liked FROM (SELECT to_account AS user_id, "
        "count(CASE WHEN kind <> 'reaction' THEN 1 END) AS helped, "
        "count(DISTINCT CASE WHEN kind = 'reaction' THEN actor_id END) AS liked, count(DISTINCT actor_id) AS people "
        "FROM ledger WHERE chat_id = :chat_id AND day > :today - 28 AND actor_id <> 0 "
        "AND kind IN ('thanks', 'adopted', 'reaction') AND to_account > 0 "
        "AND NOT EXISTS (SELECT 1 FROM ledger AS undo WHERE undo.reverses = ledger.id) "
        "GROUP BY to_account) AS told JOIN members ON members.chat_id = :chat_id AND members.user_id = told.user_id "
        f"AND members.state = 'in' WHERE told.people >= 2 AND {_LISTED} "
        "ORDER BY 2 * told.helped + told.liked DESC, members.user_id LIMIT :most",
        {"chat_id": chat_id, "today": today, "most": most},
    )
    return [Listed(row["user_id"], "", row["helped"], row["liked"]) for row in rows]


async def keep(unit: Unit, found: Mapping[str, int], *, chat_id: int, day: int) -> None:
    await unit.many(
        "INSERT INTO segment_counts (chat_id, day, segment, people) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (chat_id, day, segment) DO UPDATE SET people = excluded.people",
        [(chat_id, day, segment, people) for segment, people in found.items()],
    )


async def keep_list(unit: Unit, list_: Named, members: Sequence[Listed], *, chat_id: int, day: int) -> None:
    """In place of the one before."""
    await unit.run(
        "DELETE FROM named_lists WHERE chat_id = :chat_id AND list = :list", {"chat_id": chat_id, "list": list_}
    )
    await unit.many(
        "INSERT INTO named_lists (chat_id, list, user_id, before, now, day) VALUES (?, ?, ?, ?, ?, ?)",
        [(chat_id, list_, each.user_id, each.before, each.now, day) for each in members],
    )


async def listed(reader: Reader, list_: Named, *, chat_id: int) -> list[Listed]:
    """As found at night; who left or declined meanwhile is off it."""
    rows = await reader.all(
        "SELECT named_lists.user_id, coalesce(people.name, '') AS name, before, now FROM named_lists "
        "JOIN members ON members.chat_id = named_lists.chat_id AND members.user_id = named_lists.user_id "
        "AND members.state = 'in' LEFT JOIN people ON people.user_id = named_lists.user_id "
        f"WHERE named_lists.chat_id = :chat_id AND list = :list AND {_LISTED} "
        "ORDER BY CASE list WHEN 'care' THEN 2 * before + now ELSE before END DESC, named_lists.user_id",
        {"chat_id": chat_id, "list": list_},
    )
    return [Listed(row["user_id"], row["name"], row["before"], row["now"]) for row in rows]


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
