"""Events at Telegram's door: made and moved by moderators, answered by members, reminded of and reported on by time."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers.events import commands, guests, planned, reminding

ENTRANCES: list[Entrance] = [*commands.ENTRANCES, *guests.ENTRANCES, *reminding.ENTRANCES, *planned.ENTRANCES]
