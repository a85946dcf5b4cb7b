"""What the guard found, and what it was taught; judging lives in the domain, acting in the handlers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.guard import MEDIA, Find
from storage.database import Reader, Row, Unit

_LONGEST = 1000
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A find as it is kept; `said` is empty once a moderator has looked."""

    id: int
    chat_id: int
    user_id: int
    name: str
    message_id: int
    topic: int
    why: str
    said: str
    at: int
    sanction: int
    state: str
    has_media: bool


def _kept(row: Row) -> Kept:
    return Kept(**{name: row[name] for name in Kept.__slots__ if name != "has_media"}, has_media=bool(row["has_media"]))


async def keep(unit: Unit, finds: Iterable[Find]) -> None:
    await unit.many(
        "INSERT INTO guard_finds (chat_id, user_id, name, message_id, topic, why, said, has_media, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            (
                said.chat_id,
                said.user_id,
                said.name,
                said.message_id,
                said.topic,
                each.why,
                said.text[:_LONGEST],
                int(bool(said.marks & MEDIA)),
                said.at,
            )
            for each in finds
            if (said := each.heard)
        ),
    )


async def in_state(reader: Reader, state: str, *, chat_id: int, limit: int, since: int = 0) -> list[Kept]:
    """Oldest first."""
    rows = await reader.all(
        "SELECT * FROM guard_finds WHERE chat_id = :chat_id AND state = :state AND at >= :since "
        "ORDER BY id LIMIT :limit",
        {"chat_id": chat_id, "state": state, "since": since, "limit": limit},
    )
    return [_kept(row) for row in rows]


async def find(reader: Reader, number: int) -> Kept | None:
    row = await reader.one("SELECT * FROM guard_finds WHERE id = :id", {"id": number})
    return _kept(row) if row else None


async def of_sanction(reader: Reader, sanction: int) -> list[Kept]:
    """Oldest first."""
    rows = await reader.all("SELECT * FROM guard_finds WHERE sanction = :sanction ORDER BY id", {"sanction": sanction})
    return [_kept(row) for row in rows]


async def becomes(unit: Unit, one: Kept, state: str, *, sanction: int = 0, keeps_words: bool = True) -> bool:
    """Whether it was still as `one` says."""
    said = ":said" if keeps_words else "''"
    params: dict[str, int | str] = {
        "state": state,
        "sanction": sanction or one.sanction,
        "id": one.id,
        "was": one.state,
    }
    if keeps_words:
        params["said"] = one.said
    return await unit.change(
        f"UPDATE guard_finds SET state = :state, sanction = :sanction, said = {said} WHERE id = :id AND state = :was",
        params,
    )


async def all_become(unit: Unit, found: Iterable[Kept], state: str, *, keeps_words: bool = True) -> None:
    """Those that still are as they say."""
    await unit.many(
        "UPDATE guard_finds SET state = ?, said = ? WHERE id = ? AND state = ?",
        ((state, each.said if keeps_words else "", each.id, each.state) for each in found),
    )


async def counts(reader: Reader, *, chat_id: int, since: int) -> dict[tuple[str, str], int]:
    """By what was found and what became of it."""
    rows = await reader.all(
        "SELECT why, state, count(*) AS number FROM guard_finds WHERE chat_id = :chat_id AND at >= :since "
        "GROUP BY why, state",
        {"chat_id": chat_id, "since": since},
    )
    return {(row["why"], row["state"]): row["number"] for row in rows}


async def teach(unit: Unit, what: str, mark: str, *, chat_id: int, by: int, at: int) -> None:
    await unit.run(
        "INSERT INTO guard_lessons (chat_id, what, mark, by_id, at) VALUES (:chat_id, :what, :mark, :by, :at) "
        "ON CONFLICT DO NOTHING",
        {"chat_id": chat_id, "what": what, "mark": mark, "by": by, "at": at},
    )


async def lessons(reader: Reader) -> list[tuple[int, str, str]]:
    """Of every group."""
    rows = await reader.all("SELECT chat_id, what, mark FROM guard_lessons")
    return [(row["chat_id"], row["what"], row["mark"]) for row in rows]


async def newcomers(reader: Reader, *, since: int) -> list[tuple[int, int, int]]:
    """Chat, member, and when they first came, of those of whose coming Telegram told since then."""
    rows = await reader.all(
        "SELECT chat_id, user_id, met_at FROM members WHERE state = 'in' AND met_at >= :since AND told_at > 0",
        {"since": since},
    )
    return [(row["chat_id"], row["user_id"], row["met_at"]) for row in rows]
