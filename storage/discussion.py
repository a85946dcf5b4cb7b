"""Discussions, their voices, words and thanks; what counts as a voice is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from bot.domain.discussion import FEWEST, Discussion, Thanked, Voice, Wanted
from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """Something said, until it is counted."""

    id: int
    user_id: int
    words: str


def _discussion(row: Row) -> Discussion:
    return Discussion(
        row["id"],
        row["chat_id"],
        row["place"],
        row["kind"],
        bool(row["is_own"]),
        row["title"],
        row["photo"],
        row["opened_by"],
        row["opened_at"],
        row["closes_at"],
        row["nudges"],
        row["state"],
    )


async def ask(unit: Unit, wanted: Wanted) -> Discussion | None:
    """A new one that is not there yet; None where this key asked before."""
    row = await unit.one(
        "INSERT INTO discussions "
        "(chat_id, place, kind, is_own, title, photo, opened_by, opened_at, closes_at, idempotency_key) VALUES "
        "(:chat_id, 0, :kind, :is_own, :title, :photo, :by, :at, :closes_at, :key) "
        "ON CONFLICT DO NOTHING RETURNING *",
        asdict(wanted) | {"is_own": int(wanted.is_own)},
    )
    return _discussion(row) if row else None


async def discussion(reader: Reader, number: int) -> Discussion | None:
    row = await reader.one("SELECT * FROM discussions WHERE id = :id", {"id": number})
    return _discussion(row) if row else None


async def at(reader: Reader, *, chat_id: int, place: int) -> Discussion | None:
    """The open one there."""
    row = await reader.one(
        "SELECT * FROM discussions WHERE chat_id = :chat_id AND place = :place AND state = 'open'",
        {"chat_id": chat_id, "place": place},
    )
    return _discussion(row) if row else None


async def open_ones(reader: Reader) -> list[tuple[int, int, int]]:
    """(chat id, place, number) of all that are open."""
    rows = await reader.all("SELECT chat_id, place, id FROM discussions WHERE state = 'open'")
    return [(row["chat_id"], row["place"], row["id"]) for row in rows]


async def began(unit: Unit, number: int, *, place: int) -> bool:
    """Whether it was still to begin."""
    return await unit.change(
        "UPDATE discussions SET place = :place, state = 'open' WHERE id = :id AND state = 'opening' AND NOT EXISTS "
        "(SELECT 1 FROM discussions AS other WHERE other.chat_id = discussions.chat_id AND other.place = :place "
        "AND other.state = 'open')",
        {"id": number, "place": place},
    )


async def left_behind(reader: Reader, *, chat_id: int) -> list[Discussion]:
    """Open ones whose post stands in the group which this one was: nobody can reply to it any more."""
    rows = await reader.all(
        "SELECT * FROM discussions WHERE chat_id = :chat_id AND state = 'open' AND kind = 'post' AND place < 0",
        {"chat_id": chat_id},
    )
    return [_discussion(row) for row in rows]


async def moved(unit: Unit, number: int, *, place: int) -> bool:
    """Whether it goes on there."""
    return await unit.change(
        "UPDATE discussions SET place = :place WHERE id = :id AND state = 'open'", {"id": number, "place": place}
    )


async def end(unit: Unit, number: int, *, state: str) -> bool:
    """Whether it had not ended before; what was said is let go."""
    is_ended = await unit.change(
        "UPDATE discussions SET state = :state WHERE id = :id AND state IN ('opening', 'open')",
        {"id": number, "state": state},
    )
    await unit.run("DELETE FROM discussion_lines WHERE discussion = :id", {"id": number})
    await unit.run("DELETE FROM discussion_words WHERE discussion = :id", {"id": number})
    return is_ended


async def nudged(unit: Unit, number: int, *, before: int) -> bool:
    """Whether the ice-breakers said were still that many."""
    return await unit.change(
        "UPDATE discussions SET nudges = nudges + 1 WHERE id = :id AND nudges = :before AND state = 'open'",
        {"id": number, "before": before},
    )


# --- who and what ----------------------------------------------------------------------------------------------------


async def spoken(unit: Unit, rows: Iterable[tuple[int, int, int, int, int]]) -> None:
    """`rows` are (discussion, member, messages, replies, epoch seconds of the last)."""
    await unit.many(
        "INSERT INTO discussion_voices (discussion, user_id, messages, replies, last_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (discussion, user_id) DO UPDATE SET messages = discussion_voices.messages + excluded.messages, "
        "replies = discussion_voices.replies + excluded.replies, "
        "last_at = max(discussion_voices.last_at, excluded.last_at)",
        rows,
    )


async def keep_lines(unit: Unit, rows: Iterable[tuple[int, int, str, int]]) -> None:
    """`rows` are (discussion, member, words, epoch seconds)."""
    await unit.many("INSERT INTO discussion_lines (discussion, user_id, words, at) VALUES (?, ?, ?, ?)", rows)


async def lines(reader: Reader, number: int, *, limit: int) -> list[Line]:
    rows = await reader.all(
        "SELECT id, user_id, words FROM discussion_lines WHERE discussion = :id ORDER BY id LIMIT :limit",
        {"id": number, "limit": limit},
    )
    return [Line(row["id"], row["user_id"], row["words"]) for row in rows]


async def count_words(unit: Unit, number: int, *, words: Iterable[tuple[str, int]], up_to: int) -> None:
    """(word, member) pairs of the lines up to that one, which are let go."""
    await unit.many(
        "INSERT INTO discussion_words (discussion, word, user_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(number, word, user_id) for word, user_id in words],
    )
    await unit.run(
        "DELETE FROM discussion_lines WHERE discussion = :id AND id <= :up_to", {"id": number, "up_to": up_to}
    )


async def hot_words(reader: Reader, number: int, *, most: int) -> list[str]:
    """Of at least five people each, the most widely used first."""
    rows = await reader.all(
        "SELECT word FROM discussion_words WHERE discussion = :id GROUP BY word HAVING count(*) >= :fewest "
        "ORDER BY count(*) DESC, word LIMIT :most",
        {"id": number, "fewest": FEWEST, "most": most},
    )
    return [row["word"] for row in rows]


async def voices(reader: Reader, number: int) -> list[Voice]:
    """Whoever had said all they had to say first, first; whoever keeps off the boards stays nameless."""
    rows = await reader.all(
        "SELECT voice.*, coalesce(members.state, 'left') AS state, "
        "CASE WHEN hidden.user_id IS NULL THEN coalesce(people.name, '') ELSE '' END AS name, "
        "(SELECT count(*) FROM discussion_thanks AS t WHERE t.discussion = voice.discussion "
        "AND t.user_id = voice.user_id) AS thanks "
        "FROM discussion_voices AS voice JOIN discussions ON discussions.id = voice.discussion "
        "LEFT JOIN people ON people.user_id = voice.user_id "
        "LEFT JOIN members ON members.chat_id = discussions.chat_id AND members.user_id = voice.user_id "
        "LEFT JOIN hidden ON hidden.chat_id = discussions.chat_id AND hidden.user_id = voice.user_id "
        "WHERE voice.discussion = :id ORDER BY voice.last_at, voice.user_id",
        {"id": number},
    )
    return [
        Voice(row["user_id"], row["name"], row["messages"], row["replies"], row["thanks"], row["state"] == "in")
        for row in rows
    ]


async def last_at(reader: Reader, number: int) -> int:
    """When somebody spoke there last; 0 while nobody has."""
    return await reader.number(
        "SELECT coalesce(max(last_at), 0) FROM discussion_voices WHERE discussion = :id", {"id": number}
    )


async def thanked(unit: Unit, number: int, *, entry: int, user_id: int, message_id: int) -> None:
    await unit.run(
        "INSERT INTO discussion_thanks (entry, discussion, user_id, message_id) "
        "VALUES (:entry, :id, :user_id, :message_id) ON CONFLICT DO NOTHING",
        {"entry": entry, "id": number, "user_id": user_id, "message_id": message_id},
    )


async def most_thanked(reader: Reader, number: int, *, most: int) -> list[Thanked]:
    """Those whose entries were not undone since."""
    rows = await reader.all(
        "SELECT message_id, coalesce(people.name, '') AS name, count(*) AS thanks FROM discussion_thanks AS t "
        "LEFT JOIN people ON people.user_id = t.user_id WHERE discussion = :id "
        "AND NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.reverses = t.entry) "
        "GROUP BY message_id, people.name ORDER BY thanks DESC, message_id LIMIT :most",
        {"id": number, "most": most},
    )
    return [Thanked(row["name"], row["message_id"], row["thanks"]) for row in rows]
