"""Polls, quizzes and quiz rounds that the schedule asks for; they live on like any others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.events.event import InThePast, WrongEvent
from bot.domain.polls import Kind
from bot.domain.polls.reading import is_round, read_round, read_terms
from bot.domain.polls.refusals import EventBeforeEnd, PollRefusal
from bot.domain.refusals import Refusal
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import Priority
from bot.services.rounds import begin
from bot.texts.refusing import refused
from bot.texts.text import Raw, text
from handlers.feedback.telling import desk_of
from handlers.polls import rounds
from handlers.polls.command import ask


@dataclass(frozen=True, slots=True)
class Asked:
    """`entry` is its name in the file, `words` as the file has them, checked when it was read.

    The message is kept under `name`.
    """

    entry: str
    words: str
    kind: Kind
    topic: int
    is_pinned: bool
    name: str


async def ask_now(turn: Turn, asked: Asked, *, chat_id: int) -> None:
    zone = turn.chats.group(chat_id).timezone
    if asked.kind == "quiz" and is_round(asked.words):
        await _begin_round(turn, asked, chat_id=chat_id)
        return
    terms = read_terms(asked.words, kind=asked.kind, now=turn.now, timezone=zone)
    if asked.is_pinned:
        terms = replace(terms, is_pinned=True)
    try:
        await ask(turn, terms, chat_id=chat_id, topic=asked.topic, name=asked.name)
    except (WrongEvent, InThePast, EventBeforeEnd) as refusal:
        await _tell_moderators(turn, asked, refusal, chat_id=chat_id)


async def _begin_round(turn: Turn, asked: Asked, *, chat_id: int) -> None:
    """With an empty bank, or while another runs, the moderators hear why there is none."""
    size, seconds = read_round(asked.words.partition(" ")[2])
    try:
        begun = await begin(turn.unit, chat_id=chat_id, topic=asked.topic, size=size, seconds=seconds, now=turn.now)
    except PollRefusal as refusal:
        await _tell_moderators(turn, asked, refusal, chat_id=chat_id)
        return
    turn.do(
        actions.Say(
            chat_id=chat_id, topic=asked.topic, words=rounds.begins(begun), name=asked.name, pin=asked.is_pinned
        ),
        on_crash="drop",
    )
    await rounds.go_on(turn, begun, turn.chats.group(chat_id))


async def _tell_moderators(turn: Turn, asked: Asked, refusal: Refusal, *, chat_id: int) -> None:
    group = turn.chats.group(chat_id)
    words = text("polls.not_begun", entry=Raw(asked.entry), group=group.title, why=refused(refusal))
    for each in await desk_of(turn, chat_id):
        turn.say(words, to=each.chat_id, topic=each.topic, reply=False, priority=Priority.ALERT)
