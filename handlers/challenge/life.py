"""A challenge by time: a daily one is counted out; a contest goes to the wall, is voted on, and counted out then."""

from __future__ import annotations

from bot.domain.challenge import Challenge, Work
from bot.domain.checkin import Calendar
from bot.domain.schedule.policy import quiet_until
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.outbox.actions import Priority
from bot.services import challenge
from bot.texts.text import Lines, Raw, When, text
from handlers.challenge.card import came_out, came_through, ended, name_of, wall

FEATURE = "challenge"
"""Also the kind of the timer."""

POSTED = "challenge_card"
"""The timer that hears where a card stands."""


async def ring(turn: TimerTurn) -> None:
    """Results wait for the end of the quiet hours, unless a moderator asked for them."""
    number, is_asked = turn.number, turn.timer.body == '"now"'
    found = await challenge.challenge(turn.reads, number)
    if found is None or found.state not in ("open", "voting"):
        return
    calm = quiet_until(turn.settings.quiet.hours, at=turn.now, zone=turn.group.timezone)
    if calm and not is_asked:
        await turn.later(FEATURE, str(found.id), at=calm)
    elif found.state == "voting":
        await _count_out(turn, found)
    elif found.kind == "contest":
        await _to_the_wall(turn, found)
    else:
        await _close(turn, found)


async def posted(turn: TimerTurn) -> None:
    """The card stands: what replies to it takes part."""
    chat_id, message_id, number = turn.group.id, turn.done.message_id, int(turn.done.note["number"])
    found = await challenge.challenge(turn.reads, number)
    if message_id and found is not None and found.state == "open":
        turn.unit.after_commit(lambda: turn.chats.watched[FEATURE].hear(chat_id, message_id, number))


async def silence(turn: Turn, found: Challenge) -> None:
    """Its tag means nothing any more, nor does a reply to its card."""
    turn.unit.after_commit(lambda: turn.chats.watched[FEATURE].forget(found.chat_id, found.id))
    await turn.chats.triggers.ignore(turn.unit, feature=FEATURE, key=str(found.id))


def _day(turn: Turn) -> int:
    return Calendar(turn.group.timezone, turn.group.day_starts_at).day_of(turn.now)


def _daily(turn: Turn) -> int:
    return turn.settings.points.grant_daily


async def _close(turn: Turn, found: Challenge) -> None:
    outcome = await challenge.close(turn.unit, found, day=_day(turn), at=turn.now, most_a_day=_daily(turn))
    if outcome is not None:
        await silence(turn, found)
        _tell(turn, found, came_through(found, *outcome))


async def _to_the_wall(turn: Turn, found: Challenge) -> None:
    works = await challenge.to_the_wall(turn.unit, found)
    if works is None:
        return
    await silence(turn, found)
    if not works:
        _tell(turn, found, came_out(found, [], [], frozenset()))
        return
    until = turn.now + found.votes_for
    show_wall(turn, found, works, until=until)
    await turn.later(FEATURE, str(found.id), at=until)


def show_wall(turn: Turn, found: Challenge, works: list[Work], *, until: int) -> None:
    """Each work, to be voted for."""
    when = When(until, turn.group.timezone)
    words = text("challenge.wall", title=Raw(found.title), n=len(works), when=when)
    head = actions.Say(chat_id=found.chat_id, topic=found.topic, words=words)
    turn.do(head, on_crash="resend", priority=Priority.ANNOUNCEMENT)
    for each in works:
        turn.do(wall(found, each), on_crash="resend", priority=Priority.ANNOUNCEMENT)


async def _count_out(turn: Turn, found: Challenge) -> None:
    outcome = await challenge.count_out(turn.unit, found, day=_day(turn), at=turn.now, most_a_day=_daily(turn))
    if outcome is not None:
        _tell(turn, found, came_out(found, *outcome))


def _tell(turn: Turn, found: Challenge, words: Lines) -> None:
    card = actions.Say(chat_id=found.chat_id, topic=found.topic, words=words, name=f"{name_of(found)}:card")
    turn.do(card, on_crash="resend", priority=Priority.ANNOUNCEMENT)
    edit = actions.Edit(chat_id=found.chat_id, words=ended(found), named=name_of(found))
    turn.do(edit, priority=Priority.REPORT)
    turn.do(actions.Pin(chat_id=found.chat_id, named=name_of(found), off=True), priority=Priority.REPORT)
