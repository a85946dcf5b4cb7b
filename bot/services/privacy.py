"""What is known of a member, taken out or forgotten at their wish; the rules table by table are the registry's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from storage import desk, people, privacy, retention
from storage.database import Reader, Unit
from storage.kinds import Kind, kind_of
from storage.privacy import SOMEBODY
from storage.registry import TABLES

__all__ = ["SOMEBODY", "Kind", "kind_of"]

NO_ONE = -1_000_000
"""Numbers below it take the place of a forgotten member's id, where a row must stay for the sums to hold."""


KEPT = tuple(table for table, rule in TABLES.items() if rule.is_exported)
"""Tables that hold something of a member: what /privacy tells of, one by one."""


MATTERS: dict[str, tuple[str, ...]] = {
    "you": (
        "chats",
        "people",
        "members",
        "administrators",
        "preferences",
        "hidden",
        "rule_readers",
        "newcomers",
        "mentors",
        "consents",
        "console_sessions",
    ),
    "talk": (
        *("activity", "topic_activity", "discussion_voices", "discussion_lines", "discussion_words"),
        *("discussion_thanks", "follows", "kb_asked", "open_questions", "named_lists"),
    ),
    "points": (
        *("ledger", "balances", "earned", "daily", "scores", "badges", "cards", "orders", "codes", "grant_people"),
        *("invite_links", "invites"),
    ),
    "checkin": ("checkins", "reminders"),
    "mood": ("mood_marks",),
    "play": (
        *("ballots", "lottery_entries", "lottery_places", "lottery_codes", "event_guests", "challenge_entries"),
        *("challenge_votes", "asks", "ask_questions", "ask_votes"),
        *("survey_answers", "survey_voices"),
    ),
    "desk": (
        "feedback",
        "ratings",
        "reports",
        "complaints",
        "sanctions",
        "sanction_words",
        "appeals",
        "gate_guests",
        "guard_finds",
        "removals",
    ),
    "work": (
        *(
            "audit",
            "grants",
            "knowledge",
            "feedback_deeds",
            "feedback_assigned",
            "incidents",
            "incident_notes",
            "incident_parts",
        ),
        *("duties", "ready_replies", "trend_notes"),
        *(
            "mood_corrections",
            "announcements",
            "planned_posts",
            "goods",
            "polls",
            "lotteries",
            "events",
            "challenges",
            "discussions",
            "doors",
            "guard_lessons",
        ),
        *("schedule_marks", "settings_log", "rule_versions", "group_words", "errata"),
        *("promises", "promise_changes", "surveys"),
    ),
    "letters": ("outbox", "posts", "timers", "awaited_answers", "dialogues"),
}
"""The tables of `KEPT` by what they are about, in the order they are told in."""


OF_SOME: frozenset[str] = frozenset({"work"})
"""Matters that concern some members alone: the others would read of actions they never did."""


async def concerning(reader: Reader, matter: str, *, user_id: int, voice: str) -> tuple[str, ...]:
    """Its tables, as far as they concern the member. Reads through whole tables."""
    tables = MATTERS[matter]
    if matter not in OF_SOME:
        return tables
    return tuple([each for each in tables if await privacy.has_rows(reader, each, user_id=user_id, voice=voice)])


def days_kept(table: str) -> tuple[int, int]:
    """The shortest and the longest term of its rows; 0 is for as long as the bot is used."""
    rule = TABLES[TABLES[table].ends_with or table]
    longest = rule.expiry.days if rule.expiry else 0
    return min((each.days for each in rule.sooner), default=longest), longest


def longest_kept(tables: tuple[str, ...]) -> tuple[int, bool]:
    """The longest term among those that end, and whether some stay for good; 0 where all go once they are done with."""
    terms = [days_kept(table)[1] for table in tables if not is_brief(table)]
    return max(terms, default=0), 0 in terms


_ASKING = {"chats", "outbox", "posts"}


def is_brief(table: str) -> bool:
    """Whether its rows go by themselves once they are done with."""
    return TABLES[table].is_brief


@dataclass(frozen=True, slots=True)
class Data:
    """Rows by table; `erased_at` (epoch seconds, 0 is never) is when all that was before was forgotten."""

    user_id: int
    erased_at: int
    tables: dict[str, list[dict[str, Any]]]


async def data_of(reader: Reader, *, user_id: int, mark: str, voice: str) -> Data:
    """The chat in which a forgotten member asks, and what was said there, is no data until more is kept again."""
    erased_at = await privacy.erased_at(reader, mark=mark)
    tables = await privacy.rows_of(reader, user_id=user_id, voice=voice)
    return Data(user_id, erased_at, {} if erased_at and set(tables) <= _ASKING else tables)


async def forget(unit: Unit, *, user_id: int, mark: str, voice: str, chance: int, now: int) -> None:
    """`chance` is a large number picked at random: the pseudonym must lead nowhere."""
    person = await people.person(unit, user_id=user_id)
    names = (person.name, person.username) if person else ()
    number = NO_ONE - 1 - chance
    destroyed = await privacy.erase(unit, user_id=user_id, voice=voice, pseudonym=number, names=names)
    await privacy.keep_erasure(unit, mark=mark, at=now)
    await retention.record(unit, destroyed, why="asked", now=now)


async def may_write(reader: Reader, *, user_id: int) -> bool:
    """Whether the member began a private chat with the bot and did not end it."""
    return user_id in await desk.reachable(reader, [user_id])
