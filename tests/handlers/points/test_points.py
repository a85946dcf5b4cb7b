"""Stories of the ledger: what is given, taken and undone, and that points are neither made from nothing nor lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import aiosqlite
import pytest

from bot.domain.amounts import read_amount, read_number
from bot.domain.people import Person
from bot.domain.points import (
    MINT,
    Actor,
    AlreadyUndone,
    Board,
    DailyCap,
    NotEnough,
    OwnGain,
    Posting,
    Standing,
    UndoLeavesDebt,
    UndoOfUndo,
    UndoTooLate,
    month_of,
    reason_of,
    week_of,
)
from bot.domain.refusals import NotANumber, TargetIsBot, TooLarge, TooSmall, UnknownEntry, UnknownMember
from bot.services import points, targets
from bot.services.points import Order
from storage import people, retention
from storage.chat_migration import migrate_chat
from storage.database import Database, open_database
from storage.points import ledger
from storage.points.ledger_check import audit
from tests.store import fresh

GROUP, OTHER_GROUP = -100123, -100456
OWEN = Actor(1, "欧文")
MEI, LI, WANG = Person(2, "小美"), Person(3, "老李"), Person(4, "王五")
NOW = 1_800_000_000
TODAY = date(2026, 11, 25).toordinal()  # a Wednesday


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(fresh(tmp_path / "weilu.db")) as opened:
        yield opened


def order(key: str = "u:1", *, actor: Actor = OWEN, at: int = NOW, day: int = TODAY, chat_id: int = GROUP) -> Order:
    return Order(chat_id, actor, at, day, key)


async def give(database: Database, to: Person, amount: int, key: str, *, day: int = TODAY) -> points.Moved:
    async with database.unit() as unit:
        return await points.grant(unit, order(key, day=day), to=to, amount=amount, reason="画得好", most_a_day=50_000)


async def take(database: Database, of: Person, amount: int, key: str) -> points.Moved:
    async with database.unit() as unit:
        return await points.deduct(unit, order(key), of=of, amount=amount, reason="", most_a_day=50_000)


async def balance(database: Database, person: Person) -> int:
    return await ledger.balance(database.reads, chat_id=GROUP, user_id=person.id)


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
        with pytest.raises(aiosqlite.IntegrityError):
            async with database.unit() as unit:
                await unit.run(statement)

    async def test_a_group_may_move_and_a_member_may_be_forgotten(self, database: Database) -> None:
        await give(database, MEI, 50, "u:1")
        async with database.unit() as unit:
            assert await unit.run("UPDATE ledger SET chat_id = :new", {"new": OTHER_GROUP}) == 1
            assert await unit.run("UPDATE ledger SET to_account = -1000001, reason = ''") == 1


class TestReading:
    async def test_pages_go_there_and_back(self, database: Database) -> None:
        for number in range(25):
            await give(database, MEI, number + 1, f"u:{number}")
        where = {"chat_id": GROUP, "user_id": MEI.id}
        first = await points.page(database.reads, **where)
        second = await points.page(database.reads, **where, before=first.entries[-1].id)
        third = await points.page(database.reads, **where, before=second.entries[-1].id)
        assert [entry.amount for entry in (*first.entries, *second.entries, *third.entries)] == list(range(25, 0, -1))
        ends = [(page.has_newer, page.has_older) for page in (first, second, third)]
        assert ends == [(False, True), (True, True), (True, False)]
        back = await points.page(database.reads, **where, after=third.entries[0].id)
        assert back == second
        assert await points.page(database.reads, **where, after=second.entries[0].id) == first

    async def test_a_page_is_found_by_the_members_own_entries(self, database: Database) -> None:
        params = {"chat_id": GROUP, "user_id": MEI.id, "edge": 9, "limit": 9}
        rows = await database.reads.all(f"EXPLAIN QUERY PLAN {ledger.page_statement('id < :edge', 'DESC')}", params)
        plan = " ".join(row["detail"] for row in rows)
        assert "ledger_in (chat_id=? AND to_account=? AND" in plan
        assert "ledger_out (chat_id=? AND from_account=? AND" in plan

    async def test_equal_points_share_a_rank_and_the_first_there_is_named_first(self, database: Database) -> None:
        for person, amount in ((LI, 30), (WANG, 30), (MEI, 50)):
            await give(database, person, amount, f"u:{person.id}")
        places = await points.top(database.reads, chat_id=GROUP, board="all", day=TODAY)
        assert [(place.rank, place.name) for place in places] == [(1, "小美"), (2, "老李"), (2, "王五")]
        assert await points.standing(database.reads, chat_id=GROUP, user_id=WANG.id) == Standing(30, 2)

    async def test_whoever_has_nothing_has_no_rank(self, database: Database) -> None:
        await give(database, MEI, 5, "u:1")
        await take(database, MEI, 5, "u:2")
        assert await points.standing(database.reads, chat_id=GROUP, user_id=MEI.id) == Standing(0, 0)
        assert await points.top(database.reads, chat_id=GROUP, board="all", day=TODAY) == []

    async def test_each_week_and_month_has_its_own_board(self, database: Database) -> None:
        sunday, december = TODAY - 3, date(2026, 12, 1).toordinal()
        for number, day in enumerate((sunday, TODAY, december)):
            await give(database, MEI, 10**number, f"u:{number}", day=day)

        async def earned(board: Board, day: int) -> int:
            found = await points.standing(database.reads, chat_id=GROUP, user_id=MEI.id, board=board, day=day)
            return found.points

        assert [await earned("week", day) for day in (sunday, TODAY, december)] == [1, 10, 100]
        assert [await earned("month", day) for day in (sunday, TODAY, december)] == [11, 11, 100]
        assert [await earned("all", day) for day in (sunday, december)] == [111, 111]

    async def test_an_undo_counts_in_the_week_of_what_it_undoes(self, database: Database) -> None:
        moved = await give(database, MEI, 500, "u:1", day=TODAY - 7)
        await give(database, MEI, 20, "u:2")
        async with database.unit() as unit:
            await points.undo(unit, order("u:3"), number=moved.entry)
        this_week = await points.standing(database.reads, chat_id=GROUP, user_id=MEI.id, board="week", day=TODAY)
        assert this_week == Standing(20, 1)

    async def test_old_boards_can_go_and_nothing_else_does(self, database: Database) -> None:
        await give(database, MEI, 5, "u:1", day=TODAY - 70)
        await give(database, MEI, 5, "u:2")
        async with database.unit() as unit:
            await retention.sweep(unit, now=(TODAY - date(1970, 1, 1).toordinal()) * 86400)
        gone = await points.standing(database.reads, chat_id=GROUP, user_id=MEI.id, board="week", day=TODAY - 70)
        kept = await points.standing(database.reads, chat_id=GROUP, user_id=MEI.id, board="week", day=TODAY)
        assert (gone, kept) == (Standing(0, 0), Standing(5, 1))
        assert await audit(database.reads) == []


async def test_a_group_that_moves_takes_its_points_along_and_adds_to_what_is_there(database: Database) -> None:
    await give(database, MEI, 50, "u:1")
    await give(database, LI, 20, "u:2")
    async with database.unit() as unit:
        ahead = order("u:3", chat_id=OTHER_GROUP)
        await points.grant(unit, ahead, to=LI, amount=40, reason="", most_a_day=100)
    async with database.unit() as unit:
        await migrate_chat(unit, old=GROUP, new=OTHER_GROUP, now=0)
    assert await audit(database.reads) == []
    places = await points.top(database.reads, chat_id=OTHER_GROUP, board="week", day=TODAY)
    assert [(place.name, place.points) for place in places] == [("老李", 60), ("小美", 50)]
    assert await points.standing(database.reads, chat_id=OTHER_GROUP, user_id=MEI.id) == Standing(50, 2)
    assert await balance(database, MEI) == 0


class TestAudit:
    async def test_it_says_which_balance_is_wrong(self, database: Database) -> None:
        await give(database, MEI, 50, "u:1")
        assert await audit(database.reads) == []
        async with database.unit() as unit:
            await unit.run("UPDATE balances SET balance = 51 WHERE account = :mei", {"mei": MEI.id})
        wrong = {(found.what, found.account, found.kept, found.summed) for found in await audit(database.reads)}
        assert wrong == {("balance", MEI.id, 51, 50), ("total", 0, 1, 0)}

    async def test_it_says_which_board_is_wrong(self, database: Database) -> None:
        await give(database, MEI, 50, "u:1")
        async with database.unit() as unit:
            await unit.run("UPDATE earned SET points = 49 WHERE board = 'month'")
            await unit.run("UPDATE spread SET members = 2 WHERE board = 'all' AND level = 0")
        assert Counter(found.what for found in await audit(database.reads)) == {"earned": 1, "spread": 1}


class TestFindingPeople:
    async def test_by_name_or_id_among_those_met_in_the_group(self, database: Database) -> None:
        async with database.unit() as unit:
            await people.keep_people(unit, [Person(2, "小美", "MeiMei"), Person(9, "机", "robot", "bot")])
            await people.keep_chat(unit, people.Chat(GROUP, "supergroup"), now=NOW)
            await people.joined(unit, chat_id=GROUP, user_id=2, at=NOW)
        assert (await targets.by_username(database.reads, chat_id=GROUP, username="meimei")).id == 2
        assert (await targets.by_id(database.reads, chat_id=GROUP, user_id=2)).name == "小美"
        with pytest.raises(UnknownMember):
            await targets.by_id(database.reads, chat_id=OTHER_GROUP, user_id=2)
        with pytest.raises(UnknownMember, match="@nobody"):
            await targets.by_username(database.reads, chat_id=GROUP, username="nobody")
        with pytest.raises(TargetIsBot):
            await targets.by_username(database.reads, chat_id=GROUP, username="robot")


class TestReadingNumbers:
    @pytest.mark.parametrize(
        ("seen", "number"), [("12", 12), ("１２", 12), ("+5", 5), ("٣٤", 34), ("007", 7), ("-3", -3), ("−3", -3)]
    )
    def test_digits_of_any_width_are_read(self, seen: str, number: int) -> None:
        assert read_number(seen) == number

    @pytest.mark.parametrize("seen", ["", "5.5", "1e3", "一百", "1_000", "1,000", "abc", "--5", "+", "²", "½", "0x10"])
    def test_what_is_no_whole_number_is_said_to_be_none(self, seen: str) -> None:
        with pytest.raises(NotANumber) as refused:
            read_amount(seen, most=100)
        assert refused.value.fills == {"seen": seen}

    @pytest.mark.parametrize("seen", ["0", "０", "-5", "-" + "9" * 5000])
    def test_too_small(self, seen: str) -> None:
        with pytest.raises(TooSmall) as refused:
            read_amount(seen, most=100)
        assert refused.value.fills["least"] == 1

    @pytest.mark.parametrize("seen", ["101", "99999999999999999999", "9" * 5000])
    def test_too_large_however_large(self, seen: str) -> None:
        with pytest.raises(TooLarge) as refused:
            read_amount(seen, most=100)
        assert len(str(refused.value.fills["seen"])) <= 24

    def test_reasons_are_one_line_of_bounded_length(self) -> None:
        assert reason_of(" 画得\n 真好 ") == "画得 真好"
        assert len(reason_of("长" * 1000)) == 200


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    for day in range(date(2023, 12, 20).toordinal(), date(2025, 1, 10).toordinal()):
        assert date.fromordinal(week_of(day)).weekday() == 0
        assert 0 <= day - week_of(day) < 7
        assert date.fromordinal(month_of(day)) == date.fromordinal(day).replace(day=1)
