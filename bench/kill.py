"""`kill -9` at random moments under load: the bot begins again each time, and in the end all is as without it."""

from __future__ import annotations

import asyncio
import random as chance
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import click

from bench import facts
from bench.actions import Action, Said, act, greetings, new_world, script
from bench.facts import Difference
from bench.report import machine, table
from bench.stage import Bot, Moment, Watched, stage
from playground.world import World

ACTIONS_A_LIFE = 24
_MOST_CALLS = 12
_AT_THE_START = 0.1
"""The share of lives whose calls count from the first one on, rather than once the load has begun."""

_PATIENCE = 60.0
"""Seconds after which a life has gone wrong: it takes about one."""

_LONGEST_AFTER = 0.012
"""Seconds after a call at which a kill strikes inside a turn or a transaction rather than at the edge of one."""


@dataclass(slots=True)
class Run:
    """What was said, and what could be seen in the end."""

    world: World
    said: list[Said] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    facts: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)

    def answers(self, said: Said) -> int:
        return sum(
            1
            for message in self.world.sent(said.action.chat)
            if message.get("reply_to_message", {}).get("message_id") == said.message_id
        )


@dataclass(slots=True)
class Proof:
    """What went wrong (nothing, it is hoped), and what happened on the way."""

    differences: list[Difference]
    missing: list[Said]
    kills: Counter[str]
    actions: int
    answers: Counter[int]


class _Life:
    """One life of the bot: actions happen as it calls, and its last moment is drawn beforehand."""

    def __init__(
        self, run: Run, watched: Watched, bot: Bot, *, actions: list[Action], random: chance.Random | None
    ) -> None:
        self._run, self._bot, self._actions, self._random = run, bot, actions, random
        self._calls_left = random.randint(1, _MOST_CALLS) if random else -1
        self._counts = random is not None and random.random() < _AT_THE_START
        watched.before = self._called

    def _called(self, method: str, moment: Moment) -> None:
        self._happen()
        self._counts = self._counts or method == "getUpdates"
        self._calls_left -= self._counts
        if self._calls_left == 0 and self._random is not None:
            self._strike(self._random, method, moment)
        elif not self._actions and method == "getUpdates":
            # Nobody says anything more: let it ask again, so that its calls, and its last moment, go on coming.
            asyncio.get_running_loop().call_soon(self._run.world.updates.wake)

    def _happen(self) -> None:
        for _ in range(2):
            if self._actions and (said := act(self._run.world, self._actions.pop(0))):
                self._run.said.append(said)

    def _strike(self, random: chance.Random, method: str, moment: Moment) -> None:
        how = random.choice(("before the call", "before its answer", "after it", "after it"))
        self._run.kills[f"{how}: {method}"] += 1
        if how == "after it":
            asyncio.get_running_loop().call_later(random.uniform(0, _LONGEST_AFTER), self._bot.kill)
        else:
            moment.is_lost = how == "before the call"
            self._bot.kill()

    def finish(self) -> None:
        """What it did not live to hear is said all the same."""
        while self._actions:
            self._happen()


async def run(folder: Path, *, actions: int, kills: int, seed: int) -> Run:
    """The whole script, with so many kills spread over it; ends when nothing is left to do."""
    world = new_world()
    story = script(world, count=actions, seed=seed)
    share = len(story) / (kills + 1)
    for action in greetings(world):
        act(world, action)
    told = Run(world)
    random = chance.Random(seed)
    async with stage(world, folder) as (watched, bot):
        for number in range(kills):
            part = story[round(share * number) : round(share * (number + 1))]
            life = _Life(told, watched, bot, actions=part, random=random)
            await bot.begin()
            async with asyncio.timeout(_PATIENCE):
                code = await bot.ended()
            if code != -9:
                raise RuntimeError(f"the bot ended by itself: {bot.log()[-2000:]}")
            life.finish()
        _Life(told, watched, bot, actions=story[round(share * kills) :], random=None).finish()
        await bot.begin()
        async with asyncio.timeout(_PATIENCE):
            await _done(world, watched, bot)
        if await bot.stop() != 0:
            raise RuntimeError(f"the bot did not stop cleanly: {bot.log()[-2000:]}")
    told.facts = facts.facts(bot.store)
    return told


async def _done(world: World, watched: Watched, bot: Bot) -> None:
    """Until Telegram holds nothing back and the store has nothing left to do."""
    while True:
        await watched.next_call()
        if not world.updates.pending and not facts.undone(bot.store):
            return
        asyncio.get_running_loop().call_soon(world.updates.wake)


async def prove(folder: Path, *, kills: int, seed: int) -> Proof:
    """The same script twice, with kills and without, and what differs."""
    actions = ACTIONS_A_LIFE * (kills + 1)
    quiet = await run(folder / "quiet", actions=actions, kills=0, seed=seed)
    killed = await run(folder / "killed", actions=actions, kills=kills, seed=seed)
    answers = {said: killed.answers(said) for said in killed.said if said.action.kind != "chatter"}
    return Proof(
        differences=facts.compare(quiet.facts, killed.facts),
        missing=[said for said, count in answers.items() if said.action.is_promised and not count],
        kills=killed.kills,
        actions=len(killed.said),
        answers=Counter(answers.values()),
    )


def report(folder: Path, *, kills: int, seed: int) -> bool:
    """Whether nothing was lost or doubled."""
    click.echo(f"{machine()}; seed {seed}\n")
    proof = asyncio.run(prove(folder, kills=kills, seed=seed))
    table(["killed", "times"], sorted(proof.kills.items()))
    table(["answers to one command", "commands"], sorted(proof.answers.items()))
    for each in proof.differences:
        click.echo(f"FAIL {each.what}: expected {each.expected[:5]}, seen {each.seen[:5]}")
    for said in proof.missing:
        click.echo(f"FAIL no answer to {said.action}")
    good = not proof.differences and not proof.missing
    if good:
        click.echo(f"ok   {proof.kills.total()} kills during {proof.actions:,} deeds: nothing lost, nothing doubled")
    return good
