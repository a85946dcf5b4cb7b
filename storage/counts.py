"""Counts of a group's life, added to by the batch and read back; what they mean is decided in the domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.counts import POSTS, Said, Where
from bot.domain.history import Past
from storage import activity
from storage.database import Reader, Unit
from storage.outbox import Kept

_SAID = ("messages", "brief", "middling", "lengthy", "replies", "forwards")


async def keep_hours(unit: Unit, sums: Mapping[Where, Sequence[int]]) -> None:
    """Numbers in the order of `Said`, which are added to what there is."""
    added = ", ".join(f"{name} = hour_counts.{name} + excluded.{name}" for name in _SAID)
    await unit.many(
        f"INSERT INTO hour_counts (chat_id, begins_at, topic, {', '.join(_SAID)}, voices) "
        f"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, begins_at, topic) DO UPDATE SET {added}, "
        "voices = hour_counts.voices | excluded.voices",
        [(*place, *numbers) for place, numbers in sums.items()],
    )


async def keep_voices(unit: Unit, voices: Mapping[tuple[int, int], int]) -> None:
    """How many members more spoke, by chat and local day."""
    await unit.many(
        "INSERT INTO day_counts (chat_id, day, voices) VALUES (?, ?, ?) "
        "ON CONFLICT (chat_id, day) DO UPDATE SET voices = day_counts.voices + excluded.voices",
        [(*day, number) for day, number in voices.items()],
    )


async def keep_returns(unit: Unit, returns: Mapping[tuple[int, int, int], int]) -> None:
    """How many members more spoke, by chat, local day and how many days ago they were heard before."""
    await unit.many(
        "INSERT INTO day_returns (chat_id, day, after, voices) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (chat_id, day, after) DO UPDATE SET voices = day_returns.voices + excluded.voices",
        [(*place, number) for place, number in returns.items()],
    )


async def happened(unit: Unit, happenings: Mapping[tuple[int, str, int], int]) -> None:
    """Numbers to add, by chat, what happened, and the moment its hour begins."""
    await unit.many(
        "INSERT INTO happenings (chat_id, what, begins_at, number) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (chat_id, what, begins_at) DO UPDATE SET number = happenings.number + excluded.number",
        [(*key, number) for key, number in happenings.items() if number],
    )


async def asked(unit: Unit, *, chat_id: int, day: int, command: str, outcome: str) -> None:
    """One use of a command, and what became of it."""
    await unit.many(
        "INSERT INTO command_counts (chat_id, day, command, outcome, number) VALUES (?, ?, ?, ?, 1) "
        "ON CONFLICT (chat_id, day, command, outcome) DO UPDATE SET number = command_counts.number + 1",
        [(chat_id, day, command, outcome)],
    )


async def away(unit: Unit, *, begins_at: int, ends_at: int) -> None:
    await unit.run(
        "INSERT INTO gaps (begins_at, ends_at) VALUES (:begins_at, :ends_at) "
        "ON CONFLICT (begins_at) DO UPDATE SET ends_at = max(gaps.ends_at, excluded.ends_at)",
        {"begins_at": begins_at, "ends_at": ends_at},
    )


# --- what comes back to posts -----------------------------------------------------------------------------------------


async def posted(unit: Unit, kept: Iterable[Kept], *, at: int) -> None:
    """Those among them that are posts to a group."""
    await unit.many(
        "INSERT INTO post_counts (chat_id, message_id, name, topic, posted_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (chat_id, message_id) DO UPDATE SET name = excluded.name",
        [
            (each.chat_id, each.message_id, each.name, each.topic, at)
            for each in kept
            if each.chat_id < 0 and each.name.partition(":")[0] in POSTS
        ],
    )


async def answered(unit: Unit, rows: Iterable[tuple[int, int, int, int, int, int]]) -> None:
    """`rows` are replies, reactions and presses more, their voices as a set, and the chat and message they belong to.

    What is no post changes nothing.
    """
    await unit.many(
        "UPDATE post_counts SET replies = replies + ?, reactions = reactions + ?, presses = presses + ?, "
        "voices = voices | ? WHERE chat_id = ? AND message_id = ?",
        rows,
    )


async def unnamed(unit: Unit, rows: Iterable[tuple[int, int, int]]) -> None:
    """`rows` are how many nameless reactions there are under a message: chat and message stand last."""
    await unit.many("UPDATE post_counts SET unnamed = ? WHERE chat_id = ? AND message_id = ?", rows)


async def take_in(unit: Unit, past: Past, *, chat_id: int) -> None:
    """A past that was counted elsewhere, of days of which nothing stands here."""
    await keep_hours(unit, {(chat_id, begins, 0): numbers for begins, numbers in past.hours.items()})
    await activity.keep_hours(unit, {(chat_id, begins): number for begins, number in past.people.items()})
    await happened(unit, {(chat_id, what, begins): number for (what, begins), number in past.happened.items()})
    await unit.many(
        "INSERT INTO day_counts (chat_id, day, voices, messages) VALUES (?, ?, ?, ?)",
        [(chat_id, day, voices, past.messages[day]) for day, voices in past.voices.items()],
    )


# --- reading ----------------------------------------------------------------------------------------------------------


async def hours(reader: Reader, *, chat_id: int, since: int, until: int) -> dict[tuple[int, int], Said]:
    """By the moment an hour begins and by topic."""
    rows = await reader.all(
        f"SELECT begins_at, topic, {', '.join(_SAID)}, voices FROM hour_counts "
        "WHERE chat_id = :chat_id AND begins_at >= :since AND begins_at < :until ORDER BY begins_at, topic",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    names = (*_SAID, "voices")
    return {(row["begins_at"], row["topic"]): Said(*(row[name] for name in names)) for row in rows}


async def voices(reader: Reader, *, chat_id: int, since: int, until: int) -> dict[int, int]:
    """A set of voices, as `voice_of` makes it, by topic."""
    rows = await reader.all(
        "SELECT DISTINCT topic, voices FROM hour_counts "
        "WHERE chat_id = :chat_id AND begins_at >= :since AND begins_at < :until",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    found: dict[int, int] = {}
    for row in rows:
        found[row["topic"]] = found.get(row["topic"], 0) | row["voices"]
    return found


async def days(reader: Reader, *, chat_id: int, first: int, last: int) -> dict[int, tuple[int, int]]:
    """Voices and messages by local day, of the days on which anything was said; 0 messages: hours alone have them."""
    rows = await reader.all(
        "SELECT day, voices, messages FROM day_counts WHERE chat_id = :chat_id AND day BETWEEN :first AND :last "
        "ORDER BY day",
        {"chat_id": chat_id, "first": first, "last": last},
    )
    return {row["day"]: (row["voices"], row["messages"]) for row in rows}


async def messages(reader: Reader, *, chat_id: int, since: int, until: int) -> int:
    """How many were said from then on and before then (epoch seconds), by whole hours."""
    return await reader.number(
        "SELECT sum(messages) FROM hour_counts WHERE chat_id = :chat_id AND begins_at >= :since AND begins_at < :until",
        {"chat_id": chat_id, "since": since, "until": until},
    )


async def open_days(reader: Reader) -> list[tuple[int, int]]:
    """Chats and local days whose messages hours alone have."""
    rows = await reader.all("SELECT chat_id, day FROM day_counts WHERE messages = 0 ORDER BY chat_id, day")
    return [(row["chat_id"], row["day"]) for row in rows]


async def close_day(unit: Unit, *, chat_id: int, day: int, messages: int) -> None:
    await unit.run(
        "UPDATE day_counts SET messages = :messages WHERE chat_id = :chat_id AND day = :day",
        {"chat_id": chat_id, "day": day, "messages": messages},
    )


async def first_day(reader: Reader, *, chat_id: int) -> int:
    """The first local day on which anything was counted; 0 without any."""
    return await reader.number("SELECT min(day) FROM day_counts WHERE chat_id = :chat_id", {"chat_id": chat_id})


async def happenings(reader: Reader, *, chat_id: int, since: int, until: int) -> dict[str, int]:
    """Sums by what happened."""
    rows = await reader.all(
        "SELECT what, sum(number) AS number FROM happenings WHERE chat_id = :chat_id AND begins_at >= :since "
        "AND begins_at < :until GROUP BY what ORDER BY what",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return {row["what"]: int(row["number"]) for row in rows}


async def commands(reader: Reader, *, chat_id: int, first: int, last: int) -> dict[tuple[str, str], int]:
    """Uses by command and outcome."""
    rows = await reader.all(
        "SELECT command, outcome, sum(number) AS number FROM command_counts WHERE chat_id = :chat_id "
        "AND day BETWEEN :first AND :last GROUP BY command, outcome ORDER BY command, outcome",
        {"chat_id": chat_id, "first": first, "last": last},
    )
    return {(row["command"], row["outcome"]): int(row["number"]) for row in rows}


async def commands_everywhere(reader: Reader, *, since: int) -> dict[tuple[str, str], int]:
    """Uses by command and outcome from that local day on, of all groups and of what was asked in private."""
    rows = await reader.all(
        "SELECT command, outcome, sum(number) AS number FROM command_counts WHERE day >= :since AND chat_id IN "
        "(SELECT chat_id FROM chats WHERE chat_id < 0 UNION ALL SELECT 0 AS chat_id) "
        "GROUP BY command, outcome ORDER BY command, outcome",
        {"since": since},
    )
    return {(row["command"], row["outcome"]): int(row["number"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the bot's own; `reactions` are those with a name and without, `voices` is a set."""

    message_id: int
    name: str
    topic: int
    posted_at: int
    replies: int
    reactions: int
    presses: int
    voices: int


async def posts(reader: Reader, *, chat_id: int, since: int, until: int) -> list[Post]:
    """The latest first."""
    rows = await reader.all(
        "SELECT message_id, name, topic, posted_at, replies, reactions + unnamed AS reactions, presses, voices "
        "FROM post_counts WHERE chat_id = :chat_id AND posted_at >= :since AND posted_at < :until "
        "ORDER BY posted_at DESC, message_id DESC",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return [Post(*(row[name] for name in Post.__slots__)) for row in rows]


async def gaps(reader: Reader, *, since: int, until: int) -> list[tuple[int, int]]:
    """Spans in which the bot was away for so long that something is missing."""
    rows = await reader.all(
        "SELECT begins_at, ends_at FROM gaps WHERE ends_at > :since AND begins_at < :until ORDER BY begins_at",
        {"since": since, "until": until},
    )
    return [(row["begins_at"], row["ends_at"]) for row in rows]
