"""What is shown of an event: its card with names and buttons, its line in a list, its calendar file."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.events.event import Event
from bot.domain.names import short
from bot.engine.buttons import pack, press
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import Key, Keys, Priority
from bot.services.events import attending
from bot.services.events.attending import Guest
from bot.services.events.calendar import ics
from bot.services.schedule.reading import calendar_of
from bot.texts.text import Lines, Raw, Text, When, folded, text
from handlers.command.rush import Rush

FEATURE = "event"
"""Under which the group listens for the codes of events."""
CARD = "card"
"""The part of an event's timer that shows its card anew."""

_EVERY = 5
"""Seconds from one edit of the card to the next while many answer."""

_MANY = 8
"""Answers of a minute; more of them are shown together."""

_NAMES = 30
_ANSWERS = ("going", "maybe", "no")
_NAMED = {"going": "events.card_names", "waiting": "events.card_waiting", "maybe": "events.card_maybe"}


@press("ev")
@dataclass(frozen=True, slots=True)
class Reply:
    """A member's answer to an event: `going`, `maybe`, `no`."""

    number: int
    answer: str


@press("ec")
@dataclass(frozen=True, slots=True)
class Came:
    """Here I am, on the day."""

    number: int


@press("ei")
@dataclass(frozen=True, slots=True)
class Wanted:
    """Its calendar file, for whoever presses."""

    number: int


def name_of(event: Event) -> str:
    return f"event:{event.id}:card"


def when_of(turn: Turn, event: Event) -> When:
    return When(event.starts_at, turn.chats.group(event.chat_id).timezone)


def card(turn: Turn, event: Event, guests: list[Guest]) -> Lines:
    """What decides whether one comes; who comes is folded away."""
    title = Raw(event.title)
    head = (
        text("events.card_cancelled", title=title) if event.state == "cancelled" else text("events.card", title=title)
    )
    lines = [head, _when(turn, event)]
    if event.details.segment:
        lines.append(text("events.card_crowd", crowd=Text(f"insights.segment_{event.details.segment}")))
    if event.details.place:
        lines.append(text("events.card_place", place=Raw(event.details.place)))
    if event.reward:
        lines.append(text("events.card_reward", n=event.reward))
    if event.details.code:
        lines.append(text("events.card_code"))
    going = sum(each.answer == "going" for each in guests)
    lines.append(text("events.card_going", n=going, of=_of_cap(event, going)))
    if event.goal:
        lines.append(text("events.card_goal", n=going, goal=event.goal))
    return Lines([*lines, *folded(_answers(guests))])


def _answers(guests: list[Guest]) -> list[Text]:
    """By name, those who answered so; nobody is named who does not come."""
    lines = []
    for answer, key in _NAMED.items():
        those = [each for each in guests if each.answer == answer]
        if those:
            lines.append(Text(key, {"n": len(those), "names": _names(those)}))
    return lines


def _when(turn: Turn, event: Event) -> Text:
    when = When(event.starts_at, turn.chats.group(event.chat_id).timezone, "weekday")
    days = days_to(turn, event)
    if event.state != "open" or days is None:
        return text("events.card_when_over", when=when, id=event.id)
    return text("events.card_when", when=when, days=days, id=event.id)


def days_to(turn: Turn, event: Event) -> Text | None:
    """How many days there are to it by the group's calendar; None once it has begun."""
    calendar = calendar_of(turn.chats.group(event.chat_id))
    days = calendar.day_of(event.starts_at) - calendar.day_of(turn.now)
    if event.starts_at <= turn.now:
        return None
    if days > 1:
        return text("events.days_left", n=days)
    return text("events.days_tomorrow" if days else "events.days_today")


def _of_cap(event: Event, going: int) -> Text | Raw:
    if not event.cap:
        return Raw("")
    left = max(0, event.cap - going)
    return text("events.of_cap", cap=event.cap, left=left) if left else text("events.of_full", cap=event.cap)


def _names(guests: list[Guest]) -> Raw:
    shown = "、".join(short(each.name) or "…" for each in guests[:_NAMES])
    return Raw(shown + ("…" if len(guests) > _NAMES else ""))


def keys(event: Event) -> Keys:
    if event.state != "open":
        return []
    labels: dict[str, Text] = {
        "going": text("events.button_going"),
        "maybe": text("events.button_maybe"),
        "no": text("events.button_no"),
    }
    file = Key(text("events.button_calendar"), pack(Wanted(event.id)))
    return [[Key(labels[each], pack(Reply(event.id, each))) for each in _ANSWERS], [file]]


def arrival_keys(event: Event) -> Keys:
    return [[Key(text("events.button_came"), pack(Came(event.id)))]]


def post_card(turn: Turn, event: Event, guests: list[Guest]) -> None:
    """With its picture where it has one."""
    words, details = card(turn, event, guests), event.details
    if event.has_picture:
        picture = actions.Photo(
            chat_id=event.chat_id,
            topic=event.topic,
            path=details.photo,
            file_id=details.file_id,
            caption=words,
            keys=keys(event),
            name=name_of(event),
        )
        turn.do(picture, on_crash="resend")
    else:
        turn.say(
            words,
            to=event.chat_id,
            topic=event.topic,
            reply=False,
            keys=keys(event),
            name=name_of(event),
            on_crash="resend",
        )


def refresh(turn: Turn, event: Event, guests: list[Guest]) -> None:
    """The card as it stands now, wherever the turn is."""
    words = card(turn, event, guests)
    edit = actions.Edit(
        chat_id=event.chat_id,
        words=words,
        keys=keys(event),
        named=name_of(event),
        is_caption=event.has_picture,
    )
    turn.do(edit, on_crash="resend", priority=Priority.ANSWER)


async def refresh_soon(turn: Turn, event: Event) -> None:
    """At once for a few answers; many show together, in one edit every few seconds."""
    if turn.chats.own(Rush).takes((FEATURE, event.id), turn.now, most=_MANY):
        turn.is_timed = True
        await attending.show_at(turn.unit, event, turn.now + _EVERY, key=f"{event.id}:{CARD}")
    else:
        refresh(turn, event, await attending.guests(turn.unit, event.id))


def calendar_file(turn: Turn, event: Event, *, to: int | None = None) -> actions.Document:
    """For the event's group and topic, or for the chat `to`."""
    group = turn.chats.group(event.chat_id).title
    return actions.Document(
        chat_id=event.chat_id if to is None else to,
        topic=event.topic if to is None else 0,
        filename=f"event-{event.id}.ics",
        data=ics(event, group=group, now=turn.now),
        silent=True,
    )
