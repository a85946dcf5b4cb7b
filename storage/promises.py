"""Promises to groups and the dates they were moved from; what is said of them lives elsewhere."""

from __future__ import annotations

from bot.domain.promises import Promise, State
from storage.database import Reader, Row, Unit

_SELECT = (
    "SELECT promises.*, coalesce(people.name, '') AS owner, "
    "(SELECT count(*) FROM promise_changes WHERE promise = promises.id) AS moved, "
    "coalesce((SELECT reason FROM promise_changes WHERE promise = promises.id ORDER BY id DESC LIMIT 1), '') "
    "AS put_off "
    "FROM promises LEFT JOIN people ON people.user_id = promises.owner_id "
)


def _promise(row: Row) -> Promise:
    return Promise(
        row["id"],
        row["chat_id"],
        row["owner_id"],
        row["owner"],
        row["words"],
        row["due_at"],
        row["made_at"],
        row["state"],
        row["ended_at"],
        row["moved"],
        row["reason"] or row["put_off"],
    )


async def make(unit: Unit, *, chat_id: int, owner_id: int, words: str, due_at: int, now: int) -> int:
    return await unit.number(
        "INSERT INTO promises (chat_id, owner_id, words, due_at, made_at) "
        "VALUES (:chat_id, :owner_id, :words, :due_at, :now) RETURNING id",
        {"chat_id": chat_id, "owner_id": owner_id, "words": words, "due_at": due_at, "now": now},
    )


async def promise(reader: Reader, number: int) -> Promise | None:
    row = await reader.one(_SELECT + "WHERE promises.id = :id", {"id": number})
    return _promise(row) if row else None


async def all_of(reader: Reader, *, chat_id: int, limit: int) -> list[Promise]:
    """Those that are open by when they fall due, then the others, the latest first."""
    rows = await reader.all(
        _SELECT + "WHERE promises.chat_id = :chat_id ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, "
        "CASE WHEN state = 'open' THEN due_at ELSE -ended_at END, promises.id LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [_promise(row) for row in rows]


async def fell_due(reader: Reader, *, chat_id: int, since: int, until: int) -> list[Promise]:
    """From the one moment until before the other; of those taken back the day of that counts."""
    rows = await reader.all(
        _SELECT + "WHERE promises.chat_id = :chat_id AND "
        "CASE WHEN state = 'dropped' AND ended_at < due_at THEN ended_at ELSE due_at END >= :since AND "
        "CASE WHEN state = 'dropped' AND ended_at < due_at THEN ended_at ELSE due_at END < :until",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return [_promise(row) for row in rows]


async def end(unit: Unit, number: int, *, state: State, reason: str, now: int) -> bool:
    return await unit.change(
        "UPDATE promises SET state = :state, reason = :reason, ended_at = :now WHERE id = :id AND state = 'open'",
        {"id": number, "state": state, "reason": reason, "now": now},
    )


async def move(unit: Unit, one: Promise, *, due_at: int, reason: str, by: int, now: int) -> bool:
    """The date it had and the reason are kept."""
    is_moved = await unit.change(
        "UPDATE promises SET due_at = :due_at WHERE id = :id AND state = 'open' AND due_at = :before",
        {"id": one.id, "due_at": due_at, "before": one.due_at},
    )
    if is_moved:
        await unit.run(
            "INSERT INTO promise_changes (promise, due_before, reason, by_id, at) "
            "VALUES (:promise, :before, :reason, :by, :now)",
            {"promise": one.id, "before": one.due_at, "reason": reason, "by": by, "now": now},
        )
    return is_moved
