"""The week before you came, lived through by the real bot in a few seconds: `play` opens on a group with a past."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import playground
from bot.cli.week_script import DAYS, Doing, Presses, Says
from playground.world import World
from playground.world.errors import RefusedError
from playground.world.values import Chat, Post

DAY = 86_400
_ZONE = ZoneInfo("Asia/Shanghai")
_MORNING, _ARRIVAL = 9, 14
"""The group's hours at which its days begin, and at which you come: nobody sleeps, however late it is with you."""

_HOURS = (0, 3, 7, 10)
"""Hours after a day's beginning at which something happens."""

_RESTED = 0.06
"""Seconds in which the bot asks nothing but for updates: it has done what there was to do."""

_PATIENCE = 5.0
"""Seconds for one answer; a bot that is slower goes on while the next thing happens."""

_LINES = Path(playground.__file__).parent / "sample" / "lines.txt"


def go_back(world: World) -> None:
    """Before the bot begins: to the morning of the first day."""
    now = world.clock.now()
    today = datetime.fromtimestamp(now, _ZONE).replace(hour=_MORNING, minute=0, second=0)
    world.clock.advance(today.timestamp() - now - len(DAYS) * DAY)


async def live(world: World) -> None:
    """Day by day until this afternoon; the bot runs and answers, and is not made to wait for asking often."""
    world.updates.brakes.are_on = False
    chat = next(each for each in world.chats.values() if each.is_forum)
    chatter = _chatter(world, chat)
    await _rest(world)
    for day in DAYS:
        since = 0
        for part, hour in zip(_parts(day), _HOURS, strict=True):
            world.clock.advance((hour - since) * 3600)
            since = hour
            for _ in range(4):
                next(chatter)
            for doing in part:
                await _do(world, chat, doing)
            await _rest(world)
        world.clock.advance(DAY - since * 3600)
        await _rest(world)
    world.clock.advance((_ARRIVAL - _MORNING) * 3600)
    await _rest(world)
    world.updates.brakes.are_on = True


def _parts(day: tuple[Doing, ...]) -> list[tuple[Doing, ...]]:
    size = -(-len(day) // len(_HOURS))
    return [day[start : start + size] for start in range(0, size * len(_HOURS), size)]


async def _do(world: World, chat: Chat, doing: Doing) -> None:
    """What the group does not allow any more is left undone: the week is a picture, no test."""
    who, before = _people(world)[doing.who], world.called
    try:
        match doing:
            case Says():
                _say(world, chat, who, doing)
            case Presses():
                post, data = next(_buttons(chat, doing.label))
                world.press(who, chat.id, post.id, data)
            case _:
                poll = next(post for post in reversed(chat.posts.values()) if post.poll_id)
                world.vote(who, chat.id, poll.id, [doing.option])
    except (RefusedError, StopIteration):
        return
    if doing.is_answered:
        await _rest(world, more_than=before)


def _people(world: World) -> list[int]:
    return [person.id for person in world.residents()]


def _say(world: World, chat: Chat, who: int, doing: Says) -> None:
    if doing.is_private:
        world.say(who, who, "/start")
        world.say(who, who, doing.text)
        return
    topic = world.topic_id(chat.id, doing.topic) if doing.topic else 0
    to = 0
    if doing.to is not None:
        author = _people(world)[doing.to]
        to = next((post.id for post in reversed(chat.posts.values()) if post.sender_id == author), 0)
        topic = chat.posts[to].topic if to else topic
    world.say(who, chat.id, doing.text, topic=topic, reply_to=to)


def _buttons(chat: Chat, label: str) -> Iterator[tuple[Post, str]]:
    """The newest first."""
    for post in reversed(chat.posts.values()):
        for row in (post.keyboard or {}).get("inline_keyboard", []):
            yield from ((post, key["callback_data"]) for key in row if key["text"].startswith(label))


def _chatter(world: World, chat: Chat) -> Iterator[None]:
    """Members say a line of every day, in 闲聊 mostly."""
    lines = _LINES.read_text(encoding="utf-8").splitlines()
    members = [who for who in _people(world)[2:] if who in chat.present()]
    idle = world.topic_id(chat.id, "闲聊")
    choose = world.random.choice
    while True:
        world.say(choose(members), chat.id, choose(lines), topic=choose((idle, idle, 0)))
        yield


async def _rest(world: World, *, more_than: int = -1) -> None:
    """Until the bot has taken all that waits, done more than so much, and asks for nothing but news."""
    try:
        async with asyncio.timeout(_PATIENCE):
            seen = -1
            while not world.updates.is_awaited or world.called <= more_than or seen != world.called:
                seen = world.called
                await asyncio.sleep(_RESTED)
    except TimeoutError:
        return
