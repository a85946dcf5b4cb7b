"""Scores that members give; who gave which is theirs alone to see."""

from __future__ import annotations

from bot.domain.ratings import Matter, Score
from storage.database import Reader, Unit


async def rate(unit: Unit, score: Score, *, chat_id: int, user_id: int) -> None:
    """A later score takes the place of an earlier one."""
    await unit.run(
        "INSERT INTO ratings (chat_id, matter, number, user_id, score, at) "
        "VALUES (:chat_id, :matter, :number, :user_id, :score, :at) ON CONFLICT (chat_id, matter, number, user_id) "
        "DO UPDATE SET score = excluded.score, at = excluded.at",
        {
            "chat_id": chat_id,
            "matter": score.matter,
            "number": score.number,
            "user_id": user_id,
            "score": score.score,
            "at": score.at,
        },
    )


async def given(reader: Reader, *, chat_id: int, matter: Matter, since: int) -> list[Score]:
    """Oldest first."""
    rows = await reader.all(
        "SELECT matter, number, score, at FROM ratings WHERE chat_id = :chat_id AND matter = :matter AND at >= :since "
        "ORDER BY at, number, user_id",
        {"chat_id": chat_id, "matter": matter, "since": since},
    )
    return [Score(row["matter"], row["number"], row["score"], row["at"]) for row in rows]
