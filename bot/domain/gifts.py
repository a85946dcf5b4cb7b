"""What members may do for each other: gifts out of their own pocket, and thanks that the house pays for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class GiftRule:
    """`least` points at once, `daily` a day at most, of which the share `tax` (0 to 1) goes to the house."""

    least: int = 1
    daily: int = 1000
    tax: float = 0.0

    def tax_on(self, amount: int) -> int:
        """Whole points, rounded down, so that a gift always arrives in part."""
        return min(int(amount * self.tax), amount - 1)


@dataclass(frozen=True, slots=True)
class ThanksRule:
    """`reward` points for each; `daily` and `received` are how many thanks a day one may give and be paid for."""

    reward: int = 2
    daily: int = 3
    received: int = 5

    @property
    def is_on(self) -> bool:
        return min(self.reward, self.daily, self.received) > 0


class GiftRefusal(Refusal):
    """A gift or thanks cannot be given like that."""


class GiftToSelf(GiftRefusal):
    key = "gifts.to_self"


class CannotAfford(GiftRefusal):
    """`balance`, `amount`."""

    key = "gifts.cannot_afford"


class GiftCap(GiftRefusal):
    """`most`, `left`."""

    key = "gifts.cap"


class GiftsOff(GiftRefusal):
    key = "gifts.off"


class ThanksToSelf(GiftRefusal):
    key = "gifts.thanks_to_self"


class ThanksOff(GiftRefusal):
    key = "gifts.thanks_off"


class ThankedToday(GiftRefusal):
    """`name`."""

    key = "gifts.thanked_today"


class ThanksCap(GiftRefusal):
    """`most`."""

    key = "gifts.thanks_cap"


class ThanksReceivedCap(GiftRefusal):
    """`name`, `most`."""

    key = "gifts.thanks_received_cap"


def check_gift(rule: GiftRule, *, giver: int, receiver: int, amount: int, given_today: int, balance: int) -> None:
    """Refuses a gift to oneself, above the day's measure, or of more than one has."""
    if not rule.daily:
        raise GiftsOff
    if giver == receiver:
        raise GiftToSelf
    if given_today + amount > rule.daily:
        raise GiftCap(most=rule.daily, left=max(0, rule.daily - given_today))
    if balance < amount:
        raise CannotAfford(balance=balance, amount=amount)


def check_thanks(rule: ThanksRule, *, giver: int, receiver: int, name: str, given: int, received: int) -> None:
    """`given` and `received`: thanks already paid for today. A pair's second thanks the ledger itself refuses."""
    if not rule.is_on:
        raise ThanksOff
    if giver == receiver:
        raise ThanksToSelf
    if given >= rule.daily:
        raise ThanksCap(most=rule.daily)
    if received >= rule.received:
        raise ThanksReceivedCap(name=name, most=rule.received)
