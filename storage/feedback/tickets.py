"""Feedback, what the desk did with it, and voices that are not heard."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.feedback import Category, Done, Mark, State, Ticket, Transition
from storage.database import Reader, Row, Unit

SELECT = (
    "SELECT feedback.*, coalesce(people.name, '') AS name, coalesce(assigned.user_id, 0) AS assigned_id, "
    "coalesce(theirs.name, '') AS assigned_name, "
    "(SELECT count(*) FROM feedback AS others WHERE others.merged_id = feedback.id) AS joined FROM feedback "
    "LEFT JOIN people ON people.user_id = feedback.user_id "
    "LEFT JOIN feedback_assigned AS assigned ON assigned.feedback_id = feedback.id "
    "LEFT JOIN people AS theirs ON theirs.user_id = assigned.user_id "
)


@dataclass(frozen=True, slots=True)
class Given:
    """A feedback to be kept; `voice` and `sealed` are empty where the author gave their name."""

    chat_id: int
    user_id: int
    voice: str
    sealed: str
    words: str
    keywords: tuple[str, ...]
    category: Category
    about: int
    once: str
    given_at: int
    due_at: int
    like_id: int = 0


def as_ticket(row: Row) -> Ticket:
    return Ticket(
        id=row["id"],
        chat_id=row["chat_id"],
        user_id=row["user_id"],
        name=row["name"],
        voice=row["voice"],
        sealed=row["sealed"],
        words=row["words"],
        keywords=tuple(json.loads(row["keywords"] or "[]")),
        category=row["category"],
        state=row["state"],
        merged_id=row["merged_id"] or 0,
        about=row["about"],
        given_at=row["given_at"],
        due_at=row["due_at"],
        answered_at=row["answered_at"],
        closed_at=row["closed_at"],
        score=row["score"],
        rated_at=row["rated_at"],
        like_id=row["resembles"],
        is_urgent=bool(row["is_urgent"]),
        assigned_id=row["assigned_id"],
        assigned_name=row["assigned_name"],
        adopted_at=row["adopted_at"],
        outcome=row["outcome"],
        eta_at=row["eta_at"],
        joined=row["joined"],
    )


async def give(unit: Unit, given: Given) -> int:
    """Its number; the same again when it was kept before."""
    return await unit.number(
        "INSERT INTO feedback "
        "(chat_id, user_id, voice, sealed, words, keywords, category, about, once, given_at, due_at, resembles) "
        "VALUES (:chat_id, :user_id, :voice, :sealed, :words, :keywords, :category, :about, :once, :given_at, "
        ":due_at, :like_id) "
        "ON CONFLICT (once) DO UPDATE SET once = excluded.once RETURNING id",
        {
            "chat_id": given.chat_id,
            "user_id": given.user_id,
            "voice": given.voice,
            "sealed": given.sealed,
            "words": given.words,
            "keywords": json.dumps(given.keywords, ensure_ascii=False),
            "category": given.category,
            "about": given.about,
            "once": given.once,
            "given_at": given.given_at,
            "due_at": given.due_at,
            "like_id": given.like_id,
        },
    )


async def ticket(reader: Reader, number: int) -> Ticket | None:
    row = await reader.one(SELECT + "WHERE feedback.id = :id", {"id": number})
    return as_ticket(row) if row else None


async def merged_into(reader: Reader, number: int) -> list[Ticket]:
    rows = await reader.all(SELECT + "WHERE merged_id = :id ORDER BY feedback.id", {"id": number})
    return [as_ticket(row) for row in rows]


async def of_author(reader: Reader, *, user_id: int, voice: str, limit: int) -> list[Ticket]:
    """One's own, by name and by voice, newest first."""
    rows = await reader.all(
        SELECT + "WHERE (feedback.user_id = :user_id AND feedback.user_id > 0) OR voice = :voice "
        "ORDER BY feedback.id DESC LIMIT :limit",
        {"user_id": user_id, "voice": voice, "limit": limit},
    )
    return [as_ticket(row) for row in rows]


async def unsettled(reader: Reader, *, chat_id: int, limit: int) -> list[Ticket]:
    """What the desk still owes an answer: the urgent first, then what most others joined, then the oldest."""
    rows = await reader.all(
        SELECT + "WHERE chat_id = :chat_id AND state IN ('open', 'claimed', 'asked') "
        "ORDER BY is_urgent DESC, joined DESC, feedback.id LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [as_ticket(row) for row in rows]


async def recent(reader: Reader, *, chat_id: int, since: int, limit: int = 300) -> list[Ticket]:
    """What a new one may be like: all but closed and merged ones."""
    rows = await reader.all(
        SELECT + "WHERE chat_id = :chat_id AND state NOT IN ('closed', 'merged') AND given_at >= :since "
        "ORDER BY feedback.id DESC LIMIT :limit",
        {"chat_id": chat_id, "since": since, "limit": limit},
    )
    return [as_ticket(row) for row in rows]


async def count_since(reader: Reader, *, chat_id: int, user_id: int, voice: str, since: int) -> int:
    return await reader.number(
        "SELECT count(*) FROM feedback WHERE chat_id = :chat_id AND given_at >= :since "
        "AND ((user_id = :user_id AND user_id > 0) OR (voice = :voice AND voice <> ''))",
        {"chat_id": chat_id, "user_id": user_id, "voice": voice, "since": since},
    )


async def move(unit: Unit, number: int, *, to: State, of: Iterable[State], now: int) -> bool:
    """Whether it was in one of the states `of`, and now is in `to`."""
    states = ", ".join(f"'{state}'" for state in of)
    return await unit.change(
        "UPDATE feedback SET state = :to, "
        "answered_at = CASE WHEN :to = 'answered' AND answered_at = 0 THEN :now ELSE answered_at END, "
        "closed_at = CASE WHEN :to IN ('closed', 'merged') THEN :now WHEN :to = 'open' THEN 0 ELSE closed_at END "
        f"WHERE id = :id AND state IN ({states})",
        {"id": number, "to": to, "now": now},
    )


async def join(unit: Unit, number: int, *, into: int) -> None:
    """It and whatever had joined it count as the other; both are of one group, or the schema refuses."""
    await unit.run(
        "UPDATE feedback SET merged_id = :into WHERE id = :id OR merged_id = :id", {"id": number, "into": into}
    )


async def did(unit: Unit, done: Done, *, chat_id: int) -> int:
    """The number under which it stands."""
    return await unit.number(
        "INSERT INTO feedback_deeds (feedback_id, chat_id, deed, actor_id, actor_name, words, at) "
        "VALUES (:id, :chat_id, :deed, :actor_id, :actor_name, :words, :at) RETURNING id",
        {
            "id": done.number,
            "chat_id": chat_id,
            "deed": done.transition,
            "actor_id": done.actor_id,
            "actor_name": done.actor_name,
            "words": done.words,
            "at": done.at,
        },
    )


async def transitions(reader: Reader, number: int, *, only: tuple[Transition, ...] = ()) -> list[Done]:
    """What was done, oldest first."""
    kinds = f"AND deed IN ({', '.join(repr(each) for each in only)})" if only else ""
    rows = await reader.all(f"SELECT * FROM feedback_deeds WHERE feedback_id = :id {kinds} ORDER BY id", {"id": number})
    return [_done(row) for row in rows]


async def transitions_and_added(reader: Reader, number: int) -> list[Done]:
    """What was done, and what the authors of those merged into it added, oldest first."""
    rows = await reader.all(
        "SELECT deeds.* FROM feedback_deeds AS deeds JOIN feedback ON feedback.id = deeds.feedback_id "
        "WHERE feedback.id = :id OR (feedback.merged_id = :id AND deeds.deed = 'add') ORDER BY deeds.id",
        {"id": number},
    )
    return [_done(row) for row in rows]


def _done(row: Row) -> Done:
    return Done(row["deed"], row["actor_id"], row["actor_name"], row["words"], row["at"], row["feedback_id"])


_MARKS: dict[Mark, str] = {
    "urgent": "is_urgent = 1 WHERE is_urgent = 0",
    "calm": "is_urgent = 0 WHERE is_urgent = 1",
    "adopt": "adopted_at = :now WHERE adopted_at = 0",
    "public": "outcome = :words, outcome_at = :now WHERE (state = 'closed' OR adopted_at > 0)",
}


async def mark(unit: Unit, number: int, mark: Mark, *, words: str = "", now: int) -> bool:
    """Whether it was not so before; `words` are what is told in public."""
    return await unit.change(
        f"UPDATE feedback SET {_MARKS[mark]} AND id = :id AND state <> 'merged'",
        {"id": number, "words": words, "now": now},
    )


async def assign(unit: Unit, number: int, *, user_id: int) -> bool:
    """Whether it was somebody else's, or nobody's, before."""
    return await unit.change(
        "INSERT INTO feedback_assigned (feedback_id, user_id) "
        "SELECT id, :user_id FROM feedback WHERE id = :id AND state <> 'merged' "
        "ON CONFLICT (feedback_id) DO UPDATE SET user_id = excluded.user_id "
        "WHERE feedback_assigned.user_id <> excluded.user_id",
        {"id": number, "user_id": user_id},
    )


async def due(unit: Unit, number: int, *, at: int, is_said: bool = False) -> None:
    """The group means to have answered by then; `is_said`: the desk itself said so."""
    await unit.run(
        "UPDATE feedback SET due_at = :at, eta_at = :eta_at WHERE id = :id",
        {"id": number, "at": at, "eta_at": at if is_said else 0},
    )


async def rate(unit: Unit, number: int, *, score: int, until: int, now: int) -> bool:
    """Whether it could be rated: closed, and not rated before `until` (epoch seconds)."""
    return await unit.change(
        "UPDATE feedback SET score = :score, rated_at = CASE rated_at WHEN 0 THEN :now ELSE rated_at END "
        "WHERE id = :id AND state = 'closed' AND (rated_at = 0 OR rated_at > :until)",
        {"id": number, "score": score, "until": until, "now": now},
    )
