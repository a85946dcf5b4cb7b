"""A storm of 429s in one group, and how long another group waits for its answers then, against before it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import click

from bench.actions import new_world
from bench.report import machine, percentile, table, verdict
from bench.stage import Watched, stage
from playground.world import World
from playground.world.faults import Weather

_WARM = 20


def report(folder: Path, *, questions: int) -> bool:
    """Whether the other group's answers are as quick as before."""
    click.echo(f"{machine()}; {questions} questions a spell, one in each group at a time\n")
    calm, storm, refused = asyncio.run(_measure(folder, questions=questions))
    rows = [
        [name, *(f"{percentile(late, p) * 1000:.1f}" for p in (50, 90, 99))]
        for name, late in (("before the storm", calm), ("in the storm", storm))
    ]
    table(["the other group's answers", "p50, ms", "p90, ms", "p99, ms"], rows)
    click.echo(f"{refused} calls for the stormed group were met with a 429")
    ratio = percentile(storm, 50) / percentile(calm, 50)
    return verdict("waiting in the storm / before it, p50", ratio, bound=1.25)


async def _measure(folder: Path, *, questions: int) -> tuple[list[float], list[float], int]:
    world = new_world()
    stormed, other = (chat for chat in world.chats.values() if chat.type == "supergroup")
    refused = 0
    async with stage(world, folder) as (watched, bot):

        def look(method: str, _: object) -> None:
            nonlocal refused
            refused += method == "sendMessage" and world.faults.by_chat.get(stormed.id) is not None

        await bot.begin()
        await _ask(world, watched, stormed.id, other.id, questions=_WARM)
        calm = await _ask(world, watched, stormed.id, other.id, questions=questions)
        world.faults.set(Weather("flood", retry_after=1), chat_id=stormed.id)
        watched.before = look
        answered = len(world.sent(other.id))
        storm = await _ask(world, watched, stormed.id, other.id, questions=questions)
        refused -= len(world.sent(other.id)) - answered
        await bot.stop()
    return calm, storm, refused


async def _ask(world: World, watched: Watched, stormed: int, other: int, *, questions: int) -> list[float]:
    """Somebody in each group asks for their points; seconds until the other group's answer stands there."""
    people = [who for who, each in world.chats[other].members.items() if each.is_present and who != world.bot.id]
    late = []
    for number in range(questions):
        who = people[number % len(people)]
        asker = next(each for each in world.chats[stormed].members if each != world.bot.id)
        world.say(asker, stormed, "/points")
        began = time.monotonic()
        asked = world.say(who, other, "/points")["message_id"]
        while not _is_answered(world, other, asked):
            await watched.next_call()
        late.append(time.monotonic() - began)
    return late


def _is_answered(world: World, chat: int, asked: int) -> bool:
    posts = world.chats[chat].posts
    for number in reversed(posts):
        if number <= asked:
            return False
        if posts[number].reply_to == asked and posts[number].sender_id == world.bot.id:
            return True
    return False
