"""/poll and /quiz: ask one in a line, list them, show one, close one; what happens by itself is in `life`."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeAlias

import telegram

from bot.botapi.replies import answered
from bot.domain.amounts import read_id
from bot.domain.grammar.fields import parts_of
from bot.domain.polls import Kind, Poll, Tally
from bot.domain.polls.reading import read_line
from bot.domain.polls.refusals import ClosedAlready, OutOfReach, UnknownPoll
from bot.domain.refusals import Key
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.services import polls
from bot.services.schedule.saying import here
from handlers import dialogue
from handlers.command.group_commands import Place, answer
from handlers.command.subcommands import verb_of
from handlers.dialogue import is_first_shown
from handlers.events.opening import picture
from handlers.polls.asking import STOPPED, ask, require
from handlers.polls.cards import standing_card
from handlers.polls.deciding import require_deciding
from handlers.polls.dialogue import DIALOGUES, written_of
from handlers.polls.listing import show_list

_LOOKED_AT = 10

Verb: TypeAlias = Literal["list", "close"]
_VERBS: dict[Verb, str] = {"list": "polls.words_list", "close": "polls.words_close"}


async def poll(turn: Turn, place: Place) -> None:
    await told(turn, place, kind="poll")


async def told(turn: Turn, place: Place, *, kind: Kind) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    number = read_id(place.words)
    if verb == "close" and len(parts_of(rest)) < 2:
        await _close(turn, place, rest, kind=kind)
    elif (verb == "list" and not rest) or not place.words:
        await show_list(turn, place, kind=kind)
    elif number is not None:
        found = await polls.poll(turn.reads, number=number, chat_id=place.group.id)
        if found is None or found.state not in ("open", "closed"):
            raise UnknownPoll(usage=Key(f"commands.{kind}.usage"))
        answer(turn, await standing_card(turn, found))
    else:
        await require(turn, place, kind=kind)
        await _in_a_line(turn, place, kind=kind)


async def _in_a_line(turn: Turn, place: Place, *, kind: Kind) -> None:
    """Asked at once where every part was understood: a poll that members saw cannot be taken back."""
    # Who is hidden cannot be asked what is right.
    is_marked = turn.person.kind != "member"
    line = read_line(place.words, kind=kind, here=here(place.group.timezone, turn.now), is_marked=is_marked)
    await require_deciding(turn, place, line.terms)
    topic, photo = turn.topic if place.is_here else 0, picture(place.message)
    written = written_of(line, photo=photo)
    is_open = kind == "quiz" and not line.terms.right
    if is_open or is_first_shown(turn, DIALOGUES[kind], place, written):
        await dialogue.begin(turn, DIALOGUES[kind], place, written=written)
    else:
        await ask(turn, replace(line.terms, photo=photo), chat_id=place.group.id, topic=topic)


# --- closing ---------------------------------------------------------------------------------------------------------


async def _close(turn: Turn, place: Place, words: str, *, kind: Kind) -> None:
    await require(turn, place, kind=kind)
    found, message_id = await _meant(turn, place, words, kind=kind)
    if found.state == "closed":
        raise ClosedAlready(number=found.number)
    if not message_id:
        raise OutOfReach(number=found.number)
    note: dict[str, int | str] = {"poll": found.number}
    if turn.message is not None:
        note |= {"to": turn.group.id, "thread": turn.topic, "asked": turn.message.message_id}
    turn.do(actions.ClosePoll(chat_id=found.chat_id, message_id=message_id, then=STOPPED, note=note))


async def _meant(turn: Turn, place: Place, words: str, *, kind: Kind) -> tuple[Poll, int]:
    """By its number, by the poll replied to, or the only one that is open; and the id of its message."""
    replied = answered(place.message) if place.is_here else None
    found: Poll | None = None
    if words:
        found = await polls.poll(turn.reads, number=read_id(words) or 0, chat_id=place.group.id)
    elif replied is not None and replied.poll is not None:
        found = await polls.recognised(turn.unit, _tally(replied.poll), at=turn.now)
        if found is not None and found.chat_id == place.group.id:
            return found, replied.message_id
        found = None
    else:
        listed = await polls.latest(turn.reads, chat_id=place.group.id, limit=_LOOKED_AT)
        still_open = [each for each in listed if each.state == "open" and each.terms.kind == kind]
        found = still_open[0] if len(still_open) == 1 else None
    if found is None or found.state in ("asked", "failed"):
        raise UnknownPoll(usage=Key(f"commands.{kind}.manage"))
    return found, found.message_id


def _tally(shown: telegram.Poll) -> Tally:
    texts, counts = tuple(each.text for each in shown.options), tuple(each.voter_count for each in shown.options)
    return Tally(shown.id, shown.question, texts, counts, shown.total_voter_count, shown.is_closed)
