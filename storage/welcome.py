"""Who came into which group, and whether they were greeted; groups' own words of welcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.domain.welcome import BACK_AFTER, ONE_COMING, Crowd, Newcomer, State
from storage.database import Reader, Unit

_AT_ONCE = 100


class Coming(NamedTuple):
    """One arrival; `at` in epoch seconds, `source` the way they came by, `day` the local day (0: not counted)."""

    chat_id: int
    user_id: int
    at: int
    language: str
    source: str = ""
    day: int = 0


async def came(unit: Unit, coming: Iterable[Coming]) -> None:
    """Before they count as met. One arrival that is told twice is one; who was met before comes back.

    Who was greeted lately is not greeted again.
    """
    await unit.many(
        "INSERT INTO newcomers (chat_id, user_id, came_at, language, source, day, state, is_back) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', (SELECT count(*) FROM members WHERE chat_id = ?1 AND user_id = ?2 "
        f"AND (state = 'left' OR met_at < ?3 - {ONE_COMING}))) "
        "ON CONFLICT (chat_id, user_id) DO UPDATE SET came_at = excluded.came_at, source = excluded.source, "
        "day = excluded.day, first_deed = '', spoke = 0, stayed = 0, next_day = 0, in_week = 0, in_month = 0, "
        "checked_in = 0, took_part = 0, redeemed = 0, is_back = 1, state = "
        f"CASE WHEN newcomers.greeted_at > excluded.came_at - {BACK_AFTER} THEN 'silent' ELSE excluded.state END "
        f"WHERE excluded.came_at > newcomers.came_at + {ONE_COMING}",
        coming,
    )


async def came_since(reader: Reader, *, chat_id: int, since: int) -> int:
    """How many, whatever became of them."""
    return await reader.number(
        "SELECT count(*) FROM newcomers WHERE chat_id = :chat_id AND came_at > :since",
        {"chat_id": chat_id, "since": since},
    )


_PASSED = (
    "NOT EXISTS (SELECT 1 FROM gate_guests WHERE gate_guests.chat_id = newcomers.chat_id "
    "AND gate_guests.user_id = newcomers.user_id AND gate_guests.state IN ('new', 'waits') "
    "AND gate_guests.is_trial = 0)"
)
_WAITING = (
    "FROM newcomers JOIN members USING (chat_id, user_id) WHERE newcomers.chat_id = :chat_id "
    f"AND newcomers.state = 'waiting' AND members.state = 'in' AND {_PASSED}"
)


async def waiting(reader: Reader, *, chat_id: int, named: int) -> Crowd:
    """Who is still in and has passed the gate; so many of them by name, new ones first."""
    counts = await reader.one(
        f"SELECT count(*) AS number, count(CASE WHEN newcomers.is_back = 1 THEN 1 END) AS back {_WAITING}",
        {"chat_id": chat_id},
    )
    rows = await reader.all(
        "SELECT newcomers.user_id, coalesce(people.name, '') AS name, newcomers.language, newcomers.is_back "
        f"{_WAITING.replace(' WHERE', ' LEFT JOIN people USING (user_id) WHERE', 1)} "
        "ORDER BY CASE WHEN newcomers.is_back = 1 THEN 1 ELSE 0 END, newcomers.came_at, newcomers.user_id LIMIT :named",
        {"chat_id": chat_id, "named": named},
    )
    back = int(counts["back"]) if counts else 0
    new = int(counts["number"]) - back if counts else 0
    newcomers = [Newcomer(row["user_id"], row["name"], row["language"], bool(row["is_back"])) for row in rows]
    return Crowd(new, back, tuple(newcomers))


async def first_waiting(reader: Reader, *, chat_id: int) -> int:
    """When the first of those who wait came; 0 where nobody does."""
    return await reader.number(
        "SELECT min(came_at) FROM newcomers WHERE chat_id = :chat_id AND state = 'waiting'", {"chat_id": chat_id}
    )


async def greeted(unit: Unit, *, chat_id: int, state: State, at: int) -> None:
    """All who waited, passed the gate and are still in; who has left meanwhile was not."""
    await unit.run(
        "UPDATE newcomers SET state = 'silent' WHERE chat_id = :chat_id AND state = 'waiting' AND NOT EXISTS "
        "(SELECT 1 FROM members WHERE members.chat_id = newcomers.chat_id "
        "AND members.user_id = newcomers.user_id AND members.state = 'in')",
        {"chat_id": chat_id},
    )
    await unit.run(
        "UPDATE newcomers SET state = :state, greeted_at = :at WHERE chat_id = :chat_id AND state = 'waiting' "
        f"AND {_PASSED}",
        {"chat_id": chat_id, "state": state, "at": at},
    )


async def own_words(reader: Reader, *, chat_id: int) -> str:
    """Empty where the group wrote none."""
    row = await reader.one(
        "SELECT words FROM group_words WHERE chat_id = :chat_id AND kind = 'welcome'", {"chat_id": chat_id}
    )
    return row["words"] if row else ""


async def write(unit: Unit, words: str, *, chat_id: int, by: int, at: int) -> None:
    await unit.run(
        "INSERT INTO group_words (chat_id, kind, words, by_id, at) VALUES (:chat_id, 'welcome', :words, :by, :at) "
        "ON CONFLICT (chat_id, kind) DO UPDATE SET words = excluded.words, by_id = excluded.by_id, at = excluded.at",
        {"chat_id": chat_id, "words": words, "by": by, "at": at},
    )


async def forget_words(unit: Unit, *, chat_id: int) -> bool:
    """Whether there were any."""
    return await unit.change(
        "DELETE FROM group_words WHERE chat_id = :chat_id AND kind = 'welcome'", {"chat_id": chat_id}
    )


async def comings(reader: Reader, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, str]]:
    """When these came last, and the way they came by; nothing of who never came while the bot was there."""
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for start in range(0, len(pairs), _AT_ONCE):
        values = ", ".join(f"({chat_id}, {user_id})" for chat_id, user_id in pairs[start : start + _AT_ONCE])
        rows = await reader.all(
            f"SELECT chat_id, user_id, came_at, source FROM newcomers WHERE (chat_id, user_id) IN (VALUES {values})"
        )
        found |= {(row["chat_id"], row["user_id"]): (row["came_at"], row["source"]) for row in rows}
    return found


async def came_by(unit: Unit, sources: Mapping[tuple[int, int], str]) -> None:
    """The way they came by, where it was told after their coming."""
    await unit.many(
        "UPDATE newcomers SET source = ?3 WHERE chat_id = ?1 AND user_id = ?2",
        [(*pair, source) for pair, source in sources.items()],
    )
