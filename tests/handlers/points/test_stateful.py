"""A long made-up life of a group, with crashes in it: points are neither made nor lost, each thing happens once."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bot.domain.activity import Cooldowns, Earning, Heard, Names
from bot.domain.checkin import Calendar, Rule
from bot.domain.first_heard import FirstHeard
from bot.domain.gifts import GiftRule, ThanksRule
from bot.domain.grants import Waiting, Wish
from bot.domain.makeup import MakeupRule
from bot.domain.people import Group, Person
from bot.domain.points import Actor
from bot.domain.shop import Order as Redeemed
from bot.services import activity, checkin, gifts, grants, makeup, points, shop
from bot.services.checkin import CheckedIn, CheckedInBefore
from bot.services.grants import Given, Limits
from bot.services.makeup import Member
from bot.services.points import Order
from bot.services.shop import Buyer
from storage.database import Unit
from storage.points import ledger
from tests.handlers.points.crashing import Crashing
from tests.handlers.points.furnished import DAY, GROUP, MODERATOR, NOON, furnished

MEMBERS = st.integers(1, 4)
AMOUNTS = st.integers(1, 60)
SHANGHAI = Calendar("Asia/Shanghai")
EARNING = Earning(daily=6)
PAY = Rule(lucky_chance=0.2, pity=4, first=3)


class Life(Crashing):
    """`self.days` is the model: the local days each member has checked in on or made up."""

    def __init__(self) -> None:
        super().__init__()
        self.days: dict[int, set[int]] = {who: set() for who in range(1, 5)}
        self.now = NOON
        self.codes: set[str] = set()
        self.sent: set[int] = set()
        self.arrived: set[int] = set()
        self.cooldowns = Cooldowns()

    def order(self, who: int, key: str) -> Order:
        return Order(GROUP, Actor(who, f"m{who}"), self.now, self.today, key)

    @property
    def today(self) -> int:
        return SHANGHAI.day_of(self.now)

    @initialize()
    def begin(self) -> None:
        self.action(furnished, crashes=False)

    @rule(hours=st.sampled_from([1, 5, 23, 24, 25, 49]))
    def time_passes(self, hours: int) -> None:
        self.now += hours * 3600

    @rule(days=st.sampled_from([-500, -3, -1, 3, 500]))
    def the_clock_jumps(self, days: int) -> None:
        """Ahead or back, by a hand or a battery that is empty; never before the group began."""
        self.now = max(NOON, self.now + days * DAY)

    @rule(who=MEMBERS, crashes=st.booleans())
    def checks_in(self, who: int, crashes: bool) -> None:
        outcome = self.action(
            lambda unit, key: checkin.check_in(
                unit, chat_id=GROUP, user_id=who, at=self.now, calendar=SHANGHAI, rule=PAY, key=key
            ),
            crashes=crashes,
        )
        assert isinstance(outcome, CheckedIn) == (self.today not in self.days[who])
        self.days[who].add(self.today)
        assert isinstance(outcome, CheckedIn | CheckedInBefore)
        assert outcome.streak == self.streak(who)

    @rule(who=MEMBERS, crashes=st.booleans())
    def makes_up(self, who: int, crashes: bool) -> None:
        terms = MakeupRule(price=5, monthly=10, every=3)

        async def work(unit: Unit, key: str) -> makeup.MadeUp:
            member = Member(GROUP, who, f"m{who}", self.now, SHANGHAI, key)
            found = await makeup.offer(unit, member, terms)
            return await makeup.make_up(unit, member, terms, pay_rule=PAY, day=found.day, price=found.price)

        outcome = self.action(work, crashes=crashes)
        if isinstance(outcome, makeup.MadeUp):
            assert outcome.day not in self.days[who]
            self.days[who].add(outcome.day)
            assert outcome.streak == self.streak(who)

    def streak(self, who: int) -> int:
        day = self.today if self.today in self.days[who] else self.today - 1
        length = 0
        while day - length in self.days[who]:
            length += 1
        return length

    @rule(who=MEMBERS, amount=AMOUNTS, crashes=st.booleans())
    def is_granted(self, who: int, amount: int, crashes: bool) -> None:
        self.action(
            lambda unit, key: points.grant(
                unit, self.order(MODERATOR, key), to=Person(who, "x"), amount=amount, reason="", most_a_day=500
            ),
            crashes=crashes,
        )

    @rule(who=MEMBERS, amount=AMOUNTS, crashes=st.booleans())
    def is_deducted(self, who: int, amount: int, crashes: bool) -> None:
        self.action(
            lambda unit, key: points.deduct(
                unit, self.order(MODERATOR, key), of=Person(who, "x"), amount=amount, reason="", most_a_day=500
            ),
            crashes=crashes,
        )

    @rule(number=st.integers(1, 60), crashes=st.booleans())
    def is_undone(self, number: int, crashes: bool) -> None:
        self.action(lambda unit, key: points.undo(unit, self.order(MODERATOR, key), number=number), crashes=crashes)

    @rule(who=MEMBERS, to=MEMBERS, amount=AMOUNTS, crashes=st.booleans())
    def gives(self, who: int, to: int, amount: int, crashes: bool) -> None:
        terms = GiftRule(daily=50, tax=0.1)
        self.action(
            lambda unit, key: gifts.give(unit, self.order(who, key), to=Person(to, "x"), amount=amount, rule=terms),
            crashes=crashes,
        )

    @rule(who=MEMBERS, to=MEMBERS, crashes=st.booleans())
    def thanks(self, who: int, to: int, crashes: bool) -> None:
        self.action(
            lambda unit, key: gifts.thank(unit, self.order(who, key), to=Person(to, "x"), rule=ThanksRule()),
            crashes=crashes,
        )

    @rule(who=MEMBERS, words=st.integers(0, 9), crashes=st.booleans())
    def talks(self, who: int, words: int, crashes: bool) -> None:
        heard = [Heard(GROUP, who, "x", "", self.now + gap, 0, f"说点不一样的第{words + gap}回事") for gap in (0, 90)]
        group = Group(GROUP, "supergroup")

        async def work(unit: Unit, _: str) -> None:
            await activity.settle(
                unit,
                heard,
                group_of=lambda _: group,
                earning_of=lambda _: EARNING,
                cooldowns=self.cooldowns,
                names=Names(),
                hours=FirstHeard(),
            )

        self.action(work, crashes=crashes)

    @rule(who=MEMBERS, number=st.integers(1, 2), crashes=st.booleans())
    def redeems(self, who: int, number: int, crashes: bool) -> None:
        def buyer(key: str) -> Buyer:
            return Buyer(who, f"m{who}", self.now, self.today, key)

        order = self.action(lambda unit, key: shop.redeem(unit, buyer(key), number=number), crashes=crashes)
        if isinstance(order, Redeemed) and order.code:
            assert order.code not in self.codes
            self.codes.add(order.code)

    @rule(number=st.integers(1, 10), crashes=st.booleans())
    def is_sent(self, number: int, crashes: bool) -> None:
        """A code goes on its way once, however often its owner asks for what is due."""
        due = {each.id for who in self.days for each in self.do(shop.codes_due(self.database.reads, user_id=who))}
        is_first = self.action(lambda unit, _: shop.send(unit, number=number), crashes=crashes)
        assert not (is_first and number in self.sent)
        if is_first:
            self.sent.add(number)
            assert number not in {
                each.id for who in self.days for each in self.do(shop.codes_due(self.database.reads, user_id=who))
            }
        assert is_first or number not in due

    @rule(number=st.integers(1, 10), is_taken=st.booleans(), crashes=st.booleans())
    def telegram_answers(self, number: int, is_taken: bool, crashes: bool) -> None:
        """It took the code, and then the order is settled for good; or it did not, and the code is due again."""
        if is_taken:
            settled = self.action(lambda unit, _: shop.arrived(unit, number=number), crashes=crashes)
            assert bool(settled) == (number in self.sent and number not in self.arrived)
            if settled:
                self.arrived.add(number)
        elif self.action(lambda unit, _: shop.came_back(unit, number=number), crashes=crashes) is not None:
            assert number not in self.arrived
            self.sent.discard(number)

    @rule(amount=AMOUNTS, alone=st.sampled_from([0, 50]), crashes=st.booleans())
    def many_are_granted(self, amount: int, alone: int, crashes: bool) -> None:
        """To all who voted, by a moderator; above the limit another has to press, and nobody gets it twice."""
        limits, wish = Limits(daily=100_000, alone=alone), Wish(amount, "", "poll", 1)
        found = self.action(
            lambda unit, key: grants.propose(unit, self.order(MODERATOR, key), wish, limits=limits), crashes=crashes
        )
        assert isinstance(found, Waiting)
        before = self.balances()

        def press(by: int, *, crashes: bool = False) -> object | None:
            return self.action(
                lambda unit, _: grants.confirm(
                    unit, found, by=Person(by, "x"), at=self.now, day=self.today, limits=limits
                ),
                crashes=crashes,
            )

        first = press(MODERATOR)
        assert isinstance(first, Given) == (found.needs == 1)
        second = press(MODERATOR + 1, crashes=crashes)
        assert isinstance(second, Given) == (found.needs == 2)
        assert press(MODERATOR + 2) is None
        assert self.balances() == {who: held + amount for who, held in before.items()}

    def balances(self) -> dict[int, int]:
        return {who: self.do(ledger.balance(self.database.reads, chat_id=GROUP, user_id=who)) for who in self.days}

    @rule(number=st.integers(1, 10), crashes=st.booleans())
    def is_paid_back(self, number: int, crashes: bool) -> None:
        self.action(
            lambda unit, _: shop.refund(
                unit, number=number, chat_id=GROUP, actor=Actor(MODERATOR), at=self.now, day=self.today
            ),
            crashes=crashes,
        )

    # --- what is always true ---

    @invariant()
    def talk_pays_no_more_than_a_day_allows(self) -> None:
        rows = self.do(self.database.reads.all("SELECT max(credited) AS most FROM activity"))
        assert (rows[0]["most"] or 0) <= 6

    @invariant()
    def stock_and_orders_make_up_what_there_was(self) -> None:
        sql = (
            "SELECT goods.stock + (SELECT count(*) FROM orders WHERE goods_id = goods.id "
            "AND (state <> 'refunded' OR delivery = 'code')) AS n FROM goods ORDER BY id"
        )
        assert [row["n"] for row in self.do(self.database.reads.all(sql))] in ([], [4, 6])


Life.TestCase.settings = settings(
    max_examples=30, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLife = Life.TestCase
