"""The audit log: actions of moderators, written once, and members' reports."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Noted:
    """`target_id` is 0 where the action was done to nobody in particular; `at` is in epoch seconds."""

    kind: str
    actor_id: int
    actor_name: str
    target_id: int
    target_name: str
    words: str
    at: int
    id: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    id: int
    chat_id: int
    reporter_id: int
    target_id: int
    target_name: str
    message_id: int
    state: str
    words: str = ""


async def note(unit: Unit, noted: Noted, *, chat_id: int) -> None:
    await unit.run(
        "INSERT INTO audit (chat_id, deed, actor_id, actor_name, target_id, target_name, words, at) "
        "VALUES (:chat_id, :deed, :actor_id, :actor_name, :target_id, :target_name, :words, :at)",
        {
            "chat_id": chat_id,
            "deed": noted.kind,
            "actor_id": noted.actor_id,
            "actor_name": noted.actor_name,
            "target_id": noted.target_id,
            "target_name": noted.target_name,
            "words": noted.words,
            "at": noted.at,
        },
    )


async def latest(reader: Reader, *, chat_id: int, limit: int, before: int) -> list[Noted]:
    """Those with numbers below `before`, newest first."""
    rows = await reader.all(
        "SELECT * FROM audit WHERE chat_id = :chat_id AND id < :before ORDER BY id DESC LIMIT :limit",
        {"chat_id": chat_id, "before": before, "limit": limit},
    )
    return [
        Noted(
            row["deed"],
            row["actor_id"],
            row["actor_name"],
            row["target_id"],
            row["target_name"],
            row["words"],
            row["at"],
            row["id"],
        )
        for row in rows
    ]


def _report(row: Row) -> Report:
    return Report(
        row["id"],
        row["chat_id"],
        row["reporter_id"],
        row["target_id"],
        row["target_name"],
        row["message_id"],
        row["state"],
        row["words"],
    )


async def report(
    unit: Unit,
    *,
    chat_id: int,
    reporter_id: int,
    target_id: int,
    target_name: str,
    message_id: int,
    words: str,
    at: int,
) -> int | None:
    """Its number; None where this member reported this message before."""
    row = await unit.one(
        "INSERT INTO reports (chat_id, reporter_id, target_id, target_name, message_id, words, at) "
        "VALUES (:chat_id, :reporter_id, :target_id, :target_name, :message_id, :words, :at) "
        "ON CONFLICT DO NOTHING RETURNING id",
        {
            "chat_id": chat_id,
            "reporter_id": reporter_id,
            "target_id": target_id,
            "target_name": target_name,
            "message_id": message_id,
            "words": words,
            "at": at,
        },
    )
    return row["id"] if row else None


async def reports_since(reader: Reader, *, reporter_id: int, since: int) -> int:
    return await reader.number(
        "SELECT count(*) FROM reports WHERE reporter_id = :reporter_id AND at >= :since",
        {"reporter_id": reporter_id, "since": since},
    )


async def find_report(reader: Reader, number: int) -> Report | None:
    row = await reader.one("SELECT * FROM reports WHERE id = :id", {"id": number})
    return _report(row) if row else None


async def open_reports(reader: Reader, *, chat_id: int, limit: int) -> list[Report]:
    """Oldest first, one a message; without those about administrators, or about whoever hides behind the group, which
    go past them.
    """
    rows = await reader.all(
        "SELECT * FROM reports WHERE chat_id = :chat_id AND state = 'open' AND target_id > 0 AND target_id NOT IN "
        "(SELECT user_id FROM administrators WHERE administrators.chat_id = :chat_id) AND id IN (SELECT min(id) "
        "FROM reports WHERE chat_id = :chat_id AND state = 'open' GROUP BY message_id) ORDER BY id LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [_report(row) for row in rows]


async def open_about(reader: Reader, *, chat_id: int, message_id: int) -> list[Report]:
    """All that are open about one message: the first of them has the card."""
    rows = await reader.all(
        "SELECT * FROM reports WHERE chat_id = :chat_id AND message_id = :message_id AND state = 'open' ORDER BY id",
        {"chat_id": chat_id, "message_id": message_id},
    )
    return [_report(row) for row in rows]


async def idle_reports(reader: Reader, *, reporter_id: int, chat_id: int, since: int) -> int:
    """How many of somebody's reports came to nothing since then; 0 where any was found right."""
    return await reader.number(
        "SELECT CASE WHEN sum(CASE state WHEN 'upheld' THEN 1 ELSE 0 END) > 0 THEN 0 "
        "ELSE sum(CASE state WHEN 'dismissed' THEN 1 ELSE 0 END) END FROM reports "
        "WHERE reporter_id = :reporter_id AND chat_id = :chat_id AND at >= :since",
        {"reporter_id": reporter_id, "chat_id": chat_id, "since": since},
    )


async def chats_of_post(reader: Reader, name: str) -> list[int]:
    """Where messages are kept under that name."""
    rows = await reader.all("SELECT chat_id FROM posts WHERE name = :name", {"name": name})
    return [row["chat_id"] for row in rows]


async def settle_report(unit: Unit, number: int, *, state: str) -> bool:
    """Whether it was still open."""
    statement = "UPDATE reports SET state = :state WHERE id = :id AND state = 'open'"
    return await unit.change(statement, {"id": number, "state": state})
