"""Grants, deductions and their undoing by buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.services import polls
from bot.services.lottery import opening
from bot.texts.text import text
from handlers.points.shortcuts import people

_LOOKED_AT = 24


async def crowds(turn: Turn, chat_id: int) -> Sequence[Option]:
    """Those who voted in a poll, or entered a draw."""
    found = await polls.latest(turn.reads, chat_id=chat_id, limit=_LOOKED_AT)
    draws = await opening.lotteries_of(turn.reads, chat_id=chat_id, limit=_LOOKED_AT)
    voted = [(each.number, each.terms.question) for each in found if not each.terms.is_anonymous]
    entered = [(each.id, each.terms.name) for each in draws]
    return [
        *(Option(f"p{n}", text("panel.a_poll", id=n, name=short(name)), f"poll {n}") for n, name in voted),
        *(Option(f"l{n}", text("panel.a_lottery", id=n, name=short(name)), f"lottery {n}") for n, name in entered),
    ]


SHORTCUTS: list[Entrance] = [
    Shortcut("grant", "points", "grant", "{thing} {said}", people, asks="panel.ask_grant", or_said=True,
             permission="grant"),
    Shortcut("deduct", "points", "deduct", "{thing} {said}", people, asks="panel.ask_grant", or_said=True,
             permission="deduct"),
    Shortcut("grant_many", "points", "grant", "{first} {thing} {rest}", crowds, asks="panel.ask_many",
             permission="grant"),
    Shortcut("undo", "points", "undo", "{said}", asks="panel.ask_undo", permission="undo"),
]  # fmt: skip
