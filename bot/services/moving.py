"""A group that becomes a supergroup: what is going on there, and when a move that failed is tried again."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass

from bot.domain.ask import Ask, Question
from bot.domain.challenge import Challenge
from bot.domain.discussion import Discussion
from bot.domain.events.event import Event
from bot.domain.lottery.terms import Lottery
from bot.services import incident
from bot.services.events import hosting
from bot.services.incident import Timeline
from storage import ask, challenge, discussion, polls
from storage.chat_migration import AGAIN, ARRIVED
from storage.database import Reader
from storage.errors import StoreLostError
from storage.lottery import lotteries

__all__ = ["AGAIN", "ARRIVED", "GoingOn", "going_on", "pause_after", "tried"]

_SHORTEST, _LONGEST = 60, 3600


@dataclass(frozen=True, slots=True)
class GoingOn:
    """Lotteries that can be entered or have prizes to be claimed, events to come, challenges, the round of questions
    with those that wait, discussions whose post stayed behind, the numbers of polls that nobody can vote in any more,
    and the matter that is up.
    """

    lotteries: list[Lottery]
    events: list[Event]
    challenges: list[Challenge]
    asked: Ask | None
    questions: list[Question]
    discussions: list[Discussion]
    polls: list[int]
    incident: Timeline | None

    def __bool__(self) -> bool:
        return bool(
            self.lotteries
            or self.events
            or self.challenges
            or self.asked
            or self.discussions
            or self.polls
            or self.incident
        )


async def tried(move: Awaitable[None]) -> Exception | None:
    """What keeps a group from moving, if anything. Raises `StoreLostError`, with which everything begins anew."""
    try:
        await move
    except StoreLostError:
        raise
    except Exception as error:  # noqa: BLE001 - the door for bugs: the move is tried again, and operators are told
        return error
    return None


async def going_on(reader: Reader, *, chat_id: int, now: int) -> GoingOn:
    asked = await ask.current(reader, chat_id=chat_id)
    questions = await ask.questions(reader, asked.id) if asked else []
    return GoingOn(
        await lotteries.going_on(reader, chat_id=chat_id),
        await hosting.coming(reader, chat_id=chat_id, now=now),
        await challenge.running(reader, chat_id=chat_id),
        asked,
        [each for each in questions if each.state == "waiting"],
        await discussion.left_behind(reader, chat_id=chat_id),
        await polls.left_behind(reader, chat_id=chat_id),
        await incident.running(reader, chat_id=chat_id),
    )


def pause_after(waited: int) -> int:
    """Seconds until the next try, from those before the last one: a minute at first, an hour at most."""
    return min(max(2 * waited, _SHORTEST), _LONGEST)
