"""Polls, quizzes and quiz rounds that the schedule asks for; they live on like any others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import deeds
from bot.domain.polls import Kind
from bot.domain.polls.reading import is_round, read_round, read_terms
from bot.domain.polls.refusals import PollRefusal
from bot.services.rounds import begin
from bot.texts.refusing import refused
from bot.texts.text import Text
from bot.turn import Turn
from handlers.polls import rounds
from handlers.polls.command import ask


@dataclass(frozen=True, slots=True)
class Wanted:
    """`words` as the file has them, checked when it was read; `name` is what the message is kept under."""

    words: str
    kind: Kind
    topic: int
    is_pinned: bool
    name: str


async def ask_now(turn: Turn, wanted: Wanted, *, chat_id: int) -> None:
    zone = turn.book.group(chat_id).timezone
    if wanted.kind == "quiz" and is_round(wanted.words):
        await _begin_round(turn, wanted, chat_id=chat_id)
        return
    terms = read_terms(wanted.words, kind=wanted.kind, now=turn.now, timezone=zone)
    if wanted.is_pinned:
        terms = replace(terms, is_pinned=True)
    await ask(turn, terms, chat_id=chat_id, topic=wanted.topic, name=wanted.name)


async def _begin_round(turn: Turn, wanted: Wanted, *, chat_id: int) -> None:
    """With an empty bank, or while another runs, the group hears why there is none."""
    size, seconds = read_round(wanted.words.partition(" ")[2])
    try:
        begun = await begin(turn.unit, chat_id=chat_id, topic=wanted.topic, size=size, seconds=seconds, now=turn.now)
    except PollRefusal as refusal:
        _say(turn, wanted, refused(refusal), chat_id=chat_id)
        return
    _say(turn, wanted, rounds.begins(begun), chat_id=chat_id)
    await rounds.go_on(turn, begun, turn.book.group(chat_id))


def _say(turn: Turn, wanted: Wanted, words: Text, *, chat_id: int) -> None:
    said = deeds.Say(chat_id=chat_id, topic=wanted.topic, words=words, name=wanted.name, pin=wanted.is_pinned)
    turn.do(said, doubt="drop")
