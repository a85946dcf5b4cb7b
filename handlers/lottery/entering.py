"""The buttons that enter and leave, the phrase that enters, and one's own number."""

from __future__ import annotations

from bot.domain.lottery.refusals import NotIn
from bot.domain.lottery.terms import Lottery
from bot.engine.entrances import Entrance, button, word
from bot.engine.turn import Turn
from bot.services.lottery import entering, opening
from bot.services.lottery.entering import Attempt, Entered
from bot.texts.text import Text, text
from handlers.command.group_commands import known_person, within
from handlers.lottery.buttons import Enter, Leave, Mine, Why
from handlers.lottery.telling import FEATURE, calendar_of, later, show_card_soon


async def pressed_enter(turn: Turn, pressed: Enter) -> None:
    entered = await _enter(turn, pressed.lottery_id)
    if entered.lottery.terms.tickets > 1:
        toast = text(
            "lottery.toast_tickets", code=entered.code, tickets=entered.tickets, most=entered.lottery.terms.tickets
        )
    else:
        toast = text("lottery.toast_entered", code=entered.code, n=entered.lottery.entrants)
    turn.toast(toast)


async def spoke(turn: Turn) -> None:
    """The phrase is answered by a reaction: a message each would drown the group."""
    await _enter(turn, int(turn.words))
    turn.react("👌")


async def _enter(turn: Turn, lottery_id: int) -> Entered:
    """What Telegram must be asked comes first: no transaction may wait for it."""
    person = known_person(turn)
    lottery = await opening.lottery_anywhere(turn.reads, lottery_id=lottery_id)
    await within(turn, lottery.chat_id)
    is_in = {
        each.where: await turn.permissions.is_member(chat_id=turn.chats.group(each.where).id, user_id=person.id)
        for each in lottery.terms.conditions
        if each.measure == "chat" and lottery.state == "open"
    }
    entered = await entering.enter(
        turn.unit, _attempt(turn, lottery), lottery_id=lottery.id, chat_id=lottery.chat_id, is_in=is_in
    )
    await show_card_soon(turn, entered.lottery)
    people = entered.lottery.terms.people
    if people and entered.lottery.entrants >= people:
        await later(turn, lottery, "lottery.close", at=turn.now)
    return entered


async def pressed_leave(turn: Turn, pressed: Leave) -> None:
    lottery = await opening.lottery_anywhere(turn.reads, lottery_id=pressed.lottery_id)
    known_person(turn)
    left, returned = await entering.leave(
        turn.unit, _attempt(turn, lottery), lottery_id=lottery.id, chat_id=lottery.chat_id
    )
    await show_card_soon(turn, left)
    turn.toast(text("lottery.toast_left_paid", returned=returned) if returned else text("lottery.toast_left"))


async def withdraw(turn: Turn) -> None:
    """From every open lottery, of whatever group: they want to be forgotten."""
    for lottery in await entering.entered_by(turn.unit, user_id=turn.person.id):
        left, _ = await entering.leave(
            turn.unit, _attempt(turn, lottery), lottery_id=lottery.id, chat_id=lottery.chat_id
        )
        await show_card_soon(turn, left)


async def pressed_mine(turn: Turn, pressed: Mine) -> None:
    """Told to the presser alone: it is what finds them in the published list."""
    lottery = await opening.lottery_anywhere(turn.reads, lottery_id=pressed.lottery_id)
    standing = await entering.standing(turn.reads, lottery_id=lottery.id, user_id=known_person(turn).id)
    if standing is None:
        raise NotIn
    words: dict[str, Text] = {
        "in": text("lottery.mine_in"),
        "unfit": text("lottery.mine_unfit"),
        "lost": text("lottery.mine_lost"),
        "reserve": text("lottery.mine_reserve"),
        "won": text("lottery.mine_won"),
        "claimed": text("lottery.mine_claimed"),
        "lapsed": text("lottery.mine_lapsed"),
        "passed": text("lottery.mine_lapsed"),
    }
    turn.toast(
        text("lottery.toast_mine", code=standing.code, tickets=standing.tickets, standing=words[standing.what]),
        alert=True,
    )


def _attempt(turn: Turn, lottery: Lottery) -> Attempt:
    return Attempt(turn.person, turn.at, calendar_of(turn, lottery), turn.idempotency)


async def why(turn: Turn, pressed: Why) -> None:
    lottery = await opening.lottery_anywhere(turn.reads, lottery_id=pressed.lottery_id)
    await within(turn, lottery.chat_id)
    turn.toast(text("lottery.toast_fair"), alert=True)


ENTRANCES: list[Entrance] = [
    button(Enter, pressed_enter),
    button(Leave, pressed_leave),
    button(Mine, pressed_mine),
    button(Why, why),
    word(FEATURE, spoke),
]
