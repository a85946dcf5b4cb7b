"""The timers that carry a lottery on: each does one step in one turn and sets the next, so a crash between loses none.

A step that finds its state gone already does nothing.
"""

from __future__ import annotations

import logging

from bot.domain.lottery.terms import Lottery, PlaceState
from bot.domain.refusals import TelegramSilent
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.services.lottery import claiming, drawing
from bot.services.lottery.claiming import HandedOn
from bot.services.lottery.opening import card_shown, lottery_anywhere
from bot.texts.text import text
from handlers.lottery import telling, words
from handlers.lottery.buttons import claim_keys
from handlers.lottery.drawing import after_cancel, after_freeze

log = logging.getLogger(__name__)

_ASK_AGAIN = 60
"""Seconds until Telegram is asked again when it was silent."""


async def _lottery(turn: TimerTurn) -> Lottery:
    return await lottery_anywhere(turn.reads, lottery_id=turn.number)


async def show_card(turn: TimerTurn) -> None:
    lottery = await _lottery(turn)
    await card_shown(turn.unit, lottery_id=lottery.id)
    telling.show_card(turn, await lottery_anywhere(turn.unit, lottery_id=lottery.id))


async def close(turn: TimerTurn) -> None:
    """open -> frozen, or longer, or cancelled."""
    lottery = await _lottery(turn)
    closed = await drawing.close(turn.unit, lottery, at=turn.now)
    if closed == "frozen":
        await after_freeze(turn, lottery)
    elif closed == "cancelled":
        await _too_few(turn, lottery)
    elif closed == "extended":
        longer = await lottery_anywhere(turn.unit, lottery_id=lottery.id)
        await telling.later(turn, longer, "lottery.close", at=longer.ends_at)
        telling.show_card(turn, longer)
        telling.tell(turn, longer, text("lottery.extended", id=longer.id, span=words.span(lottery.terms.extend)))


async def _too_few(turn: Turn, lottery: Lottery) -> None:
    await after_cancel(turn, lottery)
    telling.tell(turn, lottery, text("lottery.too_few", id=lottery.id, name=lottery.terms.name))


async def list_entrants(turn: TimerTurn) -> None:
    """Frozen: judge everybody, publish the list with its hash."""
    lottery = await _lottery(turn)
    if lottery.state != "frozen" or lottery.entrants_hash:
        return
    calendar = telling.calendar_of(turn, lottery)
    listing = await drawing.list_entrants(turn.reads, lottery, at=turn.now, calendar=calendar)
    await telling.keep_paper(turn, telling.list_path(lottery), listing.data)
    done = await drawing.publish_list(turn.unit, lottery, listing, at=turn.now)
    if done == "cancelled":
        await _too_few(turn, lottery)
        return
    if done != "frozen":
        return
    caption = text("lottery.paper_list", id=lottery.id, n=len(listing.entries), hash=listing.hash)
    silent = bool(turn.calm_at(lottery.chat_id))
    telling.hand_paper(turn, lottery, telling.list_path(lottery), caption, silent=silent)
    if listing.unfit:
        await telling.later(turn, lottery, "lottery.return", at=turn.now, is_long=True)
    if lottery.terms.public:
        telling.tell(turn, lottery, text("lottery.value_awaited", id=lottery.id, source=lottery.terms.public))
    else:
        await telling.later(turn, lottery, "lottery.draw", at=turn.now, is_long=True)


async def draw(turn: TimerTurn) -> None:
    """frozen -> drawn. The record is written beforehand: it follows from what is committed already."""
    lottery = await _lottery(turn)
    if lottery.state != "frozen" or not lottery.entrants_hash:
        return
    outcome = await drawing.draw(turn.reads, lottery)
    await telling.keep_paper(turn, telling.record_path(lottery), outcome.drawn.record)
    if await drawing.keep_draw(turn.unit, lottery, outcome, at=turn.now):
        await telling.later(turn, lottery, "lottery.announce", at=turn.now)
        numbers = lottery.id, lottery.chat_id, len(outcome.entries), len(outcome.drawn.winners)
        turn.unit.after_commit(lambda: log.info("lottery #%d of group %d is drawn: %d entrants, %d winners", *numbers))


async def announce(turn: TimerTurn) -> None:
    """drawn -> announced: told to the group and to each winner, and the record handed out."""
    lottery = await _lottery(turn)
    if lottery.state != "drawn" or (0 < lottery.ends_at <= turn.now and await turn.waits_for_calm()):
        return
    try:
        outside = await _outside(turn, lottery)
    except TelegramSilent:
        await telling.later(turn, lottery, "lottery.announce", after=_ASK_AGAIN)
        return
    if not await drawing.announce(turn.unit, lottery, at=turn.now, calendar=telling.calendar_of(turn, lottery)):
        return
    await claiming.hand_on(turn.unit, lottery, at=turn.now, lost_by=outside)
    current = await lottery_anywhere(turn.unit, lottery_id=lottery.id)
    await telling.tell_result(turn, current, names_winners=True)
    telling.hand_paper(turn, current, telling.record_path(current), text("lottery.paper_record", id=current.id))
    telling.show_card(turn, current)
    await _tell_winners(turn, current)
    await _await_claims(turn, current)


async def _outside(turn: Turn, lottery: Lottery, *, only: PlaceState | None = None) -> set[int]:
    """Places of those who fail a condition that only Telegram can tell of.

    A bot that is no administrator is not told who leaves: then Telegram is asked about the lottery's own group, too.
    """
    chats = [turn.chats.group(each.where).id for each in lottery.terms.conditions if each.measure == "chat"]
    if not (await turn.permissions.own(group=turn.chats.group(lottery.chat_id))).is_administrator:
        chats.append(lottery.chat_id)
    if not chats:
        return set()
    places = await claiming.places_of(turn.reads, lottery_id=lottery.id)
    return {
        each.place
        for each in places
        for chat_id in chats
        if each.user_id > 0
        and only in (None, each.state)
        and not await turn.permissions.is_member(chat_id=chat_id, user_id=each.user_id)
    }


async def _tell_winners(turn: Turn, lottery: Lottery, *, only: frozenset[int] | None = None) -> None:
    """Privately as well, those whom the bot may write to."""
    for each in await claiming.reachable_winners(turn.unit, lottery_id=lottery.id):
        if only is not None and each.place not in only:
            continue
        group = turn.chats.group(lottery.chat_id)
        sentence = text(
            "lottery.won_private",
            group=group.title,
            name=lottery.terms.name,
            id=lottery.id,
            prize=lottery.terms.prizes[each.prize].name,
            span=words.span(lottery.terms.claim),
        )
        turn.do(actions.Say(chat_id=each.user_id, words=sentence, keys=claim_keys(lottery)), on_crash="resend")


async def _await_claims(turn: Turn, lottery: Lottery) -> None:
    due_at = await claiming.next_due(turn.unit, lottery_id=lottery.id)
    if due_at:
        await telling.later(turn, lottery, "lottery.claims", at=due_at)
    elif await claiming.settle(turn.unit, lottery, at=turn.now):
        await telling.show_result(turn, await lottery_anywhere(turn.unit, lottery_id=lottery.id))


async def end_claims(turn: TimerTurn) -> None:
    """Prizes nobody claimed in time go to the next reserves; with nothing left to wait for, announced -> settled."""
    lottery = await _lottery(turn)
    if lottery.state != "announced" or await turn.waits_for_calm():
        return
    if await claiming.is_naming(turn.reads, lottery):
        await telling.later(turn, lottery, "lottery.claims", after=_ASK_AGAIN)
        return
    try:
        # Those who won keep what they were told; whoever comes after them is asked about anew.
        outside = await _outside(turn, lottery, only="reserve")
    except TelegramSilent:
        await telling.later(turn, lottery, "lottery.claims", after=_ASK_AGAIN)
        return
    handed = await claiming.hand_on(turn.unit, lottery, at=turn.now, is_due=True, lost_by=outside)
    for each in handed:
        _tell_handed_on(turn, lottery, each)
    heirs = frozenset(each.heir.place for each in handed if each.heir)
    if heirs:
        await _tell_winners(turn, lottery, only=heirs)
    if handed:
        await telling.show_result(turn, lottery)
    await _await_claims(turn, lottery)


async def named(turn: TimerTurn) -> None:
    """The group can read who won: from now on their time runs."""
    lottery = await lottery_anywhere(turn.reads, lottery_id=int(turn.done.note["lottery"]))
    if lottery.state == "announced" and not turn.done.error:
        if await claiming.named(turn.unit, lottery, at=turn.now):
            await telling.show_result(turn, lottery)
        await _await_claims(turn, lottery)


def _tell_handed_on(turn: Turn, lottery: Lottery, handed: HandedOn) -> None:
    prize = lottery.terms.prizes[handed.lost.prize].name
    why = text("lottery.why_gone" if handed.is_gone else "lottery.why_unclaimed", code=handed.lost.pseudonym)
    if handed.heir is None:
        telling.tell(turn, lottery, text("lottery.lapsed", id=lottery.id, why=why, prize=prize))
        return
    sentence = text(
        "lottery.inherited",
        id=lottery.id,
        why=why,
        who=words.who(handed.heir),
        prize=prize,
        span=words.span(lottery.terms.claim),
    )
    telling.tell(turn, lottery, sentence, keys=claim_keys(lottery), names_winners=True)


async def give_back(turn: TimerTurn) -> None:
    """Prices owed, some hundreds a turn."""
    lottery = await _lottery(turn)
    calendar = telling.calendar_of(turn, lottery)
    if await drawing.give_back(turn.unit, lottery, at=turn.now, calendar=calendar):
        await telling.later(turn, lottery, "lottery.return", after=1, is_long=True)


ENTRANCES: list[Entrance] = [
    timer("lottery.card", show_card),
    timer("lottery.close", close),
    timer("lottery.list", list_entrants),
    timer("lottery.draw", draw),
    timer("lottery.announce", announce),
    timer("lottery.claims", end_claims),
    timer("lottery.return", give_back),
    timer("lottery.named", named),
]
