"""Members who look after newcomers: told in private when one speaks for the first time in their topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.first_week import Fresh
from bot.domain.names import short
from bot.domain.people import Person
from bot.domain.topics import GENERAL
from bot.engine.entrances import Entrance, timer
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.services import first_week, membership, topics
from bot.texts.text import Link, Raw, Who, text
from handlers.command.group_commands import address_of, answer

_STOP: Final = "stop"
_ANYWHERE: Final = "0"


async def _places(turn: Turn, chat_id: int) -> Sequence[Option]:
    """All of the group or one topic; who does already may stop."""
    options = [Option(_ANYWHERE, text("first_week.anywhere"))]
    if await first_week.is_mentor(turn.reads, chat_id=chat_id, user_id=turn.person.id):
        options.insert(0, Option(_STOP, text("first_week.stop")))
    if turn.chats.group(chat_id).is_forum:
        known = await topics.known(turn.reads, chat_id=chat_id)
        options += [Option(str(each.id), Raw(short(each.name))) for each in known if each.name and each.id != GENERAL]
    return options


async def _volunteer(turn: Turn, chat_id: int, place: str) -> None:
    fresh = turn.chats.own(Fresh)
    if place == _STOP:
        await first_week.stop(turn.unit, chat_id=chat_id, user_id=turn.person.id)
        if not await first_week.mentors(turn.unit, chat_id=chat_id):
            turn.unit.after_commit(lambda: fresh.mentored.discard(chat_id))
        answer(turn, text("first_week.stopped"))
        return
    await first_week.volunteer(turn.unit, chat_id=chat_id, user_id=turn.person.id, topic=int(place), at=turn.now)
    turn.unit.after_commit(lambda: fresh.mentored.add(chat_id))
    answer(turn, text("first_week.volunteered"))


async def tell(turn: TimerTurn) -> None:
    """One of those whose topic it is, in turns; by night, and of who has left or came back, nobody."""
    chat_id = turn.group.id
    newcomer, topic, message_id = turn.body(tuple[int, int, int])
    progress = await first_week.progress(turn.reads, chat_id=chat_id, user_id=newcomer)
    if not first_week.is_fresh(progress, now=turn.now) or turn.calm_at(chat_id):
        return
    mentor = await first_week.next_mentor(turn.reads, chat_id=chat_id, topic=topic, but=newcomer, now=turn.now)
    person = await membership.known(turn.reads, user_id=newcomer)
    if not mentor or person is None:
        return
    await first_week.told(turn.unit, chat_id=chat_id, user_id=mentor, at=turn.now)
    address = address_of(chat_id, message_id, topic=topic)
    group = turn.group.title
    where: Link | Raw = Link(address, group) if address else Raw(group)
    words = text("first_week.mentor", who=_who(person), where=where)
    turn.say(words, to=mentor, reply=False, on_crash="drop")


def _who(person: Person) -> Who:
    return Who(person.id, person.name)


ENTRANCES: list[Entrance] = [
    Shortcut("mentor", "house", options=_places, begins=_volunteer),
    timer(first_week.MENTOR, tell),
]
