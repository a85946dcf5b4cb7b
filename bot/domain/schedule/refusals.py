"""What the schedule refuses, and why; the words are the catalogs'."""

from __future__ import annotations

from bot.domain.refusals import Refusal


class UnknownEntryName(Refusal):
    key = "schedule.unknown"


class NothingToResume(Refusal):
    key = "schedule.nothing_to_resume"


class JustSent(Refusal):
    key = "schedule.just_sent"
