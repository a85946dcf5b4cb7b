"""Challenges and contests by buttons, and what is told of them on the home and the panel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services import challenge
from bot.texts.text import Link, Raw, Text, When, text
from handlers.challenge.card import judge_keys, name_of
from handlers.command.group_commands import called, link_to

_MOST = 40


async def _running(turn: Turn, chat_id: int) -> Sequence[Option]:
    challenges = await challenge.running(turn.reads, chat_id=chat_id)
    return [Option(str(each.id), text("panel.a_challenge", id=each.id, name=short(each.title))) for each in challenges]


async def _works(turn: Turn, chat_id: int) -> Sequence[Option]:
    works = await challenge.waiting_works(turn.reads, chat_id=chat_id, limit=_MOST)
    return [Option(str(each.id), text("panel.a_work", id=each.number, name=called(short(each.name)))) for each in works]


async def _judge(turn: Turn, chat_id: int, number: str) -> None:
    """The work, as it was handed in, with the buttons of its card."""
    work = await challenge.work(turn.reads, int(number), chat_id=chat_id)
    words = text("challenge.work", id=work.number, name=called(work.name), words=Raw(work.words))
    turn.edit(words, keys=judge_keys(work.id))


async def _joinable(turn: Turn, chat_id: int) -> list[Text]:
    zone, lines = turn.chats.group(chat_id).timezone, []
    for each in await challenge.running(turn.reads, chat_id=chat_id):
        name = Link(await link_to(turn, chat_id, name_of(each)), short(each.title))
        lines.append(text("home.a_challenge", name=name, when=When(each.closes_at, zone)))
    return lines


async def _waits(turn: Turn, chat_id: int) -> list[Text]:
    works = await challenge.waiting_works(turn.reads, chat_id=chat_id, limit=_MOST)
    return [text("panel.waits_works", n=len(works))] if works else []


SHORTCUTS: list[Entrance] = [
    Shortcut("challenge", "more", "challenge"),
    Shortcut("chal_new", "talk", "challenge", "new", permission="challenge"),
    Shortcut("chal_close", "talk", "challenge", "close {thing}", _running, permission="challenge"),
    Shortcut("chal_off", "talk", "challenge", "cancel {thing}", _running, permission="challenge"),
    Shortcut("works", "talk", options=_works, permission="challenge", begins=_judge),
    StatusLines("open", _joinable),
    StatusLines("waits", _waits),
]
