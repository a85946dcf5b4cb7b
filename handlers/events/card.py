"""What is shown of an event: its card with names and buttons, its line in a list, its calendar file."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.events.event import Event
from bot.engine.buttons import pack, press
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import Key, Keys, Priority
from bot.services.events.attending import Guest
from bot.services.events.calendar import ics
from bot.texts.text import Lines, Raw, Text, When, text

FEATURE = "event"
"""Under which the group listens for the codes of events."""
_NAMES = 30
_ANSWERS = ("going", "maybe", "no")


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


def name_of(event: Event) -> str:
    return f"event:{event.id}:card"


def when_of(turn: Turn, event: Event) -> When:
    return When(event.starts_at, turn.chats.group(event.chat_id).timezone)


def card(turn: Turn, event: Event, guests: list[Guest]) -> Lines:
    title = Raw(event.title)
    head = (
        text("events.card_cancelled", title=title) if event.state == "cancelled" else text("events.card", title=title)
    )
    lines = [head, text("events.card_when", when=when_of(turn, event), id=event.id)]
    if event.told.place:
        lines.append(text("events.card_place", place=Raw(event.told.place)))
    if event.reward:
        lines.append(text("events.card_reward", n=event.reward))
    if event.told.code:
        lines.append(text("events.card_code"))
    by_answer = {each: [guest for guest in guests if guest.answer == each] for each in ("going", "waiting", "maybe")}
    of = text("events.of_cap", cap=event.cap) if event.cap else Raw("")
    lines.append(text("events.card_going", n=len(by_answer["going"]), of=of, names=_names(by_answer["going"])))
    if event.goal:
        lines.append(text("events.card_goal", n=len(by_answer["going"]), goal=event.goal))
    if by_answer["waiting"]:
        lines.append(text("events.card_waiting", n=len(by_answer["waiting"]), names=_names(by_answer["waiting"])))
    if by_answer["maybe"]:
        lines.append(text("events.card_maybe", n=len(by_answer["maybe"]), names=_names(by_answer["maybe"])))
    return Lines(lines)


def _names(guests: list[Guest]) -> Raw:
    shown = "、".join(each.name or "…" for each in guests[:_NAMES])
    return Raw(shown + ("…" if len(guests) > _NAMES else "") or "—")


def keys(event: Event) -> Keys:
    if event.state != "open":
        return []
    labels: dict[str, Text] = {
        "going": text("events.button_going"),
        "maybe": text("events.button_maybe"),
        "no": text("events.button_no"),
    }
    return [[Key(labels[each], pack(Reply(event.id, each))) for each in _ANSWERS]]


def arrival_keys(event: Event) -> Keys:
    return [[Key(text("events.button_came"), pack(Came(event.id)))]]


def post_card(turn: Turn, event: Event, guests: list[Guest]) -> None:
    """With its picture where it has one, and the calendar file."""
    words, told = card(turn, event, guests), event.told
    if event.has_picture:
        picture = actions.Photo(
            chat_id=event.chat_id,
            topic=event.topic,
            path=told.photo,
            file_id=told.file_id,
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
    turn.do(calendar_file(turn, event), on_crash="drop")


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


def calendar_file(turn: Turn, event: Event) -> actions.Document:
    group = turn.chats.group(event.chat_id).title
    return actions.Document(
        chat_id=event.chat_id,
        topic=event.topic,
        filename=f"event-{event.id}.ics",
        data=ics(event, group=group, now=turn.now),
        silent=True,
    )
