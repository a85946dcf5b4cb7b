"""Before a poll ends, a private word to those who usually vote and have not; how often is bounded."""

from __future__ import annotations

from typing import Final

from bot.domain.checkin import Calendar
from bot.domain.polls import Poll, Terms
from bot.domain.schedule.policy import quiet_until
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Edit, Key, Keys, Priority
from bot.services import incident, messages, polls
from bot.texts.text import Raw, text
from handlers.command.group_commands import address_of

KIND: Final = "poll_remind"
_AHEAD: Final = 3600
_LONG_ENOUGH: Final = 3 * 3600
"""Seconds: an hour before its end, of a poll that was open for three at least."""


async def set_reminder(turn: Turn, terms: Terms, *, number: int, chat_id: int) -> None:
    if terms.ends_at - turn.now >= _LONG_ENOUGH and not terms.is_anonymous:
        await turn.later(KIND, str(number), at=terms.ends_at - _AHEAD, chat_id=chat_id)


async def due(turn: TimerTurn) -> None:
    """Nobody in quiet hours, nor while something has come up; of one poll a day in a group at most."""
    number = turn.number
    poll = await polls.poll(turn.reads, number=number, chat_id=turn.group.id)
    if poll is None or poll.state != "open":
        return
    if quiet_until(turn.settings.quiet.hours, at=turn.now, zone=turn.group.timezone):
        return
    if await incident.is_open(turn.reads, chat_id=turn.group.id):
        return
    day = Calendar(turn.group.timezone, turn.group.day_starts_at).day_of(turn.now)
    words = text("polls.remind", group=turn.group.title, question=Raw(poll.terms.question))
    for user_id in await polls.to_remind(turn.unit, poll, day=day, at=turn.now):
        turn.say(
            words,
            to=user_id,
            keys=_link(poll),
            reply=False,
            name=_name(poll),
            priority=Priority.REPORT,
            on_crash="drop",
        )


async def over(turn: TimerTurn, poll: Poll) -> None:
    """The reminder that stands with each of them says so: nobody opens a poll that takes no vote any more."""
    words = text("polls.remind_over", group=turn.group.title, question=Raw(poll.terms.question))
    for user_id in await messages.standing(turn.unit, name=_name(poll)):
        turn.do(Edit(chat_id=user_id, named=_name(poll), words=words, keys=[]), priority=Priority.REPORT)


def _name(poll: Poll) -> str:
    return f"poll:{poll.number}:remind"


def _link(poll: Poll) -> Keys:
    url = address_of(poll.chat_id, poll.message_id, topic=poll.topic) if poll.message_id else ""
    return [[Key(text("polls.button_vote"), url=url)]] if url else []
