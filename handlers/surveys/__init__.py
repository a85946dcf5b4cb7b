"""Surveys: put together by moderators, answered in private, told in public once enough people answered."""

from bot.engine.entrances import Entrance
from handlers.surveys import command, filling, telling

ENTRANCES: list[Entrance] = [*command.ENTRANCES, *filling.ENTRANCES, *telling.ENTRANCES]
