"""A state machine on a real store that may die in the middle of any turn."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from bot.domain.refusals import Refusal
from storage.database import Database, Unit, open_database
from storage.points.ledger_check import audit
from tests.store import fresh

T = TypeVar("T")


class Crashing(RuleBasedStateMachine):
    """`action` does a turn, and dies before its commit where it is asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="weilu-life-"))
        self.turn = 0
        self.open()

    def open(self) -> None:
        self.stack = contextlib.AsyncExitStack()
        self.database: Database = self.do(
            self.stack.enter_async_context(open_database(fresh(self.folder / "weilu.db")))
        )

    def do(self, work: Awaitable[T]) -> T:
        return self.loop.run_until_complete(work)

    def action(self, what: Callable[[Unit, str], Awaitable[object]], *, crashes: bool) -> object | None:
        """A turn; one that crashes before its commit is done anew under its old key, as the inbox does."""
        self.turn += 1
        key = f"u:{self.turn}"
        if crashes:
            self.do(self.half_done(what, key))
            self.do(self.stack.aclose())
            self.open()
        return self.do(self.done(what, key))

    async def half_done(self, what: Callable[[Unit, str], Awaitable[object]], key: str) -> None:
        unit = self.database.unit()
        with contextlib.suppress(Refusal):
            await what(unit, key)
        await unit.rollback()

    async def done(self, what: Callable[[Unit, str], Awaitable[object]], key: str) -> object | None:
        unit = self.database.unit()
        try:
            outcome = await what(unit, key)
        except Refusal:
            await unit.rollback()
            return None
        await unit.commit()
        return outcome

    @invariant()
    def the_books_balance(self) -> None:
        assert self.do(audit(self.database.reads)) == []
        rows = self.do(self.database.reads.all("SELECT min(balance) AS least FROM balances WHERE account > 0"))
        assert (rows[0]["least"] or 0) >= 0

    def teardown(self) -> None:
        self.do(self.stack.aclose())
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()
        shutil.rmtree(self.folder)
