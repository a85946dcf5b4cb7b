"""/calendar: the month as a picture, a square a day, weeks from Monday; which days count is decided by check-in."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from bot.deeds import Photo
from bot.domain.points import month_of, week_of
from bot.pictures.forms import Day, Month, State
from bot.services import checkin, makeup
from bot.texts.text import Lines, Raw, Text, text
from bot.turn import Turn
from handlers.places import Place, called, group_command, known_person

_DONE, _MADE_UP, _MISSED, _TODAY, _BEFORE = "🟩", "🟨", "⬜", "🔲", "▫️"
_BLANK = "　 "
_LEGEND: tuple[State, ...] = ("done", "made_up", "missed")


@dataclass(frozen=True, slots=True)
class Leaf:
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
    leaf = Leaf(person.name, today, min(joined, *done) if done else joined, done, streak)
    replied = turn.message.message_id if turn.message is not None and turn.query is None else 0
    caption, drawn = _summed(leaf), picture(leaf)
    turn.do(
        Photo(
            chat_id=turn.group.id,
            topic=turn.topic,
            reply_to=replied,
            caption=caption,
            drawn=drawn,
            instead=_in_words(leaf),
        )
    )


def _summed(leaf: Leaf) -> Text:
    local = date.fromordinal(leaf.today)
    return text("calendar.open", year=local.year, month=local.month, number=len(leaf.done), streak=leaf.streak)


def _in_words(leaf: Leaf) -> Lines:
    """The month where no picture can be sent."""
    first = month_of(leaf.today)
    weeks = "\n".join(_week(leaf, monday) for monday in range(week_of(first), leaf.today + 1, 7))
    return Lines(
        [
            _summed(leaf),
            text("calendar.week"),
            text("calendar.weeks", weeks=Raw(weeks)),
            text("calendar.legend"),
        ]
    )


def _week(leaf: Leaf, monday: int) -> str:
    return "".join(_square(leaf, day) for day in range(monday, monday + 7) if day <= leaf.today)


def _square(leaf: Leaf, day: int) -> str:
    if day < month_of(leaf.today):
        return _BLANK
    if day in leaf.done:
        return _MADE_UP if leaf.done[day] else _DONE
    if day == leaf.today:
        return _TODAY
    return _MISSED if day >= leaf.since else _BEFORE


def picture(leaf: Leaf) -> Month:
    """The whole month, days to come too."""
    local, first = date.fromordinal(leaf.today), month_of(leaf.today)
    length = monthrange(local.year, local.month)[1]
    return Month(
        title=text("calendar.title", year=local.year, month=local.month),
        subtitle=text("calendar.subtitle", name=called(leaf.name), number=len(leaf.done), streak=leaf.streak),
        weekdays=[text(f"calendar.weekday_{number}") for number in range(1, 8)],
        before=first - week_of(first),
        days=[_day(leaf, day) for day in range(first, first + length)],
        legend=[(state, text(f"calendar.state_{state}")) for state in _LEGEND],
    )


def _day(leaf: Leaf, day: int) -> Day:
    return Day(date.fromordinal(day).day, _state(leaf, day), day == leaf.today)


def _state(leaf: Leaf, day: int) -> State:
    if day in leaf.done:
        return "made_up" if leaf.done[day] else "done"
    if day >= leaf.today:
        return "ahead"
    return "missed" if day >= leaf.since else "rest"


ENTRANCES = [group_command("calendar", show_calendar)]
