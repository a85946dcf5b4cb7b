"""/calendar: the month as a picture, a square a day, weeks from Monday; which days count is decided by check-in."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from bot.domain.points import month_of, week_of
from bot.engine.entrances import Shown
from bot.engine.turn import Turn
from bot.outbox.actions import Photo
from bot.pictures.forms import Day, Month, State
from bot.services import checkin, makeup
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.command.group_commands import Place, called, known_person, wordless_group_command

_DONE, _MADE_UP, _MISSED, _TODAY, _BEFORE = "🟩", "🟨", "⬜", "🔲", "▫️"
_EPOCH = date(1970, 1, 1).toordinal()
_BLANK = "　 "
_LEGEND: tuple[State, ...] = ("done", "made_up", "missed")


@dataclass(frozen=True, slots=True)
class PageTurn:
    """A member's month up to `today`: the days they have (True: made up for), and since when they are there.

    Days are proleptic ordinals.
    """

    name: str
    today: int
    since: int
    done: dict[int, bool]
    streak: int


async def show_calendar(turn: Turn, place: Place) -> None:
    person, today = known_person(turn), place.calendar.day_of(turn.at)
    done = await checkin.days_of_month(turn.reads, chat_id=place.group.id, user_id=person.id, day=today)
    streak = await checkin.streak(
        turn.reads, chat_id=place.group.id, user_id=person.id, at=turn.at, calendar=place.calendar
    )
    joined = await makeup.joined_on(turn.reads, chat_id=place.group.id, user_id=person.id, calendar=place.calendar)
    turn_page = PageTurn(person.name, today, min(joined, *done) if done else joined, done, streak)
    replied = turn.reply_to
    caption, drawn = _summed(turn_page), picture(turn_page)
    turn.do(
        Photo(
            chat_id=turn.group.id,
            topic=turn.topic,
            reply_to=replied,
            caption=caption,
            drawn=drawn,
            instead=_in_words(turn_page),
        )
    )


def _summed(turn_page: PageTurn) -> Text:
    number, streak = len(turn_page.done), turn_page.streak
    return text("calendar.open", month=_month(turn_page.today), number=number, streak=streak)


def _month(day: int) -> When:
    """The month of that day, to be named in the reader's language."""
    return When((day - _EPOCH) * 86400, "UTC", "month")


def _in_words(turn_page: PageTurn) -> Lines:
    """The month where no picture can be sent."""
    first = month_of(turn_page.today)
    weeks = "\n".join(_week(turn_page, monday) for monday in range(week_of(first), turn_page.today + 1, 7))
    return Lines(
        [
            _summed(turn_page),
            text("calendar.week"),
            text("calendar.weeks", weeks=Raw(weeks)),
            text("calendar.legend"),
        ]
    )


def _week(turn_page: PageTurn, monday: int) -> str:
    return "".join(_square(turn_page, day) for day in range(monday, monday + 7) if day <= turn_page.today)


def _square(turn_page: PageTurn, day: int) -> str:
    if day < month_of(turn_page.today):
        return _BLANK
    if day in turn_page.done:
        return _MADE_UP if turn_page.done[day] else _DONE
    if day == turn_page.today:
        return _TODAY
    return _MISSED if day >= turn_page.since else _BEFORE


def picture(turn_page: PageTurn) -> Month:
    """The whole month, days to come too."""
    local, first = date.fromordinal(turn_page.today), month_of(turn_page.today)
    length = monthrange(local.year, local.month)[1]
    return Month(
        title=text("calendar.title", month=_month(turn_page.today)),
        subtitle=text(
            "calendar.subtitle", name=called(turn_page.name), number=len(turn_page.done), streak=turn_page.streak
        ),
        weekdays=[text(f"calendar.weekday_{number}") for number in range(1, 8)],
        before=first - week_of(first),
        days=[_day(turn_page, day) for day in range(first, first + length)],
        legend=[(state, text(f"calendar.state_{state}")) for state in _LEGEND],
    )


def _day(turn_page: PageTurn, day: int) -> Day:
    return Day(date.fromordinal(day).day, _state(turn_page, day), day == turn_page.today)


def _state(turn_page: PageTurn, day: int) -> State:
    if day in turn_page.done:
        return "made_up" if turn_page.done[day] else "done"
    if day >= turn_page.today:
        return "ahead"
    return "missed" if day >= turn_page.since else "rest"


ENTRANCES = [wordless_group_command("calendar", show_calendar, shown=Shown("points"), vanishes=True)]
