"""Words that wake a feature while they stand, and people whose answer one awaits; hearing them is the router's."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Word:
    """`word` is folded; `key` is handed to the feature's handler."""

    chat_id: int
    word: str
    feature: str
    key: str


async def words(reader: Reader) -> list[Word]:
    rows = await reader.all("SELECT chat_id, word, feature, key FROM spoken_words")
    return [Word(row["chat_id"], row["word"], row["feature"], row["key"]) for row in rows]


async def is_taken(reader: Reader, *, chat_id: int, word: str) -> bool:
    row = await reader.one(
        "SELECT 1 AS yes FROM spoken_words WHERE chat_id = :chat_id AND word = :word",
        {"chat_id": chat_id, "word": word},
    )
    return row is not None


async def keep(unit: Unit, word: Word) -> None:
    """A word stands for one thing at a time: the newest."""
    await unit.run(
        "INSERT INTO spoken_words (chat_id, word, feature, key) VALUES (:chat_id, :word, :feature, :key) "
        "ON CONFLICT (chat_id, word) DO UPDATE SET feature = excluded.feature, key = excluded.key",
        {"chat_id": word.chat_id, "word": word.word, "feature": word.feature, "key": word.key},
    )


async def forget(unit: Unit, *, feature: str, key: str) -> None:
    await unit.run("DELETE FROM spoken_words WHERE feature = :feature AND key = :key", {"feature": feature, "key": key})


@dataclass(frozen=True, slots=True)
class Awaited:
    """What that person next says to the bot in that chat is for the feature; `key` is handed to its handler."""

    chat_id: int
    user_id: int
    feature: str
    key: str


async def awaited(reader: Reader) -> list[Awaited]:
    rows = await reader.all("SELECT chat_id, user_id, feature, key FROM awaited_answers")
    return [Awaited(row["chat_id"], row["user_id"], row["feature"], row["key"]) for row in rows]


async def await_answer(unit: Unit, one: Awaited) -> None:
    """One question at a time: the newest."""
    await unit.run(
        "INSERT INTO awaited_answers (chat_id, user_id, feature, key) VALUES (:chat_id, :user_id, :feature, :key) "
        "ON CONFLICT (chat_id, user_id) DO UPDATE SET feature = excluded.feature, key = excluded.key",
        {"chat_id": one.chat_id, "user_id": one.user_id, "feature": one.feature, "key": one.key},
    )


async def forget_awaited(unit: Unit, *, chat_id: int, user_id: int, key: str = "") -> None:
    await unit.run(
        "DELETE FROM awaited_answers WHERE chat_id = :chat_id AND user_id = :user_id AND :key IN ('', key)",
        {"chat_id": chat_id, "user_id": user_id, "key": key},
    )
