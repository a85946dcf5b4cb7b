"""Stories of what can be read of the ledger: pages, ranks, the audit, people and numbers as they are written."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from bot.domain.amounts import read_amount, read_number
from bot.domain.people import Person
from bot.domain.points import (
    Board,
    Standing,
    month_of,
    reason_of,
    week_of,
)
from bot.domain.refusals import NotANumber, TargetIsBot, TooLarge, TooSmall, UnknownMember
from bot.services import points, targets
from storage import people, retention
from storage.chat_migration import migrate_chat
from storage.database import Database
from storage.points import ledger
from storage.points.ledger_check import audit
from tests.handlers.points.support import GROUP, LI, MEI, NOW, OTHER_GROUP, TODAY, WANG, balance, give, order, take


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

    @pytest.mark.of_the_file("asks SQLite how it reads")
    async def test_a_page_is_found_by_the_members_own_entries(self, database: Database) -> None:
        params = {"chat_id": GROUP, "user_id": MEI.id, "edge": 9, "limit": 9}
        rows = await database.reads.all(f"EXPLAIN QUERY PLAN {ledger.page_statement('id < :edge', 'DESC')}", params)
        plan = " ".join(row["detail"] for row in rows)
        assert "ledger_in (chat_id=? AND to_account=? AND" in plan
        assert "ledger_out (chat_id=? AND from_account=? AND" in plan

    @pytest.mark.of_the_file("asks SQLite how it reads")
    async def test_a_groups_newest_entries_are_read_from_their_end_and_no_others(self, database: Database) -> None:
        params = {"chat_id": GROUP, "edge": 9, "reach": 9, "limit": 9}
        rows = await database.reads.all(f"EXPLAIN QUERY PLAN {ledger.LATEST}", params)
        plan = " ".join(row["detail"] for row in rows)
        assert "ledger USING INTEGER PRIMARY KEY" in plan
        assert "ORDER BY" not in plan

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
            await people.joined(unit, [people.Presence(GROUP, 2, NOW)])
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
