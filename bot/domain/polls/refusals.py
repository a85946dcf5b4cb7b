"""What is refused about polls and quizzes, and why."""

from __future__ import annotations

from bot.domain.refusals import Refusal


class PollRefusal(Refusal):
    """That cannot be asked, or not be closed."""


class OptionCount(PollRefusal):
    """`least`, `most`, `usage`."""

    key = "polls.option_count"


class TooLong(PollRefusal):
    """`seen`, `most`."""

    key = "polls.too_long"


class SameOption(PollRefusal):
    """`seen`."""

    key = "polls.same_option"


class UnknownFlag(PollRefusal):
    """`seen`."""

    key = "polls.unknown_flag"


class EndOutOfReach(PollRefusal):
    """`seen`."""

    key = "polls.end_out_of_reach"


class EventBeforeEnd(PollRefusal):
    """`seen`: its winner would become an event that has begun before the votes are counted."""

    key = "polls.event_before_end"


class NothingRight(PollRefusal):
    """`usage`."""

    key = "polls.nothing_right"


class RightNotMarked(PollRefusal):
    """Of a quiz put together by buttons: which option is right has to be pressed first."""

    key = "polls.right_not_marked"


class AddingNeedsNames(PollRefusal):
    """Telegram lets members add options to public polls alone."""

    key = "polls.adding_needs_names"


class UnknownPoll(PollRefusal):
    """`usage`."""

    key = "polls.unknown"


class ClosedAlready(PollRefusal):
    """`number`."""

    key = "polls.closed_already"


class OutOfReach(PollRefusal):
    """The message of the poll is not known: it has to be replied to. `number`."""

    key = "polls.out_of_reach"


class BadLine(PollRefusal):
    """`number`, `line`, `why`."""

    key = "polls.bad_line"


class UnreadableBank(PollRefusal):
    """`seen`."""

    key = "polls.unreadable_bank"


class EmptyBank(PollRefusal):
    """There is nothing to ask."""

    key = "polls.empty_bank"


class RoundRuns(PollRefusal):
    """One at a time."""

    key = "polls.round_runs"
