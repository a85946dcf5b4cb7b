"""The console: its command, and its pages in the order of the menu; what a page shows is its feature's matter."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers.console import command, health, overview
from handlers.feedback.page import DESK
from handlers.guard.page import GUARD
from handlers.insights.page import CONTENT, RETENTION
from handlers.lottery.page import DRAWS
from handlers.moderation.page import AUDIT
from handlers.mood.page import MOOD
from handlers.points.page import POINTS
from handlers.schedule.page import SCHEDULE
from handlers.stats.page import ACTIVITY

ENTRANCES: list[Entrance] = [
    *command.ENTRANCES,
    overview.OVERVIEW,
    health.HEALTH,
    overview.HOME,
    ACTIVITY,
    RETENTION,
    CONTENT,
    SCHEDULE,
    POINTS,
    DRAWS,
    DESK,
    GUARD,
    MOOD,
    AUDIT,
]
