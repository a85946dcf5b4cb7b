"""Newcomers: greeted together in a group's own words; a raid told while it begins."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers.welcome import arriving, command, greeting, raid

ENTRANCES: list[Entrance] = [*arriving.ENTRANCES, *greeting.ENTRANCES, *raid.ENTRANCES, *command.ENTRANCES]
