"""Runs of the schedule: what became of each in each chat; whether one goes out is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Run:
    """What became of one run in one chat (0: in all chats of its line)."""

    entry: str
    due_at: int
    chat_id: int
    state: Literal["posted", "held", "left"]
    reason: str = ""
    decided_at: int = 0
    day: int = 0
    is_urgent: bool = False
    is_by_hand: bool = False
    number: int = 1
    heard: int = 0
    words: str = ""


async def keep_run(unit: Unit, run: Run) -> bool:
    """Whether this run had not been dealt with in this chat before: whoever writes it first, posts."""
    return await unit.change(
        "INSERT INTO schedule_runs (entry, due_at, chat_id, state, reason, decided_at, day, is_urgent, is_by_hand, "
        "number, heard, words) VALUES (:entry, :due_at, :chat_id, :state, :reason, :decided_at, :day, :is_urgent, "
        ":is_by_hand, :number, :heard, :words) ON CONFLICT (entry, due_at, chat_id) DO NOTHING",
        {
            "entry": run.entry,
            "due_at": run.due_at,
            "chat_id": run.chat_id,
            "state": run.state,
            "reason": run.reason,
            "decided_at": run.decided_at,
            "day": run.day,
            "is_urgent": int(run.is_urgent),
            "is_by_hand": int(run.is_by_hand),
            "number": run.number,
            "heard": run.heard,
            "words": run.words,
        },
    )


async def forget_after(unit: Unit, entry: str, *, now: int) -> None:
    """Runs of moments yet to come, which a wrong clock had taken for past: they are due when they are due."""
    await unit.run("DELETE FROM schedule_runs WHERE entry = :entry AND due_at > :now", {"entry": entry, "now": now})


async def release(unit: Unit, run: Run) -> bool:
    """What was held goes out after all, or gets its reason; False when it waits no longer."""
    return await unit.change(
        "UPDATE schedule_runs SET state = :state, reason = :reason, decided_at = :decided_at, day = :day, "
        "heard = :heard, words = :words "
        "WHERE entry = :entry AND due_at = :due_at AND chat_id = :chat_id AND state = 'held'",
        {
            "state": run.state,
            "reason": run.reason,
            "decided_at": run.decided_at,
            "day": run.day,
            "heard": run.heard,
            "words": run.words,
            "entry": run.entry,
            "due_at": run.due_at,
            "chat_id": run.chat_id,
        },
    )


async def refuse(unit: Unit, *, entry: str, due_at: int, chat_id: int) -> bool:
    """Telegram did not take it: it did not go out, and its text has not had its turn."""
    return await unit.change(
        "UPDATE schedule_runs SET state = 'left', reason = 'refused', day = 0, words = '' "
        "WHERE entry = :entry AND due_at = :due_at AND chat_id = :chat_id AND state = 'posted'",
        {"entry": entry, "due_at": due_at, "chat_id": chat_id},
    )


def _run(row: Row) -> Run:
    return Run(
        row["entry"],
        row["due_at"],
        row["chat_id"],
        row["state"],
        row["reason"],
        row["decided_at"],
        row["day"],
        bool(row["is_urgent"]),
        bool(row["is_by_hand"]),
        row["number"],
        row["heard"],
        row["words"],
    )


async def held(reader: Reader, *, entry: str, chat_id: int) -> list[Run]:
    """Oldest first."""
    rows = await reader.all(
        "SELECT * FROM schedule_runs WHERE entry = :entry AND chat_id = :chat_id AND state = 'held' ORDER BY due_at",
        {"entry": entry, "chat_id": chat_id},
    )
    return [_run(row) for row in rows]


async def latest(reader: Reader, *, entry: str, chat_id: int, limit: int) -> list[Run]:
    """Those of the chat, and those that ended for all of them (0) before any was reached; newest first."""
    rows = await reader.all(
        "SELECT * FROM schedule_runs WHERE entry = :entry AND chat_id IN (:chat_id, 0) "
        "ORDER BY due_at DESC LIMIT :limit",
        {"entry": entry, "chat_id": chat_id, "limit": limit},
    )
    return [_run(row) for row in rows]


async def last_run(reader: Reader, *, entry: str, chat_id: int, is_posted: bool = False) -> Run | None:
    """The latest that concerns the chat, or the latest that went out there; chat 0: in any of them."""
    row = await reader.one(
        "SELECT * FROM schedule_runs WHERE entry = :entry "
        "AND (:chat_id = 0 OR chat_id IN (:chat_id, 0)) AND (:is_posted = 0 OR state = 'posted') "
        "ORDER BY due_at DESC, state = 'posted' DESC LIMIT 1",
        {"entry": entry, "chat_id": chat_id, "is_posted": int(is_posted)},
    )
    return _run(row) if row else None


async def run_before(reader: Reader, *, entry: str, chat_id: int, due_at: int) -> Run | None:
    """The one that went out there before it."""
    row = await reader.one(
        "SELECT * FROM schedule_runs WHERE entry = :entry AND chat_id = :chat_id AND due_at < :due_at "
        "AND state = 'posted' ORDER BY due_at DESC LIMIT 1",
        {"entry": entry, "chat_id": chat_id, "due_at": due_at},
    )
    return _run(row) if row else None


async def reached(reader: Reader, *, entry: str, due_at: int) -> int:
    """In how many chats that run went out."""
    return await reader.number(
        "SELECT count(*) FROM schedule_runs WHERE entry = :entry AND due_at = :due_at AND state = 'posted'",
        {"entry": entry, "due_at": due_at},
    )


async def sent_between(reader: Reader, *, chat_id: int, first: int, last: int) -> int:
    """Announcements of these local days, both included; urgent ones and those run by hand do not count."""
    return await reader.number(
        "SELECT count(*) FROM schedule_runs WHERE chat_id = :chat_id AND day BETWEEN :first AND :last "
        "AND state = 'posted' AND is_urgent = 0 AND is_by_hand = 0",
        {"chat_id": chat_id, "first": first, "last": last},
    )


async def sent_of(reader: Reader, entry: str, *, chat_id: int, first: int, last: int) -> int:
    """How often that entry went out on these local days, both included; by hand counts too."""
    return await reader.number(
        "SELECT count(*) FROM schedule_runs WHERE chat_id = :chat_id AND entry = :entry "
        "AND day BETWEEN :first AND :last AND state = 'posted'",
        {"chat_id": chat_id, "entry": entry, "first": first, "last": last},
    )


async def heard(reader: Reader, *, chat_id: int) -> int:
    """Messages of members counted in the chat so far."""
    return await reader.number(
        "SELECT coalesce(sum(messages), 0) FROM members WHERE chat_id = :chat_id", {"chat_id": chat_id}
    )


async def heard_in(reader: Reader, *, chat_id: int, topic: int) -> int:
    """Messages counted in the topic, of the time for which those counts are kept."""
    return await reader.number(
        "SELECT coalesce(sum(messages), 0) FROM topic_activity WHERE chat_id = :chat_id AND topic = :topic",
        {"chat_id": chat_id, "topic": topic},
    )


async def members(reader: Reader, *, chat_id: int) -> int:
    """Members known to be in the chat."""
    return await reader.number(
        "SELECT count(*) FROM members WHERE chat_id = :chat_id AND state = 'in'", {"chat_id": chat_id}
    )


async def is_other_since(reader: Reader, *, entry: str, chat_id: int, since: int, day: int) -> bool:
    """Whether anything but this entry was announced in the chat from then (its local day `day`) on."""
    row = await reader.one(
        "SELECT EXISTS (SELECT 1 FROM schedule_runs WHERE chat_id = :chat_id AND state = 'posted' "
        "AND entry <> :entry AND day >= :day AND decided_at >= :since) "
        "OR EXISTS (SELECT 1 FROM announcement_chats JOIN announcements ON id = announcement "
        "WHERE chat_id = :chat_id AND is_chosen = 1 AND state IN ('sending', 'done') AND at >= :since) AS is_other",
        {"chat_id": chat_id, "entry": entry, "since": since, "day": day},
    )
    return bool(row and row["is_other"])


async def sent_words(reader: Reader, *, entry: str, chat_id: int) -> dict[str, int]:
    """How often each text of the entry went out in the chat, by its mark."""
    rows = await reader.all(
        "SELECT words, count(*) AS sent FROM schedule_runs WHERE entry = :entry AND chat_id = :chat_id "
        "AND state = 'posted' AND words <> '' GROUP BY words",
        {"entry": entry, "chat_id": chat_id},
    )
    return {row["words"]: row["sent"] for row in rows}


async def keep_talk(unit: Unit, *, entry: str, due_at: int, chat_id: int, heard: int) -> None:
    """`heard` so far: what is beyond the count at the posting came after it."""
    await unit.run(
        "UPDATE schedule_runs SET talk = max(0, :heard - heard) "
        "WHERE entry = :entry AND due_at = :due_at AND chat_id = :chat_id AND state = 'posted'",
        {"heard": heard, "entry": entry, "due_at": due_at, "chat_id": chat_id},
    )


@dataclass(frozen=True, slots=True)
class Tried:
    """A text on trial: how often it went out, how many of the hours after are known, how much was said in these."""

    words: str
    sent: int
    known: int
    talk: int


async def tried(reader: Reader, *, entry: str, chat_id: int) -> list[Tried]:
    """`chat_id` 0: in all chats."""
    rows = await reader.all(
        "SELECT words, count(*) AS sent, count(talk) AS known, coalesce(sum(talk), 0) AS talk FROM schedule_runs "
        "WHERE entry = :entry AND (:chat_id = 0 OR chat_id = :chat_id) AND state = 'posted' AND words <> '' "
        "GROUP BY words",
        {"entry": entry, "chat_id": chat_id},
    )
    return [Tried(row["words"], row["sent"], row["known"], row["talk"]) for row in rows]
