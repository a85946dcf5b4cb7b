"""Actions of a lottery in its group (card, result, documents) and its timers, whoever woke the turn; words beside."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import PurePosixPath

from bot.domain.checkin import Calendar
from bot.domain.lottery.terms import Lottery, Place
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import Keys, OnCrash, Priority
from bot.services.lottery import claiming, opening, papers
from bot.texts.text import Words, text
from handlers.lottery import words
from handlers.lottery.buttons import card_keys, result_keys

FEATURE = "lottery"
_CARD_EVERY = 2
"""Seconds in which the presses of many become one edit of the card."""

NOBODYS = 0
"""The lane of long work: the group's own turns do not wait for it."""


def card_name(lottery: Lottery) -> str:
    return f"lottery:{lottery.id}:card"


def result_name(lottery: Lottery) -> str:
    return f"lottery:{lottery.id}:result"


def zone_of(turn: Turn, lottery: Lottery) -> str:
    return turn.chats.group(lottery.chat_id).timezone


def calendar_of(turn: Turn, lottery: Lottery) -> Calendar:
    group = turn.chats.group(lottery.chat_id)
    return Calendar(group.timezone, group.day_starts_at)


def tell(
    turn: Turn,
    lottery: Lottery,
    said: Words,
    *,
    keys: Keys | None = None,
    name: str = "",
    reply_to: int = 0,
    is_pinned: bool = False,
    on_crash: OnCrash = "resend",
    names_winners: bool = False,
) -> None:
    """In the lottery's group and topic."""
    then, note = claiming.naming(lottery) if names_winners else ("", {})
    say = actions.Say(
        chat_id=lottery.chat_id,
        topic=lottery.topic,
        words=said,
        keys=keys or [],
        name=name,
        reply_to=reply_to,
        pin=is_pinned,
        then=then,
        note=note,
    )
    turn.do(say, on_crash=on_crash, priority=Priority.ANSWER)


async def put_up(turn: Turn, lottery: Lottery) -> None:
    """The card of one that is open, the result of one with prizes to be claimed, once more."""
    zone = zone_of(turn, lottery)
    if lottery.state == "open":
        tell(turn, lottery, words.card(lottery, zone=zone), keys=card_keys(lottery), name=card_name(lottery))
        return
    await tell_result(turn, lottery)


async def tell_result(turn: Turn, lottery: Lottery, *, names_winners: bool = False) -> None:
    """Everybody who won is named, in as many messages as that takes."""
    places = await claiming.places_of(turn.unit, lottery_id=lottery.id)
    keys, name = result_keys(lottery), result_name(lottery)
    result = words.result(lottery, places, zone=zone_of(turn, lottery))
    tell(turn, lottery, result, keys=keys, name=name, names_winners=names_winners)
    for page in _pages(lottery, places):
        more = words.result_page(lottery, places, page)
        tell(turn, lottery, more, keys=keys, name=f"{name}:{page}", names_winners=names_winners)


def show_card(turn: Turn, lottery: Lottery) -> None:
    edit = actions.Edit(
        chat_id=lottery.chat_id,
        named=card_name(lottery),
        words=words.card(lottery, zone=zone_of(turn, lottery)),
        keys=card_keys(lottery),
    )
    turn.do(edit, priority=Priority.ANNOUNCEMENT)


async def show_card_soon(turn: Turn, lottery: Lottery) -> None:
    """Many presses, one edit."""
    at = turn.now + _CARD_EVERY
    if await opening.want_card(turn.unit, lottery_id=lottery.id, at=at):
        await later(turn, lottery, "lottery.card", at=at)


async def show_result(turn: Turn, lottery: Lottery) -> None:
    places = await claiming.places_of(turn.unit, lottery_id=lottery.id)
    name = result_name(lottery)
    shown = {name: words.result(lottery, places, zone=zone_of(turn, lottery))}
    shown |= {f"{name}:{page}": words.result_page(lottery, places, page) for page in _pages(lottery, places)}
    for named, result in shown.items():
        edit = actions.Edit(chat_id=lottery.chat_id, named=named, words=result, keys=result_keys(lottery))
        turn.do(edit, priority=Priority.ANNOUNCEMENT)


def _pages(lottery: Lottery, places: Sequence[Place]) -> range:
    return range(1, words.pages(lottery, places) + 1)


async def later(turn: Turn, lottery: Lottery, kind: str, *, at: int = 0, after: int = 0, is_long: bool = False) -> None:
    lane = NOBODYS if is_long else lottery.chat_id
    await turn.later(kind, str(lottery.id), at=at, after=after, chat_id=lane)


def record_path(lottery: Lottery) -> str:
    return f"{papers.PAPERS}/lottery-{lottery.id}.json"


def list_path(lottery: Lottery) -> str:
    return f"{papers.PAPERS}/lottery-{lottery.id}-entrants.json"


async def keep_paper(turn: Turn, path: str, data: bytes) -> None:
    """Below the data folder, whole or not at all; what follows from the store alone may be written again."""
    await asyncio.to_thread(papers.keep, turn.folder, path, data)


def hand_paper(
    turn: Turn,
    lottery: Lottery,
    path: str,
    caption: Words,
    *,
    to: int | None = None,
    topic: int = 0,
    silent: bool = False,
) -> None:
    """In the lottery's group and topic, or in the chat `to`."""
    document = actions.Document(
        chat_id=lottery.chat_id if to is None else to,
        topic=lottery.topic if to is None else topic,
        filename=PurePosixPath(path).name,
        path=path,
        caption=caption,
        silent=silent,
    )
    turn.do(document, on_crash="resend", priority=Priority.ANSWER)


def hand_script(turn: Turn, lottery: Lottery) -> None:
    """What draws the record again without the bot, where it was asked for."""
    document = actions.Document(
        chat_id=turn.group.id,
        topic=turn.topic,
        filename="verify_lottery.py",
        data=_script(),
        caption=text("lottery.paper_script", id=lottery.id),
    )
    turn.do(document, on_crash="resend", priority=Priority.ANSWER)


@cache
def _script() -> bytes:
    """That of docs/, which an installed bot does not have beside it."""
    return resources.files("handlers.lottery").joinpath("verify_lottery.txt").read_bytes()
