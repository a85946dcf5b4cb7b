"""Chats, people, members and how much they say: kept by last known name, never by what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.people import GroupKind, Person
from storage.database import Reader, Row, Unit

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Chat:
    """`locale` is chosen, `language` is that of a member's app (private chats); either may be empty."""

    id: int
    kind: GroupKind
    title: str = ""
    is_forum: bool = False
    locale: str = ""
    language: str = ""
    is_parked: bool = False


class Spoken(NamedTuple):
    """What one member said in one chat within a batch: first and last (epoch seconds), and how often."""

    chat_id: int
    user_id: int
    first_at: int
    last_at: int
    messages: int


class Presence(NamedTuple):
    """That a member came or went, and when (epoch seconds) by Telegram's own clock."""

    chat_id: int
    user_id: int
    at: int


def _chat(row: Row) -> Chat:
    return Chat(
        row["chat_id"],
        row["kind"],
        row["title"],
        bool(row["is_forum"]),
        row["locale"],
        row["language"],
        row["state"] == "parked",
    )


async def chats(reader: Reader) -> list[Chat]:
    return [_chat(row) for row in await reader.all("SELECT * FROM chats")]


async def chat(reader: Reader, chat_id: int) -> Chat | None:
    row = await reader.one("SELECT * FROM chats WHERE chat_id = :chat_id", {"chat_id": chat_id})
    return _chat(row) if row else None


async def keep_chat(unit: Unit, chat: Chat, *, now: int) -> None:
    await unit.run(
        "INSERT INTO chats (chat_id, kind, title, is_forum, locale, language, state, known_at) "
        "VALUES (:id, :kind, :title, :is_forum, :locale, :language, :state, :now) "
        "ON CONFLICT (chat_id) DO UPDATE SET kind = excluded.kind, title = excluded.title, "
        "is_forum = excluded.is_forum, locale = excluded.locale, language = excluded.language, state = excluded.state",
        {
            "id": chat.id,
            "kind": chat.kind,
            "title": chat.title,
            "is_forum": int(chat.is_forum),
            "locale": chat.locale,
            "language": chat.language,
            "state": "parked" if chat.is_parked else "active",
            "now": now,
        },
    )


async def keep_people(unit: Unit, people: Iterable[Person]) -> None:
    await unit.many(
        "INSERT INTO people (user_id, name, username, is_bot) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, username = excluded.username "
        "WHERE people.name <> excluded.name OR people.username <> excluded.username",
        ((each.id, each.name, each.username, int(each.kind == "bot")) for each in people),
    )


async def keep_spoken(unit: Unit, spoken: Iterable[Spoken]) -> None:
    """One upsert a member and batch. Who left and speaks stays out until Telegram tells that they are in."""
    await unit.many(
        "INSERT INTO members (chat_id, user_id, seen_from, seen_at, messages, met_at) VALUES (?1, ?2, ?3, ?4, ?5, ?3) "
        "ON CONFLICT (chat_id, user_id) DO UPDATE SET "
        "seen_at = max(members.seen_at, excluded.seen_at), messages = members.messages + excluded.messages",
        spoken,
    )


async def joined(unit: Unit, passages: Iterable[Presence]) -> None:
    """A member who comes back is a member from now on; what was counted before stays, and later news counts more."""
    await unit.many(
        "INSERT INTO members (chat_id, user_id, seen_from, seen_at, met_at, told_at) VALUES (?1, ?2, ?3, ?3, ?3, ?3) "
        "ON CONFLICT (chat_id, user_id) DO UPDATE SET "
        "seen_from = CASE members.state WHEN 'left' THEN excluded.seen_from ELSE members.seen_from END, state = 'in', "
        "told_at = excluded.told_at WHERE excluded.told_at >= members.told_at",
        passages,
    )


async def heard_here(unit: Unit, *, chat_id: int, user_id: int, at: int) -> None:
    """They gave a command there: who is known to have left in that very second or later is out all the same."""
    await unit.many(
        "INSERT INTO members (chat_id, user_id, seen_from, seen_at, met_at, told_at) VALUES (?1, ?2, ?3, ?3, ?3, ?3) "
        "ON CONFLICT (chat_id, user_id) DO UPDATE SET "
        "seen_from = CASE members.state WHEN 'left' THEN excluded.seen_from ELSE members.seen_from END, state = 'in', "
        "told_at = excluded.told_at WHERE excluded.told_at > members.told_at",
        [(chat_id, user_id, at)],
    )


async def left(unit: Unit, passages: Iterable[Presence]) -> None:
    """Kept of whoever was never met, too: what they said before may come after it."""
    await unit.many(
        "INSERT INTO members (chat_id, user_id, state, seen_from, seen_at, met_at, told_at) "
        "VALUES (?1, ?2, 'left', ?3, ?3, ?3, ?3) ON CONFLICT (chat_id, user_id) DO UPDATE SET "
        "state = 'left', told_at = excluded.told_at WHERE excluded.told_at >= members.told_at",
        passages,
    )


async def found(unit: Unit, *, chat_id: int, user_id: int, is_in: bool, at: int) -> None:
    """By asking, at a moment of the bot's own clock: news that Telegram dates itself, before or after, counts more."""
    await unit.run(
        "INSERT INTO members (chat_id, user_id, state, seen_from, seen_at, met_at) "
        "VALUES (:chat_id, :user_id, :state, :at, :at, :at) ON CONFLICT (chat_id, user_id) DO UPDATE SET "
        "seen_from = CASE WHEN members.state = 'left' AND excluded.state = 'in' "
        "THEN excluded.seen_from ELSE members.seen_from END, "
        "state = excluded.state",
        {"chat_id": chat_id, "user_id": user_id, "state": "in" if is_in else "left", "at": at},
    )


async def has_left(reader: Reader, *, chat_id: int, user_id: int) -> bool:
    """Whether they are known to be out; of whom nothing is known, it is not."""
    where = "SELECT 1 FROM members WHERE chat_id = :chat_id AND user_id = :user_id AND state = 'left'"
    return await reader.one(where, {"chat_id": chat_id, "user_id": user_id}) is not None


async def states(reader: Reader, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """`in` or `left` by chat and person; nobody who was never met there."""
    found: dict[tuple[int, int], str] = {}
    wanted = list(pairs)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        values = ", ".join(f"(:c{number}, :u{number})" for number in range(len(some)))
        params: dict[str, int] = {}
        for number, (chat_id, user_id) in enumerate(some):
            params |= {f"c{number}": chat_id, f"u{number}": user_id}
        rows = await reader.all(
            f"SELECT chat_id, user_id, state FROM members WHERE (chat_id, user_id) IN (VALUES {values})",
            params,
        )
        found |= {(row["chat_id"], row["user_id"]): row["state"] for row in rows}
    return found


async def gone_at(reader: Reader, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """When Telegram told last of those who are out."""
    found: dict[tuple[int, int], int] = {}
    for start in range(0, len(pairs), _AT_ONCE):
        values = ", ".join(f"({chat_id}, {user_id})" for chat_id, user_id in pairs[start : start + _AT_ONCE])
        rows = await reader.all(
            "SELECT chat_id, user_id, told_at FROM members "
            f"WHERE state = 'left' AND (chat_id, user_id) IN (VALUES {values})"
        )
        found |= {(row["chat_id"], row["user_id"]): row["told_at"] for row in rows}
    return found


async def is_in(reader: Reader, *, chat_id: int, user_id: int) -> bool:
    where = "SELECT 1 FROM members WHERE chat_id = :chat_id AND user_id = :user_id AND state = 'in'"
    return await reader.one(where, {"chat_id": chat_id, "user_id": user_id}) is not None


def _person(row: Row) -> Person:
    return Person(row["user_id"], row["name"], row["username"], "bot" if row["is_bot"] else "member")


async def person(reader: Reader, *, user_id: int) -> Person | None:
    row = await reader.one("SELECT * FROM people WHERE user_id = :user_id", {"user_id": user_id})
    return _person(row) if row else None


async def person_by_username(reader: Reader, *, username: str) -> Person | None:
    """The one last seen with that @name, whatever its letter case: it is taken from whoever had it before."""
    row = await reader.one(
        "SELECT * FROM people WHERE lower(username) = lower(:username) AND username <> ''",
        {"username": username},
    )
    return _person(row) if row else None


async def bots(reader: Reader) -> list[int]:
    """Ids of the bots that were met."""
    return [row["user_id"] for row in await reader.all("SELECT user_id FROM people WHERE is_bot = 1")]


async def seen_lately(reader: Reader, *, chat_id: int, limit: int) -> list[Person]:
    """Members, whoever spoke last first; no bots."""
    rows = await reader.all(
        "SELECT people.* FROM members JOIN people USING (user_id) WHERE members.chat_id = :chat_id "
        "AND members.state = 'in' AND people.is_bot = 0 AND people.name <> '' "
        "ORDER BY members.seen_at DESC, people.user_id LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [_person(row) for row in rows]


async def groups_of(reader: Reader, *, user_id: int) -> list[Chat]:
    """The groups, not parked, in which the person is a member."""
    rows = await reader.all(
        "SELECT chats.* FROM members JOIN chats USING (chat_id) WHERE members.user_id = :user_id "
        "AND members.state = 'in' AND chats.state = 'active' "
        "AND chats.kind IN ('group', 'supergroup') ORDER BY chat_id",
        {"user_id": user_id},
    )
    return [_chat(row) for row in rows]
