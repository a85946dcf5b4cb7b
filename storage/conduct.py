"""Versions of groups' own rules, and who has read them; what they say and change is the domain's."""

from __future__ import annotations

from bot.domain.conduct import Version
from storage.database import Reader, Row, Unit

THE_FILE = 0
"""Whose a version is that the operators' file brought."""


def _version(row: Row) -> Version:
    return Version(row["version"], row["words"], row["at"], row["starts_at"])


async def newest(reader: Reader, *, chat_id: int) -> Version | None:
    """Also one that does not hold yet."""
    row = await reader.one(
        "SELECT * FROM rule_versions WHERE chat_id = :chat_id ORDER BY version DESC LIMIT 1", {"chat_id": chat_id}
    )
    return _version(row) if row else None


async def in_force(reader: Reader, *, chat_id: int, at: int) -> Version | None:
    row = await reader.one(
        "SELECT * FROM rule_versions WHERE chat_id = :chat_id AND starts_at <= :at ORDER BY version DESC LIMIT 1",
        {"chat_id": chat_id, "at": at},
    )
    return _version(row) if row else None


async def version(reader: Reader, *, chat_id: int, number: int) -> Version | None:
    row = await reader.one(
        "SELECT * FROM rule_versions WHERE chat_id = :chat_id AND version = :number",
        {"chat_id": chat_id, "number": number},
    )
    return _version(row) if row else None


async def of_the_file(reader: Reader) -> dict[int, str]:
    """By group the words that the operators' file brought last."""
    rows = await reader.all(
        "SELECT chat_id, words FROM rule_versions WHERE by_id = :file ORDER BY chat_id, version", {"file": THE_FILE}
    )
    return {row["chat_id"]: row["words"] for row in rows}


async def add(unit: Unit, *, chat_id: int, words: str, by: int, at: int, starts_at: int) -> int:
    """The new version's number."""
    return await unit.number(
        "INSERT INTO rule_versions (chat_id, version, words, by_id, at, starts_at) "
        "SELECT :chat_id, coalesce(max(version), 0) + 1, :words, :by, :at, :starts_at FROM rule_versions "
        "WHERE chat_id = :chat_id RETURNING version",
        {"chat_id": chat_id, "words": words, "by": by, "at": at, "starts_at": starts_at},
    )


async def read(unit: Unit, *, chat_id: int, number: int, user_id: int, at: int) -> bool:
    """Whether that is news."""
    return await unit.change(
        "INSERT INTO rule_readers (chat_id, version, user_id, at) VALUES (:chat_id, :number, :user_id, :at) "
        "ON CONFLICT DO NOTHING",
        {"chat_id": chat_id, "number": number, "user_id": user_id, "at": at},
    )


async def readers(reader: Reader, *, chat_id: int, number: int) -> int:
    """How many have read it who are not known to have left."""
    return await reader.number(
        "SELECT count(*) AS number FROM rule_readers WHERE chat_id = :chat_id AND version = :number "
        "AND NOT EXISTS (SELECT 1 FROM members WHERE members.chat_id = rule_readers.chat_id "
        "AND members.user_id = rule_readers.user_id AND members.state = 'left')",
        {"chat_id": chat_id, "number": number},
    )


async def read_at(reader: Reader, *, chat_id: int, number: int, user_id: int) -> int:
    """When they did; 0 where they did not."""
    return await reader.number(
        "SELECT at FROM rule_readers WHERE chat_id = :chat_id AND version = :number AND user_id = :user_id",
        {"chat_id": chat_id, "number": number, "user_id": user_id},
    )
