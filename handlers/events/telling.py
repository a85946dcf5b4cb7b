"""Who hears of an event, and where: privately where the bot may, the others by name in the event's topic."""

from __future__ import annotations

from bot.domain.events.event import Event
from bot.engine.turn import Turn
from bot.outbox.actions import Delete
from bot.services import messages
from bot.services.events import attending
from bot.services.events.attending import Guest
from bot.texts.text import Lines, Raw, Text, Who, folded, text
from handlers.events.card import calendar_file, refresh, when_of

_MENTIONS = 50
"""Names in one message: Telegram takes a hundred marks in one."""

_UNFOLDED = 6


async def tell(turn: Turn, event: Event, people: list[Guest], words: Text, *, is_replaced: bool = False) -> bool:
    """Whether it was said in the group as well; `is_replaced`: in place of the reminder that stands there."""
    private = await attending.reachable(turn.unit, people)
    for each in people:
        if each.user_id in private:
            turn.say(words, to=each.user_id, topic=0, reply=False, on_crash="resend")
    others = [each for each in people if each.user_id not in private]
    if is_replaced:
        await take_back(turn, event)
    for start in range(0, len(others), _MENTIONS):
        named = [text("events.mention", who=Who(each.user_id, each.name)) for each in others[start : start + _MENTIONS]]
        turn.say(
            Lines([words, *(named if len(named) <= _UNFOLDED else folded(named))]),
            to=event.chat_id,
            topic=event.topic,
            reply=False,
            on_crash="resend",
            name=_reminder(event) if is_replaced and not start else "",
        )
    return bool(others)


async def take_back(turn: Turn, event: Event) -> None:
    """The reminder that stands in the group goes: a later one says what holds now."""
    if await messages.kept(turn.unit, chat_id=event.chat_id, name=_reminder(event)) is not None:
        turn.do(Delete(chat_id=event.chat_id, named=_reminder(event)))


def _reminder(event: Event) -> str:
    return f"event:{event.id}:remind"


async def tell_moved_up(turn: Turn, event: Event, people: list[Guest]) -> None:
    """A place came free for them: privately, or in one message for all whom that does not reach."""
    private = await attending.reachable(turn.unit, people)
    lines = []
    for each in people:
        words = text("events.moved_up", who=Who(each.user_id, each.name), title=event.title, when=when_of(turn, event))
        if each.user_id in private:
            turn.say(words, to=each.user_id, topic=0, reply=False, on_crash="resend")
        else:
            lines.append(words)
    if lines:
        turn.say(Lines(lines), to=event.chat_id, topic=event.topic, reply=False, on_crash="resend")


def changed(turn: Turn, event: Event) -> Text:
    """That it is called off, or when it is now."""
    key = "events.cancelled" if event.state == "cancelled" else "events.moved"
    return Text(key, {"title": Raw(event.title), "when": when_of(turn, event)})


async def spread(turn: Turn, event: Event) -> bool:
    """The card, those who meant to come, and their calendars hear of a move or of its being called off.

    Whether it was said in the group.
    """
    guests = await attending.guests(turn.unit, event.id)
    refresh(turn, event, guests)
    meaning_to_come = [each for each in guests if each.answer in ("going", "waiting", "maybe")]
    has_said = await tell(turn, event, meaning_to_come, changed(turn, event))
    turn.do(calendar_file(turn, event), on_crash="drop")
    return has_said
