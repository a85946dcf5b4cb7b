"""A group's own rules (/rules), and what it says of itself (/about)."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers.conduct import about, card, command, news

ENTRANCES: list[Entrance] = [*about.ENTRANCES, *command.ENTRANCES, *card.ENTRANCES, *news.ENTRANCES]
