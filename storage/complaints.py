"""What members say in confidence about those who moderate."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Complaint:
    """`target_id` is whom it goes past, who is not told of it by /mydata either; 0 where nobody was named."""

    id: int
    chat_id: int
    user_id: int
    target_id: int
    words: str
    state: str


async def add(unit: Unit, *, chat_id: int, user_id: int, target_id: int, words: str, at: int) -> int:
    row = await unit.one(
        "INSERT INTO complaints (chat_id, user_id, goes_past, words, at) "
        "VALUES (:chat_id, :user_id, :goes_past, :words, :at) RETURNING id",
        {
            "chat_id": chat_id,
            "user_id": user_id,
            "goes_past": str(target_id or ""),
            "words": words,
            "at": at,
        },
    )
    return int(row["id"]) if row else 0


async def since(reader: Reader, *, user_id: int, at: int) -> int:
    """How many somebody has made since then."""
    return await reader.number(
        "SELECT count(*) FROM complaints WHERE user_id = :user_id AND at >= :at", {"user_id": user_id, "at": at}
    )


async def find(reader: Reader, number: int) -> Complaint | None:
    row = await reader.one("SELECT * FROM complaints WHERE id = :id", {"id": number})
    if row is None:
        return None
    past = int(row["goes_past"] or 0)
    return Complaint(row["id"], row["chat_id"], row["user_id"], past, row["words"], row["state"])


async def settle(unit: Unit, number: int, *, state: str) -> bool:
    """Whether it was still open."""
    return await unit.change(
        "UPDATE complaints SET state = :state WHERE id = :id AND state = 'open'", {"id": number, "state": state}
    )


async def owner_of(reader: Reader, *, chat_id: int) -> int:
    """0 where Telegram told of none."""
    return await reader.number(
        "SELECT user_id FROM administrators WHERE chat_id = :chat_id AND is_owner = 1", {"chat_id": chat_id}
    )
