"""Whatever is done in whatever order: points are neither made nor lost, nobody owes, and every rank is the true one."""

from __future__ import annotations

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.checkin import Calendar, Rule
from bot.domain.people import Person
from bot.domain.points import Actor, Board, PointsRefusal
from bot.domain.refusals import Refusal
from bot.services import points
from bot.services.checkin import CheckedIn, check_in
from bot.services.points import Order
from storage.database import Unit, open_database
from storage.points.ledger_check import audit
from tests.store import fresh

T = TypeVar("T")
GROUPS = (-1001, -1002)
PEOPLE = [Person(number, f"成员{number}") for number in range(2, 9)]
OWEN = Actor(1, "欧文")
MOST = 10**9
DAY = 86400

groups, people = st.sampled_from(GROUPS), st.sampled_from(PEOPLE)
amounts = st.one_of(st.integers(1, 40), st.sampled_from([255, 256, 257, 65_536, 16_777_216]), st.integers(1, MOST))


class LedgerMachine(RuleBasedStateMachine):
    """The store beside a plain dictionary of what everyone should have; crashes roll back in mid-turn."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.database = self.run(self.stack.enter_async_context(open_database(fresh(Path(self.folder) / "weilu.db"))))
        self.run(self.same_luck())
        self.held: dict[tuple[int, int], int] = defaultdict(int)
        self.entries: dict[int, tuple[int, int, int]] = {}
        self.undone: set[int] = set()
        self.now, self.turns, self.last_key = 1_800_000_000, 0, ""

    async def same_luck(self) -> None:
        """Every store mixes chance of its own into luck: here it is the same, or a life could not be lived again."""
        async with self.database.unit() as unit:
            await unit.run("UPDATE facts SET value = '00' WHERE name = 'luck'")

    def run(self, work: Coroutine[object, object, T]) -> T:
        return self.loop.run_until_complete(work)

    def order(self, chat_id: int) -> Order:
        self.turns += 1
        return Order(chat_id, OWEN, self.now, Calendar("UTC").day_of(self.now), f"u:{self.turns}")

    def chats(self, chat_id: int, user_id: int, moved: points.Moved, change: int) -> None:
        self.held[chat_id, user_id] += change
        self.entries[moved.entry] = (chat_id, user_id, change)
        assert moved.balance == self.held[chat_id, user_id]

    @rule(chat_id=groups, to=people, amount=amounts, is_repeated=st.booleans())
    def grant(self, chat_id: int, to: Person, amount: int, is_repeated: bool) -> None:
        order = self.order(chat_id)

        async def turn() -> points.Moved:
            async with self.database.unit() as unit:
                return await points.grant(unit, order, to=to, amount=amount, reason="", most_a_day=10**15)

        moved = self.run(turn())
        if is_repeated:
            assert self.run(turn()) == moved
        self.chats(chat_id, to.id, moved, amount)

    @rule(chat_id=groups, of=people, amount=amounts)
    def deduct(self, chat_id: int, of: Person, amount: int) -> None:
        order = self.order(chat_id)

        async def turn() -> points.Moved | None:
            with suppress(PointsRefusal):
                async with self.database.unit() as unit:
                    return await points.deduct(unit, order, of=of, amount=amount, reason="", most_a_day=10**15)
            return None

        moved = self.run(turn())
        assert (moved is not None) == (self.held[chat_id, of.id] >= amount)
        if moved is not None:
            self.chats(chat_id, of.id, moved, -amount)

    @precondition(lambda self: self.entries)
    @rule(data=st.data(), chat_id=groups)
    def undo(self, data: st.DataObject, chat_id: int) -> None:
        number = data.draw(st.sampled_from(sorted(self.entries)))
        home, user_id, change = self.entries[number]
        order = self.order(chat_id)

        async def turn() -> points.Undone | None:
            with suppress(Refusal):
                async with self.database.unit() as unit:
                    return await points.undo(unit, order, number=number)
            return None

        done = self.run(turn())
        may = home == chat_id and number not in self.undone and self.held[home, user_id] >= change
        assert (done is not None) == may
        if done is not None:
            self.undone.add(number)
            self.held[home, user_id] -= change

    @rule(chat_id=groups, who=people)
    def checkin(self, chat_id: int, who: Person) -> None:
        order = self.order(chat_id)

        async def turn() -> object:
            async with self.database.unit() as unit:
                return await check_in(
                    unit,
                    chat_id=chat_id,
                    user_id=who.id,
                    at=order.at,
                    calendar=Calendar("UTC"),
                    rule=Rule(lucky_chance=0.2),
                    key=order.key,
                )

        outcome = self.run(turn())
        if isinstance(outcome, CheckedIn):
            self.held[chat_id, who.id] += outcome.pay.total
            assert outcome.balance == self.held[chat_id, who.id]

    @rule(chat_id=groups, to=people, amount=amounts)
    def crash(self, chat_id: int, to: Person, amount: int) -> None:
        """The turn ends before its commit."""
        order = self.order(chat_id)

        async def turn() -> None:
            unit: Unit = self.database.unit()
            await points.grant(unit, order, to=to, amount=amount, reason="", most_a_day=10**15)
            await unit.rollback()

        self.run(turn())

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.now += hours * 900

    @invariant()
    def it_all_adds_up(self) -> None:
        assert self.run(audit(self.database.reads)) == []

    @invariant()
    def balances_and_ranks_are_the_true_ones(self) -> None:
        for chat_id in GROUPS:
            held = {user: points for (chat, user), points in self.held.items() if chat == chat_id}
            for user_id, own in held.items():
                standing = self.run(points.standing(self.database.reads, chat_id=chat_id, user_id=user_id))
                above = sum(other > own for other in held.values())
                assert (standing.points, standing.rank) == (own, above + 1 if own else 0)

    @invariant()
    def boards_agree_with_ranks(self) -> None:
        day = Calendar("UTC").day_of(self.now)
        boards_shown: tuple[Board, ...] = ("all", "week", "month")
        for board in boards_shown:
            places = self.run(points.top(self.database.reads, chat_id=GROUPS[0], board=board, day=day))
            assert [place.points for place in places] == sorted((place.points for place in places), reverse=True)
            for place in places:
                own = self.run(
                    points.standing(self.database.reads, chat_id=GROUPS[0], user_id=place.user_id, board=board, day=day)
                )
                assert (own.points, own.rank) == (place.points, place.rank)

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.loop.close()


TestLedger = LedgerMachine.TestCase
TestLedger.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)


async def test_a_rank_counts_everyone_above_at_every_grain(tmp_path: Path) -> None:
    edges = [1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 2**24 - 1, 2**24, 2**32, 2**40 + 7, 2**50]
    held = [*edges, *edges[::2], *range(1000, 9000, 37)]
    async with open_database(fresh(tmp_path / "weilu.db")) as database:
        async with database.unit() as unit:
            await unit.many(
                "INSERT INTO balances (chat_id, account, balance, entry) VALUES (-1, ?, ?, ?)",
                [(number, balance, number) for number, balance in enumerate(held, start=1)],
            )
        for number, balance in enumerate(held, start=1):
            standing = await points.standing(database.reads, chat_id=-1, user_id=number)
            assert standing.rank == 1 + sum(other > balance for other in held)
