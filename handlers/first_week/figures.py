"""What came of newcomers, week by week, for moderators: who did what, who stays; nothing of fewer than five."""

from __future__ import annotations

from typing import Final

from bot.domain.first_week import FEWEST, Cohort
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.services import first_week
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.command.group_commands import answer

_WEEKS: Final = 4


async def _show(turn: Turn, chat_id: int, _: str) -> None:
    group = turn.chats.group(chat_id)
    found = await first_week.cohorts(turn.slow, chat_id=chat_id, now=turn.now, weeks=_WEEKS)
    shown = [each for each in found if each.came >= FEWEST]
    lines = [text("first_week.figures", group=Raw(group.title))]
    lines += [_line(each, group.timezone) for each in shown] or [text("first_week.too_few", n=FEWEST)]
    answer(turn, Lines(lines))


def _line(one: Cohort, zone: str) -> Text:
    done = {f"{task}": number for task, number in one.done.items()}
    since, until = When(one.since, zone, "day"), When(one.until, zone, "day")
    return text(
        "first_week.cohort", since=since, until=until, came=one.came, whole=one.whole, stayed=one.stayed, **done
    )


ENTRANCES: list[Entrance] = [Shortcut("newcomers_figures", "newcomers", permission="stats", begins=_show)]
