"""Whom a deletion struck is told why: in private, or by a line in the group that goes soon."""

from __future__ import annotations

from typing import Final

from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Delete, Priority
from bot.services import privacy
from bot.services.sanctions import Sanction
from bot.texts.text import Raw, Text, Who, text
from handlers.guard.lines import Lines
from handlers.sanctions.citing import cited
from handlers.sanctions.doing import appeal_keys

LINE: Final = "guard_line"
"""The timer that takes the group's line away."""

_LINE_STANDS: Final = 60


async def say_why(turn: Turn, sanction: Sanction, *, topic: int = 0, has_line: bool = True) -> None:
    """In private where the bot may write there, else by a line that goes soon; /why tells it at any time."""
    group, why = turn.chats.group(sanction.chat_id), await _why(turn, sanction)
    if await privacy.may_write(turn.unit, user_id=sanction.target_id):
        told = text(f"guard.told_{sanction.kind}", group=group.title, why=why, id=sanction.id)
        turn.say(told, to=sanction.target_id, reply=False, keys=appeal_keys(sanction), ephemeral=True)
        return
    if not has_line or not turn.chats.own(Lines).may(sanction.chat_id, now=turn.now):
        return
    name = f"{LINE}:{sanction.id}"
    line = text(f"guard.line_{sanction.kind}", who=Who(sanction.target_id, sanction.target_name), why=why)
    turn.say(line, to=sanction.chat_id, topic=topic, reply=False, name=name, silent=True, on_crash="drop")
    await turn.later(LINE, name, after=_LINE_STANDS, chat_id=sanction.chat_id)


async def _why(turn: Turn, sanction: Sanction) -> Text:
    why = text(f"guard.why_{sanction.why}")
    if not sanction.rule:
        return why
    return text("guard.why_ruled", why=why, number=sanction.rule, rule=Raw(await cited(turn, sanction)))


async def tidy(turn: TimerTurn) -> None:
    turn.do(Delete(chat_id=turn.group.id, named=turn.timer.key), priority=Priority.REPORT)


ENTRANCES: list[Entrance] = [timer(LINE, tidy)]
