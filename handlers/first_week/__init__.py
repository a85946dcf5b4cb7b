"""A newcomer's first week: /tasks, members who look after them, and what came of it."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers.first_week import figures, hearing, mentoring, tasks

ENTRANCES: list[Entrance] = [*hearing.ENTRANCES, *tasks.ENTRANCES, *mentoring.ENTRANCES, *figures.ENTRANCES]
