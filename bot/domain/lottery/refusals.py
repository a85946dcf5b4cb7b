"""What is refused about lotteries, and why; the words are the catalogs'."""

from __future__ import annotations

from bot.domain.levels import named
from bot.domain.lottery.terms import Condition, Measure
from bot.domain.refusals import Refusal


class LotteryRefusal(Refusal):
    """A lottery cannot be opened, entered or ended like that."""


class NoPrize(LotteryRefusal):
    key = "lottery.no_prize"


class TooManyPlaces(LotteryRefusal):
    """`most`."""

    key = "lottery.too_many_places"


class UnknownField(LotteryRefusal):
    """`seen`."""

    key = "lottery.unknown_field"


class PastTime(LotteryRefusal):
    """`seen`."""

    key = "lottery.past_time"


class TooFar(PastTime):
    """`seen`: more than a year away."""

    key = "lottery.too_far"


class CommandPhrase(LotteryRefusal):
    """`phrase`: what begins with a slash is a command, and would never be heard."""

    key = "lottery.command_phrase"


class UnknownCondition(LotteryRefusal):
    """`seen`."""

    key = "lottery.unknown_condition"


class ImpossibleCondition(LotteryRefusal):
    """`seen`, `days`: more check-ins than days."""

    key = "lottery.impossible_condition"


class UnknownLevel(LotteryRefusal):
    """`seen`, `levels`: those there are."""

    key = "lottery.unknown_level"


class UnknownPoll(LotteryRefusal):
    """`id`."""

    key = "lottery.unknown_poll"


class AnonymousPoll(LotteryRefusal):
    """`id`: nobody can tell who voted."""

    key = "lottery.anonymous_poll"


class UnknownChat(LotteryRefusal):
    """`seen`: not one that the bot can look into, or that its opener is in."""

    key = "lottery.unknown_chat"


class NoTopics(LotteryRefusal):
    """The group has none."""

    key = "lottery.no_topics"


class UnknownLottery(LotteryRefusal):
    """`id`."""

    key = "lottery.unknown"


class NotOpen(LotteryRefusal):
    """`id`."""

    key = "lottery.not_open"


class Full(LotteryRefusal):
    """`id`."""

    key = "lottery.full"


class AlreadyIn(LotteryRefusal):
    """`code`: their pseudonym."""

    key = "lottery.already_in"


class NotIn(LotteryRefusal):
    key = "lottery.not_in"


class WonLately(LotteryRefusal):
    """`rest`."""

    key = "lottery.won_lately"


class CannotPay(LotteryRefusal):
    """`price`, `balance`, `missing`."""

    key = "lottery.cannot_pay"


class Unfit(LotteryRefusal):
    """`need`, `has`, `missing`, `days`, `name`, `where`."""


class TooNew(Unfit):
    key = "lottery.unfit_member"


class TooPoor(Unfit):
    key = "lottery.unfit_points"


class TooLow(Unfit):
    key = "lottery.unfit_level"


class TooFewCheckins(Unfit):
    key = "lottery.unfit_checkin"


class TooQuiet(Unfit):
    key = "lottery.unfit_messages"


class TooQuietThere(Unfit):
    key = "lottery.unfit_topic"


class NotVoted(Unfit):
    key = "lottery.unfit_poll"


class Warned(Unfit):
    key = "lottery.unfit_unwarned"


class NotInChat(Unfit):
    key = "lottery.unfit_chat"


UNFIT: dict[Measure, type[Unfit]] = {
    "member": TooNew,
    "points": TooPoor,
    "level": TooLow,
    "checkin": TooFewCheckins,
    "messages": TooQuiet,
    "topic": TooQuietThere,
    "poll": NotVoted,
    "unwarned": Warned,
    "chat": NotInChat,
}


class NobodyEntered(LotteryRefusal):
    """`id`."""

    key = "lottery.nobody_entered"


class NothingToClaim(LotteryRefusal):
    key = "lottery.nothing_to_claim"


class ClaimTooLate(LotteryRefusal):
    key = "lottery.claim_too_late"


class NotDrawn(LotteryRefusal):
    """`id`."""

    key = "lottery.not_drawn"


class TooLateToCancel(LotteryRefusal):
    """`id`."""

    key = "lottery.too_late_to_cancel"


class ValueWanted(LotteryRefusal):
    """`id`, `source`: the draw waits for a value from outside."""

    key = "lottery.value_wanted"


def check_fit(condition: Condition, has: int) -> None:
    """Raises the refusal of the condition that is not met, with what is asked and what there is."""
    if has < condition.need:
        raise UNFIT[condition.measure](
            need=condition.need,
            has=has,
            missing=condition.need - has,
            days=condition.days,
            name=named(condition.name) if condition.measure == "level" else condition.name or str(condition.where),
            where=condition.where,
        )


class PhraseTaken(LotteryRefusal):
    """`phrase`."""

    key = "lottery.phrase_taken"


class NoCodes(LotteryRefusal):
    """`most`."""

    key = "lottery.no_codes"


class TooLateForCodes(LotteryRefusal):
    """`id`."""

    key = "lottery.too_late_for_codes"
