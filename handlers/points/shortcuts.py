"""Points by buttons: one's own and gifts for members, the totals for operators; people to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.services import targets
from bot.texts.text import Raw


async def people(turn: Turn, chat_id: int) -> Sequence[Option]:
    """Members of the group but whoever asks, those who spoke last first."""
    found = await targets.seen_lately(turn.reads, chat_id=chat_id)
    return [Option(str(each.id), Raw(short(each.name))) for each in found if each.id != turn.person.id]


SHORTCUTS: list[Entrance] = [
    Shortcut("points", "home", "points"),
    Shortcut("top", "home", "top"),
    Shortcut("ledger", "more", "ledger"),
    Shortcut("give", "more", "give", "{thing} {said}", people, asks="panel.ask_give", or_said=True),
    Shortcut("invite", "more", "invite"),
    Shortcut("economy", "points", "economy"),
]
