"""Writing down what moderators do, and dealing with what members report."""

from __future__ import annotations

from bot.domain.people import Person
from bot.domain.points import ANONYMOUS
from bot.domain.refusals import Refusal
from storage import guard, moderation_log
from storage.database import Reader, Unit
from storage.moderation_log import Noted, Report

__all__ = ["Noted", "Report", "card_chats", "find", "latest", "note", "report", "settle"]

REPORTS_A_DAY = 5

IDLE, IDLE_A_DAY = 5, 1
"""Reports that came to nothing within a month, and none that was right: from then on so many a day are taken."""

_DAY = 86400
_BEYOND = 2**62


class TooManyReports(Refusal):
    """`most`."""

    key = "audit.too_many_reports"


class ReportSettled(Refusal):
    """Another moderator was quicker."""

    key = "audit.report_settled"


class NothingReported(Refusal):
    """No message was replied to. `usage`."""

    key = "audit.report_which"


class ReportOfOwn(Refusal):
    """A member points at their own message."""

    key = "audit.report_of_own"


class ReportOfSelf(Refusal):
    """A moderator does not judge what is said against them."""

    key = "audit.report_of_self"


async def note(
    unit: Unit, *, chat_id: int, kind: str, actor: Person, target: Person | None = None, words: str = "", at: int
) -> None:
    """In the action's own transaction: what was not done is not noted."""
    actor_id = ANONYMOUS if actor.kind == "anonymous" else actor.id
    to = target or Person(0, "")
    await moderation_log.note(unit, Noted(kind, actor_id, actor.name, to.id, to.name, words, at), chat_id=chat_id)


async def latest(reader: Reader, *, chat_id: int, limit: int, before: int = 0) -> list[Noted]:
    """Newest first, or those older than `before` (the number of one)."""
    return await moderation_log.latest(reader, chat_id=chat_id, limit=limit, before=before or _BEYOND)


async def report(
    unit: Unit, *, chat_id: int, reporter: Person, target: Person, message_id: int, words: str, at: int
) -> int | None:
    """Its number, None for the same again. Raises TooManyReports."""
    idle = await idle_reports(unit, reporter_id=reporter.id, chat_id=chat_id, at=at)
    most = IDLE_A_DAY if idle >= IDLE else REPORTS_A_DAY
    if await moderation_log.reports_since(unit, reporter_id=reporter.id, since=at - _DAY) >= most:
        raise TooManyReports(most=most)
    return await moderation_log.report(
        unit,
        chat_id=chat_id,
        reporter_id=reporter.id,
        target_id=target.id,
        target_name=target.name,
        message_id=message_id,
        words=words,
        at=at,
    )


async def idle_reports(reader: Reader, *, reporter_id: int, chat_id: int, at: int) -> int:
    """How many of theirs came to nothing within a month; 0 where any was found right."""
    since = at - 30 * _DAY
    return await moderation_log.idle_reports(reader, reporter_id=reporter_id, chat_id=chat_id, since=since)


async def open_about(reader: Reader, *, chat_id: int, message_id: int) -> list[Report]:
    """All that are open about one message, oldest first: the first of them has the card."""
    return await moderation_log.open_about(reader, chat_id=chat_id, message_id=message_id)


async def open_reports(reader: Reader, *, chat_id: int, limit: int = 40) -> list[Report]:
    """Those that any moderator of the group may judge."""
    return await moderation_log.open_reports(reader, chat_id=chat_id, limit=limit)


async def find(reader: Reader, number: int) -> Report:
    found = await moderation_log.find_report(reader, number)
    if found is None:
        raise ReportSettled
    return found


async def card_chats(reader: Reader, *, name: str) -> list[int]:
    """Every chat that a report was brought to, by the name its cards are kept under."""
    return await moderation_log.chats_of_post(reader, name)


async def settle(unit: Unit, one: Report, *, by: Person, state: str, at: int) -> list[Report]:
    """All that are open about that message. Raises ReportSettled when it was settled before, ReportOfSelf for the one
    it is about.
    """
    if one.target_id == by.id:
        raise ReportOfSelf
    reports = await open_about(unit, chat_id=one.chat_id, message_id=one.message_id)
    if not await moderation_log.settle_report(unit, one.id, state=state):
        raise ReportSettled
    for each in reports:
        if each.id != one.id:
            await moderation_log.settle_report(unit, each.id, state=state)
    await guard.forget_reported(unit, one.message_id, chat_id=one.chat_id)
    target = Person(one.target_id, one.target_name)
    await note(unit, chat_id=one.chat_id, kind=f"report_{state}", actor=by, target=target, words=f"#{one.id}", at=at)
    return reports
