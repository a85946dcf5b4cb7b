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
    lottery = await lottery_of(turn.unit, lottery_id=number, chat_id=place.group.id)
    alone("" if lottery.terms.public else value, command="lottery")
    if await held(turn, place, "lottery_draw", command="lottery", shown=f"#{number} {lottery.terms.title}"):
        return
    match lottery.state:
        case "open":
            await _close_now(turn, lottery)
            answer(turn, text("lottery.drawing", id=lottery.id))
        case "frozen" if lottery.terms.public and lottery.entrants_hash and not lottery.public_value:
            if not value:
                raise ValueWanted(id=lottery.id, source=lottery.terms.public)
            await drawing.hear_value(turn.unit, lottery, value[:_VALUE_LENGTH], at=turn.at)
            await telling.later(turn, lottery, "lottery.draw", at=turn.now, is_long=True)
            answer(turn, text("lottery.drawing", id=lottery.id))
        case "frozen" | "drawn":
            await _take_up(turn, lottery)
            answer(turn, text("lottery.drawing", id=lottery.id))
        case _:
            raise NotOpen(id=lottery.id)
    await note(turn, place.group.id, "lottery_draw", words=f"#{number}")


async def _close_now(turn: Turn, lottery: Lottery) -> None:
    if not lottery.entrants:
        raise NobodyEntered(id=lottery.id)
    if await drawing.close(turn.unit, lottery, at=turn.now, by_hand=True) == "frozen":
        await turn.cancel("lottery.close", str(lottery.id))
        await after_freeze(turn, lottery)


async def after_freeze(turn: Turn, lottery: Lottery) -> None:
    await turn.chats.triggers.ignore(turn.unit, feature=telling.FEATURE, key=str(lottery.id))
    await telling.later(turn, lottery, "lottery.list", at=turn.now, is_long=True)
    telling.show_card(turn, await lottery_of(turn.unit, lottery_id=lottery.id, chat_id=lottery.chat_id))


async def _take_up(turn: Turn, lottery: Lottery) -> None:
    """Set the timer of the step that is next: harmless where it stands already."""
    if lottery.state == "drawn":
        await telling.later(turn, lottery, "lottery.announce", at=turn.now)
    elif lottery.entrants_hash:
        await telling.later(turn, lottery, "lottery.draw", at=turn.now, is_long=True)
    else:
        await telling.later(turn, lottery, "lottery.list", at=turn.now, is_long=True)


async def cancel(turn: Turn, place: Place, words: str) -> None:
    await require(turn, place)
    number, rest = number_and_rest(words)
    alone(rest, command="lottery")
    lottery = await lottery_of(turn.unit, lottery_id=number, chat_id=place.group.id)
    if await held(turn, place, "lottery_cancel", command="lottery", shown=f"#{number} {lottery.terms.title}"):
        return
    if not await drawing.cancel(turn.unit, lottery, at=turn.now):
        raise TooLateToCancel(id=lottery.id)
    await after_cancel(turn, lottery)
    await note(turn, place.group.id, "lottery_cancel", words=f"#{number}")
    answer(turn, text("lottery.cancelled", id=lottery.id, price=lottery.terms.price), on_crash="resend")


async def after_cancel(turn: Turn, lottery: Lottery) -> None:
    """The prices go back by and by: there may be many."""
    for kind in ("lottery.close", "lottery.list", "lottery.draw"):
        await turn.cancel(kind, str(lottery.id))
    await turn.chats.triggers.ignore(turn.unit, feature=telling.FEATURE, key=str(lottery.id))
    await telling.later(turn, lottery, "lottery.return", at=turn.now, is_long=True)
    telling.show_card(turn, await lottery_of(turn.unit, lottery_id=lottery.id, chat_id=lottery.chat_id))


@dataclass(frozen=True, slots=True)
class Checked:
    holds: bool
    winners: int
    secret: str


async def checked_again(turn: Turn, lottery: Lottery) -> Checked:
    """The draw made anew from list and secret, against the winners that were announced."""
    if lottery.state not in DRAWN:
        raise NotDrawn(id=lottery.id)
    outcome = await drawing.draw(turn.reads, lottery)
    kept = await drawing.kept_order(turn.reads, lottery)

    def judged() -> tuple[list[record.Fault], str]:
        made = record.read(outcome.drawn.record)
        return record.faults(made), made["secret"] if isinstance(made, dict) else ""

    faults, secret = await asyncio.to_thread(judged)
    order = [outcome.entries[each].pseudonym for each in (*outcome.drawn.winners, *outcome.drawn.reserves)]
    await telling.keep_paper(turn, telling.record_path(lottery), outcome.drawn.record)
    return Checked(not faults and order == kept, len(outcome.drawn.winners), secret)


def number_and_rest(words: str) -> tuple[int, str]:
    first, *rest = words.split(maxsplit=1) or [""]
    number = read_id(first)
    if number is None:
        raise WrongForm(usage=Sentence("commands.lottery.manage"))
    return number, rest[0].strip() if rest else ""
