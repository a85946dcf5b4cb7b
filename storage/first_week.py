"""Newcomers' first week in facts that other features keep, and members who look after newcomers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.activity import Pair
from bot.domain.first_week import MENTOR_RESTS, TASKS, WEEK, Cohort, First, Progress, Task
from storage.database import Reader, Row, Unit

_FACTS = (
    "SELECT newcomers.chat_id, newcomers.user_id, newcomers.came_at, newcomers.done_at, members.state, "
    "CASE WHEN members.messages > 0 THEN 1 ELSE 0 END AS hello, "
    "CASE WHEN EXISTS (SELECT 1 FROM checkins WHERE checkins.chat_id = newcomers.chat_id "
    "AND checkins.user_id = newcomers.user_id) THEN 1 ELSE 0 END AS checkin, "
    "CASE WHEN newcomers.topic <> 0 OR EXISTS (SELECT 1 FROM follows WHERE follows.chat_id = newcomers.chat_id "
    "AND follows.user_id = newcomers.user_id) THEN 1 ELSE 0 END AS topic "
    "FROM newcomers JOIN members USING (chat_id, user_id) WHERE newcomers.is_back = 0"
)


@dataclass(frozen=True, slots=True)
class Finished:
    """A newcomer who did all three."""

    chat_id: int
    user_id: int


def _progress(row: Row) -> Progress:
    return Progress(row["came_at"], row["done_at"], frozenset[Task](each for each in TASKS if row[each]))


async def progress(reader: Reader, *, chat_id: int, user_id: int) -> Progress | None:
    """None for who is no newcomer, or came before there were tasks."""
    row = await reader.one(
        f"{_FACTS} AND newcomers.chat_id = :chat_id AND newcomers.user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )
    return _progress(row) if row else None


async def finished(reader: Reader, *, now: int, limit: int) -> list[Finished]:
    """Who did all three within their first week, is in, and was not paid yet."""
    rows = await reader.all(
        f"SELECT chat_id, user_id FROM ({_FACTS} AND newcomers.done_at = 0 AND newcomers.came_at > :since) AS facts "
        "WHERE hello = 1 AND checkin = 1 AND topic = 1 AND state = 'in' ORDER BY chat_id, user_id LIMIT :limit",
        {"since": now - WEEK, "limit": limit},
    )
    return [Finished(row["chat_id"], row["user_id"]) for row in rows]


async def finish(unit: Unit, *, chat_id: int, user_id: int, at: int) -> bool:
    """Whether it is news."""
    return await unit.change(
        "UPDATE newcomers SET done_at = :at WHERE chat_id = :chat_id AND user_id = :user_id AND done_at = 0",
        {"chat_id": chat_id, "user_id": user_id, "at": at},
    )


async def placed(unit: Unit, firsts: Iterable[First]) -> None:
    await unit.many(
        "UPDATE newcomers SET topic = ?3 WHERE chat_id = ?1 AND user_id = ?2 AND topic = 0",
        [(each.chat_id, each.user_id, each.topic) for each in firsts if each.topic],
    )


async def fresh(reader: Reader, *, since: int) -> tuple[set[Pair], set[Pair]]:
    """Newcomers who were not heard yet, and those who were heard in no topic yet."""
    rows = await reader.all(
        "SELECT newcomers.chat_id, newcomers.user_id, members.messages FROM newcomers JOIN members "
        "USING (chat_id, user_id) WHERE newcomers.came_at > :since AND newcomers.topic = 0",
        {"since": since},
    )
    unplaced = {(row["chat_id"], row["user_id"]) for row in rows}
    return {(row["chat_id"], row["user_id"]) for row in rows if not row["messages"]}, unplaced


async def cohort(reader: Reader, *, chat_id: int, since: int, until: int) -> Cohort:
    row = await reader.one(
        "SELECT count(*) AS came, coalesce(sum(hello), 0) AS hello, coalesce(sum(checkin), 0) AS checkin, "
        "coalesce(sum(topic), 0) AS topic, count(CASE WHEN done_at > 0 THEN 1 END) AS whole, "
        "count(CASE WHEN state = 'in' THEN 1 END) AS stayed "
        f"FROM ({_FACTS} AND newcomers.chat_id = :chat_id AND newcomers.came_at >= :since "
        "AND newcomers.came_at < :until) AS facts",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    found = dict.fromkeys(("came", *TASKS, "whole", "stayed"), 0)
    if row:
        found = {name: int(row[name]) for name in found}
    done: dict[Task, int] = {each: found[each] for each in TASKS}
    return Cohort(since, until, found["came"], done, found["whole"], found["stayed"])


# --- who looks after them ---------------------------------------------------------------------------------------------


async def volunteer(unit: Unit, *, chat_id: int, user_id: int, topic: int, at: int) -> None:
    await unit.run(
        "INSERT INTO mentors (chat_id, user_id, topic, at) VALUES (:chat_id, :user_id, :topic, :at) "
        "ON CONFLICT (chat_id, user_id) DO UPDATE SET topic = excluded.topic",
        {"chat_id": chat_id, "user_id": user_id, "topic": topic, "at": at},
    )


async def stop(unit: Unit, *, chat_id: int, user_id: int) -> bool:
    """Whether they did."""
    return await unit.change(
        "DELETE FROM mentors WHERE chat_id = :chat_id AND user_id = :user_id", {"chat_id": chat_id, "user_id": user_id}
    )


async def mentors(reader: Reader, *, chat_id: int) -> int:
    """How many there are."""
    return await reader.number("SELECT count(*) FROM mentors WHERE chat_id = :chat_id", {"chat_id": chat_id})


async def is_mentor(reader: Reader, *, chat_id: int, user_id: int) -> bool:
    where = "SELECT 1 FROM mentors WHERE chat_id = :chat_id AND user_id = :user_id"
    return await reader.one(where, {"chat_id": chat_id, "user_id": user_id}) is not None


async def mentored(reader: Reader) -> set[int]:
    """Groups that have one."""
    return {row["chat_id"] for row in await reader.all("SELECT DISTINCT chat_id FROM mentors")}


async def next_mentor(reader: Reader, *, chat_id: int, topic: int, but: int, now: int) -> int:
    """Who is to be told: of that topic, still in, to be written to, and told longest ago; 0 where nobody is."""
    return await reader.number(
        "SELECT mentors.user_id FROM mentors "
        "JOIN members ON members.chat_id = mentors.chat_id AND members.user_id = mentors.user_id "
        "AND members.state = 'in' "
        "JOIN chats ON chats.chat_id = mentors.user_id AND chats.kind = 'private' AND chats.state = 'active' "
        "WHERE mentors.chat_id = :chat_id AND mentors.topic = :topic AND mentors.user_id <> :but "
        "AND mentors.told_at <= :rested ORDER BY mentors.told_at, mentors.user_id LIMIT 1",
        {"chat_id": chat_id, "topic": topic, "but": but, "rested": now - MENTOR_RESTS},
    )


async def told(unit: Unit, *, chat_id: int, user_id: int, at: int) -> None:
    await unit.run(
        "UPDATE mentors SET told_at = :at WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id, "at": at},
    )
