"""Feedback: given, looked up, dealt with at the desk, waited for."""

from bot.entrances import Entrance
from handlers.feedback import command, giving, looking, pressing, waiting

ENTRANCES: list[Entrance] = [
    *command.ENTRANCES,
    *giving.ENTRANCES,
    *looking.ENTRANCES,
    *pressing.ENTRANCES,
    *waiting.ENTRANCES,
]
