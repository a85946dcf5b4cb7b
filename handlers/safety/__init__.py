"""Against fraud: a shelf of tips, five questions with a badge, and tips that a group posts."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers.safety import quiz, tips

ENTRANCES: list[Entrance] = [*tips.ENTRANCES, *quiz.ENTRANCES]
