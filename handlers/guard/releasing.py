"""What was held comes back: said again by the bot in its author's name, or copied from where it waited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.engine.turn import Turn
from bot.outbox.actions import Copy, Say
from bot.services import messages, moderation_log
from bot.services.guard import finds
from bot.services.guard.finds import Kept
from bot.services.guard.spam import Watch
from bot.texts.text import Raw, Who, text

_MOST: Final = 3500


def copy_name(one: Kept) -> str:
    """Of the copy of a message that is more than words."""
    return f"guard_copy:{one.id}"


async def release(turn: Turn, sanction: int) -> None:
    """All that one sanction took away; learnt from, so that it is not found again. Once: what was judged stays so."""
    held = await finds.of_sanction(turn.unit, sanction)
    said: list[Kept] = []
    for one in held:
        if not await finds.judge(turn.unit, one, is_right=False):
            continue
        await finds.correct(turn.unit, turn.chats.own(Watch), one, by=turn.person.id, at=turn.now)
        if one.state == "held":
            said.append(one)
    await _say(turn, said)


async def _say(turn: Turn, said: Sequence[Kept]) -> None:
    words = [each for each in said if each.said and not each.has_media]
    if words:
        one = words[0]
        shown = text("guard.released", who=Who(one.user_id, one.name), words=Raw(_joined(words)))
        turn.do(Say(chat_id=one.chat_id, topic=one.topic, words=shown), on_crash="resend")
    for each in said:
        if not each.has_media:
            continue
        for chat_id in (await moderation_log.card_chats(turn.unit, name=copy_name(each)))[:1]:
            kept = await messages.kept(turn.unit, chat_id=chat_id, name=copy_name(each))
            if kept is not None:
                again = Copy(chat_id=each.chat_id, topic=each.topic, from_chat=chat_id, message_id=kept.message_id)
                turn.do(again, on_crash="resend")


def _joined(words: Sequence[Kept]) -> str:
    return "\n".join(dict.fromkeys(each.said for each in words))[:_MOST]
