"""What people put together by questions and buttons, one a person and chat; what is asked next is the handlers'."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from bot.domain.dialogue import Draft
from bot.domain.grammar.doubts import Guess
from storage.database import Reader, Row, Unit


def _draft(row: Row) -> Draft:
    doubts = tuple(Guess(**each) for each in json.loads(row["doubts"]))
    return Draft(
        row["id"],
        row["kind"],
        row["chat_id"],
        row["user_id"],
        row["for_chat"],
        row["topic"],
        json.loads(row["answers"]),
        doubts,
        row["asks"],
    )


def _json(value: Mapping[str, str] | Sequence[Guess]) -> str:
    plain = dict(value) if isinstance(value, Mapping) else [asdict(each) for each in value]
    return json.dumps(plain, ensure_ascii=False)


async def draft(reader: Reader, number: int) -> Draft | None:
    row = await reader.one("SELECT * FROM dialogues WHERE id = :id", {"id": number})
    return _draft(row) if row else None


async def begin(
    unit: Unit,
    *,
    kind: str,
    chat_id: int,
    user_id: int,
    for_chat: int,
    topic: int,
    answers: Mapping[str, str],
    doubts: Sequence[Guess],
    asks: str,
    at: int,
) -> Draft:
    """Takes the place of an earlier one that was not finished there."""
    await unit.run(
        "DELETE FROM dialogues WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )
    rows = await unit.all(
        "INSERT INTO dialogues (kind, chat_id, user_id, for_chat, topic, answers, doubts, asks, touched_at) "
        "VALUES (:kind, :chat_id, :user_id, :for_chat, :topic, :answers, :doubts, :asks, :at) RETURNING *",
        {
            "kind": kind,
            "chat_id": chat_id,
            "user_id": user_id,
            "for_chat": for_chat,
            "topic": topic,
            "answers": _json(answers),
            "doubts": _json(doubts),
            "asks": asks,
            "at": at,
        },
    )
    return _draft(rows[0])


async def change(unit: Unit, draft: Draft, *, at: int) -> bool:
    return await unit.change(
        "UPDATE dialogues SET answers = :answers, doubts = :doubts, asks = :asks, touched_at = :at WHERE id = :id",
        {
            "id": draft.id,
            "answers": _json(draft.answers),
            "doubts": _json(draft.doubts),
            "asks": draft.asks,
            "at": at,
        },
    )


async def end(unit: Unit, number: int) -> bool:
    """Whether it still stood: it is carried out, or dropped, once."""
    return await unit.change("DELETE FROM dialogues WHERE id = :id", {"id": number})
