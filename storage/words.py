"""Words that are talked about, counted by day: no text is kept, and of a day that is over few words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Reader, Unit

MOST_WORDS = 200
"""Words of a day that are kept once it is over, those said most."""


async def said(unit: Unit, rows: Iterable[tuple[int, int, str, int, int]]) -> None:
    """`rows` are a chat, a local day, a word, messages more that have it, and their voices as a set."""
    await unit.many(
        "INSERT INTO word_counts (chat_id, day, word, messages, voices) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (chat_id, day, word) DO UPDATE SET messages = word_counts.messages + excluded.messages, "
        "voices = word_counts.voices | excluded.voices",
        rows,
    )


async def trim(unit: Unit, *, day: int) -> None:
    """Of a day that is over in every zone."""
    await unit.run(
        "DELETE FROM word_counts WHERE day = :day AND (chat_id, word) IN (SELECT chat_id, word FROM "
        "(SELECT chat_id, word, row_number() OVER (PARTITION BY chat_id ORDER BY messages DESC, word) AS place "
        "FROM word_counts WHERE day = :day) AS ranked WHERE place > :most)",
        {"day": day, "most": MOST_WORDS},
    )


@dataclass(frozen=True, slots=True)
class Word:
    """Messages that had it in a span and before it; `voices` is the set of those in the span."""

    word: str
    messages: int
    before: int
    voices: int


async def most_said(reader: Reader, *, chat_id: int, since: int, last: int, first: int, most: int) -> list[Word]:
    """The words said most from the local day `since` to `last`, and how often they were from `first` to `since`."""
    found = await reader.all(
        "SELECT word, sum(messages) AS messages FROM word_counts WHERE chat_id = :chat_id "
        "AND day BETWEEN :since AND :last GROUP BY word ORDER BY messages DESC, word LIMIT :most",
        {"chat_id": chat_id, "since": since, "last": last, "most": most},
    )
    names = {f"w{number}": row["word"] for number, row in enumerate(found)}
    if not names:
        return []
    rows = await reader.all(
        "SELECT day, word, messages, voices FROM word_counts WHERE chat_id = :chat_id AND day BETWEEN :first AND :last "
        f"AND word IN ({', '.join(f':{name}' for name in names)})",
        {"chat_id": chat_id, "first": first, "last": last, **names},
    )
    voices, before = dict.fromkeys(names.values(), 0), dict.fromkeys(names.values(), 0)
    for row in rows:
        if row["day"] < since:
            before[row["word"]] += row["messages"]
        else:
            voices[row["word"]] |= row["voices"]
    return [Word(row["word"], int(row["messages"]), before[row["word"]], voices[row["word"]]) for row in found]
