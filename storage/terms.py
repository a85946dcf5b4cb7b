"""Versions of what a group's members count on; what they mean is the config's."""

from __future__ import annotations

import json

from bot.domain.terms import Terms, Version
from storage.database import Reader, Row, Unit


def _version(row: Row) -> Version:
    return Version(row["version"], json.loads(row["terms"]), row["why"], row["at"], row["starts_at"], row["state"])


async def newest(reader: Reader, *, chat_id: int) -> Version | None:
    """In force, or announced and still to come."""
    row = await reader.one(
        "SELECT * FROM term_versions WHERE chat_id = :chat_id AND state IN ('coming', 'in_force') "
        "ORDER BY version DESC LIMIT 1",
        {"chat_id": chat_id},
    )
    return _version(row) if row else None


async def in_force(reader: Reader) -> dict[int, Terms]:
    """Of every group."""
    rows = await reader.all("SELECT chat_id, terms FROM term_versions WHERE state = 'in_force' ORDER BY version")
    return {row["chat_id"]: json.loads(row["terms"]) for row in rows}


async def add(unit: Unit, version: Version, *, chat_id: int) -> int:
    """The version's number."""
    return await unit.number(
        "INSERT INTO term_versions (chat_id, version, terms, why, at, starts_at, state) "
        "SELECT :chat_id, coalesce(max(version), 0) + 1, :terms, :why, :at, :starts_at, :state FROM term_versions "
        "WHERE chat_id = :chat_id RETURNING version",
        {
            "chat_id": chat_id,
            "terms": json.dumps(version.terms, ensure_ascii=False),
            "why": version.why,
            "at": version.at,
            "starts_at": version.starts_at,
            "state": version.state,
        },
    )


async def drop_coming(unit: Unit, *, chat_id: int) -> None:
    """What was announced there is not going to hold."""
    await unit.run(
        "UPDATE term_versions SET state = 'dropped' WHERE chat_id = :chat_id AND state = 'coming'",
        {"chat_id": chat_id},
    )


async def begin(unit: Unit, *, chat_id: int, number: int) -> bool:
    """Whether that one was still to come: it holds now, and no other."""
    params = {"chat_id": chat_id, "number": number}
    is_coming = await unit.change(
        "UPDATE term_versions SET state = 'in_force' WHERE chat_id = :chat_id AND version = :number "
        "AND state = 'coming'",
        params,
    )
    if is_coming:
        await end_others(unit, chat_id=chat_id, number=number)
    return is_coming


async def end_others(unit: Unit, *, chat_id: int, number: int) -> None:
    await unit.run(
        "UPDATE term_versions SET state = 'past' WHERE chat_id = :chat_id AND version <> :number "
        "AND state = 'in_force'",
        {"chat_id": chat_id, "number": number},
    )
