"""What the schedule refuses, and why; the words are the catalogs'."""

from __future__ import annotations

from bot.domain.refusals import Refusal


class UnknownEntryName(Refusal):
    """`seen`, `known`: the first of those there are."""

    key = "schedule.unknown"


class NoEntries(UnknownEntryName):
    """`seen`: the group has none at all."""

    key = "schedule.unknown_none"


class NothingToResume(Refusal):
    key = "schedule.nothing_to_resume"


class JustSent(Refusal):
    key = "schedule.just_sent"
