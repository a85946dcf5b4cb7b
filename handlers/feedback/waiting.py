"""How long an answer may take: by when it is expected, and who hears of it when it does not come."""

from __future__ import annotations

from datetime import date

from bot.config.desk import target_of
from bot.config.values import seconds
from bot.domain.feedback import Ticket
from bot.domain.office import Office
from bot.domain.refusals import Refusal
from bot.domain.schedule.policy import quiet_until
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services.feedback import tickets
from bot.services.schedule.days import is_workday
from bot.texts.text import Raw, When, text
from handlers.feedback.telling import destinations, tell_privately
from handlers.feedback.words import cut, state

KIND = "feedback"
_STEPS = 3
"""Times the desk is told: when it is due, and twice again after as long."""


def due_at(turn: Turn, chat_id: int, *, at: int, within: int = 0) -> int:
    """By when the group means to have answered what was given then; its office hours and days alone count.

    `within` are seconds of its office time in place of those for all feedback.
    """
    desk, zone = turn.chats.settings(chat_id).desk, turn.chats.group(chat_id).timezone
    office = Office(desk.hours, zone, is_workday if desk.workdays else _every_day)
    return office.after(at, within or seconds(desk.answer_within))


def _target(turn: Turn, ticket: Ticket, *, at: int) -> int:
    """The same by its kind and its urgency, of which the sooner counts."""
    chosen = turn.chats.settings(ticket.chat_id).desk.targets
    spans = [target_of(chosen, ticket.category), target_of(chosen, "urgent") if ticket.is_urgent else 0]
    return due_at(turn, ticket.chat_id, at=at, within=min((each for each in spans if each), default=0))


async def aim(turn: Turn, ticket: Ticket) -> Ticket:
    """Its kind or urgency is known anew, and by when it is to be answered follows, unless the desk said so itself."""
    at = _target(turn, ticket, at=ticket.given_at)
    if ticket.state not in ("open", "claimed") or ticket.eta_at or at == ticket.due_at:
        return ticket
    await tickets.due(turn.unit, ticket.id, at=at)
    await _wake(turn, ticket, at=max(at, turn.now + 1), step=1)
    return await tickets.ticket(turn.unit, ticket.id)


async def say_when(turn: Turn, ticket: Ticket, *, at: int) -> Ticket:
    """The desk's own word on by when it is answered."""
    await tickets.due(turn.unit, ticket.id, at=at, is_said=True)
    await _wake(turn, ticket, at=at, step=1)
    return await tickets.ticket(turn.unit, ticket.id)


def _every_day(_: date) -> bool:
    return True


async def begin(turn: Turn, ticket: Ticket) -> None:
    await _wake(turn, ticket, at=ticket.due_at, step=1)


async def begin_anew(turn: Turn, ticket: Ticket) -> Ticket:
    """The author said something more: the time counts from now."""
    at = _target(turn, ticket, at=turn.now)
    await tickets.due(turn.unit, ticket.id, at=at)
    await _wake(turn, ticket, at=at, step=1)
    return await tickets.ticket(turn.unit, ticket.id)


async def end(turn: Turn, number: int) -> None:
    await turn.cancel(KIND, str(number))


async def _wake(turn: Turn, ticket: Ticket, *, at: int, step: int) -> None:
    """Never in quiet hours: what falls due in them is told when they end."""
    group = turn.chats.group(ticket.chat_id)
    at = quiet_until(turn.chats.settings(group.id).quiet.hours, at=at, zone=group.timezone) or at
    await turn.later(KIND, str(ticket.id), at=at, chat_id=ticket.chat_id, body=step)


async def overdue(turn: TimerTurn) -> None:
    """The desk is told at each step, the author at the first."""
    try:
        ticket = await tickets.ticket(turn.reads, turn.number)
    except Refusal:
        return
    if ticket.state not in ("open", "claimed"):
        return
    step = 1 if turn.timer.body == "null" else turn.body(int)
    words = text("feedback.overdue", number=ticket.id, words=Raw(cut(ticket.words)), state=state(ticket))
    for each in await destinations(turn, ticket):
        turn.say(
            words,
            to=each.chat_id,
            topic=each.topic,
            reply=False,
            on_crash="resend",
            priority=Priority.ALERT,
            ephemeral=True,
        )
    if step == 1:
        await _apologise(turn, ticket)
    if step < _STEPS:
        await _wake(turn, ticket, at=due_at(turn, ticket.chat_id, at=turn.now), step=step + 1)


async def _apologise(turn: Turn, ticket: Ticket) -> None:
    zone = turn.chats.group(ticket.chat_id).timezone
    again = due_at(turn, ticket.chat_id, at=turn.now)
    if ticket.is_anonymous:
        await tell_privately(turn, ticket, text("feedback.late_news", due=When(again, zone)))
    else:
        await tell_privately(turn, ticket, text("feedback.late", number=ticket.id, due=When(again, zone)))


ENTRANCES: list[Entrance] = [timer(KIND, overdue)]
