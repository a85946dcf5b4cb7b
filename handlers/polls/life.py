"""What happens to a poll by itself: Telegram takes it, its time ends, it is closed and counted out."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.checkin import Calendar
from bot.domain.polls import Poll
from bot.domain.refusals import TelegramSilent
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.outbox.actions import Priority
from bot.services import polls
from bot.services.polls import CLOSED, Ended, Pay
from bot.services.schedule import runs
from bot.texts.text import Raw, Text, text
from handlers.polls import reminding, rounds
from handlers.polls.asking import GRACE, STOPPED
from handlers.polls.cards import ended_card, leader
from handlers.polls.deciding import carry_out, decided
from handlers.polls.pictures import result_picture
from handlers.polls.voters import strike_outsiders

DOUBTFUL = "poll_doubtful"
_ASK_AGAIN = 60
_PATIENT_TRIES = 10
"""Times Telegram is asked who of the voters is in the group, and seconds between them while it is silent."""

_FIRST_VOTE = 120
"""Seconds in which somebody most likely votes, where there is a poll."""


async def sent(turn: TimerTurn) -> None:
    """Its id is known now; one that came out after it was given up is stopped at once.

    Where it is open whether Telegram has it, the first vote will tell; without one, whoever asked is told to look.
    """
    came = turn.done
    number = int(came.note["poll"])
    if came.error == "in_doubt":
        await turn.later(DOUBTFUL, str(number), after=_FIRST_VOTE, body=came.note)
        return
    if came.error or came.poll is None:
        await _not_taken(turn, number)
        return
    if not await polls.sent(turn.unit, number=number, message_id=came.message_id, poll_id=came.poll.id):
        turn.do(actions.ClosePoll(chat_id=turn.group.id, message_id=came.message_id))
    elif await polls.seen(turn.unit, came.poll.tally, at=turn.now):
        await _count_out(turn, number)
    else:
        await rounds.taken(turn, number)


async def _not_taken(turn: TimerTurn, number: int) -> None:
    """A round ends there: asking on would most likely meet the same."""
    await polls.fail(turn.unit, number=number, at=turn.now)
    await runs.refused(turn.unit, str(turn.done.note.get("name", "")), chat_id=turn.group.id)
    _say(turn, text("polls.failed", why=Raw(turn.done.why)), turn.done.note)
    await rounds.ends_with(turn, number)


async def doubtful(turn: TimerTurn) -> None:
    poll = await _poll_of_timer(turn)
    if poll is not None and poll.state == "asked":
        _say(turn, text("polls.doubtful"), turn.body(dict[str, int | str]))
        await rounds.ends_with(turn, poll.number)


def _say(turn: Turn, words: Text, note: Mapping[str, int | str]) -> None:
    to, thread, asked = int(note["to"]), int(note["thread"]), int(note["asked"])
    turn.do(actions.Say(chat_id=to, topic=thread, reply_to=asked, words=words), priority=Priority.ANSWER)


async def due(turn: TimerTurn) -> None:
    """Its time is over. Telegram tells nobody of that, and gives the last count only while the poll is still open."""
    poll = await _poll_of_timer(turn)
    if poll is None or poll.state in ("closed", "failed"):
        return
    if poll.message_id:
        closing = actions.ClosePoll(
            chat_id=poll.chat_id, message_id=poll.message_id, then=STOPPED, note={"poll": poll.number}
        )
        turn.do(closing, priority=Priority.PRESS)
    elif poll.state == "open":
        await _count_out(turn, poll.number, after=GRACE)
    elif not await rounds.is_awaited(turn, poll):
        await polls.fail(turn.unit, number=poll.number, at=turn.now)
        await rounds.ends_with(turn, poll.number)


async def stopped(turn: TimerTurn) -> None:
    """Telegram told the last state, or says that it can't be stopped (any more) or is gone: then what is known counts.

    Whatever it says, no poll outlives its time.
    """
    came, number = turn.done, int(turn.done.note["poll"])
    if came.poll is not None:
        await polls.seen(turn.unit, came.poll.tally, at=turn.now)
    poll = await polls.poll(turn.reads, number=number, chat_id=turn.group.id)
    is_over = poll is not None and 0 < poll.terms.ends_at <= turn.now
    is_stopped = is_over or came.error in ("", "gone")
    if is_stopped:
        await _count_out(turn, number)
    if "asked" in came.note:
        _tell_who_stopped_it(turn, is_stopped=is_stopped)


def _tell_who_stopped_it(turn: TimerTurn, *, is_stopped: bool) -> None:
    note = turn.done.note
    if not is_stopped:
        _say(turn, text("polls.not_stopped", why=Raw(turn.done.why)), note)
        return
    to, thread, asked = int(note["to"]), int(note["thread"]), int(note["asked"])
    turn.do(actions.React(chat_id=to, topic=thread, message_id=asked, emoji="👌"), priority=Priority.ANSWER)


async def closed(turn: TimerTurn) -> None:
    """Once, however often it is told: the card, and the points."""
    poll = await _poll_of_timer(turn)
    if poll is None or poll.state != "open":
        return
    tries = int(turn.part)
    is_by_time = 0 < poll.terms.ends_at <= turn.now and await rounds.of(turn, poll) is None
    if is_by_time and await turn.waits_for_calm():
        return
    if not await _is_told_who_is_in(turn, poll, tries=tries):
        return
    if wait := await polls.late(turn.unit, poll, tries=tries, now=turn.now):
        await _count_out(turn, poll.number, tries=tries + 1, after=wait)
        return
    points = turn.settings.points
    day = Calendar(turn.group.timezone, turn.group.day_starts_at).day_of(turn.now)
    pay = Pay(points.vote_reward, points.quiz_reward, points.quiz_daily, day)
    ended = await polls.close(turn.unit, poll, pay=pay, at=turn.now)
    if ended is None:
        return
    turn.do(_card(turn, ended), on_crash="resend")
    await reminding.over(turn, poll)
    if (running := await rounds.of(turn, poll)) is not None:
        await rounds.rest(turn, running)
    await carry_out(turn, ended)


async def _is_told_who_is_in(turn: Turn, poll: Poll, *, tries: int) -> bool:
    """Else it is counted out later: more voters are to be asked after, or Telegram is silent."""
    try:
        if await strike_outsiders(turn, poll):
            return True
        await _count_out(turn, poll.number, tries=tries)
    except TelegramSilent:
        if tries >= _PATIENT_TRIES:
            return True
        await _count_out(turn, poll.number, tries=tries + 1, after=_ASK_AGAIN)
    return False


def _card(turn: Turn, ended: Ended) -> actions.AnyAction:
    """With a picture where there is something to see."""
    poll, words = ended.poll, ended_card(ended, decided=decided(turn, ended))
    name, reply_to = f"poll:{poll.number}:card", max(0, poll.message_id)
    if not ended.result.voters:
        return actions.Say(chat_id=poll.chat_id, topic=poll.topic, reply_to=reply_to, words=words, name=name)
    drawn = result_picture(ended, foot=leader(ended.result))
    return actions.Photo(
        chat_id=poll.chat_id, topic=poll.topic, reply_to=reply_to, caption=words, drawn=drawn, name=name
    )


async def left_behind(turn: Turn, number: int) -> None:
    """Its group has moved, and nobody can vote or stop it any more: the votes heard of are the last."""
    await _count_out(turn, number)


async def _count_out(turn: Turn, number: int, *, tries: int = 0, after: int = 0) -> None:
    await turn.later(CLOSED, f"{number}:{tries}", after=after)


async def _poll_of_timer(turn: TimerTurn) -> Poll | None:
    return await polls.poll(turn.reads, number=turn.number, chat_id=turn.group.id)
