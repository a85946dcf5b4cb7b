"""A quiz of many players: scores to the letter, what an answer costs, what another group feels of it."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from pathlib import Path

import click

from bench.report import machine, percentile, table, verdict
from bot.services import rounds
from bot.services.rounds import BREATH
from playground.world.values import Poll
from tests.story import FORUM, KITCHEN, OWNER, Story, told

SECONDS = 30


def players_of(story: Story, count: int) -> list[int]:
    found = [story.world.add_person(f"选手{place}").id for place in range(count)]
    for who in found:
        story.world.join(who, FORUM)
    return found


def bank(questions: int) -> str:
    return "\n".join(f"第 {place} 题 | *甲 | 乙 | 丙" for place in range(questions))


def vote(story: Story, poll: Poll, players: list[int], chance: random.Random, right: dict[int, list[int]]) -> None:
    """Everybody answers the open question in some order, four in ten rightly."""
    order = chance.sample(players, len(players))
    places = 0
    for who in order:
        is_right = chance.random() < 0.4
        story.world.vote(who, FORUM, poll.message_id, [0 if is_right else chance.randint(1, 2)])
        if is_right:
            places += 1
            right.setdefault(who, []).append(places)


def open_polls(story: Story) -> list[Poll]:
    return [each for each in story.world.polls.values() if not each.is_closed]


async def moves_on(story: Story, asked: Poll) -> None:
    """Until another question stands open or the round is over: on a busy machine the breath may begin late."""
    async with asyncio.timeout(60):
        while open_polls(story) in ([asked], []) and not await story.rows("SELECT 1 FROM rounds WHERE state = 'over'"):
            await story.passes(BREATH)


def expected(right: dict[int, list[int]]) -> list[tuple[int, int, int]]:
    """Rank, player, right answers: more is better, then the smaller sum of places; equal ones share a rank."""
    merit = {who: (-len(places), sum(places)) for who, places in right.items()}
    return sorted((1 + sum(other < mine for other in merit.values()), who, -mine[0]) for who, mine in merit.items())


@dataclass
class Taking:
    """What was taken from Telegram, and the CPU time (seconds) that taking it in cost."""

    story: Story
    cpu: float = 0.0

    async def batch(self) -> bool:
        batch = await self.story.fetch()
        begun = time.process_time()
        is_any = await self.story.take_in(batch)
        self.cpu += time.process_time() - begun
        return is_any

    async def answered_within(self) -> float:
        """Seconds until another group's command is answered, with all that waits before it."""
        before = len(self.story.world.sent(KITCHEN))
        self.story.world.say(OWNER, KITCHEN, "/points")
        begun = time.perf_counter()
        while await self.batch():
            pass
        while len(self.story.world.sent(KITCHEN)) == before:
            await asyncio.sleep(0.001)
        return time.perf_counter() - begun


@dataclass(frozen=True)
class Played:
    """Ranks, players and right answers as the bot and as we count them; times in seconds, `cpu` of all answers."""

    found: list[tuple[int, int, int]]
    expected: list[tuple[int, int, int]]
    cpu: float
    scoring: float
    quiet: list[float]
    loud: list[float]


async def played(story: Story, *, players: int, questions: int) -> Played:
    people, right, chance = players_of(story, players), dict[int, list[int]](), random.Random(7)
    await story.settle()
    await story.says(OWNER, f"/quiz add\n{bank(questions)}")
    quiet = [await Taking(story).answered_within() for _ in range(20)]
    await story.settle()
    await story.says(OWNER, f"/quiz round {questions} {SECONDS}s")
    taking = Taking(story)
    loud: list[float] = []
    for _ in range(questions):
        (asked,) = open_polls(story)
        vote(story, asked, people, chance, right)
        loud.append(await taking.answered_within())
        await story.passes(SECONDS + 5)
        await moves_on(story, asked)
    begun = time.perf_counter()
    found = await scores(story)
    return Played(found, expected(right), taking.cpu, time.perf_counter() - begun, quiet, loud)


async def scores(story: Story) -> list[tuple[int, int, int]]:
    (row,) = await story.rows("SELECT * FROM rounds WHERE state = 'over'")
    over = rounds.Round(row["number"], row["chat_id"], row["topic"], row["size"], row["seconds"], is_over=True)
    scored = await rounds.scored(story.app.database.reads, over)
    return sorted((each.rank, each.voter_id, each.right) for each in scored.scores)


def report(folder: Path, *, players: int, questions: int) -> bool:
    """Whether the bot's scores are what they must be."""
    click.echo(f"{machine()}; {players} players, {questions} questions\n")
    seen = asyncio.run(_measure(folder, players=players, questions=questions))
    rows = [
        [name, *(f"{percentile(waits, p) * 1000:.1f}" for p in (50, 99))]
        for name, waits in (("before", seen.quiet), ("behind all the answers", seen.loud))
    ]
    table(["another group's answer", "p50, ms", "p99, ms"], rows)
    answers = players * questions
    click.echo(f"{answers:,} answers, two updates each: {seen.cpu / answers * 1e6:.0f} us of CPU an answer")
    click.echo(f"{len(seen.found)} players scored in {seen.scoring * 1000:.0f} ms")
    wrong = len(set(seen.found) ^ set(seen.expected))
    return verdict("scores that are not what they must be", wrong, bound=0)


async def _measure(folder: Path, *, players: int, questions: int) -> Played:
    async with told(folder) as story:
        return await played(story, players=players, questions=questions)
