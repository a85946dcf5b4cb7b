"""Who hears of an event, and where: privately where the bot may, the others by name in the event's topic."""

from __future__ import annotations

from bot.domain.events.event import Event
from bot.engine.turn import Turn
from bot.services.events import attending
from bot.services.events.attending import Guest
from bot.texts.text import Lines, Raw, Text, Who, text
from handlers.events.card import calendar_file, refresh, when_of

_MENTIONS = 20


async def tell(turn: Turn, event: Event, people: list[Guest], words: Text) -> bool:
    """Whether it was said in the group as well."""
    private = await attending.reachable(turn.unit, people)
    for each in people:
        if each.user_id in private:
            turn.say(words, to=each.user_id, topic=0, reply=False, on_crash="resend")
    others = [each for each in people if each.user_id not in private]
    for start in range(0, len(others), _MENTIONS):
        named = [text("events.mention", who=Who(each.user_id, each.name)) for each in others[start : start + _MENTIONS]]
        turn.say(Lines([words, *named]), to=event.chat_id, topic=event.topic, reply=False, on_crash="resend")
    return bool(others)


async def tell_moved_up(turn: Turn, event: Event, people: list[Guest]) -> None:
    """A place came free for them."""
    private = await attending.reachable(turn.unit, people)
    for each in people:
        words = text("events.moved_up", who=Who(each.user_id, each.name), title=event.title, when=when_of(turn, event))
        to, topic = (each.user_id, 0) if each.user_id in private else (event.chat_id, event.topic)
        turn.say(words, to=to, topic=topic, reply=False, on_crash="resend")


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
