"""/calendar: the month so far, a square a day, weeks from Monday; which days count is decided by check-in."""

from __future__ import annotations

from datetime import date

from bot.domain.points import month_of, week_of
from bot.services import checkin, makeup
from bot.texts.text import Lines, Raw, text
from bot.turn import Turn
from handlers.places import Place, answer, group_command, known_person

_DONE, _MADE_UP, _MISSED, _TODAY, _BEFORE = "🟩", "🟨", "⬜", "🔲", "▫️"
_BLANK = "　 "


async def show_calendar(turn: Turn, place: Place) -> None:
    person, today = known_person(turn), place.calendar.day_of(turn.at)
    done = await checkin.days_of_month(turn.reads, chat_id=place.group.id, user_id=person.id, day=today)
    streak = await checkin.streak(
        turn.reads, chat_id=place.group.id, user_id=person.id, at=turn.at, calendar=place.calendar
    )
    joined = await makeup.joined_on(turn.reads, chat_id=place.group.id, user_id=person.id, calendar=place.calendar)
    local, since = date.fromordinal(today), min(joined, *done) if done else joined
    weeks = "\n".join(_week(monday, today, since, done) for monday in range(week_of(month_of(today)), today + 1, 7))
    lines = [
        text("calendar.open", year=local.year, month=local.month, number=len(done), streak=streak),
        text("calendar.weeks", weeks=Raw(weeks)),
        text("calendar.legend"),
    ]
    answer(turn, Lines(lines))


def _week(monday: int, today: int, since: int, done: dict[int, bool]) -> str:
    return "".join(_square(day, today, since, done) for day in range(monday, monday + 7) if day <= today)


def _square(day: int, today: int, since: int, done: dict[int, bool]) -> str:
    if day < month_of(today):
        return _BLANK
    if day in done:
        return _MADE_UP if done[day] else _DONE
    if day == today:
        return _TODAY
    return _MISSED if day >= since else _BEFORE


ENTRANCES = [group_command("calendar", show_calendar)]
