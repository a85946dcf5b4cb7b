"""What the guard found, and what it was taught; judging lives in the domain, acting in the handlers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.guard import MEDIA, Find
from bot.domain.leads import words_of
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
    """Each message once, but for one that was let pass and says something else since."""
    await unit.many(
        "INSERT INTO guard_finds (chat_id, user_id, name, message_id, topic, why, said, has_media, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, message_id, user_id) DO UPDATE SET "
        "why = excluded.why, said = excluded.said, sanction = 0, state = 'new' "
        "WHERE guard_finds.state = 'wrong' OR guard_finds.why = 'reported'",
        (
            (
                said.chat_id,
                said.user_id,
                said.name,
                said.message_id,
                said.topic,
                each.why,
                words_of(said)[:_LONGEST],
                int(bool(said.marks & MEDIA)),
                said.at,
            )
            for each in finds
            if (said := each.heard)
        ),
    )


async def keep_reported(unit: Unit, one: Kept) -> None:
    """What a member reported, until moderators have judged it; what was found before is kept already."""
    await unit.run(
        "INSERT INTO guard_finds (chat_id, user_id, name, message_id, topic, why, said, has_media, at, state) "
        "VALUES (:chat_id, :user_id, :name, :message_id, :topic, 'reported', :said, :has_media, :at, 'passed') "
        "ON CONFLICT DO NOTHING",
        {
            "chat_id": one.chat_id,
            "user_id": one.user_id,
            "name": one.name,
            "message_id": one.message_id,
            "topic": one.topic,
            "said": one.said[:_LONGEST],
            "has_media": int(one.has_media),
            "at": one.at,
        },
    )


async def of_message(reader: Reader, message_id: int, *, chat_id: int) -> Kept | None:
    row = await reader.one(
        "SELECT * FROM guard_finds WHERE chat_id = :chat_id AND message_id = :message_id",
        {"chat_id": chat_id, "message_id": message_id},
    )
    return _kept(row) if row else None


async def forget_reported(unit: Unit, message_id: int, *, chat_id: int) -> None:
    await unit.run(
        "UPDATE guard_finds SET said = '' WHERE chat_id = :chat_id AND message_id = :message_id AND why = 'reported'",
        {"chat_id": chat_id, "message_id": message_id},
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


async def turns_out(unit: Unit, one: Kept, why: str) -> None:
    await unit.run("UPDATE guard_finds SET why = :why WHERE id = :id", {"why": why, "id": one.id})


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


async def put_out(unit: Unit, banned: Iterable[tuple[int, int, int]]) -> None:
    """Of (chat id, user id, moment)."""
    await unit.many("INSERT INTO removals (chat_id, user_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", banned)


async def let_back(unit: Unit, pairs: Iterable[tuple[int, int]]) -> None:
    await unit.many("DELETE FROM removals WHERE chat_id = ? AND user_id = ?", pairs)


async def removed_elsewhere(reader: Reader, *, since: int) -> set[tuple[int, int]]:
    """Chat and member, of those who first came in since then and are put out of another group."""
    rows = await reader.all(
        "SELECT DISTINCT members.chat_id, members.user_id FROM members JOIN removals "
        "ON removals.user_id = members.user_id AND removals.chat_id <> members.chat_id "
        "WHERE members.state = 'in' AND members.met_at >= :since AND members.messages = 0 AND members.told_at > 0",
        {"since": since},
    )
    return {(row["chat_id"], row["user_id"]) for row in rows}


async def removed_among(reader: Reader, pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of them (chat, member) who are put out of another group."""
    people = sorted({user_id for _, user_id in pairs})
    out: set[tuple[int, int]] = set()
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        names = ", ".join(f":u{number}" for number in range(len(some)))
        rows = await reader.all(
            f"SELECT chat_id, user_id FROM removals WHERE user_id IN ({names})",
            {f"u{number}": user_id for number, user_id in enumerate(some)},
        )
        out |= {(row["chat_id"], row["user_id"]) for row in rows}
    return {pair for pair in pairs if any(who == pair[1] and chat_id != pair[0] for chat_id, who in out)}


async def newcomers(reader: Reader, *, since: int) -> list[tuple[int, int, int]]:
    """Chat, member, and when they first came, of those who came in since then and were never met before."""
    rows = await reader.all(
        "SELECT members.chat_id, members.user_id, members.met_at FROM members JOIN newcomers USING (chat_id, user_id) "
        "WHERE members.state = 'in' AND members.met_at >= :since AND newcomers.came_at >= :since",
        {"since": since},
    )
    return [(row["chat_id"], row["user_id"], row["met_at"]) for row in rows]
