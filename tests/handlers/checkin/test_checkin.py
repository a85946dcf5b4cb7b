"""Stories of checking in: once a local day, streaks counted rightly, whatever the zone, the hour, or the order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.checkin import Calendar, Mark, Rule, luck_of, pay, streak_before, todays
from bot.services.checkin import CheckedIn, CheckedInBefore, check_in, streak
from storage.database import Database, open_database
from storage.points import ledger
from storage.points.ledger_check import audit
from tests.store import fresh

GROUP, MEI, LI = -100123, 2, 3
SHANGHAI = Calendar("Asia/Shanghai")
RULE = Rule()
ZONES = [
    "Asia/Shanghai",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",  # clocks change by half an hour
    "America/St_Johns",
    "America/Havana",  # clocks change at midnight
    "Pacific/Kiritimati",  # +14
    "Pacific/Pago_Pago",  # -11
    "Pacific/Apia",  # had no 30 December 2011
    "UTC",
]


def moment(when: str, zone: str = "Asia/Shanghai") -> int:
    return int(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone)).timestamp())


class Member:
    """Checks in and tells what was won, so that a story reads as days."""

    def __init__(self, database: Database, user_id: int = MEI) -> None:
        self.database, self.user_id, self.keys = database, user_id, 0

    async def at(self, when: int, calendar: Calendar = SHANGHAI, rule: Rule = RULE) -> CheckedIn | CheckedInBefore:
        self.keys += 1
        async with self.database.unit() as unit:
            return await check_in(
                unit,
                chat_id=GROUP,
                user_id=self.user_id,
                at=when,
                calendar=calendar,
                rule=rule,
                key=f"{self.user_id}:{self.keys}",
            )

    async def says(self, when: str, zone: str = "Asia/Shanghai", starts_at: int = 0) -> int:
        """The streak after checking in at that local time; 0 where the day was done already."""
        outcome = await self.at(moment(when, zone), Calendar(zone, starts_at))
        return outcome.streak if isinstance(outcome, CheckedIn) else 0

    async def balance(self) -> int:
        return await ledger.balance(self.database.reads, chat_id=GROUP, user_id=self.user_id)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(fresh(tmp_path / "weilu.db")) as opened:
        yield opened


@pytest.fixture
def mei(database: Database) -> Member:
    return Member(database)


class TestOnceADay:
    async def test_the_first_pays_and_the_second_is_told_kindly(self, mei: Member) -> None:
        first = await mei.at(moment("2026-11-25 08:00"))
        assert isinstance(first, CheckedIn)
        assert (first.streak, first.pay.total, first.balance) == (1, 10, 10)
        again = await mei.at(moment("2026-11-25 23:59"))
        assert again == CheckedInBefore(1, moment("2026-11-26 00:00"))
        assert await mei.balance() == 10

    async def test_the_day_turns_at_midnight_of_the_group(self, mei: Member) -> None:
        assert [await mei.says(when) for when in ("2026-11-25 23:59:59", "2026-11-26 00:00:00")] == [1, 2]

    async def test_the_day_turns_at_the_hour_the_group_has_chosen(self, mei: Member) -> None:
        night = ["2026-11-25 20:00", "2026-11-26 03:59", "2026-11-26 04:00"]
        assert [await mei.says(when, starts_at=240) for when in night] == [1, 0, 2]

    async def test_members_do_not_get_in_each_others_way(self, database: Database, mei: Member) -> None:
        li = Member(database, LI)
        assert await mei.says("2026-11-25 08:00") == 1
        assert await li.says("2026-11-25 08:00") == 1

    async def test_the_ledger_tells_of_it(self, database: Database, mei: Member) -> None:
        await mei.says("2026-11-25 08:00")
        (entry,) = await ledger.older(database.reads, chat_id=GROUP, user_id=MEI, before=2**60, limit=9)
        assert (entry.kind, entry.source, entry.actor_id, entry.amount) == ("checkin", 1, 0, 10)

    async def test_a_group_that_pays_nothing_still_counts_days(self, mei: Member) -> None:
        nothing = Rule(reward=0, step=0, seventh_day_bonus=0)
        outcomes = [await mei.at(moment(f"2026-11-{day} 08:00"), rule=nothing) for day in (25, 26)]
        assert [outcome.streak for outcome in outcomes] == [1, 2]
        assert await mei.balance() == 0


class TestStreaks:
    async def test_a_fortnight_pays_by_the_rule(self, database: Database, mei: Member) -> None:
        won = []
        for day in range(1, 15):
            outcome = await mei.at(moment(f"2026-11-{day:02} 12:00"))
            assert isinstance(outcome, CheckedIn)
            won.append(outcome.pay.total)
        assert won == [10, 11, 12, 13, 14, 15, 36, 17, 17, 17, 17, 17, 17, 37]
        assert await mei.balance() == sum(won)
        assert await audit(database.reads) == []

    async def test_a_day_missed_begins_anew(self, mei: Member) -> None:
        days = ["2026-11-25 08:00", "2026-11-26 08:00", "2026-11-28 08:00"]
        assert [await mei.says(when) for when in days] == [1, 2, 1]

    async def test_over_leap_day_and_the_end_of_the_year(self, mei: Member) -> None:
        days = ["2027-12-31", "2028-01-01", "2028-02-28", "2028-02-29", "2028-03-01"]
        assert [await mei.says(f"{day} 08:00") for day in days] == [1, 2, 1, 2, 3]

    async def test_where_a_zone_skipped_a_whole_day_the_streak_goes_on(self, mei: Member) -> None:
        days = ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"]
        assert [await mei.says(f"{day} 12:00", "Pacific/Apia") for day in days] == [1, 2, 3, 4]

    async def test_it_is_shown_until_a_day_has_passed_without(self, database: Database, mei: Member) -> None:
        for day in ("2026-11-25", "2026-11-26"):
            await mei.says(f"{day} 08:00")

        async def shown(when: str) -> int:
            return await streak(database.reads, chat_id=GROUP, user_id=MEI, at=moment(when), calendar=SHANGHAI)

        assert [await shown(f"2026-11-{day} 23:00") for day in (26, 27, 28)] == [2, 2, 0]


class TestToldLate:
    async def test_a_day_told_late_pays_as_if_told_in_time(self, database: Database, mei: Member) -> None:
        li = Member(database, LI)
        in_time = [f"2026-11-{day:02} 08:00" for day in range(1, 10)]
        for when in in_time:
            await mei.says(when)
        for when in [*in_time[:2], *in_time[3:], in_time[2]]:
            await li.says(when)
        assert await li.balance() == await mei.balance()
        assert await li.says("2026-11-10 08:00") == await mei.says("2026-11-10 08:00") == 10
        assert await audit(database.reads) == []

    async def test_what_is_owed_for_later_days_is_said(self, mei: Member) -> None:
        await mei.says("2026-11-26 08:00")
        late = await mei.at(moment("2026-11-25 08:00"))
        assert isinstance(late, CheckedIn)
        assert (late.streak, late.pay.base, late.pay.late) == (1, 10, 1)

    @settings(max_examples=300)
    @given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 20), st.integers(0, 5), st.integers(0, 50))
    def test_a_late_day_never_costs_anyone(self, before: int, after: int, reward: int, step: int, bonus: int) -> None:
        rule = Rule(reward, step, 7, bonus)

        def paid(days: int) -> int:
            return sum(pay(rule, streak=day).total for day in range(1, days + 1))

        assert paid(before + 1 + after) - paid(before) - paid(after) >= reward


class TestAnotherZone:
    async def test_moving_east_does_not_pay_the_same_day_twice(self, mei: Member) -> None:
        assert await mei.says("2026-11-25 20:00") == 1
        assert await mei.says("2026-11-26 02:10", "Pacific/Kiritimati") == 0
        assert await mei.says("2026-11-27 00:00", "Pacific/Kiritimati") == 2

    async def test_moving_west_does_not_lose_the_coming_day(self, mei: Member) -> None:
        assert await mei.says("2026-11-24 12:00") == 1
        assert await mei.says("2026-11-25 01:00") == 2
        assert await mei.says("2026-11-24 20:00", "America/Los_Angeles") == 0
        assert await mei.says("2026-11-25 08:00", "America/Los_Angeles") == 3
        assert await mei.says("2026-11-26 08:00", "America/Los_Angeles") == 4

    async def test_a_change_that_swallows_most_of_a_day_spares_the_streak(self, mei: Member) -> None:
        assert await mei.says("2026-11-25 01:00", "America/Los_Angeles") == 1
        assert await mei.says("2026-11-27 09:00", "Pacific/Kiritimati") == 2

    async def test_another_roll_over_hour_neither_loses_nor_doubles(self, mei: Member) -> None:
        assert await mei.says("2026-11-25 23:00") == 1
        assert await mei.says("2026-11-26 02:00", starts_at=240) == 0
        assert await mei.says("2026-11-26 05:00", starts_at=240) == 2
        assert await mei.says("2026-11-26 06:00") == 0
        assert await mei.says("2026-11-27 06:00") == 3

    @settings(max_examples=300)
    @given(
        st.sampled_from(ZONES),
        st.integers(0, 23 * 60 + 59),
        st.integers(moment("2007-01-01 00:00"), moment("2030-01-01 00:00")),
        st.lists(st.integers(0, 86399), min_size=3, max_size=40),
    )
    @example("America/Havana", 0, moment("2026-03-05 12:00"), [0] * 10)
    @example("Pacific/Apia", 600, moment("2011-12-25 12:00"), [43200] * 10)
    def test_whoever_comes_every_local_day_never_loses_a_streak(
        self, zone: str, starts_at: int, start: int, offsets: list[int]
    ) -> None:
        calendar, marks = Calendar(zone, starts_at), list[Mark]()
        begins = calendar.ends(start)
        for expected, offset in enumerate(offsets, start=1):
            at = begins + offset % (calendar.ends(begins) - begins)
            assert todays(marks, at=at, calendar=calendar) is None
            counted = streak_before(marks, at=at, calendar=calendar) + 1
            assert counted == expected
            marks = [*marks[-4:], Mark(at, calendar.day_of(at), calendar, counted)]
            assert todays(marks, at=at, calendar=calendar) is not None
            begins = calendar.ends(at)

    @settings(max_examples=60, deadline=None)
    @given(
        steps=st.lists(
            st.tuples(st.sampled_from(ZONES), st.sampled_from([0, 240, 720]), st.integers(60, 40 * 3600)),
            max_size=25,
        )
    )
    async def test_whatever_the_changes_a_day_in_force_pays_exactly_once(
        self, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
    ) -> None:
        at, came = moment("2026-10-20 12:00"), list[int]()
        async with open_database(fresh(tmp_path_factory.mktemp("zones") / "weilu.db")) as database:
            mei = Member(database)
            for zone, starts_at, later in steps:
                at += later
                calendar = Calendar(zone, starts_at)
                outcome = await mei.at(at, calendar)
                is_new = calendar.day_of(at) not in {calendar.day_of(each) for each in came}
                assert isinstance(outcome, CheckedIn) == is_new
                came += [at] if is_new else []
            assert await audit(database.reads) == []


class TestLuck:
    def test_it_doubles_the_reward_with_its_steps_and_not_the_bonus(self) -> None:
        rule = Rule(lucky_chance=0.5)
        assert pay(rule, streak=7, chance=0.49).total == (10 + 6) * 2 + 20
        assert pay(rule, streak=7, chance=0.5).lucky == 0

    def test_it_is_the_same_each_time_and_spread_evenly(self) -> None:
        luck = [luck_of(GROUP, MEI, day, secret="a") for day in range(10_000)]
        assert luck == [luck_of(GROUP, MEI, day, secret="a") for day in range(10_000)]
        assert 0 <= min(luck) < max(luck) < 1
        assert 150 <= sum(each < 0.02 for each in luck) <= 250

    async def test_it_is_paid_and_told(self, mei: Member) -> None:
        outcome = await mei.at(moment("2026-11-25 08:00"), rule=Rule(lucky_chance=1.0))
        assert isinstance(outcome, CheckedIn)
        assert (outcome.pay.lucky, outcome.balance) == (10, 20)
