"""/points: what a member has, how long their streak is, and where it puts them; where it came from is in `ledger`."""

from __future__ import annotations

from bot.services import checkin, points
from bot.texts.text import text
from bot.turn import Turn
from handlers.places import Place, answer, called, group_command, known_person
from handlers.targets import holder


async def show_points(turn: Turn, place: Place) -> None:
    """The first number is the balance, for whoever reads it by program: a name, which may hold digits, follows it."""
    other = await holder(turn, place)
    person = other or known_person(turn)
    standing = await points.standing(turn.reads, chat_id=place.group.id, user_id=person.id)
    streak = await checkin.streak(
        turn.reads, chat_id=place.group.id, user_id=person.id, at=turn.at, calendar=place.calendar
    )
    rank = text("points.rank", rank=standing.rank) if standing.rank else text("points.no_rank")
    key = "points.mine" if person.id == turn.person.id else "points.theirs"
    answer(turn, text(key, balance=standing.points, name=called(person.name), streak=streak, rank=rank))


ENTRANCES = [group_command("points", show_points)]
