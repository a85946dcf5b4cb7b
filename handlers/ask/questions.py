"""Questions one by one: put, voted for, answered by words, by a reply or by a mark, and taken away."""

from __future__ import annotations

from bot.botapi.replies import answered
from bot.domain.amounts import read_id
from bot.domain.ask import Question, UnknownQuestion
from bot.domain.refusals import OldButton
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn
from bot.services import ask
from bot.texts.text import text
from handlers.ask.card import Answered, Vote, card_of, post_question, refresh
from handlers.ask.rights import require, require_answerer
from handlers.ask.rounds import Answering
from handlers.command.group_commands import Place, answer
from handlers.command.removing import LastLine, remove
from handlers.command.subcommands import alone


async def put(turn: Turn, place: Place) -> None:
    running = await ask.current(turn.reads, chat_id=place.group.id)
    person = await turn.require_member(place.group)
    question = await ask.put(turn.unit, running, user_id=person.id, words=place.words, at=turn.at)
    post_question(turn, running, question)
    if turn.group.id != running.chat_id:
        answer(turn, text("ask.put", number=question.id))


async def _meant(turn: Turn, place: Place, rest: str) -> tuple[Question, str]:
    """By its number, else by replying to its card; and the words that are left."""
    first, *words = rest.split(maxsplit=1) or [""]
    number, left = read_id(first), "".join(words)
    if number is None:
        number, left = _replied(turn, place), rest
    if number is None:
        raise UnknownQuestion(seen=first[:20])
    return await ask.question(turn.reads, number, chat_id=place.group.id), left.strip()


def _replied(turn: Turn, place: Place) -> int | None:
    """The number at the head of the question's card."""
    shown = answered(place.message) if place.is_here else None
    if shown is None or shown.from_user is None or shown.from_user.id != turn.bot_id:
        return None
    mark, _, rest = (shown.text or "").partition(" #")
    return read_id(rest.split(maxsplit=1)[0]) if mark in ("❓", "✅") and rest.strip() else None


async def give(turn: Turn, place: Place, rest: str) -> None:
    question, words = await _meant(turn, place, rest)
    await _give(turn, place, question, words)
    turn.react("👌")


async def _give(turn: Turn, place: Place, question: Question, words: str) -> Question:
    running = await ask.ask(turn.reads, question.ask)
    if running is None:
        raise OldButton
    await require_answerer(turn, place, running)
    given = await ask.give(turn.unit, question, answer=words, by=turn.person.id, chat_id=place.group.id)
    refresh(turn, given, chat_id=place.group.id)
    return given


async def drop(turn: Turn, place: Place, rest: str) -> None:
    question, left = await _meant(turn, place, rest)
    alone(left, command="ask")
    await require(turn, place)
    await ask.drop(turn.unit, question)
    remove(turn, chat_id=place.group.id, named=card_of(question), last_line=LastLine("ask.dropped"))
    turn.react("👌")


async def replied(turn: MessageTurn, _: Answering) -> None:
    """The guest answers by replying; a reply to anything else of ours is talk."""
    place = Place(turn.group, "", turn.message, is_here=True)
    number = _replied(turn, place)
    words = turn.sent.text or ""
    if number is None or not words:
        return
    question = await ask.question(turn.reads, number, chat_id=turn.group.id)
    if question.state == "dropped" or question.answer:
        return
    await _give(turn, place, question, words)
    turn.react("👌")


async def voted(turn: Turn, pressed: Vote) -> None:
    question = await ask.question(turn.reads, pressed.number, chat_id=turn.group.id)
    person = await turn.require_member()
    changed, stands = await ask.vote(turn.unit, question, user_id=person.id)
    refresh(turn, changed, chat_id=turn.group.id)
    turn.toast(text("ask.toast_voted") if stands else text("ask.toast_taken_back"))


async def marked(turn: Turn, pressed: Answered) -> None:
    question = await ask.question(turn.reads, pressed.number, chat_id=turn.group.id)
    await _give(turn, Place(turn.group, "", turn.message, is_here=True), question, "")
    turn.toast(text("ask.toast_done"))
