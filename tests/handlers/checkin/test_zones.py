"""Stories of check-ins in other zones and told late: a local day pays once wherever it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.checkin import Calendar, Mark, Rule, pay, streak_before, todays
from bot.services.checkin import CheckedIn
from storage.database import Database, open_database
from storage.points.ledger_check import audit
from tests.handlers.checkin.member import LI, Member, moment
from tests.store import fresh

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
