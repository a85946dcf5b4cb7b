"""Polls, quizzes and quiz rounds that the schedule asks for; they live on like any others."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from bot.domain.events.event import InThePast
from bot.domain.grammar.doubts import Unread
from bot.domain.polls import Kind
from bot.domain.polls.reading import is_round, read_line, read_round
from bot.domain.polls.refusals import EventBeforeEnd, PollRefusal
from bot.domain.refusals import Refusal
from bot.domain.schedule.plan import Scheduled
from bot.engine.entrances import Entrance, content
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import Priority
from bot.services.rounds import begin
from bot.services.schedule.saying import here
from bot.texts.refusing import refused
from bot.texts.text import Raw, text
from handlers.feedback.telling import desk_of
from handlers.polls import rounds
from handlers.polls.asking import ask


async def ask_now(turn: Turn, asked: Scheduled) -> None:
    """The words are as the file has them, checked when it was read."""
    zone, kind = turn.chats.group(asked.chat_id).timezone, cast("Kind", asked.kind)
    if kind == "quiz" and is_round(asked.value):
        await _begin_round(turn, asked)
        return
    terms = read_line(asked.value, kind=kind, here=here(zone, turn.now)).terms
    if asked.is_pinned:
        terms = replace(terms, is_pinned=True)
    try:
        await ask(turn, terms, chat_id=asked.chat_id, topic=asked.topic, name=asked.name)
    except (Unread, InThePast, EventBeforeEnd) as refusal:
        await _tell_moderators(turn, asked, refusal)


async def _begin_round(turn: Turn, asked: Scheduled) -> None:
    """With an empty bank, or while another runs, the moderators hear why there is none."""
    chat_id = asked.chat_id
    size, seconds = read_round(asked.value.partition(" ")[2])
    try:
        begun = await begin(turn.unit, chat_id=chat_id, topic=asked.topic, size=size, seconds=seconds, now=turn.now)
    except PollRefusal as refusal:
        await _tell_moderators(turn, asked, refusal)
        return
    turn.do(
        actions.Say(
            chat_id=chat_id, topic=asked.topic, words=rounds.begins(begun), name=asked.name, pin=asked.is_pinned
        ),
        on_crash="drop",
    )
    await rounds.go_on(turn, begun, turn.chats.group(chat_id))


async def _tell_moderators(turn: Turn, asked: Scheduled, refusal: Refusal) -> None:
    group = turn.chats.group(asked.chat_id)
    words = text("polls.not_begun", entry=Raw(asked.entry), group=group.title, why=refused(refusal))
    for each in await desk_of(turn, asked.chat_id):
        turn.say(words, to=each.chat_id, topic=each.topic, reply=False, priority=Priority.ALERT)


ENTRANCES: list[Entrance] = [content("poll", ask_now), content("quiz", ask_now)]
