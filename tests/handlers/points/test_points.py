"""Stories of the ledger: what is given, taken and undone, and that points are neither made from nothing nor lost."""

from __future__ import annotations

import pytest

from bot.domain.people import Person
from bot.domain.points import (
    MINT,
    Actor,
    AlreadyUndone,
    DailyCap,
    NotEnough,
    OwnGain,
    Posting,
    UndoLeavesDebt,
    UndoOfUndo,
    UndoTooLate,
)
from bot.domain.refusals import UnknownEntry
from bot.services import points
from storage.database import Database
from storage.errors import RowRefusedError
from storage.points import ledger
from tests.handlers.points.support import GROUP, LI, MEI, NOW, OTHER_GROUP, OWEN, TODAY, balance, give, order, take


class TestGranting:
    async def test_a_grant_arrives_with_its_number_reason_and_actor(self, database: Database) -> None:
        moved = await give(database, MEI, 50, "u:1")
        assert moved.balance == 50
        (entry,) = (await points.page(database.reads, chat_id=GROUP, user_id=MEI.id)).entries
        assert (entry.id, entry.amount, entry.reason, entry.actor_name) == (moved.entry, 50, "画得好", "欧文")

    async def test_a_turn_repeated_after_a_crash_gives_once(self, database: Database) -> None:
        first, again = await give(database, MEI, 50, "u:1"), await give(database, MEI, 50, "u:1")
        assert first == again
        assert await balance(database, MEI) == 50

    async def test_nobody_grants_to_themselves(self, database: Database) -> None:
        with pytest.raises(OwnGain):
            await give(database, Person(OWEN.id, "欧文"), 50, "u:1")

    async def test_a_moderators_day_has_an_end_and_the_next_begins_anew(self, database: Database) -> None:
        await give(database, MEI, 49_990, "u:1")
        with pytest.raises(DailyCap) as refused:
            await give(database, LI, 11, "u:2")
        assert refused.value.fills == {"most": 50_000, "left": 10}
        await give(database, LI, 10, "u:3")
        await give(database, LI, 11, "u:4", day=TODAY + 1)

    async def test_what_was_undone_does_not_count_against_the_day(self, database: Database) -> None:
        moved = await give(database, MEI, 50_000, "u:1")
        async with database.unit() as unit:
            await points.undo(unit, order("u:2"), number=moved.entry)
        assert (await give(database, LI, 50_000, "u:3")).balance == 50_000


class TestDeducting:
    async def test_never_below_zero_and_the_refusal_names_the_balance(self, database: Database) -> None:
        await give(database, MEI, 30, "u:1")
        with pytest.raises(NotEnough) as refused:
            await take(database, MEI, 31, "u:2")
        assert refused.value.fills == {"name": "小美", "balance": 30, "amount": 31}
        assert (await take(database, MEI, 30, "u:3")).balance == 0

    async def test_the_store_itself_refuses_a_debt(self, database: Database) -> None:
        await give(database, MEI, 30, "u:1")
        posting = Posting(GROUP, MEI.id, MINT, 31, "deduct", OWEN, "u:2", NOW, TODAY)
        async with database.unit() as unit:
            assert await ledger.post(unit, posting) is None
        assert await balance(database, MEI) == 30


class TestUndoing:
    async def undo(self, database: Database, number: int, key: str, **order_args: int) -> points.Undone:
        async with database.unit() as unit:
            return await points.undo(unit, order(key, **order_args), number=number)  # type: ignore[arg-type]

    async def test_a_grant_goes_back_by_a_reverse_entry(self, database: Database) -> None:
        moved = await give(database, MEI, 50, "u:1")
        done = await self.undo(database, moved.entry, "u:2")
        assert (done.balance, done.name) == (0, "小美")
        newest, oldest = (await points.page(database.reads, chat_id=GROUP, user_id=MEI.id)).entries
        assert (newest.reverses, oldest.undone_by) == (oldest.id, newest.id)

    async def test_a_deduction_goes_back_too(self, database: Database) -> None:
        await give(database, MEI, 50, "u:1")
        taken = await take(database, MEI, 20, "u:2")
        assert (await self.undo(database, taken.entry, "u:3")).balance == 50

    async def test_twice_is_refused_naming_the_first(self, database: Database) -> None:
        moved = await give(database, MEI, 50, "u:1")
        done = await self.undo(database, moved.entry, "u:2")
        with pytest.raises(AlreadyUndone) as refused:
            await self.undo(database, moved.entry, "u:3")
        assert refused.value.fills == {"entry": moved.entry, "by": done.entry}

    async def test_an_undo_cannot_be_undone(self, database: Database) -> None:
        moved = await give(database, MEI, 50, "u:1")
        done = await self.undo(database, moved.entry, "u:2")
        with pytest.raises(UndoOfUndo):
            await self.undo(database, done.entry, "u:3")

    async def test_not_when_the_member_has_spent_it(self, database: Database) -> None:
        moved = await give(database, MEI, 50, "u:1")
        await take(database, MEI, 20, "u:2")
        with pytest.raises(UndoLeavesDebt) as refused:
            await self.undo(database, moved.entry, "u:3")
        assert refused.value.fills["balance"] == 30

    async def test_the_window_is_seven_days_to_the_second(self, database: Database) -> None:
        moved = await give(database, MEI, 50, "u:1")
        with pytest.raises(UndoTooLate):
            await self.undo(database, moved.entry, "u:2", at=NOW + 7 * 86400 + 1)
        assert (await self.undo(database, moved.entry, "u:3", at=NOW + 7 * 86400)).balance == 0

    async def test_an_entry_of_another_group_is_unknown(self, database: Database) -> None:
        moved = await give(database, MEI, 50, "u:1")
        with pytest.raises(UnknownEntry):
            await self.undo(database, moved.entry, "u:2", chat_id=OTHER_GROUP)

    async def test_a_moderator_cannot_undo_what_was_taken_from_them(self, database: Database) -> None:
        await give(database, MEI, 50, "u:1")
        taken = await take(database, MEI, 20, "u:2")
        async with database.unit() as unit:
            with pytest.raises(OwnGain):
                await points.undo(unit, order("u:3", actor=Actor(MEI.id, "小美")), number=taken.entry)


class TestTheLedgerStaysAsItWas:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ledger SET amount = 1000000",
            "UPDATE ledger SET to_account = 3",
            "UPDATE ledger SET from_account = -5",
            "UPDATE ledger SET reason = '另一个原因'",
            "UPDATE ledger SET actor_id = 9",
            "UPDATE ledger SET at = 0",
            "DELETE FROM ledger",
        ],
    )
    async def test_nobody_rewrites_an_entry(self, database: Database, statement: str) -> None:
        await give(database, MEI, 50, "u:1")
        with pytest.raises(RowRefusedError):
            async with database.unit() as unit:
                await unit.run(statement)

    async def test_a_group_may_move_and_a_member_may_be_forgotten(self, database: Database) -> None:
        await give(database, MEI, 50, "u:1")
        async with database.unit() as unit:
            assert await unit.run("UPDATE ledger SET chat_id = :new", {"new": OTHER_GROUP}) == 1
            assert await unit.run("UPDATE ledger SET to_account = -1000001, reason = ''") == 1
