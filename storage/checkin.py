"""Check-ins: one a chat, member and local day, kept by the schema; what they pay is the ledger's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.checkin import WINDOW, Calendar, Mark, Seen, Today
from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Page:
    """What a check-in is decided by: the days around it, the balance, and the calendar's id (0: not kept yet).

    `dry`: check-ins since the last lucky one; `secret` is mixed into luck; `score` is that of before.
    """

    marks: list[Mark]
    balance: int
    calendar_id: int
    dry: int
    secret: str
    score: int


_MARKS = "SELECT at, day, streak, timezone, starts_at FROM checkins JOIN calendars ON calendars.id = calendar_id "


def _mark(row: Row) -> Mark:
    return Mark(row["at"], row["day"], Calendar(row["timezone"], row["starts_at"]), row["streak"])


async def page(reader: Reader, *, chat_id: int, user_id: int, day: int, calendar: Calendar) -> Page:
    """One statement: this is asked at every check-in."""
    rows = await reader.all(
        "SELECT "
        "coalesce((SELECT balance FROM balances WHERE chat_id = :chat_id AND account = :user_id), 0) AS balance, "
        "coalesce((SELECT id FROM calendars WHERE timezone = :timezone AND starts_at = :starts_at), 0) AS calendar_id, "
        "coalesce((SELECT dry FROM checkins WHERE chat_id = :chat_id AND user_id = :user_id "
        "ORDER BY day DESC LIMIT 1), 0) AS dry, "
        "coalesce((SELECT value FROM facts WHERE name = 'luck'), '') AS secret, "
        "coalesce((SELECT points FROM scores WHERE chat_id = :chat_id AND account = :user_id), 0) AS score, "
        f"marks.* FROM (SELECT 1) AS one LEFT JOIN ({_MARKS} WHERE chat_id = :chat_id AND user_id = :user_id "
        "AND day BETWEEN :first AND :last) AS marks ON 1 = 1",
        {
            "chat_id": chat_id,
            "user_id": user_id,
            "timezone": calendar.timezone,
            "starts_at": calendar.starts_at,
            "first": day - WINDOW,
            "last": day + WINDOW,
        },
    )
    marks = [_mark(row) for row in rows if row["at"] is not None]
    first = rows[0]
    return Page(marks, first["balance"], first["calendar_id"], first["dry"], first["secret"], first["score"])


async def marks_around(reader: Reader, *, chat_id: int, user_id: int, day: int) -> list[Mark]:
    return await _between(reader, chat_id=chat_id, user_id=user_id, first=day - WINDOW, last=day + WINDOW)


async def marks_since(reader: Reader, *, chat_id: int, user_id: int, day: int) -> list[Mark]:
    return await _between(reader, chat_id=chat_id, user_id=user_id, first=day - WINDOW, last=day + 10**6)


async def _between(reader: Reader, *, chat_id: int, user_id: int, first: int, last: int) -> list[Mark]:
    rows = await reader.all(
        f"{_MARKS} WHERE chat_id = :chat_id AND user_id = :user_id AND day BETWEEN :first AND :last ORDER BY at",
        {"chat_id": chat_id, "user_id": user_id, "first": first, "last": last},
    )
    return [_mark(row) for row in rows]


async def days_between(reader: Reader, *, chat_id: int, user_id: int, first: int, last: int) -> dict[int, bool]:
    """Local days with a check-in, and whether each was made up."""
    rows = await reader.all(
        "SELECT day, min(made_up) AS made_up FROM checkins WHERE chat_id = :chat_id AND user_id = :user_id "
        "AND day BETWEEN :first AND :last GROUP BY day",
        {"chat_id": chat_id, "user_id": user_id, "first": first, "last": last},
    )
    return {row["day"]: bool(row["made_up"]) for row in rows}


async def keep_calendar(unit: Unit, calendar: Calendar) -> int:
    """Its id."""
    return await unit.number(
        "INSERT INTO calendars (timezone, starts_at) VALUES (:timezone, :starts_at) "
        "ON CONFLICT (timezone, starts_at) DO UPDATE SET starts_at = excluded.starts_at RETURNING id",
        {"timezone": calendar.timezone, "starts_at": calendar.starts_at},
    )


async def keep(
    unit: Unit,
    mark: Mark,
    *,
    chat_id: int,
    user_id: int,
    calendar_id: int,
    lucky: int = 0,
    dry: int = 0,
    is_made_up: bool = False,
) -> bool:
    """Whether it was the first of that local day."""
    return await unit.change(
        "INSERT INTO checkins (chat_id, user_id, day, calendar_id, at, streak, lucky, dry, made_up) "
        "VALUES (:chat_id, :user_id, :day, :calendar_id, :at, :streak, :lucky, :dry, :made_up) "
        "ON CONFLICT DO NOTHING",
        {
            "chat_id": chat_id,
            "user_id": user_id,
            "day": mark.day,
            "calendar_id": calendar_id,
            "at": mark.at,
            "streak": mark.streak,
            "lucky": lucky,
            "dry": dry,
            "made_up": int(is_made_up),
        },
    )


async def dry(reader: Reader, *, chat_id: int, user_id: int) -> int:
    """Check-ins since the last lucky one."""
    return await reader.number(
        "SELECT dry FROM checkins WHERE chat_id = :chat_id AND user_id = :user_id ORDER BY day DESC LIMIT 1",
        {"chat_id": chat_id, "user_id": user_id},
    )


async def lengthen(unit: Unit, run: Sequence[Mark], *, chat_id: int, user_id: int, by: int) -> None:
    """The days of a run are so many further on, since a day before them was made known late."""
    await unit.run(
        "UPDATE checkins SET streak = streak + :by WHERE chat_id = :chat_id AND user_id = :user_id "
        "AND at BETWEEN :first AND :last",
        {"by": by, "chat_id": chat_id, "user_id": user_id, "first": run[0].at, "last": run[-1].at},
    )


_SEEN = (
    "SELECT streak, CASE WHEN hidden.user_id IS NULL THEN coalesce(people.name, '') ELSE '' END AS name "
    "FROM checkins LEFT JOIN people ON people.user_id = checkins.user_id "
    "LEFT JOIN hidden ON hidden.chat_id = checkins.chat_id AND hidden.user_id = checkins.user_id "
    "WHERE checkins.chat_id = :chat_id AND day = :day AND made_up = 0 "
)


async def today(reader: Reader, *, chat_id: int, day: int, most: int) -> Today | None:
    """None where nobody did; days made up count for nobody."""
    params = {"chat_id": chat_id, "day": day, "most": most}
    number = await reader.number(
        "SELECT count(*) FROM checkins WHERE chat_id = :chat_id AND day = :day AND made_up = 0", params
    )
    first = await reader.one(f"{_SEEN} ORDER BY at, checkins.user_id LIMIT 1", params)
    latest = await reader.all(f"{_SEEN} ORDER BY at DESC, checkins.user_id DESC LIMIT :most", params)
    if first is None:
        return None
    seen = [Seen(row["name"], row["streak"]) for row in (first, *latest)]
    return Today(number, seen[0], seen[1:])


async def begins_board(unit: Unit, *, chat_id: int, name: str) -> bool:
    """Whether the group's board of that name is yet to be posted; from here on it is the one that is edited."""
    return await unit.change(
        "INSERT INTO checkin_boards (chat_id, name) VALUES (:chat_id, :name) ON CONFLICT (chat_id) "
        "DO UPDATE SET name = excluded.name WHERE checkin_boards.name <> excluded.name",
        {"chat_id": chat_id, "name": name},
    )
