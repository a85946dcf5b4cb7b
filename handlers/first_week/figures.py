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
    cohorts = await first_week.cohorts(turn.slow, chat_id=chat_id, now=turn.now, weeks=_WEEKS)
    shown = [each for each in cohorts if each.came >= FEWEST]
    lines = [text("first_week.figures", group=Raw(group.title))]
    lines += [_line(each, group.timezone) for each in shown] or [text("first_week.too_few", n=FEWEST)]
    answer(turn, Lines(lines))


def _line(cohort: Cohort, zone: str) -> Text:
    done = {f"{task}": number for task, number in cohort.done.items()}
    since, until = When(cohort.since, zone, "day"), When(cohort.until, zone, "day")
    return text(
        "first_week.cohort",
        since=since,
        until=until,
        came=cohort.came,
        whole=cohort.whole,
        stayed=cohort.stayed,
        **done,
    )


ENTRANCES: list[Entrance] = [Shortcut("newcomers_figures", "newcomers", permission="stats", begins=_show)]
