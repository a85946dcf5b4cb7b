"""Stories of days that bring more than points: luck with pity, the first of a day, cards, levels, badges."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.checkin import Calendar, Rule, luck_of, pay
from bot.domain.makeup import MakeupCap, MakeupRule, NothingMissed
from bot.services import checkin, makeup
from bot.services.makeup import Member
from storage.database import Database, open_database
from storage.people import Spoken, keep_spoken
from storage.points.ledger_check import audit
from tests.store import fresh
from tests.story import FORUM, YINUO, ZIXUAN, Story, told

DAY = 86400
GROUP, MEI = -100123, 7
SHANGHAI = Calendar("Asia/Shanghai")
NOON = 1_800_072_000
RULE = Rule()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(fresh(tmp_path / "weilu.db")) as opened:
        yield opened


async def check_in(database: Database, at: int, *, rule: Rule = RULE) -> checkin.CheckedIn:
    async with database.unit() as unit:
        outcome = await checkin.check_in(
            unit, chat_id=GROUP, user_id=MEI, at=at, calendar=SHANGHAI, rule=rule, key=f"u:{at}"
        )
    assert isinstance(outcome, checkin.CheckedIn)
    return outcome


class TestLuck:
    def test_nobody_reckons_it_without_the_secret(self) -> None:
        assert luck_of(GROUP, MEI, 5, secret="a") != luck_of(GROUP, MEI, 5, secret="b")

    def test_pity_makes_the_day_lucky_and_needs_luck_to_be_on(self) -> None:
        rule = Rule(lucky_chance=0.01, pity=10)
        assert pay(rule, streak=1, dry=8).lucky == 0
        assert pay(rule, streak=1, dry=9).lucky == 10
        assert pay(replace(rule, lucky_chance=0), streak=1, dry=99).lucky == 0

    async def test_the_third_day_is_lucky_at_the_latest_and_then_it_counts_anew(self, database: Database) -> None:
        rule = Rule(lucky_chance=1e-12, pity=3)
        lucky = [bool((await check_in(database, NOON + day * DAY, rule=rule)).pay.lucky) for day in range(7)]
        assert lucky == [False, False, True, False, False, True, False]

    async def test_each_store_has_a_secret_of_its_own(self, database: Database, tmp_path: Path) -> None:
        """The one is a copy of the stories' own store, the other is made from nothing."""
        async with open_database(tmp_path / "other.db") as other:
            secrets = [
                (await each.reads.all("SELECT value FROM facts WHERE name = 'luck'"))[0]["value"]
                for each in (database, other)
            ]
        assert len(secrets[0]) == 64
        assert secrets[0] != secrets[1]


class TestMakingUp:
    async def made(self, database: Database, at: int, *, day: int | None = None, rule: MakeupRule) -> makeup.MadeUp:
        member = Member(GROUP, MEI, "小美", at, SHANGHAI, f"m:{at}")
        async with database.unit() as unit:
            found = await makeup.offer(unit, member, rule)
            return await makeup.make_up(unit, member, rule, pay_rule=RULE, day=day or found.day, price=found.price)

    async def joined(self, database: Database, at: int) -> None:
        async with database.unit() as unit:
            await keep_spoken(unit, [Spoken(GROUP, MEI, at, at, 1)])

    async def test_a_streak_grows_together_and_pays_what_it_owes(self, database: Database) -> None:
        await self.joined(database, NOON - 30 * DAY)
        for day in (0, 1, 2, 4, 5):
            await check_in(database, NOON + day * DAY)
        done = await self.made(database, NOON + 5 * DAY + 60, rule=MakeupRule(price=5))
        assert (done.streak, done.price) == (6, 5)
        # Days 5 and 6 in a row instead of 1 and 2: four steps more each.
        assert done.late == 8
        assert (await check_in(database, NOON + 6 * DAY)).streak == 7
        assert await audit(database.reads) == []

    async def test_not_before_joining_and_not_twice(self, database: Database) -> None:
        await self.joined(database, NOON)
        await check_in(database, NOON + DAY)
        async with database.unit() as unit:
            await unit.run(
                "INSERT INTO cards (chat_id, user_id, held) VALUES (:chat, :user, 3)", {"chat": GROUP, "user": MEI}
            )
        assert (await self.made(database, NOON + DAY + 60, rule=MakeupRule())).streak == 2
        with pytest.raises(NothingMissed):
            await self.made(database, NOON + DAY + 90, rule=MakeupRule())

    async def test_each_month_has_a_measure_of_its_own(self, database: Database) -> None:
        third_of_march = NOON + 46 * DAY
        await self.joined(database, NOON)
        for day in (-4, -1, 0):
            await check_in(database, third_of_march + day * DAY)
        terms = MakeupRule(price=1, monthly=1)
        days = [(await self.made(database, third_of_march + n, rule=terms)).day for n in (60, 61)]
        assert [date.fromordinal(day) for day in days] == [date(2027, 3, 1), date(2027, 2, 28)]
        with pytest.raises(MakeupCap):
            await self.made(database, third_of_march + 62, rule=terms)

    @pytest.mark.parametrize(
        ("zone", "days"),
        [
            ("America/New_York", "2027-03-13 2027-03-14 2027-03-15"),
            ("America/New_York", "2026-10-31 2026-11-01 2026-11-02"),
            ("America/Santiago", "2026-09-05 2026-09-06 2026-09-07"),
            ("Australia/Lord_Howe", "2026-10-03 2026-10-04 2026-10-05"),
            ("Pacific/Kiritimati", "2026-12-30 2026-12-31 2027-01-01"),
            ("Pacific/Niue", "2026-12-31 2027-01-01 2027-01-02"),
            ("Asia/Shanghai", "2028-02-28 2028-02-29 2028-03-01"),
            ("Europe/Berlin", "2027-02-28 2027-03-01 2027-03-02"),
        ],
    )
    @pytest.mark.parametrize("clock", [("00:30", 0), ("23:59", 0), ("05:00", 240)])
    async def test_in_any_zone_over_clock_changes_leap_days_and_the_years_end(
        self, database: Database, zone: str, days: str, clock: tuple[str, int]
    ) -> None:
        (first, missed, back), (hour, starts_at) = days.split(), clock
        calendar = Calendar(zone, starts_at)

        def moment(day: str) -> int:
            return int(datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=ZoneInfo(zone)).timestamp())

        async with database.unit() as unit:
            await keep_spoken(unit, [Spoken(GROUP, MEI, moment(first), moment(first), 1)])
            for day in (first, back):
                await checkin.check_in(
                    unit, chat_id=GROUP, user_id=MEI, at=moment(day), calendar=calendar, rule=RULE, key=day
                )
            member = Member(GROUP, MEI, "梅", moment(back), calendar, "m")
            terms = MakeupRule(price=1)
            found = await makeup.offer(unit, member, terms)
            assert date.fromordinal(found.day).isoformat() == missed
            done = await makeup.make_up(unit, member, terms, pay_rule=RULE, day=found.day, price=found.price)
            assert done.streak == 3
            with pytest.raises(NothingMissed):
                await makeup.offer(unit, member, terms)
        assert await audit(database.reads) == []

    async def test_an_old_button_takes_no_other_day(self, database: Database) -> None:
        await self.joined(database, NOON - 30 * DAY)
        await check_in(database, NOON)
        with pytest.raises(NothingMissed):
            await self.made(database, NOON + 60, day=SHANGHAI.day_of(NOON), rule=MakeupRule(price=1))


class TestAWeek:
    async def test_a_member_misses_a_day_and_makes_it_up(self, tmp_path: Path) -> None:
        async with told(tmp_path, "makeup_price = 15\n") as story:
            await story.says(YINUO, "签到")
            await story.passes(2 * DAY)
            await story.says(YINUO, "签到")
            asked = await story.says(YINUO, "补签")
            assert "要花 15 分" in asked["text"]
            assert await story.presses(ZIXUAN, "补签") == {}
            assert "给别人的" in story.toasts(ZIXUAN)[-1]
            done = await story.presses(YINUO, "补签")
            assert "现在连续 3 天" in done["text"]
            assert await story.points_of(YINUO) == 10 + 10 - 15 + 2
            assert "没有可补的日子" in (await story.says(YINUO, "補簽"))["text"]

    async def test_the_seventh_day_brings_a_card_and_a_badge_once(self, story: Story) -> None:
        for _ in range(6):
            await story.says(YINUO, "签到")
            await story.passes(DAY)
        answer = await story.says(YINUO, "签到")
        assert "得到一张补签卡" in answer["text"]
        assert "七日不断" in answer["text"]
        await story.passes(DAY)
        assert "七日不断" not in (await story.says(YINUO, "签到"))["text"]
        assert "徽章：七日不断" in (await story.says(YINUO, "积分"))["text"]

    async def test_the_first_of_a_day_gets_the_extra_and_the_second_does_not(self, tmp_path: Path) -> None:
        async with told(tmp_path, "first_bonus = 5\n") as story:
            assert "+15" in (await story.says(YINUO, "签到"))["text"]
            assert "+10" in (await story.says(ZIXUAN, "签到"))["text"]


class TestLevels:
    LEVELS = 'levels = [{ name = "木卡", score = 15 }, { name = "石卡", score = 1000, give_more = 5 }]\n'

    async def test_a_level_is_told_once_shown_and_not_lost_by_giving(self, tmp_path: Path) -> None:
        async with told(tmp_path, self.LEVELS) as story:
            await story.says(ZIXUAN, "在呢")
            await story.says(YINUO, "签到")
            assert "再得 5 分升「木卡」" in (await story.says(YINUO, "积分"))["text"]
            await story.passes(DAY)
            assert "升到「木卡」啦" in (await story.says(YINUO, "签到"))["text"]
            await story.says(YINUO, f"/give {ZIXUAN} 20")
            assert "木卡 · 再得 979 分升「石卡」" in (await story.says(YINUO, "积分"))["text"]

    async def test_the_tag_is_set_where_the_bot_may(self, tmp_path: Path) -> None:
        async with told(tmp_path, self.LEVELS) as story:
            await story.says(YINUO, "签到")
            await story.passes(DAY)
            await story.says(YINUO, "签到")
            await story.settle()
            assert story.world.chats[FORUM].members[YINUO].tag == "木卡"
