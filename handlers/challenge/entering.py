"""Members take part by the tag or by a reply to the card, moderators judge works, everybody votes."""

from __future__ import annotations

from bot.domain.challenge import is_entry
from bot.domain.checkin import Calendar
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn
from bot.outbox import actions
from bot.services import challenge
from bot.texts.text import text
from handlers.challenge.card import Judge, Vote, judge_keys, vote_keys, work_name


async def tagged(turn: MessageTurn) -> None:
    """A message with the tag of a challenge: a heart for the day, thumbs up for what was there already."""
    message = turn.sent
    found = await challenge.known(turn.reads, int(turn.words), chat_id=turn.group.id)
    person = await turn.require_member()
    entry = await challenge.hand_in(
        turn.unit,
        found,
        user_id=person.id,
        words=message.text or message.caption or "",
        photo=message.photo[-1].file_id if message.photo else "",
        message_id=message.message_id,
        at=turn.at,
        day=Calendar(turn.group.timezone, turn.group.day_starts_at).day_of(turn.at),
    )
    if entry is not None and found.kind == "contest":
        turn.say(text("challenge.handed_in", id=entry[1]), keys=judge_keys(entry[0]))
    elif entry is not None:
        turn.react("❤")
    elif found.kind == "contest":
        turn.say(text("challenge.one_a_day"))
    else:
        turn.react("👍")


async def replied(turn: MessageTurn) -> None:
    """A reply to the card is as good as the tag; what asks something, or is said by nobody in particular, is talk."""
    message = turn.sent
    if turn.person.kind != "member":
        return
    if is_entry(message.text or message.caption or "", has_photo=bool(message.photo)):
        await tagged(turn)


async def judged(turn: Turn, pressed: Judge) -> None:
    work = await challenge.work(turn.reads, pressed.number, chat_id=turn.group.id)
    await turn.require("challenge")
    await challenge.judge(turn.unit, work, is_taken=pressed.is_taken)
    turn.edit(text("challenge.taken" if pressed.is_taken else "challenge.refused", id=work.number))


async def voted(turn: Turn, pressed: Vote) -> None:
    work = await challenge.work(turn.reads, pressed.number, chat_id=turn.group.id)
    person = await turn.require_member()
    stands, changed = await challenge.vote(turn.unit, work, user_id=person.id, chat_id=turn.group.id)
    for each in changed:
        turn.do(actions.Edit(chat_id=turn.group.id, words=None, keys=vote_keys(each), named=work_name(each.id)))
    turn.toast(text("challenge.toast_voted") if stands else text("challenge.toast_taken_back"))
