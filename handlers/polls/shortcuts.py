"""Polls and quizzes by buttons, and what is told of them on the home and the panel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.domain.polls import Kind, Poll
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services import polls
from bot.texts.text import Link, Raw, Text, text
from handlers.command.group_commands import address_of
from handlers.polls import dialogue
from handlers.polls.buttons import Begin, BeginQuiz

_LOOKED_AT = 40
_ROUNDS = ("3 30s", "5 30s", "10 30s")


async def _open(turn: Turn, chat_id: int, kind: Kind) -> list[Poll]:
    found = await polls.latest(turn.reads, chat_id=chat_id, limit=_LOOKED_AT)
    return [each for each in found if each.state == "open" and each.terms.kind == kind]


def _options(found: Sequence[Poll]) -> list[Option]:
    return [
        Option(str(each.number), text("panel.a_poll", id=each.number, name=short(each.terms.question)))
        for each in found
    ]


async def _polls(turn: Turn, chat_id: int) -> Sequence[Option]:
    return _options(await _open(turn, chat_id, "poll"))


async def _quizzes(turn: Turn, chat_id: int) -> Sequence[Option]:
    return _options(await _open(turn, chat_id, "quiz"))


async def _rounds(_turn: Turn, _chat_id: int) -> Sequence[Option]:
    return [Option(each, Raw(each.replace(" ", " × "))) for each in _ROUNDS]


async def _begin(turn: Turn, chat_id: int, _words: str) -> None:
    await dialogue.begin(turn, Begin(chat_id))


async def _begin_quiz(turn: Turn, chat_id: int, _words: str) -> None:
    await dialogue.begin(turn, BeginQuiz(chat_id))


async def _joinable(turn: Turn, chat_id: int) -> list[Text]:
    lines = []
    for each in [*await _open(turn, chat_id, "poll"), *await _open(turn, chat_id, "quiz")]:
        url = address_of(chat_id, each.message_id) if each.message_id else ""
        lines.append(text(f"home.a_{each.terms.kind}", name=Link(url, short(each.terms.question))))
    return lines


async def _running(turn: Turn, chat_id: int) -> list[Text]:
    found = [*await _open(turn, chat_id, "poll"), *await _open(turn, chat_id, "quiz")]
    return [text("panel.runs_polls", n=len(found))] if found else []


SHORTCUTS: list[Entrance] = [
    Shortcut("poll", "home", "poll"),
    Shortcut("quiz", "more", "quiz"),
    Shortcut("poll_new", "polls", permission="poll", begins=_begin),
    Shortcut("poll_close", "polls", "poll", "close {thing}", _polls, permission="poll"),
    Shortcut("quiz_new", "polls", permission="quiz", begins=_begin_quiz),
    Shortcut("quiz_close", "polls", "quiz", "close {thing}", _quizzes, permission="quiz"),
    Shortcut("quiz_round", "polls", "quiz", "round {thing}", _rounds, permission="quiz"),
    Shortcut("quiz_stop", "polls", "quiz", "stop", permission="quiz"),
    Shortcut("quiz_add", "polls", "quiz", "add {said}", asks="panel.ask_quiz_add", permission="quiz"),
    Shortcut("quiz_bank", "polls", "quiz", "bank", permission="quiz"),
    StatusLines("open", _joinable),
    StatusLines("runs", _running),
]
