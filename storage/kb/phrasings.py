"""Other wordings of the questions of the knowledge base; each leads to one entry."""

from __future__ import annotations

from collections.abc import Iterable

from storage.database import Reader, Unit


async def add(unit: Unit, questions: Iterable[str], *, chat_id: int, number: int) -> None:
    """Each leads to that entry from now on."""
    await unit.many(
        "INSERT INTO knowledge_phrasings (chat_id, knowledge, question) VALUES (?, ?, ?) "
        "ON CONFLICT (chat_id, question) DO UPDATE SET knowledge = excluded.knowledge",
        [(chat_id, number, each) for each in questions],
    )


async def leads_to(reader: Reader, question: str, *, chat_id: int) -> int:
    """The number of the entry, 0 for none."""
    row = await reader.one(
        "SELECT knowledge FROM knowledge_phrasings WHERE chat_id = :chat_id AND question = :question",
        {"chat_id": chat_id, "question": question},
    )
    return row["knowledge"] if row is not None else 0


async def remove(unit: Unit, question: str, *, chat_id: int) -> None:
    await unit.run(
        "DELETE FROM knowledge_phrasings WHERE chat_id = :chat_id AND question = :question",
        {"chat_id": chat_id, "question": question},
    )


async def of_entry(reader: Reader, number: int) -> list[str]:
    rows = await reader.all(
        "SELECT question FROM knowledge_phrasings WHERE knowledge = :number ORDER BY question", {"number": number}
    )
    return [row["question"] for row in rows]
