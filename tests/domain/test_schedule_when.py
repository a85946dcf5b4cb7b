"""Stories of when an entry is due: people's own words, crontab lines, clocks that change, lunar days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.schedule.cron import expand
from bot.domain.schedule.forms import read_when
from bot.domain.schedule.plan import Content, Entry
from bot.domain.schedule.policy import instant, quiet_until
from bot.domain.schedule.when import Every, Once, When, WhenError
from bot.services.schedule.days import is_workday, lunar, lunar_name, term
from bot.services.schedule.triggers import dues, next_due, triggers_of

SHANGHAI, NEW_YORK, BERLIN, LORD_HOWE = "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"


def entry(when: When, **told: object) -> Entry:
    return Entry("x", when, Content("text"), **told)  # type: ignore[arg-type]


def at(wall: str, zone: str = SHANGHAI) -> int:
    return int(datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).timestamp())


def shown(when: When, *, after: str, zone: str = SHANGHAI, number: int = 3) -> list[str]:
    found = islice(dues(entry(when), zone, after=at(after, zone), until=2**40), number)
    return [f"{datetime.fromtimestamp(each, ZoneInfo(zone)):%a %Y-%m-%d %H:%M}" for each in found]


class TestAsPeopleSayIt:
    @pytest.mark.parametrize(
        ("said", "runs"),
        [
            ("每周五 20:00", ["Fri 2026-11-27 20:00", "Fri 2026-12-04 20:00"]),
            ("每週五晚上8點", ["Fri 2026-11-27 20:00", "Fri 2026-12-04 20:00"]),
            ("每周一、三、五 7:00", ["Mon 2026-11-23 07:00", "Wed 2026-11-25 07:00"]),
            ("每周六至周一 7点半", ["Mon 2026-11-23 07:30", "Sat 2026-11-28 07:30"]),
            ("每天9点、21点半", ["Sun 2026-11-22 21:30", "Mon 2026-11-23 09:00"]),
            ("每月1日、15日 9:00", ["Tue 2026-12-01 09:00", "Tue 2026-12-15 09:00"]),
            ("每月最后一天 20:00", ["Mon 2026-11-30 20:00", "Thu 2026-12-31 20:00"]),
            ("每月第一个周一 9:00", ["Mon 2026-12-07 09:00", "Mon 2027-01-04 09:00"]),
            ("12月25日 20:00", ["Fri 2026-12-25 20:00", "Sat 2027-12-25 20:00"]),
            ("国庆前3天 9:00", ["Tue 2027-09-28 09:00", "Thu 2028-09-28 09:00"]),
            ("农历八月十五 20:00", ["Wed 2027-09-15 20:00", "Tue 2028-10-03 20:00"]),
            ("農曆八月十五 20:00", ["Wed 2027-09-15 20:00", "Tue 2028-10-03 20:00"]),
            ("腊月廿三 20:00", ["Sat 2027-01-30 20:00", "Wed 2028-01-19 20:00"]),
            ("除夕 20:00", ["Fri 2027-02-05 20:00", "Tue 2028-01-25 20:00"]),
            ("春节前一天 20:00", ["Fri 2027-02-05 20:00", "Tue 2028-01-25 20:00"]),
            ("清明 8:00", ["Mon 2027-04-05 08:00", "Tue 2028-04-04 08:00"]),
            ("工作日 9:00", ["Mon 2026-11-23 09:00", "Tue 2026-11-24 09:00"]),
            ("每半小时", ["Sun 2026-11-22 18:00", "Sun 2026-11-22 18:30"]),
            ("every friday 20:00", ["Fri 2026-11-27 20:00", "Fri 2026-12-04 20:00"]),
            ("lunar 1-1 08:00", ["Sat 2027-02-06 08:00", "Wed 2028-01-26 08:00"]),
        ],
    )  # fmt: skip
    def test_it_is_understood(self, said: str, runs: list[str]) -> None:
        assert shown(read_when(said), after="2026-11-22 17:30", number=2) == runs

    @pytest.mark.parametrize(
        "said",
        ["", "每天", "每周八 20:00", "晚上12点", "25:00", "七夕", "每月32日 8:00", "农历十三月一日 8:00",
         "有空 20:00", "8:00 每天"],
    )  # fmt: skip
    def test_what_cannot_be_understood_is_refused_with_an_example(self, said: str) -> None:
        with pytest.raises(WhenError) as error:
            read_when(said)
        assert "每周五 20:00" in error.value.remedy

    @given(st.text(max_size=30))
    def test_any_words_are_read_or_refused(self, said: str) -> None:
        try:
            when = read_when(said)
        except WhenError:
            return
        next_due(entry(when), SHANGHAI, after=at("2026-11-22 17:30"))


class TestTheMainlandsCalendar:
    def test_a_sunday_made_up_for_is_a_workday_and_a_holiday_is_none(self) -> None:
        assert is_workday(date(2026, 9, 20))  # a Sunday, made up for the national holiday
        assert not is_workday(date(2026, 10, 1))  # a Thursday
        assert shown(read_when("工作日 9:00"), after="2026-09-30 12:00", number=3) == [
            "Thu 2026-10-08 09:00", "Fri 2026-10-09 09:00", "Sat 2026-10-10 09:00",
        ]  # fmt: skip

    def test_holidays_are_its_opposite(self) -> None:
        assert shown(read_when("节假日 10:00"), after="2026-10-07 12:00", number=1) == ["Sun 2026-10-11 10:00"]

    @pytest.mark.parametrize(
        ("year", "month", "day", "common"),
        [
            (2024, 1, 1, "2024-02-10"), (2025, 1, 1, "2025-01-29"), (2026, 1, 1, "2026-02-17"),
            (2033, 1, 1, "2033-01-31"),
            (2025, 8, 15, "2025-10-06"), (2026, 8, 15, "2026-09-25"), (2033, 8, 15, "2033-09-08"),
            (2025, 5, 5, "2025-05-31"),
            (2024, 12, 30, "2025-01-28"), (2025, 12, 30, "2026-02-16"),
        ],
    )  # fmt: skip
    def test_lunar_dates_are_those_of_the_almanac(self, year: int, month: int, day: int, common: str) -> None:
        assert lunar(year, month, day) == date.fromisoformat(common)

    def test_solar_terms_and_names_of_lunar_days(self) -> None:
        assert term("清明", 2026) == date(2026, 4, 5)
        assert term("冬至", 2027) == date(2027, 12, 22)
        assert lunar_name(date(2026, 9, 25)) == "八月十五"
        assert lunar_name(date(2027, 2, 6)) == "正月初一"


class TestCrontabLines:
    @pytest.mark.parametrize(
        ("line", "runs"),
        [
            ("0 9 * * 1-5", ["Mon 2026-11-23 09:00", "Tue 2026-11-24 09:00"]),
            ("0 9 * * 0", ["Sun 2026-11-29 09:00", "Sun 2026-12-06 09:00"]),
            ("0 9 * * 7", ["Sun 2026-11-29 09:00", "Sun 2026-12-06 09:00"]),
            ("0 9 * * 5-1", ["Mon 2026-11-23 09:00", "Fri 2026-11-27 09:00"]),
            ("0 9 * * mon#1", ["Mon 2026-12-07 09:00", "Mon 2027-01-04 09:00"]),
            ("0 9 L * *", ["Mon 2026-11-30 09:00", "Thu 2026-12-31 09:00"]),
            ("0 9 1 * mon", ["Mon 2026-11-23 09:00", "Mon 2026-11-30 09:00"]),
            ("30 */6 * * *", ["Sun 2026-11-22 18:30", "Mon 2026-11-23 00:30"]),
            ("@weekly", ["Sun 2026-11-29 00:00", "Sun 2026-12-06 00:00"]),
        ],
    )
    def test_they_mean_what_they_mean_to_cron(self, line: str, runs: list[str]) -> None:
        assert shown(expand(line), after="2026-11-22 17:30", number=2) == runs

    @pytest.mark.parametrize(
        "line", ["* * * *", "60 * * * *", "* * * * 8", "x * * * *", "*/0 * * * *", "* * * * mon/0"]
    )
    def test_what_is_no_crontab_line_is_refused(self, line: str) -> None:
        with pytest.raises(WhenError):
            triggers_of(expand(line))

    def test_a_day_that_never_comes_never_runs(self) -> None:
        assert shown(expand("0 9 30 2 *"), after="2026-11-22 17:30") == []


class TestClocksThatChange:
    def test_a_time_that_is_left_out_is_as_much_later(self) -> None:
        assert shown(expand("30 2 * * *"), after="2027-03-13 12:00", zone=NEW_YORK) == [
            "Sun 2027-03-14 03:30", "Mon 2027-03-15 02:30", "Tue 2027-03-16 02:30",
        ]  # fmt: skip

    def test_a_time_that_comes_twice_counts_once_the_first_time(self) -> None:
        runs = list(
            islice(dues(entry(expand("30 1 * * *")), NEW_YORK, after=at("2027-11-06 12:00", NEW_YORK), until=2**40), 2)
        )
        assert datetime.fromtimestamp(runs[0], UTC) == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
        assert runs[1] - runs[0] == 25 * 3600

    def test_times_of_the_lost_hour_that_fall_together_are_one(self) -> None:
        assert shown(expand("0,30 2,3 * * *"), after="2027-03-14 00:00", zone=NEW_YORK) == [
            "Sun 2027-03-14 03:00", "Sun 2027-03-14 03:30", "Mon 2027-03-15 02:00",
        ]  # fmt: skip

    def test_half_an_hour_is_lost_on_lord_howe(self) -> None:
        assert shown(expand("15 2 * * *"), after="2027-10-02 12:00", zone=LORD_HOWE, number=1) == [
            "Sun 2027-10-03 02:45"
        ]

    def test_every_counts_real_seconds(self) -> None:
        runs = list(
            dues(
                entry(Every(7200, datetime(2027, 3, 14))),
                NEW_YORK,
                after=at("2027-03-14 00:00", NEW_YORK),
                until=at("2027-03-14 08:00", NEW_YORK),
            )
        )
        assert [later - earlier for earlier, later in pairwise(runs)] == [7200] * (len(runs) - 1)

    @settings(max_examples=150, deadline=None)
    @given(
        st.sampled_from([NEW_YORK, BERLIN, LORD_HOWE, SHANGHAI, "America/St_Johns",
                         "Pacific/Apia", "Africa/Casablanca", "Europe/London"]),
        st.sampled_from([(2027, 3, 12), (2027, 3, 27), (2027, 10, 2), (2027, 10, 30), (2027, 11, 6), (2027, 2, 6)]),
        st.integers(0, 59), st.integers(0, 23), st.integers(0, 3 * 86400),
    )  # fmt: skip
    def test_a_wall_time_is_due_once_a_day_wherever_and_whenever_asked(
        self, zone: str, day: tuple[int, int, int], minute: int, hour: int, start: int
    ) -> None:
        """Reckoned anew, wall time by wall time, with nothing but the zone's own rules."""
        first = int(datetime(*day, tzinfo=UTC).timestamp()) + start
        walls = [datetime(*day) + timedelta(days=n, hours=hour, minutes=minute) for n in range(-2, 8)]
        expected = sorted(instant(each, zone) for each in walls if first < instant(each, zone) <= first + 3 * 86400)
        assert (
            list(dues(entry(expand(f"{minute} {hour} * * *")), zone, after=first, until=first + 3 * 86400)) == expected
        )


class TestBounds:
    def test_since_and_until_are_wall_times_of_the_zone(self) -> None:
        bounded = entry(expand("0 9 * * *"), since=datetime(2026, 12, 1, 9), until=datetime(2026, 12, 2, 23, 59, 59))
        assert list(dues(bounded, SHANGHAI, after=at("2026-11-22 09:00"), until=2**40)) == [
            at("2026-12-01 09:00"), at("2026-12-02 09:00"),
        ]  # fmt: skip

    def test_once_is_once(self) -> None:
        once = entry(Once(datetime(2026, 12, 1, 20)))
        assert list(dues(once, SHANGHAI, after=at("2026-11-22 09:00"), until=2**40)) == [at("2026-12-01 20:00")]
        assert next_due(once, SHANGHAI, after=at("2026-12-01 20:00")) is None


class TestQuietHours:
    @pytest.mark.parametrize(
        ("hours", "now", "until"),
        [
            ("23:00-08:00", "2026-11-22 23:00", "2026-11-23 08:00"),
            ("23:00-08:00", "2026-11-23 07:59", "2026-11-23 08:00"),
            ("23:00-08:00", "2026-11-23 08:00", ""), ("23:00-08:00", "2026-11-22 22:59", ""),
            ("12:00-14:00", "2026-11-22 13:00", "2026-11-22 14:00"), ("12:00-12:00", "2026-11-22 12:00", ""),
            ("", "2026-11-22 03:00", ""),
        ],
    )  # fmt: skip
    def test_they_hold_within_and_end_when_they_say(self, hours: str, now: str, until: str) -> None:
        assert quiet_until(hours, at=at(now), zone=SHANGHAI) == (at(until) if until else 0)
