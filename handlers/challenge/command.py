"""/challenge: what runs is listed for members; opening, closing and calling off are the moderators'."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.domain.amounts import read_id
from bot.domain.challenge import DEFAULT_POINTS, Challenge, ChallengeOver, UnknownChallenge, read_challenge
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.services import challenge
from bot.services.schedule.saying import here
from bot.texts.text import Lines, Text, text
from handlers.challenge import life
from handlers.challenge.card import ended, line, name_of, opening
from handlers.command.group_commands import Place, answer
from handlers.command.promises import may_promise, promised
from handlers.command.subcommands import verb_of, wrong_form

Verb: TypeAlias = Literal["new", "close", "cancel", "list"]
_VERBS: dict[Verb, str] = {
    "new": "challenge.words_new",
    "close": "challenge.words_close",
    "cancel": "challenge.words_cancel",
    "list": "challenge.words_list",
}


async def told(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb == "new" and rest:
        await _new(turn, place, rest)
    elif verb in ("close", "cancel"):
        await _end(turn, place, rest, is_cancelled=verb == "cancel")
    elif (verb == "list" and not rest) or not place.words:
        await _list(turn, place)
    else:
        raise await wrong_form(turn, place, command="challenge")


async def _list(turn: Turn, place: Place) -> None:
    found = await challenge.running(turn.reads, chat_id=place.group.id)
    if not found:
        answer(turn, text("challenge.empty"))
        return
    lines: list[Text] = [text("challenge.list")]
    for each in found:
        days = {one.user_id: one.days for one in await challenge.runners(turn.reads, each.id)}
        lines.append(line(turn, each, mine=days.get(turn.person.id, 0)))
    answer(turn, Lines(lines))


async def _new(turn: Turn, place: Place, rest: str) -> None:
    terms = read_challenge(rest, here(place.group.timezone, turn.now))
    await _require(turn, place)
    is_promise = terms.reward > DEFAULT_POINTS
    if is_promise and not await may_promise(turn, place, terms.reward, command="challenge"):
        return
    may_pin = (await turn.permissions.own(group=place.group)).allow("can_pin_messages")
    topic = turn.topic if place.is_here else 0
    found = await challenge.open_one(
        turn.unit, terms, chat_id=place.group.id, topic=topic, by=turn.person.id, at=turn.now
    )
    await turn.chats.triggers.hear(turn.unit, found.chat_id, found.tag, feature=life.FEATURE, key=str(found.id))
    await turn.later(life.FEATURE, str(found.id), at=found.closes_at, chat_id=found.chat_id)
    words = opening(turn, found)
    note: dict[str, int | str] = {"number": found.id}
    card = actions.Say(
        chat_id=found.chat_id, topic=topic, words=words, name=name_of(found), pin=may_pin, then=life.POSTED, note=note
    )
    turn.do(card, on_crash="resend")
    if is_promise:
        await promised(turn, place, terms.reward, command="challenge", number=found.id)
    if not place.is_here:
        answer(turn, text("challenge.opened", title=found.title))


async def _end(turn: Turn, place: Place, rest: str, *, is_cancelled: bool) -> None:
    found = await _meant(turn, place, rest)
    await _require(turn, place)
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
    found = await challenge.running(turn.reads, chat_id=place.group.id)
    if rest or len(found) != 1:
        raise UnknownChallenge(seen=rest[:20])
    return found[0]


async def _require(turn: Turn, place: Place) -> None:
    await turn.require("challenge", group=place.group)
