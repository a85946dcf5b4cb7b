"""/challenge: what runs is listed for members; opening, closing and calling off are the moderators'."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.domain.amounts import read_id
from bot.domain.challenge import Challenge, ChallengeOver, UnknownChallenge, read_answers
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.services import challenge
from bot.services.schedule.saying import here
from bot.texts.text import Lines, text
from handlers.challenge import life
from handlers.challenge.card import ended, line, name_of
from handlers.challenge.dialogue import DIALOGUE
from handlers.challenge.opening import open_challenge, require
from handlers.command.group_commands import Place, answer, elsewhere
from handlers.command.listing import TALL, foot, page_of, pages_of
from handlers.command.subcommands import how_for, verb_of, wrong_form
from handlers.dialogue import begin, is_first_shown

Verb: TypeAlias = Literal["new", "close", "cancel", "list"]
_VERBS: dict[Verb, str] = {
    "new": "challenge.words_new",
    "close": "challenge.words_close",
    "cancel": "challenge.words_cancel",
    "list": "challenge.words_list",
}


async def told(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb == "new":
        await _new(turn, place, rest)
    elif verb in ("close", "cancel"):
        await _end(turn, place, rest, is_cancelled=verb == "cancel")
    elif (verb == "list" and not rest) or not place.words:
        await _list(turn, place)
    else:
        raise await wrong_form(turn, place, command="challenge")


async def show_page(turn: Turn, chat_id: int, number: int) -> None:
    await _list(turn, elsewhere(turn, chat_id), number)


async def _list(turn: Turn, place: Place, number: int = 0) -> None:
    challenges = await challenge.running(turn.reads, chat_id=place.group.id)
    if not challenges:
        answer(turn, Lines([text("challenge.empty"), *await how_for(turn, place, command="challenge")]))
        return
    page, lines = page_of(challenges, number, size=TALL), [text("challenge.list")]
    for each in page.rows:
        days = {runner.user_id: runner.days for runner in await challenge.runners(turn.reads, each.id)}
        lines.append(line(turn, each, mine=days.get(turn.person.id, 0)))
    answer(turn, Lines([*lines, *foot(page)]), keys=pages_of(page, "challenge", place.group.id))


async def _new(turn: Turn, place: Place, rest: str) -> None:
    """One line for the practised; without one, or where a part of it is in doubt, the dialogue."""
    await require(turn, place)
    written = read_answers(rest, here(place.group.timezone, turn.now)) if rest else None
    if written is None or is_first_shown(turn, DIALOGUE, place, written):
        await begin(turn, DIALOGUE, place, written=written)
        return
    opened = await open_challenge(turn, place, written.answers, topic=turn.topic if place.is_here else 0)
    if opened is not None and not place.is_here:
        answer(turn, text("challenge.opened", title=opened.title))


async def _end(turn: Turn, place: Place, rest: str, *, is_cancelled: bool) -> None:
    found = await _meant(turn, place, rest)
    await require(turn, place)
    if is_cancelled:
        await challenge.cancel(turn.unit, found)
        await life.silence(turn, found)
        await turn.cancel(life.FEATURE, str(found.id))
        turn.do(actions.Edit(chat_id=found.chat_id, words=ended(found, is_cancelled=True), named=name_of(found)))
        answer(turn, text("challenge.cancelled", title=found.title))
        return
    if found.state not in ("open", "voting"):
        raise ChallengeOver
    await turn.later(life.FEATURE, str(found.id), at=turn.now, body="now", chat_id=found.chat_id)
    turn.react("👌")


async def _meant(turn: Turn, place: Place, rest: str) -> Challenge:
    """By its number, or the only one that runs."""
    number = read_id(rest)
    if number is not None:
        return await challenge.known(turn.reads, number, chat_id=place.group.id)
    challenges = await challenge.running(turn.reads, chat_id=place.group.id)
    if rest or len(challenges) != 1:
        raise UnknownChallenge(seen=rest[:20])
    return challenges[0]
