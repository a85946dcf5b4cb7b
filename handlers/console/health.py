"""The console's page for operators: how the bot and its store are, and Telegram asked on a press."""

from __future__ import annotations

from typing import Final

from bot.console.parts import Button, Figures, Notes, Part, Row, Sheet, Table
from bot.engine.paged import OPERATOR, Paged, PageTurn
from bot.services import condition
from bot.texts.text import Raw, text

_STUCK: Final = 300
"""Seconds that something may wait before it is said at the top."""

_MEGABYTE: Final = 1_000_000


async def health(turn: PageTurn) -> Sheet:
    now = await condition.of(turn.slow, now=turn.now, with_check=False)
    size = await turn.slow.size()
    is_stuck = max(now.oldest_waiting, now.oldest_unsent) > _STUCK
    is_well = not (is_stuck or now.bad_updates or now.bad_timers)
    figures = Figures([
        (text("console.health_waiting"), now.waiting),
        (text("console.health_oldest_waiting"), text("console.seconds", n=now.oldest_waiting)),
        (text("console.health_unsent"), now.unsent),
        (text("console.health_oldest_unsent"), text("console.seconds", n=now.oldest_unsent)),
        (text("console.health_bad"), now.bad_updates + now.bad_timers),
        (text("console.health_timers"), now.timers),
        (text("console.health_groups"), now.groups),
        (text("console.health_people"), now.people),
        (text("console.health_size"), Raw(f"{size / _MEGABYTE:,.1f} MB")),
    ])  # fmt: skip
    ask = Row([text("console.health_ask")], [Button(text("console.health_do"), "examine")])
    asking = Table(text("console.health_telegram"), [text("console.head_what")], [ask], text("console.health_ask"))
    parts: list[Part] = [figures, asking]
    if not is_well:
        parts.insert(0, Notes([text("console.health_look")]))
    return Sheet(text("console.page_health"), parts, text("console.health_well" if is_well else "console.health_ill"))


async def examine(turn: PageTurn) -> None:
    """What /doctor tells an operator in private."""
    turn.answers += await turn.doctor.examine(turn.group)


HEALTH = Paged("health", health, OPERATOR, is_everywhere=True, shows=None, actions={"examine": examine})
