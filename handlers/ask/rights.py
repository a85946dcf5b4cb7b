"""Who may do what with questions to a guest: the guest themselves, and moderators with the right."""

from __future__ import annotations

from bot.domain.ask import Ask, NotTheGuest
from bot.domain.refusals import AdministratorsOnly, MissingRight
from bot.engine.turn import Turn
from handlers.command.group_commands import Place


async def require(turn: Turn, place: Place) -> None:
    await turn.require("ask", group=place.group)


async def require_answerer(turn: Turn, place: Place, running: Ask) -> None:
    """The guest while they are there, or a moderator with the right."""
    if turn.person.kind == "member" and turn.person.id == running.guest_id:
        await turn.require_member(place.group)
        return
    try:
        await require(turn, place)
    except (AdministratorsOnly, MissingRight) as refused:
        raise NotTheGuest from refused
