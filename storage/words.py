"""Words that wake a feature while they stand, chat by chat; hearing them is the router's."""

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


async def keep(unit: Unit, word: Word) -> None:
    """A word stands for one thing at a time: the newest."""
    await unit.run(
        "INSERT INTO spoken_words (chat_id, word, feature, key) VALUES (:chat_id, :word, :feature, :key) "
        "ON CONFLICT (chat_id, word) DO UPDATE SET feature = excluded.feature, key = excluded.key",
        {"chat_id": word.chat_id, "word": word.word, "feature": word.feature, "key": word.key},
    )


async def forget(unit: Unit, *, feature: str, key: str) -> None:
    await unit.run("DELETE FROM spoken_words WHERE feature = :feature AND key = :key", {"feature": feature, "key": key})
