"""A discussion by time: it begins, counts down, is helped over silence, and is counted out; the cards are `card`'s."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.checkin import Calendar
from bot.domain.discussion import Discussion, Summary, next_look
from bot.domain.grammar.moments import Here
from bot.domain.polls import Terms
from bot.domain.polls.reading import read_terms
from bot.domain.schedule.policy import quiet_until
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.outbox.actions import Key, Priority
from bot.services import discussion, incident, topics
from bot.services.schedule.saying import here
from bot.texts.text import Raw, Text, text
from handlers.discussion import following
from handlers.discussion.card import (
    address,
    closing,
    closing_keys,
    closing_picture,
    edit_opening,
    has_caption,
    name_of,
    opening,
    opening_keys,
    over,
)
from handlers.polls.asking import ask
from handlers.schedule import unasked
from handlers.topics.command import failed

KIND = "discussion"
BEGAN = "discussion_began"
"""The timers: what falls due, and whether the topic or the post is there."""

SILENCE = 2 * 3600
"""Seconds without a word after which an ice-breaker is said; each next one waits twice as long."""

_BREAKERS, _MOST_BREAKERS = 8, 3
_COUNTING = 1800
"""Seconds between the countings of words: as long as what was said is kept."""


def post_opening(
    turn: Turn, found: Discussion, *, thread: int, pin: bool, note: dict[str, int | str] | None, then: str = BEGAN
) -> None:
    """With a note, what became of it is told to `then`."""
    words = opening(turn, found)
    about: dict[str, Any] = {"chat_id": found.chat_id, "topic": thread, "keys": opening_keys(found), "pin": pin}
    about |= {"name": name_of(found)} | ({"then": then, "note": note} if note is not None else {})
    if has_caption(found):
        turn.do(actions.Photo(file_id=found.photo, caption=words, **about))
        return
    if found.photo:
        turn.do(actions.Photo(chat_id=found.chat_id, file_id=found.photo), on_crash="drop")
    turn.do(actions.Say(words=words, **about))


# --- beginning -------------------------------------------------------------------------------------------------------


async def began(turn: TimerTurn) -> None:
    """The topic is there, and the opening is said in it; or the post is, which stands for both."""
    came = turn.done
    found = await discussion.discussion(turn.reads, int(came.note["discussion"]))
    if found is None or found.state != "opening":
        return
    if came.error:
        await discussion.fail(turn.unit, found.id)
        _tell(turn, failed(came))
        return
    here = int(came.note["place"])
    place = here or came.message_thread_id or came.message_id
    if not await discussion.began(turn.unit, found.id, place=place):
        await discussion.fail(turn.unit, found.id)
        _tell(turn, text("discussion.already"))
        return
    begun = replace(found, place=place, state="open")
    if begun.is_own:
        is_thread = begun.kind == "thread"
        await topics.opened_own(
            turn.unit, chat_id=begun.chat_id, topic=place, name=begun.title, is_thread=is_thread, at=turn.now
        )
        if is_thread:
            post_opening(turn, begun, thread=place, pin=bool(came.note["pin"]), note=None)
    await _ask(turn, begun)
    turn.unit.after_commit(lambda: turn.chats.watched[discussion.OPEN].hear(begun.chat_id, begun.place, begun.id))
    await _arm(turn, begun)
    _tell(turn, text("discussion.opened", title=Raw(begun.title)), found=begun)
    await following.spread(turn, begun)


async def _ask(turn: TimerTurn, found: Discussion) -> None:
    """The poll to begin with, where one was asked for; it closes with the discussion."""
    options = str(turn.done.note.get("options", "")).splitlines()
    if options:
        terms = poll_of(found.title, options, here(turn.group.timezone, turn.now))
        await ask(
            turn,
            replace(terms, ends_at=found.closes_at),
            chat_id=found.chat_id,
            topic=found.place if found.kind == "thread" else 0,
        )


def poll_of(title: str, options: list[str], where: Here) -> Terms:
    """Raises what `read_terms` does, such as for too many options."""
    return read_terms(" | ".join([title, *options]), kind="poll", here=where)


def _tell(turn: TimerTurn, words: Text, *, found: Discussion | None = None) -> None:
    note = turn.done.note
    to, thread, asked = int(note["to"]), int(note["thread"]), int(note["asked"])
    url = address(found) if found is not None else ""
    keys = [[Key(text("topics.button_go"), url=url)]] if url else []
    message = actions.Say(chat_id=to, words=words, topic=thread, reply_to=asked, keys=keys)
    turn.do(message, on_crash="resend", priority=Priority.ANSWER)


async def _arm(turn: Turn, found: Discussion) -> None:
    await end_at(turn, found, at=found.closes_at)
    await turn.later(KIND, f"{found.id}:words", after=_COUNTING)
    await turn.later(KIND, f"{found.id}:nudge", after=SILENCE)
    await _look_again(turn, found)


async def end_at(turn: Turn, found: Discussion, *, at: int) -> None:
    await turn.later(KIND, f"{found.id}:end", at=at, chat_id=found.chat_id)


async def _look_again(turn: Turn, found: Discussion) -> None:
    look = next_look(found.closes_at, now=turn.now)
    if look is not None:
        await turn.later(KIND, f"{found.id}:look", at=look)


# --- by time ---------------------------------------------------------------------------------------------------------


async def ring(turn: TimerTurn) -> None:
    number, what = turn.number, turn.part
    found = await discussion.discussion(turn.reads, number)
    if found is None or found.state != "open":
        return
    if what == "end" or await _is_gone(turn, found):
        if not await turn.waits_for_calm():
            await _end(turn, found)
    elif what == "words":
        await _count(turn, found)
    elif what == "nudge":
        await _nudge(turn, found)
    else:
        voices, messages = await discussion.standing(turn.reads, found.id)
        edit_opening(turn, found, opening(turn, found, voices=voices, messages=messages), keys=opening_keys(found))
        await _look_again(turn, found)


async def _is_gone(turn: Turn, found: Discussion) -> bool:
    """Whether its topic was deleted: nobody can say anything there any more."""
    topic = await topics.by_id(turn.reads, chat_id=found.chat_id, topic=found.place)
    return found.kind == "thread" and topic.state == "gone"


async def _count(turn: Turn, found: Discussion) -> None:
    counted = await discussion.count_words(turn.reads, found.id)
    await discussion.keep_words(turn.unit, found.id, counted)
    await turn.later(KIND, f"{found.id}:words", after=_COUNTING)


async def _nudge(turn: Turn, found: Discussion) -> None:
    """Only into silence, with nothing else going on, and where the caps leave room; then it waits twice as long."""
    patience = SILENCE << found.nudges
    again = await discussion.quiet_since(turn.reads, found) + patience
    again = again if again > turn.now else _calm_at(turn)
    if await incident.is_open(turn.reads, chat_id=found.chat_id):
        again = max(again, turn.now + SILENCE)
    if again > turn.now:
        await turn.later(KIND, f"{found.id}:nudge", at=again)
        return
    if found.nudges >= _MOST_BREAKERS or found.closes_at - turn.now < SILENCE // 4:
        return
    has_room = await unasked.has_room(turn, found.chat_id)
    if has_room and await discussion.nudged(turn.unit, found.id, before=found.nudges):
        await unasked.count(turn, found.chat_id, f"discussion:{found.id}")
        words = Text(f"discussion.break_{(found.id + found.nudges) % _BREAKERS + 1}", {"title": Raw(found.title)})
        message = actions.Say(words=words, **_there(found))
        turn.do(message, on_crash="drop", priority=Priority.ANNOUNCEMENT)
    await turn.later(KIND, f"{found.id}:nudge", after=2 * patience)


def _calm_at(turn: Turn) -> int:
    return quiet_until(turn.settings.quiet.hours, at=turn.now, zone=turn.group.timezone)


def _there(found: Discussion) -> dict[str, Any]:
    """In its topic, or in answer to its post."""
    is_post = found.kind == "post"
    return {
        "chat_id": found.chat_id,
        "topic": 0 if is_post else found.place,
        "reply_to": max(found.place, 0) if is_post else 0,
    }


def _tell_how_it_was(turn: Turn, found: Discussion, summary: Summary) -> None:
    """With a picture where somebody is named; where none can be sent, in words alone."""
    words, drawn = closing(found, summary), closing_picture(found, summary)
    about = _there(found) | {"keys": closing_keys(found, summary), "name": f"{name_of(found)}:card"}
    card = actions.Say(words=words, **about) if drawn is None else actions.Photo(caption=words, drawn=drawn, **about)
    turn.do(card, on_crash="resend", priority=Priority.ANNOUNCEMENT)


async def _end(turn: Turn, found: Discussion) -> None:
    counted = await discussion.count_words(turn.reads, found.id)
    await discussion.keep_words(turn.unit, found.id, counted)
    day = Calendar(turn.group.timezone, turn.group.day_starts_at).day_of(turn.now)
    reward = turn.settings.points.discussion_reward
    summary = await discussion.close(turn.unit, found, reward=reward, day=day, now=turn.now)
    if summary is None:
        return
    turn.unit.after_commit(lambda: turn.chats.watched[discussion.OPEN].ignore(found.chat_id, found.place))
    for what in ("words", "nudge", "look"):
        await turn.cancel(KIND, f"{found.id}:{what}")
    _tell_how_it_was(turn, found, summary)
    edit_opening(turn, found, over(found))
    turn.do(actions.Pin(chat_id=found.chat_id, named=name_of(found), off=True), priority=Priority.REPORT)
    if found.is_own:
        await _close_place(turn, found)


async def _close_place(turn: Turn, found: Discussion) -> None:
    """The topic it was opened in goes with it; talking on takes a moderator's /topic reopen."""
    if found.kind == "thread":
        turn.do(actions.Topic(chat_id=found.chat_id, rule="close", topic=found.place), priority=Priority.REPORT)
        return
    post = await topics.by_id(turn.unit, chat_id=found.chat_id, topic=found.place)
    await topics.change_post(turn.unit, post, name=found.title, is_closed=True)
