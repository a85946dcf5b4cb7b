"""A story told again and again by a bot that dies: at the n-th commit of each step, before it and after it.

A course is a list of steps, each one deed of somebody's. The life that nobody disturbs says what must be, and which
deaths each step has; in every other life the bot dies one of them in each step, and begins anew on what the disk holds.
Together those lives die after every commit that wrote a feature's table, and before every commit ahead of which
Telegram was called; `of_the_engine`, after every other commit as well.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat, zip_longest
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest

from storage import registry
from storage.points.ledger_check import audit
from tests.dying import Death, Mortal, Step, StepLog, watched
from tests.story import Message, Story, told

Course = Callable[[Story], list[Step]]
Deaths: TypeAlias = tuple[Death, ...]
NONE: Final[Death] = ("after", 0)

_OWN_WAYS = frozenset({"outbox", "inbox", "timers", "settled", "facts", "mood_counts"})
"""Tables of the engine's own, and counts of nobody in particular, which a start may begin anew: they may differ."""

_SUMS = (
    ("hour_counts", "sum(messages) AS messages, sum(replies) AS replies"),
    ("heard_hours", "sum(people) AS people"),
    ("day_counts", "sum(voices) AS voices"),
    ("happenings", "sum(number) AS number"),
    ("command_counts", "sum(number) AS number"),
)
"""Counts that no death makes more or less."""


@dataclass
class Life:
    """What people got and what the store holds at a life's end."""

    deaths: int
    made: Counter[str]
    """The calls that show somebody something new, by all that was said."""
    stands: set[str]
    """What can be read in the end, and every toast."""
    holds: dict[str, Any]
    doubted: set[str]
    """Words given up because a death left it open whether they were sent."""
    twice: list[str]
    """What was done twice although it must not be."""
    logs: list[StepLog]


async def lived(folder: Path, course: Course, *, deaths: Sequence[Death] = (), extra: str = "") -> Life:
    """The course from beginning to end, in a world of its own; of each step the death that is due in it."""
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        async with told(folder, extra) as story:
            mortal = Mortal(story, 0, "after")
            sent = watched(patch, mortal)
            for step, (mortal.moment, mortal.at) in zip(course(story), chain(deaths, repeat(NONE)), strict=False):
                await mortal.does(step)
            patch.undo()
            twice = [body for body, count in sent.items() if count > 1]
            ends = _made(story), _stands(story), await _holds(story)
            return Life(mortal.deaths, *ends, mortal.doubted, twice, mortal.logs)


_SHOWN: Final = ("send", "copy", "pinChatMessage", "setMessageReaction", "createForumTopic")
_CHANCE = re.compile(r"\b[0-9a-f]{16,}\b|(?<=匿名 )[0-9A-F]{4}|t\.me/c/\d+/\d+|\bbc:-\d+:\d+")
"""Secrets, pseudonyms and numbers of messages, which no two lives share."""

_OF_THE_MOMENT = frozenset({"reply_parameters", "message_id", "close_date"})


def _made(story: Story) -> Counter[str]:
    return Counter(
        _CHANCE.sub(
            "(chance)",
            json.dumps([name, {key: told[key] for key in sorted(told.keys() - _OF_THE_MOMENT)}], ensure_ascii=False),
        )
        for name, told in story.world.calls
        if name.startswith(_SHOWN)
    )


def _stands(story: Story) -> set[str]:
    words = {
        f"{chat}: {each.get('text') or each.get('caption') or _thing(each)}"
        for chat in story.world.chats
        for each in story.world.sent(chat)
    }
    words |= {f"toast to {each['user_id']}: {each['text']}" for each in story.world.toasts}
    return {_CHANCE.sub("(chance)", each) for each in words}


def _thing(message: Message) -> str:
    if "poll" in message:
        return str(message["poll"]["question"])
    return str(message["document"]["file_name"]) if "document" in message else "a picture"


async def _holds(story: Story) -> dict[str, Any]:
    counted = {
        table: (await story.rows(f"SELECT count(*) AS n FROM {table}"))[0]["n"]
        for table in registry.TABLES
        if table not in _OWN_WAYS
    }
    return counted | {
        "books": await audit(story.app.database.reads),
        "balances": await story.rows("SELECT chat_id, account, balance FROM balances ORDER BY 1, 2"),
        "points": await story.rows("SELECT chat_id, kind, sum(amount) AS n FROM ledger GROUP BY 1, 2 ORDER BY 1, 2"),
        "counts": [
            await story.rows(f"SELECT chat_id, {what} FROM {table} GROUP BY 1 ORDER BY 1") for table, what in _SUMS
        ],
        "next": await story.rows("SELECT kind, chat_id, count(*) AS n FROM timers GROUP BY 1, 2 ORDER BY 1, 2"),
        "bad timers": await story.rows("SELECT * FROM timers WHERE state = 'bad'"),
        "inbox": await story.rows("SELECT * FROM inbox"),
        "unsent": await story.rows("SELECT * FROM outbox WHERE state IN ('waiting', 'sending')"),
    }


def differences(quiet: Life, killed: Life) -> list[str]:
    """What a killed life lost, or did once too often: nothing but small talk in doubt is lost, nothing new is told."""
    found = [
        f"{what}: {_unlike(was, seen)}"
        for what, was in quiet.holds.items()
        if (seen := killed.holds[what]) != was and not (killed.doubted and what in ("posts", "post_counts"))
    ]
    doubted = " ".join(killed.doubted)
    lost = [each for each in quiet.stands - killed.stands if each.partition(": ")[2] not in doubted]
    if len(lost) > sum("连接中途断了" in each for each in killed.stands):
        found += [f"lost: {each}" for each in lost]
    found += [f"never said before: {each}" for each in killed.made.keys() - quiet.made.keys()]
    found += [f"done twice: {each}" for each in killed.twice]
    return found


def _unlike(was: Any, seen: Any) -> str:
    if isinstance(was, list):
        return f"{[each for each in was if each not in seen]} became {[each for each in seen if each not in was]}"
    return f"{was} became {seen}"


async def lives(
    folder: Path, course: Course, *, extra: str = "", of_the_engine: bool = False
) -> AsyncIterator[tuple[Deaths, Life]]:
    """The quiet life, of no deaths, and each in which somebody dies, by the deaths that were due in its steps."""
    quiet = await lived(folder / "quiet", course, extra=extra)
    yield (), quiet
    assert max(each.commits for each in quiet.logs) > 3, "hardly anything was committed"
    steps = [each.deaths(of_the_engine=of_the_engine) for each in quiet.logs]
    for number, deaths in enumerate(zip_longest(*steps, fillvalue=NONE)):
        yield deaths, await lived(folder / f"{number}", course, deaths=deaths, extra=extra)
        shutil.rmtree(folder / f"{number}")


async def survived(folder: Path, course: Course, *, extra: str = "", of_the_engine: bool = False) -> list[str]:
    """What differs in any life of the course from the quiet one."""
    found = list[str]()
    async for deaths, life in lives(folder, course, extra=extra, of_the_engine=of_the_engine):
        if not deaths:
            quiet = life
        found += [f"{each}, killed in the steps: {deaths}" for each in differences(quiet, life)]
    return found
