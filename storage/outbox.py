"""The outbox: what is to be done in Telegram, whether it was done, and messages kept by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from storage.database import Reader, Row, Unit

MOST_SENT = 10_000
"""What was done stays for two days at most, to see whether it arrived, and no more than so many of the last rows."""


@dataclass(frozen=True, slots=True)
class Posted:
    """An action to be written to the outbox; `body` is its JSON. A fleeting one leaves no row once it is settled."""

    chat_id: int
    priority: int
    body: str
    on_crash: str
    is_ephemeral: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """An action that waits in the outbox; `in_doubt` when a crash left it open whether it was done."""

    id: int
    chat_id: int
    priority: int
    body: str
    on_crash: str
    attempts: int
    in_doubt: bool
    created_at: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an action: done, or dropped for the reason in `error`; `tries` are those since it was read."""

    id: int
    state: Literal["sent", "dropped"]
    error: str = ""
    message_id: int | None = None
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A message (or topic) kept by name for later edits."""

    chat_id: int
    name: str
    message_id: int
    topic: int


async def post(unit: Unit, actions: Iterable[Posted], *, now: int) -> None:
    await unit.many(
        "INSERT INTO outbox (chat_id, priority, body, doubt, is_fleeting, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        ((each.chat_id, each.priority, each.body, each.on_crash, int(each.is_ephemeral), now) for each in actions),
    )


async def unsent(reader: Reader, *, after_id: int) -> list[Due]:
    """At most 1000 of what waits, by id: ids grow in the order of commits, so the last one read is a cursor."""
    rows = await reader.all(
        "SELECT id, chat_id, priority, body, doubt, attempts, state, created_at FROM outbox "
        "WHERE id > :after_id AND state IN ('waiting', 'sending') ORDER BY id LIMIT 1000",
        {"after_id": after_id},
    )
    return [_due(row) for row in rows]


async def unsent_before(reader: Reader, due: Due) -> list[Due]:
    """What was posted to the same chat before it, and still waits."""
    rows = await reader.all(
        "SELECT id, chat_id, priority, body, doubt, attempts, state, created_at FROM outbox "
        "WHERE chat_id = :chat_id AND id < :id AND state IN ('waiting', 'sending') ORDER BY id",
        {"chat_id": due.chat_id, "id": due.id},
    )
    return [_due(row) for row in rows]


def _due(row: Row) -> Due:
    return Due(
        row["id"],
        row["chat_id"],
        row["priority"],
        row["body"],
        row["doubt"],
        row["attempts"],
        row["state"] == "sending",
        row["created_at"],
    )


async def mark_sending(unit: Unit, ids: Iterable[int]) -> None:
    """From here a crash leaves it open whether these were done."""
    await unit.many("UPDATE outbox SET state = 'sending' WHERE id = ? AND state = 'waiting'", ((each,) for each in ids))


async def mark_waiting(unit: Unit, ids: Iterable[int]) -> None:
    """These are known not to have been done, and go again."""
    await unit.many("UPDATE outbox SET state = 'waiting' WHERE id = ? AND state = 'sending'", ((each,) for each in ids))


async def drop_unsure(unit: Unit, *, now: int) -> list[Due]:
    """Settle at the start what a crash left open and its sender would rather not say twice."""
    rows = await unit.all(
        "SELECT id, chat_id, priority, body, doubt, attempts, state, created_at FROM outbox WHERE state = 'sending'"
    )
    await unit.run(
        "UPDATE outbox SET state = 'dropped', error = 'in doubt', done_at = :now WHERE state = 'sending'", {"now": now}
    )
    return [_due(row) for row in rows]


async def record(unit: Unit, results: Iterable[Result], *, now: int) -> None:
    await unit.many(
        "UPDATE outbox SET state = ?, error = ?, message_id = ?, attempts = attempts + ?, done_at = ? "
        "WHERE id = ? AND state IN ('waiting', 'sending')",
        ((each.state, each.error, each.message_id, each.tries, now, each.id) for each in results),
    )
    await unit.many(
        "DELETE FROM outbox WHERE state = 'sent' AND id <= (SELECT max(id) FROM outbox) - :most", [{"most": MOST_SENT}]
    )


async def unsent_in(reader: Reader, *, chat_id: int) -> list[Due]:
    """All that waits for one chat."""
    rows = await reader.all(
        "SELECT id, chat_id, priority, body, doubt, attempts, state, created_at FROM outbox "
        "WHERE chat_id = :chat_id AND state IN ('waiting', 'sending') ORDER BY id",
        {"chat_id": chat_id},
    )
    return [_due(row) for row in rows]


async def waits(reader: Reader, *, chat_id: int, then: str, note: str) -> bool:
    """Whether something is on its way of which `then` waits to hear; `note` is the JSON that comes along."""
    row = await reader.one(
        "SELECT 1 AS yes FROM outbox WHERE chat_id = :chat_id AND state IN ('waiting', 'sending') "
        "AND instr(body, :body) > 0",
        {"chat_id": chat_id, "body": f'"then":"{then}","note":{note}'},
    )
    return row is not None


async def drop_lane(unit: Unit, *, chat_id: int, error: str, now: int) -> int:
    """Give up all that waits for one chat."""
    return await unit.run(
        "UPDATE outbox SET state = 'dropped', error = :error, done_at = :now "
        "WHERE chat_id = :chat_id AND state IN ('waiting', 'sending')",
        {"chat_id": chat_id, "error": error, "now": now},
    )


async def park(unit: Unit, *, chat_id: int) -> None:
    """The bot may not write there; any update from the chat takes it up again."""
    await unit.run("UPDATE chats SET state = 'parked' WHERE chat_id = :chat_id", {"chat_id": chat_id})


# --- messages kept by name -------------------------------------------------------------------------------------------


async def keep_posts(unit: Unit, kept: Iterable[Kept], *, now: int) -> None:
    """A later message of the same name takes the earlier one's place."""
    await unit.many(
        "INSERT INTO posts (chat_id, name, message_id, topic, posted_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (chat_id, name) DO UPDATE SET "
        "message_id = excluded.message_id, topic = excluded.topic, posted_at = excluded.posted_at",
        ((each.chat_id, each.name, each.message_id, each.topic, now) for each in kept),
    )


async def kept_post(reader: Reader, *, chat_id: int, name: str) -> Kept | None:
    row = await reader.one(
        "SELECT chat_id, name, message_id, topic FROM posts WHERE chat_id = :chat_id AND name = :name",
        {"chat_id": chat_id, "name": name},
    )
    return Kept(row["chat_id"], row["name"], row["message_id"], row["topic"]) if row else None


async def chats_with(reader: Reader, *, name: str) -> list[int]:
    """Where a message stands that is kept by that name."""
    rows = await reader.all("SELECT chat_id FROM posts WHERE name = :name ORDER BY chat_id", {"name": name})
    return [row["chat_id"] for row in rows]


async def forget_posts(unit: Unit, posts: Iterable[tuple[int, str]]) -> None:
    """`posts` are (chat id, name) of messages deleted in Telegram."""
    await unit.many("DELETE FROM posts WHERE chat_id = ? AND name = ?", posts)
