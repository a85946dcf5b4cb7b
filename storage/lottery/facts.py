"""What the bot knows of members that a condition asks for, of one or of a whole list; judging lives in the domain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.domain.lottery.terms import Condition, Measure
from storage.database import Reader

_ME: Final = "who.user_id"
_SQL: Final[Mapping[Measure, str]] = {
    "member": f"coalesce((SELECT (:now - seen_from) / 86400 FROM members WHERE chat_id = :chat_id AND user_id = {_ME} "
    "AND state = 'in'), 0)",
    "points": f"coalesce((SELECT balance FROM balances WHERE chat_id = :chat_id AND account = {_ME}), 0)",
    "checkin": f"(SELECT count(*) FROM checkins WHERE chat_id = :chat_id AND user_id = {_ME} "
    "AND day > :day - :days AND day <= :day)",
    "messages": f"(SELECT coalesce(sum(messages), 0) FROM activity WHERE chat_id = :chat_id AND user_id = {_ME} "
    "AND day > :day - :days AND day <= :day)",
    "level": f"coalesce((SELECT points FROM scores WHERE chat_id = :chat_id AND account = {_ME}), 0)",
    "topic": "(SELECT coalesce(sum(messages), 0) FROM topic_activity WHERE chat_id = :chat_id AND topic = :where "
    f"AND user_id = {_ME} AND day > :day - :days AND day <= :day)",
    "poll": "(SELECT count(*) FROM ballots JOIN polls ON polls.poll_id = ballots.poll_id "
    "WHERE polls.chat_id = :chat_id AND polls.number = :where AND ballots.options <> '[]' "
    f"AND ballots.voter_id = {_ME})",
    "unwarned": f"coalesce((SELECT (:now - max(at)) / 86400 FROM (SELECT at FROM audit WHERE chat_id = :chat_id "
    f"AND target_id = {_ME} AND deed = 'report_upheld' UNION ALL SELECT at FROM sanctions WHERE chat_id = :chat_id "
    f"AND target_id = {_ME} AND kind = 'warn' AND lifted_at = 0) AS warned), :need)",
    "chat": f"(SELECT count(*) FROM members WHERE chat_id = :where AND user_id = {_ME} AND state = 'in')",
}


def _asked(condition: Condition, *, chat_id: int, now: int, day: int) -> dict[str, int]:
    every = {
        "chat_id": chat_id,
        "now": now,
        "day": day,
        "days": condition.days,
        "where": condition.where,
        "need": condition.need,
    }
    return {name: value for name, value in every.items() if f":{name}" in _SQL[condition.measure]}


async def measured(reader: Reader, condition: Condition, *, user_id: int, chat_id: int, now: int, day: int) -> int:
    """`day` is the local day of `now` (epoch seconds)."""
    rows = await reader.all(
        f"SELECT {_SQL[condition.measure]} AS n FROM (SELECT :user_id AS user_id) AS who",
        {"user_id": user_id, **_asked(condition, chat_id=chat_id, now=now, day=day)},
    )
    return int(rows[0]["n"])


async def unmet(
    reader: Reader, condition: Condition, *, lottery_id: int, first: str, last: str, chat_id: int, now: int, day: int
) -> set[str]:
    """Pseudonyms from `first` to `last` of those who have less than the condition needs."""
    rows = await reader.all(
        "SELECT who.pseudonym FROM lottery_entries AS who WHERE who.lottery_id = :lottery_id "
        f"AND who.pseudonym BETWEEN :first AND :last AND {_SQL[condition.measure]} < :need",
        {
            "lottery_id": lottery_id,
            "first": first,
            "last": last,
            "need": condition.need,
            **_asked(condition, chat_id=chat_id, now=now, day=day),
        },
    )
    return {row["pseudonym"] for row in rows}


async def members(reader: Reader, *, chat_id: int) -> set[int]:
    """Who is known to be in the group; bots aside."""
    rows = await reader.all(
        "SELECT members.user_id FROM members LEFT JOIN people ON people.user_id = members.user_id "
        "WHERE members.chat_id = :chat_id AND members.state = 'in' AND coalesce(people.is_bot, 0) = 0",
        {"chat_id": chat_id},
    )
    return {row["user_id"] for row in rows}


async def failing(reader: Reader, condition: Condition, *, chat_id: int, now: int, day: int) -> set[int]:
    """Members of the group who have less than the condition needs."""
    rows = await reader.all(
        "SELECT who.user_id FROM members AS who WHERE who.chat_id = :chat_id AND who.state = 'in' "
        f"AND {_SQL[condition.measure]} < :need",
        {
            **_asked(condition, chat_id=chat_id, now=now, day=day),
            "chat_id": chat_id,
            "need": condition.need,
        },
    )
    return {row["user_id"] for row in rows}


async def gone(reader: Reader, *, lottery_id: int, first: str, last: str, chat_id: int) -> set[str]:
    """Pseudonyms of those who are not in the group any more, or asked to be forgotten."""
    rows = await reader.all(
        "SELECT who.pseudonym FROM lottery_entries AS who WHERE who.lottery_id = :lottery_id "
        f"AND who.pseudonym BETWEEN :first AND :last AND ({_ME} < 0 OR NOT EXISTS (SELECT 1 FROM members "
        f"WHERE chat_id = :chat_id AND user_id = {_ME} AND state = 'in'))",
        {"lottery_id": lottery_id, "first": first, "last": last, "chat_id": chat_id},
    )
    return {row["pseudonym"] for row in rows}


async def resting(reader: Reader, *, lottery_id: int, chat_id: int, last_draws: int) -> set[str]:
    """Pseudonyms of entrants who won one of the group's last draws."""
    rows = await reader.all(
        "SELECT who.pseudonym FROM lottery_places AS places JOIN lottery_entries AS who "
        "ON who.lottery_id = :lottery_id AND who.user_id = places.user_id "
        "WHERE places.state IN ('won', 'claimed', 'lapsed') AND places.lottery_id IN ("
        "SELECT id FROM lotteries WHERE chat_id = :chat_id AND drawn_at > 0 AND id <> :lottery_id "
        "ORDER BY drawn_at DESC, id DESC LIMIT :last_draws)",
        {"lottery_id": lottery_id, "chat_id": chat_id, "last_draws": last_draws},
    )
    return {row["pseudonym"] for row in rows}
