"""The button that claims a prize; a code goes to its winner alone, in private, where it cannot be passed on."""

from __future__ import annotations

from bot.domain.lottery.refusals import NothingToClaim
from bot.domain.lottery.terms import Place
from bot.engine.buttons import pack
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import Key, Keys
from bot.services.lottery import claiming
from bot.services.lottery.opening import lottery_anywhere
from bot.texts.text import Argument, Lines, Raw, Text, When, text
from handlers.command.group_commands import known_person, within
from handlers.lottery import telling
from handlers.lottery.buttons import Claim


async def pressed_claim(turn: Turn, pressed: Claim) -> None:
    person = known_person(turn)
    lottery = await lottery_anywhere(turn.reads, lottery_id=pressed.lottery_id)
    if lottery.state not in ("announced", "settled"):
        raise NothingToClaim
    await within(turn, lottery.chat_id)
    needs_private = await claiming.has_code(turn.reads, lottery, user_id=person.id)
    if needs_private and not await claiming.is_reachable(turn.reads, user_id=person.id):
        _open_private(turn)
        return
    claimed = await claiming.claim(turn.unit, lottery, user_id=person.id, at=turn.at)
    if claimed.code:
        sentence = text("lottery.code", prize=claimed.prize, id=lottery.id, code=Raw(claimed.code))
        turn.do(actions.Say(chat_id=person.id, words=sentence, protect=True), on_crash="resend")
    if claimed.is_new:
        await telling.show_result(turn, lottery)
        await telling.later(turn, lottery, "lottery.claims", at=turn.now)
    if claimed.code:
        turn.toast(text("lottery.toast_code"), alert=True)
    elif claimed.is_new:
        turn.toast(text("lottery.toast_claimed", prize=claimed.prize), alert=True)
    else:
        turn.toast(text("lottery.toast_claimed_before"))


async def prizes_waiting(turn: Turn) -> None:
    """Where `_open_private` leads: a button for each prize that waits, of whatever group, and each code."""
    waiting = await claiming.waiting_for(turn.reads, user_id=turn.person.id)
    held = await claiming.codes_held(turn.reads, user_id=turn.person.id)
    lines: list[Text] = [text("lottery.waiting") if waiting else text("lottery.nothing_waiting")]
    keys: Keys = []
    lines += [await _row(turn, each, keys, "lottery.waiting_row") for each in waiting]
    if held:
        lines.append(text("lottery.codes_again"))
    lines += [await _row(turn, each, keys, "lottery.codes_again_row") for each in held]
    turn.say(Lines(lines), keys=keys, reply=False)


async def _row(turn: Turn, place: Place, keys: Keys, key: str) -> Text:
    lottery = await lottery_anywhere(turn.reads, lottery_id=place.lottery_id)
    keys.append([Key(text("lottery.button_claim_of", id=lottery.id), pack(Claim(lottery.id)))])
    cells: dict[str, Argument] = {
        "id": lottery.id,
        "group": turn.chats.group(lottery.chat_id).title,
        "prize": lottery.terms.prizes[place.prize].name,
        "when": When(place.due_at, telling.zone_of(turn, lottery)),
    }
    return Text(key, cells)


def _open_private(turn: Turn) -> None:
    """A bot may not write first: the press opens the private chat, and the prize waits until it is asked for there."""
    if turn.query is None:
        return
    url = f"https://t.me/{turn.bot_username}?start=lottery"
    turn.do(
        actions.Toast(chat_id=turn.group.id, query_id=turn.query.id, url=url),
        on_crash="resend",
        priority=actions.Priority.PRESS,
    )


ENTRANCES: list[Entrance] = [button(Claim, pressed_claim)]
