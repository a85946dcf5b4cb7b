"""`/lottery codes ID`: codes for a prize, told in private alone, as lines below the command or as a text file."""

from __future__ import annotations

from bot.domain.amounts import read_amount
from bot.domain.lottery.refusals import NoCodes, TooLateForCodes
from bot.domain.refusals import OnlyInPrivate
from bot.engine.turn import Turn
from bot.services.lottery import opening
from bot.services.lottery.codes import MOST_CODES, add_codes
from bot.texts.text import text
from handlers.command.group_commands import Place, answer, elsewhere
from handlers.lottery.drawing import number_and_rest, require

_MOST_BYTES = 1_000_000


async def give_codes(turn: Turn, place: Place, words: str) -> None:
    """`codes ID`, or `codes ID N` for the prize at that position; in a group everybody would have them."""
    if not turn.group.is_private:
        raise OnlyInPrivate
    first, _, below = words.partition("\n")
    number, prize = number_and_rest(first)
    lottery = await opening.lottery_of(turn.reads, lottery_id=number, chat_id=place.group.id)
    await require(turn, elsewhere(turn, lottery.chat_id))
    position = read_amount(prize or "1", most=len(lottery.terms.prizes))
    codes = [line.strip() for line in (below or await _file(turn, place)).splitlines() if line.strip()]
    if not codes or len(codes) > MOST_CODES:
        raise NoCodes(most=MOST_CODES)
    kept = await add_codes(turn.unit, lottery, prize=position - 1, codes=codes)
    if not kept:
        raise TooLateForCodes(id=lottery.id)
    name = lottery.terms.prizes[position - 1].name
    answer(turn, text("lottery.codes_kept", id=lottery.id, prize=name, n=kept), on_crash="resend")


async def _file(turn: Turn, place: Place) -> str:
    """Of the command's own message, which a press on the group meant only points to."""
    document = place.message.document if place.message is not None else None
    if document is None:
        return ""
    return (await turn.permissions.file(document.file_id, most=_MOST_BYTES)).decode("utf-8-sig", errors="replace")
