"""Members by name, for moderators in private: who grows quiet against their own usual, and who is to be thanked."""

from __future__ import annotations

from typing import Final

from bot.domain.segments import Listed
from bot.engine.turn import Turn
from bot.services import segments
from bot.texts.text import Lines, Text, Who, text
from handlers.command.group_commands import Place
from handlers.insights.screen import Screen
from handlers.insights.screens import came_true


async def risk(turn: Turn, place: Place) -> Screen:
    """Whoever is told of may greet them; how often such a list was right a month ago stands below."""
    found = await segments.named(turn.slow, "at_risk", chat_id=place.group.id)
    today = place.calendar.day_of(turn.now)
    warned = (await segments.of_segments(turn.slow, chat_id=place.group.id, today=today, now=turn.now)).came_true
    right = came_true(warned) if warned is not None else text("insights.came_true_few")
    if not found:
        return Screen(Lines([text("insights.risk_none"), right, text("insights.named_foot")]))
    lines = [text("insights.risk_head", n=len(found)), *(_line("insights.risk_line", each) for each in found)]
    return Screen(Lines([*lines, right, text("insights.named_foot")]))


async def care(turn: Turn, place: Place) -> Screen:
    """By help and by what they wrote, never by points they hold or spend."""
    found = await segments.named(turn.slow, "care", chat_id=place.group.id)
    if not found:
        return Screen(Lines([text("insights.care_none"), text("insights.named_foot")]))
    lines = [text("insights.care_head", n=len(found)), *(_line("insights.care_line", each) for each in found)]
    return Screen(Lines([*lines, text("insights.care_foot"), text("insights.named_foot")]))


def _line(key: str, one: Listed) -> Text:
    return text(key, who=Who(one.user_id, one.name), before=one.before, now=one.now)


NAMED: Final = {"risk": risk, "care": care}
"""Screens with names in them."""
