"""A round of questions: opened with its card and perhaps a guest, closed by hand or by time with its transcript."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.ask import DEFAULT, Ask, NoSubject, Question
from bot.domain.discussion import LONGEST_TITLE, NoTitle, title_of
from bot.domain.grammar.fields import places_of
from bot.domain.people import Person
from bot.domain.polls.flags import read_end
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.engine.awaiting import await_answer, await_no_answer
from bot.engine.buttons import awaited
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.services import ask, membership, targets
from bot.services.schedule.saying import here
from bot.texts.text import text
from handlers.ask.card import name_of, over_card, post_question, round_card, transcript
from handlers.ask.rights import require, require_answerer
from handlers.command.group_commands import Place, answer
from handlers.command.targets import meant

FEATURE = "ask"
"""The kind of the timer that closes a round."""


@awaited("aa")
@dataclass(frozen=True, slots=True)
class Answering:
    """A reply to a question of that round."""

    number: int


async def begin(turn: Turn, place: Place, rest: str) -> None:
    """`TITLE | @guest | 3d`: the guest also by replying to them, both as one likes."""
    title, *others = places_of(rest)
    named = [each for each in others if each.startswith(("@", "＠"))]
    ends = [each for each in others if each not in named]
    if len(named) > 1 or len(ends) > 1:
        raise WrongForm(usage=Sentence("commands.ask.manage"))
    try:
        title = title_of(title)
    except NoTitle as refusal:
        raise NoSubject(most=LONGEST_TITLE) from refusal
    closes_at = read_end(ends[0] if ends else DEFAULT, here=here(place.group.timezone, turn.now))
    await require(turn, place)
    may_pin = (await turn.permissions.own(group=place.group)).allow("can_pin_messages")
    guest = await _guest(turn, place, named)
    running = await ask.open_one(
        turn.unit,
        chat_id=place.group.id,
        topic=turn.topic if place.is_here else 0,
        title=title,
        guest_id=guest.id if guest else 0,
        by=turn.person.id,
        at=turn.at,
        closes_at=closes_at,
    )
    if guest is not None:
        await membership.met(turn.unit, guest)
        running = await ask.current(turn.unit, chat_id=place.group.id)
    await _listen(turn, running)
    await turn.later(FEATURE, str(running.id), at=closes_at, chat_id=running.chat_id)
    _post(turn, running, may_pin=may_pin)


async def put_up(turn: Turn, running: Ask, questions: list[Question]) -> None:
    """Its card and those of its questions, once more."""
    may_pin = (await turn.permissions.own(group=turn.chats.group(running.chat_id))).allow("can_pin_messages")
    _post(turn, running, may_pin=may_pin)
    for each in questions:
        post_question(turn, running, each)


def _post(turn: Turn, running: Ask, *, may_pin: bool) -> None:
    card = actions.Say(
        chat_id=running.chat_id,
        topic=running.topic,
        words=round_card(turn, running),
        name=name_of(running),
        pin=may_pin,
    )
    turn.do(card, on_crash="resend")


async def _guest(turn: Turn, place: Place, named: list[str]) -> Person | None:
    if named:
        return await targets.by_username(turn.reads, chat_id=place.group.id, username=named[0][1:])
    target = await meant(turn, Place(place.group, "", place.message, place.is_here), is_amount_next=False)
    return target.person if target else None


async def _listen(turn: Turn, running: Ask) -> None:
    """The guest, or else whoever opened it, answers by replying to a question."""
    who = running.guest_id or running.opened_by
    await await_answer(turn, Answering(running.id), chat_id=running.chat_id, user_id=who)


async def close(turn: Turn, place: Place) -> None:
    running = await ask.current(turn.reads, chat_id=place.group.id)
    await require_answerer(turn, place, running)
    await turn.cancel(FEATURE, str(running.id))
    await _end(turn, running)
    if not place.is_here:
        answer(turn, text("ask.closed", title=running.title))


async def due(turn: TimerTurn) -> None:
    running = await ask.ask(turn.reads, turn.number)
    if running is not None and running.is_open and not await turn.waits_for_calm():
        await _end(turn, running)


async def _end(turn: Turn, running: Ask) -> None:
    questions = await ask.close(turn.unit, running)
    if questions is None:
        return
    await await_no_answer(
        turn, Answering(running.id), chat_id=running.chat_id, user_id=running.guest_id or running.opened_by
    )
    if questions:
        turn.do(transcript(turn, running, questions), on_crash="resend")
    else:
        turn.say(text("ask.nothing", title=running.title), to=running.chat_id, topic=running.topic, reply=False)
    turn.do(actions.Edit(chat_id=running.chat_id, words=over_card(running), named=name_of(running)))
    turn.do(actions.Pin(chat_id=running.chat_id, named=name_of(running), off=True))
