"""/points: what a member has, how long their streak is, and where it puts them; where it came from is in `ledger`."""

from __future__ import annotations

from bot.engine.entrances import Shown
from bot.engine.turn import Turn
from bot.services import checkin, points
from bot.services import levels as service
from bot.texts.text import Lines, text
from handlers.command.group_commands import Place, answer, called, known_person
from handlers.command.targets import holder
from handlers.command.two_people import command_on_people
from handlers.points.earning import levels
from handlers.points.levels import listed, told


async def show_points(turn: Turn, place: Place) -> None:
    """The first number is the balance, for whoever reads it by program: a name, which may hold digits, follows it."""
    other = await holder(turn, place, command="points")
    person = other or known_person(turn)
    standing = await points.standing(turn.reads, chat_id=place.group.id, user_id=person.id)
    streak = await checkin.streak(
        turn.reads, chat_id=place.group.id, user_id=person.id, at=turn.at, calendar=place.calendar
    )
    rank = text("points.rank", rank=standing.rank) if standing.rank else text("points.no_rank")
    mine, theirs = ("points.mine", "points.theirs") if streak else ("points.mine_none", "points.theirs_none")
    key = mine if person.id == turn.person.id else theirs
    own = levels(turn.chats.settings(place.group.id).points)
    height = await service.standing(turn.reads, own, chat_id=place.group.id, user_id=person.id)
    badges = await service.badges(turn.reads, chat_id=place.group.id, user_id=person.id)
    lines = [text(key, balance=standing.points, name=called(person.name), streak=streak, rank=rank)]
    if (level := told(height)) is not None:
        lines.append(level)
    if badges:
        lines.append(text("levels.badges", badges=listed(badges)))
    answer(turn, Lines(lines))


ENTRANCES = [
    command_on_people(
        "points", show_points, shown=Shown("points", ("private", "group", "administrators")), vanishes=True
    )
]
