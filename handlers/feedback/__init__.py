"""Feedback: given, looked up, dealt with at the desk, waited for."""

from bot.engine.entrances import Entrance
from handlers.feedback import attaching, command, eta, figures, giving, looking, pressing, relay, threads, waiting

ENTRANCES: list[Entrance] = [
    *command.ENTRANCES,
    *eta.ENTRANCES,
    *figures.ENTRANCES,
    *giving.ENTRANCES,
    *attaching.ENTRANCES,
    *looking.ENTRANCES,
    *pressing.ENTRANCES,
    *threads.ENTRANCES,
    *relay.ENTRANCES,
    *waiting.ENTRANCES,
]
