"""Promises to the group: given and ended by moderators, listed for everybody, and reminded of when they are late."""

from bot.engine.entrances import Entrance
from handlers.promises import command, listing, pressing, reminding

ENTRANCES: list[Entrance] = [
    *command.ENTRANCES,
    *listing.ENTRANCES,
    *pressing.ENTRANCES,
    *reminding.ENTRANCES,
]
