"""The console: its command, and its pages in the order of the menu; what a page shows is its feature's matter."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers.console import command, health, overview

ENTRANCES: list[Entrance] = [
    *command.ENTRANCES,
    overview.OVERVIEW,
    health.HEALTH,
    overview.HOME,
]
