"""What was done to members who broke the rules, and appeals against it; what follows is decided in the service."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.sanctions import Kind
from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Sanction:
    """Times are in epoch seconds: `until` 0 is for good, `lifted_at` 0 is not lifted.

    `actor_id` 0 is the bot itself, which went by `why`; `cause` is the warning that it followed from.
    """

    chat_id: int
    target_id: int
    target_name: str
    actor_id: int
    actor_name: str
    kind: Kind
    at: int
    until: int = 0
    rule: int = 0
    reason: str = ""
    message_id: int = 0
    cause: int = 0
    why: str = ""
    lifted_at: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Appeal:
    id: int
    sanction: int
    chat_id: int
    user_id: int
    words: str
    state: str


def _sanction(row: Row) -> Sanction:
    return Sanction(**{name: row[name] for name in Sanction.__slots__})


async def add(unit: Unit, sanction: Sanction) -> int:
    row = await unit.one(
        "INSERT INTO sanctions (chat_id, target_id, target_name, actor_id, actor_name, kind, why, rule, reason, "
        "message_id, cause, at, until) VALUES (:chat_id, :target_id, :target_name, :actor_id, :actor_name, :kind, "
        ":why, :rule, :reason, :message_id, :cause, :at, :until) RETURNING id",
        {name: getattr(sanction, name) for name in Sanction.__slots__ if name not in ("id", "lifted_at")},
    )
    return int(row["id"]) if row else 0


async def find(reader: Reader, number: int) -> Sanction | None:
    row = await reader.one("SELECT * FROM sanctions WHERE id = :id", {"id": number})
    return _sanction(row) if row else None


async def followed(reader: Reader, sanction: Sanction) -> list[Sanction]:
    """The mutes and bans that followed from it and were not lifted."""
    rows = await reader.all(
        "SELECT * FROM sanctions WHERE chat_id = :chat_id AND target_id = :user_id AND kind IN ('mute', 'ban') "
        "AND cause = :id AND lifted_at = 0 ORDER BY id",
        {"chat_id": sanction.chat_id, "user_id": sanction.target_id, "id": sanction.id},
    )
    return [_sanction(row) for row in rows]


async def cite(unit: Unit, number: int, *, rule: int) -> None:
    """It and what followed from it."""
    await unit.run("UPDATE sanctions SET rule = :rule WHERE id = :id OR cause = :id", {"id": number, "rule": rule})


async def cited_for(reader: Reader, why: str, *, chat_id: int, since: int) -> int:
    """The rule that was cited last for what the guard goes by, and was not taken back; 0 where there is none."""
    return await reader.number(
        "SELECT rule FROM sanctions WHERE chat_id = :chat_id AND why = :why AND rule > 0 AND lifted_at = 0 "
        "AND at > :since ORDER BY id DESC LIMIT 1",
        {"chat_id": chat_id, "why": why, "since": since},
    )


async def lift(unit: Unit, number: int, *, at: int) -> bool:
    """Whether it was not lifted before."""
    return await unit.change(
        "UPDATE sanctions SET lifted_at = :at WHERE id = :id AND lifted_at = 0", {"id": number, "at": at}
    )


async def in_force(reader: Reader, *, chat_id: int, user_id: int, kind: Kind, now: int) -> list[Sanction]:
    """Neither lifted nor over; oldest first."""
    rows = await reader.all(
        "SELECT * FROM sanctions WHERE chat_id = :chat_id AND target_id = :user_id AND kind = :kind "
        "AND lifted_at = 0 AND (until = 0 OR until > :now) ORDER BY id",
        {"chat_id": chat_id, "user_id": user_id, "kind": kind, "now": now},
    )
    return [_sanction(row) for row in rows]


async def name_of(reader: Reader, target_id: int, *, chat_id: int) -> str:
    """As it was written down last; empty where nothing was done to it there."""
    row = await reader.one(
        "SELECT target_name FROM sanctions WHERE chat_id = :chat_id AND target_id = :target_id "
        "ORDER BY id DESC LIMIT 1",
        {"chat_id": chat_id, "target_id": target_id},
    )
    return str(row["target_name"]) if row else ""


async def all_in_force(reader: Reader, *, chat_id: int, kind: Kind, now: int, limit: int) -> list[Sanction]:
    """Against anybody, neither lifted nor over; newest first."""
    rows = await reader.all(
        "SELECT * FROM sanctions WHERE chat_id = :chat_id AND kind = :kind AND lifted_at = 0 "
        "AND (until = 0 OR until > :now) ORDER BY id DESC LIMIT :limit",
        {"chat_id": chat_id, "kind": kind, "now": now, "limit": limit},
    )
    return [_sanction(row) for row in rows]


async def against(reader: Reader, *, user_id: int, since: int, limit: int, chat_id: int = 0) -> list[Sanction]:
    """Those against one member, newest first; `chat_id` 0 is in any group."""
    rows = await reader.all(
        "SELECT * FROM sanctions WHERE target_id = :user_id AND at >= :since AND (:chat_id = 0 OR chat_id = :chat_id) "
        "ORDER BY id DESC LIMIT :limit",
        {"user_id": user_id, "since": since, "limit": limit, "chat_id": chat_id},
    )
    return [_sanction(row) for row in rows]


async def keep_words(unit: Unit, number: int, *, user_id: int, words: str, at: int) -> None:
    await unit.run(
        "INSERT INTO sanction_words (sanction, user_id, said, at) VALUES (:sanction, :user_id, :said, :at) "
        "ON CONFLICT DO NOTHING",
        {"sanction": number, "user_id": user_id, "said": words, "at": at},
    )


async def words_of(reader: Reader, number: int) -> str:
    row = await reader.one("SELECT said FROM sanction_words WHERE sanction = :sanction", {"sanction": number})
    return str(row["said"]) if row else ""


async def forget_words(unit: Unit, number: int) -> None:
    await unit.run("DELETE FROM sanction_words WHERE sanction = :sanction", {"sanction": number})


async def appeal(unit: Unit, sanction: Sanction, *, words: str, at: int) -> int | None:
    """Its number; None where there was an appeal against it already."""
    row = await unit.one(
        "INSERT INTO appeals (sanction, chat_id, user_id, words, at) VALUES (:sanction, :chat_id, :user_id, :words, "
        ":at) ON CONFLICT DO NOTHING RETURNING id",
        {"sanction": sanction.id, "chat_id": sanction.chat_id, "user_id": sanction.target_id, "words": words, "at": at},
    )
    return int(row["id"]) if row else None


def _appeal(row: Row) -> Appeal:
    return Appeal(**{name: row[name] for name in Appeal.__slots__})


async def find_appeal(reader: Reader, number: int) -> Appeal | None:
    row = await reader.one("SELECT * FROM appeals WHERE id = :id", {"id": number})
    return _appeal(row) if row else None


async def appealed(reader: Reader, numbers: Collection[int]) -> set[int]:
    """Which of these sanctions were appealed against."""
    found = set[int]()
    for number in numbers:
        if await reader.one("SELECT 1 FROM appeals WHERE sanction = :sanction", {"sanction": number}) is not None:
            found.add(number)
    return found


async def settle_appeal(unit: Unit, number: int, *, state: str, by: int, at: int) -> bool:
    """Whether it was still open."""
    return await unit.change(
        "UPDATE appeals SET state = :state, decided_by = :by, decided_at = :at WHERE id = :id AND state = 'open'",
        {"id": number, "state": state, "by": by, "at": at},
    )


async def open_appeals(reader: Reader, *, chat_id: int, besides: int, limit: int) -> list[Appeal]:
    """Oldest first, without those against what `besides` did."""
    rows = await reader.all(
        "SELECT appeals.* FROM appeals JOIN sanctions ON sanctions.id = appeals.sanction "
        "WHERE appeals.chat_id = :chat_id AND appeals.state = 'open' AND sanctions.actor_id <> :besides "
        "ORDER BY appeals.id LIMIT :limit",
        {"chat_id": chat_id, "besides": besides, "limit": limit},
    )
    return [_appeal(row) for row in rows]
