"""The operators' schedule at Telegram's door: runs that are due, /schedule, and no rules of its own."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers.schedule import commands, due, listing

ENTRANCES: list[Entrance] = [*commands.ENTRANCES, *listing.ENTRANCES, *due.ENTRANCES]
