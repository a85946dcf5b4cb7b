"""How a bot dies in a story: at the n-th commit of a step, before it or after it; it rises on what the disk held.

Between two commits nothing outlives the bot but what it told Telegram meanwhile. A death before a commit is told from
one after the commit ahead of it by nothing else, so where no call was made between the two it is left out. A death
after a commit that wrote the engine's own tables alone leaves behind what it leaves in every feature's course.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest

from bot.botapi.client import NotSentError
from bot.botapi.wire import Network
from bot.outbox.delivery import Delivery
from storage.database import Unit
from storage.engines.sqlite import SqliteUnit
from storage.outbox import Due
from tests.story import Story

Step = Callable[[], Awaitable[object]]
Moment = Literal["before", "after"]
Death: TypeAlias = tuple[Moment, int]
"""When, and at which commit of a step; 0 is none."""

_WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")
_ENGINES_OWN = {"command_counts", "inbox", "outbox", "settled", "timers"}

_spared = set[Step]()


def spared(step: Step) -> Step:
    """Nobody dies in it: what follows would be another course."""
    _spared.add(step)
    return step


@dataclass
class StepLog:
    """What a step took in a life that nobody disturbed: its commits, and ahead of which of them a call was made."""

    commits: int = 0
    calls: set[int] = field(default_factory=lambda: {1})
    """The first commit is always among them: the bot may have been given what it has not kept yet."""
    engines: set[int] = field(default_factory=set)
    """Commits that wrote nothing but the engine's own tables."""

    def deaths(self, *, of_the_engine: bool) -> list[Death]:
        """All that leave different things behind; those that every course has, where they are asked for."""
        before: list[Death] = [("before", at) for at in sorted(self.calls) if at <= self.commits]
        after = set(range(1, self.commits + 1)) - (set() if of_the_engine else self.engines)
        return before + [("after", at) for at in sorted(after)]


@dataclass
class Mortal:
    """Kills the story's bot at the commit that is `at`-th in its step; 0 lets it live. Each step leaves its log."""

    story: Story
    at: int
    moment: Moment
    logs: list[StepLog] = field(default_factory=list)
    deaths: int = 0
    doubted: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    """Tables, since the last commit."""
    _left: int = 0
    _died: asyncio.Event = field(default_factory=asyncio.Event)

    async def does(self, step: Step) -> None:
        """The step, or as much of it as the bot lives to see, and a new start then."""
        self._left, self._died = 0 if step in _spared else self.at, asyncio.Event()
        self.logs.append(StepLog())
        doing, dying = asyncio.ensure_future(step()), asyncio.ensure_future(self._died.wait())
        await asyncio.wait([doing, dying], return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if not self._died.is_set():
            self._left = 0  # a death that the step was too short for comes in no other
            await doing
            return
        doing.cancel()
        await asyncio.wait([doing])
        await self._rises()

    def called(self) -> None:
        """Telegram is called: in that step, ahead of its next commit."""
        if self.logs:
            self.logs[-1].calls.add(self.logs[-1].commits + 1)

    async def commits(self, really: Callable[[Unit], Awaitable[None]], unit: Unit) -> None:
        if unit.is_open:
            self._left -= 1
            self._counts()
        if is_last := unit.is_open and self._left == 0 and self.moment == "before":
            self._dies()
        await really(unit)
        if not is_last and self._left == 0 and not self._died.is_set():
            self._dies()

    def _counts(self) -> None:
        if self.logs:
            self.logs[-1].commits += 1
            if self.written <= _ENGINES_OWN:
                self.logs[-1].engines.add(self.logs[-1].commits)
        self.written.clear()

    @property
    def is_dead(self) -> bool:
        return self._died.is_set()

    def _dies(self) -> None:
        """What the disk holds now is kept; whatever this bot still does is written to no store and told to nobody."""
        self.deaths += 1
        self._died.set()
        for path in self._files():
            if path.exists():
                shutil.copy(path, path.with_name(f"kept-{path.name}"))

    async def _rises(self) -> None:
        await self.story.end()
        for path in self._files():
            path.unlink(missing_ok=True)
            kept = path.with_name(f"kept-{path.name}")
            if kept.exists():
                kept.replace(path)
        self._died.clear()
        self.story.offset = 0
        await self.story.begin()
        rows = await self.story.rows("SELECT body FROM outbox WHERE state = 'dropped' AND error = 'in doubt'")
        self.doubted |= {row["body"] for row in rows}

    def _files(self) -> list[Path]:
        store = self.story.config.database
        return [store, store.with_name(f"{store.name}-wal")]


def watched(patch: pytest.MonkeyPatch, mortal: Mortal) -> Counter[str]:
    """Let death strike commits and calls; returns how often each row that must not be doubled reached Telegram."""
    commit, call, attempt = Unit.commit, Network.call, Delivery.attempt
    doing: ContextVar[Due | None] = ContextVar("doing", default=None)
    sent = Counter[str]()

    async def attempted(delivery: Delivery, due: Due) -> bool:
        doing.set(due)
        return await attempt(delivery, due)

    async def heard(network: Network, *given: Any, **told: Any) -> bytes:
        if mortal.is_dead:
            raise NotSentError("the dead do not speak")
        mortal.called()
        due = doing.get()
        if due is not None and due.on_crash == "drop":
            sent[f"{due.id}: {due.body}"] += 1
        return await call(network, *given, **told)

    for way in ("all", "run", "many"):
        patch.setattr(SqliteUnit, way, _noted(getattr(SqliteUnit, way), mortal.written))
    patch.setattr(Unit, "commit", lambda unit: mortal.commits(commit, unit))
    patch.setattr(Network, "call", heard)
    patch.setattr(Delivery, "attempt", attempted)
    return sent


def _noted(really: Callable[..., Awaitable[Any]], written: set[str]) -> Callable[..., Awaitable[Any]]:
    async def noting(unit: Unit, sql: str, *given: Any) -> Any:
        found = await really(unit, sql, *given)  # who waited for the writer until then wrote after another's commit
        if write := _WRITES.match(sql):
            written.add(write[1])
        return found

    return noting
