"""Ending a lottery by hand: draw now, tell the value awaited, take up what a fault left lying, cancel; and checking."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.domain.amounts import read_id
from bot.domain.lottery import record
from bot.domain.lottery.refusals import NobodyEntered, NotDrawn, NotOpen, TooLateToCancel, ValueWanted
from bot.domain.lottery.terms import Lottery
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.engine.turn import Turn
from bot.services.lottery import drawing
from bot.services.lottery.opening import lottery_of
from bot.texts.text import text
from handlers.command.confirm import held
from handlers.command.group_commands import Place, answer
from handlers.command.subcommands import alone
from handlers.lottery import telling
from handlers.moderation.log import note

DRAWN = ("drawn", "announced", "settled")
_VALUE_LENGTH = 200


async def require(turn: Turn, place: Place) -> None:
    """Rights first: they may have to be asked of Telegram, which no transaction may wait for."""
    await turn.require("lottery", group=place.group)


async def draw(turn: Turn, place: Place, words: str) -> None:
    await require(turn, place)
    number, value = number_and_rest(words)
    found = await lottery_of(turn.unit, lottery_id=number, chat_id=place.group.id)
    alone("" if found.terms.public else value, command="lottery")
    if await held(turn, place, "lottery_draw", command="lottery", shown=f"#{number} {found.terms.title}"):
        return
    match found.state:
        case "open":
            await _close_now(turn, found)
            answer(turn, text("lottery.drawing", id=found.id))
        case "frozen" if found.terms.public and found.entrants_hash and not found.public_value:
            if not value:
                raise ValueWanted(id=found.id, source=found.terms.public)
            await drawing.hear_value(turn.unit, found, value[:_VALUE_LENGTH], at=turn.at)
            await telling.later(turn, found, "lottery.draw", at=turn.now, is_long=True)
            answer(turn, text("lottery.drawing", id=found.id))
        case "frozen" | "drawn":
            await _take_up(turn, found)
            answer(turn, text("lottery.drawing", id=found.id))
        case _:
            raise NotOpen(id=found.id)
    await note(turn, place.group.id, "lottery_draw", words=f"#{number}")


async def _close_now(turn: Turn, found: Lottery) -> None:
    if not found.entrants:
        raise NobodyEntered(id=found.id)
    if await drawing.close(turn.unit, found, at=turn.now, by_hand=True) == "frozen":
        await turn.cancel("lottery.close", str(found.id))
        await after_freeze(turn, found)


async def after_freeze(turn: Turn, found: Lottery) -> None:
    await turn.chats.triggers.ignore(turn.unit, feature=telling.FEATURE, key=str(found.id))
    await telling.later(turn, found, "lottery.list", at=turn.now, is_long=True)
    telling.show_card(turn, await lottery_of(turn.unit, lottery_id=found.id, chat_id=found.chat_id))


async def _take_up(turn: Turn, found: Lottery) -> None:
    """Set the timer of the step that is next: harmless where it stands already."""
    if found.state == "drawn":
        await telling.later(turn, found, "lottery.announce", at=turn.now)
    elif found.entrants_hash:
        await telling.later(turn, found, "lottery.draw", at=turn.now, is_long=True)
    else:
        await telling.later(turn, found, "lottery.list", at=turn.now, is_long=True)


async def cancel(turn: Turn, place: Place, words: str) -> None:
    await require(turn, place)
    number, rest = number_and_rest(words)
    alone(rest, command="lottery")
    found = await lottery_of(turn.unit, lottery_id=number, chat_id=place.group.id)
    if await held(turn, place, "lottery_cancel", command="lottery", shown=f"#{number} {found.terms.title}"):
        return
    if not await drawing.cancel(turn.unit, found, at=turn.now):
        raise TooLateToCancel(id=found.id)
    await after_cancel(turn, found)
    await note(turn, place.group.id, "lottery_cancel", words=f"#{number}")
    answer(turn, text("lottery.cancelled", id=found.id, price=found.terms.price), on_crash="resend")


async def after_cancel(turn: Turn, found: Lottery) -> None:
    """The prices go back by and by: there may be many."""
    for kind in ("lottery.close", "lottery.list", "lottery.draw"):
        await turn.cancel(kind, str(found.id))
    await turn.chats.triggers.ignore(turn.unit, feature=telling.FEATURE, key=str(found.id))
    await telling.later(turn, found, "lottery.return", at=turn.now, is_long=True)
    telling.show_card(turn, await lottery_of(turn.unit, lottery_id=found.id, chat_id=found.chat_id))


@dataclass(frozen=True, slots=True)
class Checked:
    holds: bool
    winners: int
    secret: str


async def checked_again(turn: Turn, found: Lottery) -> Checked:
    """The draw made anew from list and secret, against the winners that were announced."""
    if found.state not in DRAWN:
        raise NotDrawn(id=found.id)
    outcome = await drawing.draw(turn.reads, found)
    kept = await drawing.kept_order(turn.reads, found)

    def judged() -> tuple[list[record.Fault], str]:
        made = record.read(outcome.drawn.record)
        return record.faults(made), made["secret"] if isinstance(made, dict) else ""

    faults, secret = await asyncio.to_thread(judged)
    order = [outcome.entries[each].pseudonym for each in (*outcome.drawn.winners, *outcome.drawn.reserves)]
    await telling.keep_paper(turn, telling.record_path(found), outcome.drawn.record)
    return Checked(not faults and order == kept, len(outcome.drawn.winners), secret)


def number_and_rest(words: str) -> tuple[int, str]:
    first, *rest = words.split(maxsplit=1) or [""]
    number = read_id(first)
    if number is None:
        raise WrongForm(usage=Sentence("commands.lottery.manage"))
    return number, rest[0].strip() if rest else ""
