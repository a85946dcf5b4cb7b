"""Stories of checking in: once a local day, streaks counted rightly, whatever the zone, the hour, or the order."""

from __future__ import annotations

from bot.domain.checkin import Rule, luck_of, pay
from bot.services.checkin import CheckedIn, CheckedInBefore, streak
from storage.database import Database
from storage.points import ledger
from storage.points.ledger_check import audit
from tests.handlers.checkin.member import GROUP, LI, MEI, SHANGHAI, Member, moment


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
