"""What alerts of the mood point at, what became of them, and what moderators taught; counts live in `mood`."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from bot.domain.mood.corrections import Aspect, Correction
from storage.database import Reader, Row, Unit

State: TypeAlias = Literal["training", "told", "seen", "muted", "wrong", "right", "warned"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A message worth a look, with its telling words; whose it is serves to count heads, and is never told."""

    chat_id: int
    message_id: int
    topic: int
    user_id: int
    at: int
    aspect: Aspect
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """`marks` are ids of messages, 0 in place of one that a moderator dealt with; `topic` is 0 where there is none."""

    id: int
    chat_id: int
    aspect: Aspect
    marks: tuple[int, ...]
    state: State
    at: int
    topic: int


async def mark(unit: Unit, marks: Iterable[Mark]) -> None:
    await unit.many(
        "INSERT INTO mood_marks (chat_id, message_id, topic, user_id, at, aspect, words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (chat_id, message_id) DO NOTHING",
        (
            (each.chat_id, each.message_id, each.topic, each.user_id, each.at, each.aspect, " ".join(each.words))
            for each in marks
        ),
    )


async def marks_since(reader: Reader, *, chat_id: int, since: int, aspect: Aspect) -> list[Mark]:
    """Oldest first."""
    rows = await reader.all(
        "SELECT * FROM mood_marks WHERE chat_id = :chat_id AND aspect = :aspect AND at > :since "
        "ORDER BY at, message_id",
        {"chat_id": chat_id, "since": since, "aspect": aspect},
    )
    return [_mark(row) for row in rows]


async def marks_of(reader: Reader, alert: Alert) -> list[Mark]:
    rows = await reader.all("SELECT * FROM mood_marks WHERE chat_id = :chat_id", {"chat_id": alert.chat_id})
    return [_mark(row) for row in rows if row["message_id"] in alert.marks]


async def quiet_until(reader: Reader, *, chat_id: int, aspect: Aspect) -> int:
    """No alert of that kind before; one that was muted holds back every kind."""
    return await reader.number(
        "SELECT max(quiet_until) FROM mood_alerts WHERE chat_id = :chat_id AND (aspect = :aspect OR state = 'muted')",
        {"chat_id": chat_id, "aspect": aspect},
    )


async def last_at(reader: Reader, *, chat_id: int, aspect: Aspect) -> int:
    return await reader.number(
        "SELECT max(at) FROM mood_alerts WHERE chat_id = :chat_id AND aspect = :aspect",
        {"chat_id": chat_id, "aspect": aspect},
    )


async def open_alert(
    unit: Unit, *, chat_id: int, aspect: Aspect, at: int, topic: int, marks: Sequence[int], state: State,
    quiet_until: int,
) -> Alert:  # fmt: skip
    row = await unit.one(
        "INSERT INTO mood_alerts (chat_id, aspect, at, topic, marks, state, quiet_until) "
        "VALUES (:chat_id, :aspect, :at, :topic, :marks, :state, :quiet_until) RETURNING *",
        {
            "chat_id": chat_id,
            "aspect": aspect,
            "at": at,
            "topic": topic,
            "marks": json.dumps(list(marks)),
            "state": state,
            "quiet_until": quiet_until,
        },
    )
    assert row is not None  # noqa: S101  (an insert without a conflict clause returns its row)
    return _alert(row)


async def alert(reader: Reader, alert_id: int) -> Alert | None:
    row = await reader.one("SELECT * FROM mood_alerts WHERE id = :id", {"id": alert_id})
    return None if row is None else _alert(row)


async def alerts_since(reader: Reader, *, chat_id: int, since: int, until: int) -> list[Alert]:
    """Oldest first; those of a trial run, and `until` itself, are not among them."""
    rows = await reader.all(
        "SELECT * FROM mood_alerts WHERE chat_id = :chat_id AND at >= :since AND at < :until AND state <> 'training' "
        "ORDER BY at, id",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return [_alert(row) for row in rows]


async def answered(unit: Unit, alert_id: int, *, state: State, after: Collection[State], quiet_until: int = 0) -> bool:
    """Whether it stood at one of the states `after`."""
    before = {f"after_{number}": each for number, each in enumerate(after)}
    return await unit.change(
        "UPDATE mood_alerts SET state = :state, quiet_until = max(quiet_until, :quiet_until) "
        f"WHERE id = :id AND state IN ({', '.join(f':{name}' for name in before)})",
        {"id": alert_id, "state": state, "quiet_until": quiet_until, **before},
    )


async def judged(reader: Reader, *, chat_id: int, since: int) -> list[tuple[Aspect, State, int]]:
    """How many alerts stand at each of what moderators answered."""
    rows = await reader.all(
        "SELECT aspect, state, count(*) AS times FROM mood_alerts WHERE chat_id = :chat_id AND at >= :since "
        "AND state IN ('right', 'warned', 'wrong') GROUP BY aspect, state",
        {"chat_id": chat_id, "since": since},
    )
    return [(Aspect(row["aspect"]), row["state"], row["times"]) for row in rows]


async def strike(unit: Unit, alert: Alert, *, message_id: int) -> Alert:
    """Without that message; the others keep their numbers."""
    marks = tuple(0 if each == message_id else each for each in alert.marks)
    await unit.run(
        "UPDATE mood_alerts SET marks = :marks WHERE id = :id", {"id": alert.id, "marks": json.dumps(list(marks))}
    )
    return replace(alert, marks=marks)


async def trained(reader: Reader, *, chat_id: int, since: int) -> int:
    """How often moderators would have been told while the bot was only learning."""
    return await reader.number(
        "SELECT count(*) FROM mood_alerts WHERE chat_id = :chat_id AND state = 'training' AND at >= :since",
        {"chat_id": chat_id, "since": since},
    )


async def unmark_all(unit: Unit, *, user_id: int) -> None:
    """None of theirs is pointed at any more, in whatever group."""
    await unit.run("DELETE FROM mood_marks WHERE user_id = :user_id", {"user_id": user_id})


async def unmark(unit: Unit, *, chat_id: int, message_id: int) -> Mark | None:
    """The message is dealt with; None where it was before."""
    row = await unit.one(
        "DELETE FROM mood_marks WHERE chat_id = :chat_id AND message_id = :message_id RETURNING *",
        {"chat_id": chat_id, "message_id": message_id},
    )
    return _mark(row) if row else None


async def correct(unit: Unit, mark: Mark, *, is_so: bool, said_by: int, said_at: int) -> Correction:
    row = await unit.one(
        "INSERT INTO mood_corrections (chat_id, aspect, is_so, words, said_by, said_at) "
        "VALUES (:chat_id, :aspect, :is_so, :words, :said_by, :said_at) RETURNING number",
        {
            "chat_id": mark.chat_id,
            "aspect": mark.aspect,
            "is_so": int(is_so),
            "words": " ".join(mark.words),
            "said_by": said_by,
            "said_at": said_at,
        },
    )
    return Correction(row["number"] if row else 0, mark.aspect, is_so, mark.words, said_by, said_at)


async def corrections(reader: Reader) -> list[tuple[int, Correction]]:
    """Chat id and correction, in the order they were said."""
    rows = await reader.all("SELECT * FROM mood_corrections ORDER BY number")
    return [(row["chat_id"], _correction(row)) for row in rows]


async def corrections_of(reader: Reader, *, chat_id: int) -> list[Correction]:
    """The latest first."""
    rows = await reader.all(
        "SELECT * FROM mood_corrections WHERE chat_id = :chat_id ORDER BY number DESC", {"chat_id": chat_id}
    )
    return [_correction(row) for row in rows]


async def undo(unit: Unit, *, chat_id: int, number: int) -> bool:
    """Whether there was such a correction."""
    return await unit.change(
        "DELETE FROM mood_corrections WHERE chat_id = :chat_id AND number = :number",
        {"chat_id": chat_id, "number": number},
    )


def _alert(row: Row) -> Alert:
    marks, aspect = tuple(json.loads(row["marks"])), Aspect(row["aspect"])
    return Alert(row["id"], row["chat_id"], aspect, marks, row["state"], row["at"], row["topic"])


def _correction(row: Row) -> Correction:
    words = tuple(row["words"].split())
    aspect, is_so = Aspect(row["aspect"]), bool(row["is_so"])
    return Correction(row["number"], aspect, is_so, words, row["said_by"], row["said_at"])


def _mark(row: Row) -> Mark:
    words = tuple(row["words"].split())
    return Mark(
        row["chat_id"], row["message_id"], row["topic"], row["user_id"], row["at"], Aspect(row["aspect"]), words
    )
