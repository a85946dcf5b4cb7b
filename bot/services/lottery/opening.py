"""Opening a lottery: the one place where chance comes in; what follows from it is the domain's."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from bot.domain.lottery.draw import commit_of
from bot.domain.lottery.reading import checked
from bot.domain.lottery.refusals import UnknownLottery
from bot.domain.lottery.terms import Lottery, Step, Terms
from storage import triggers
from storage.database import Reader, Unit
from storage.lottery import codes as kept_codes
from storage.lottery import lotteries
from storage.lottery.lotteries import Sealed


async def open_lottery(
    unit: Unit,
    terms: Terms,
    *,
    chat_id: int,
    topic: int = 0,
    opened_by: int = 0,
    at: int,
    key: str,
    codes: Mapping[int, Sequence[str]] | None = None,
) -> Lottery:
    """Needs no message: a schedule's entry opens one as well (`opened_by` 0).

    `key` names the occasion: the same one opens the same lottery. `codes` are by the prizes' positions.
    """
    secret, salt = secrets.token_bytes(32), secrets.token_bytes(16)
    lottery, is_new = await lotteries.keep(
        unit,
        checked(terms),
        Sealed(secret, salt),
        commit=commit_of(secret),
        chat_id=chat_id,
        topic=topic,
        opened_by=opened_by,
        at=at,
        key=key,
    )
    if is_new:
        for prize, each in (codes or {}).items():
            await kept_codes.keep(unit, lottery_id=lottery.id, prize=prize, codes=each)
        await lotteries.tell(unit, id=lottery.id, at=at, what="opened")
    return lottery


async def is_phrase_taken(reader: Reader, word: str, *, chat_id: int) -> bool:
    """`word` is folded; it stands for one thing at a time."""
    return await triggers.is_taken(reader, chat_id=chat_id, word=word)


async def lottery_of(reader: Reader, *, lottery_id: int, chat_id: int) -> Lottery:
    """A group's lottery; raises UnknownLottery for any other number."""
    lottery = await lotteries.lottery(reader, id=lottery_id)
    if lottery is None or lottery.chat_id != chat_id:
        raise UnknownLottery(id=lottery_id)
    return lottery


async def lotteries_of(reader: Reader, *, chat_id: int, limit: int = 8) -> list[Lottery]:
    return await lotteries.of_chat(reader, chat_id=chat_id, limit=limit)


async def lottery_anywhere(reader: Reader, *, lottery_id: int) -> Lottery:
    """Whatever group it is of: for timers, which belong to none of us."""
    lottery = await lotteries.lottery(reader, id=lottery_id)
    if lottery is None:
        raise UnknownLottery(id=lottery_id)
    return lottery


async def history_of(reader: Reader, *, lottery_id: int, limit: int = 15) -> list[Step]:
    return await lotteries.history(reader, id=lottery_id, limit=limit)


async def want_card(unit: Unit, *, lottery_id: int, at: int) -> bool:
    """Whether the card has to be shown anew at that moment; False where that was asked for already."""
    return await lotteries.want_card(unit, id=lottery_id, at=at)


async def card_shown(unit: Unit, *, lottery_id: int) -> bool:
    return await lotteries.card_shown(unit, id=lottery_id)
