"""Polls, ballots and tallies: written as they come, read to be counted out; what they mean lives in the domain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bot.domain.people import Person
from bot.domain.polls import Ballot, Poll, State, Tally, Terms
from storage.database import Reader, Row, Unit
from storage.desk import WELCOME


def read_poll(row: Row) -> Poll:
    stored = json.loads(row["terms"])
    terms = Terms(row["question"], tuple(json.loads(row["options"])), **stored | {"right": tuple(stored["right"])})
    return Poll(
        number=row["number"],
        chat_id=row["chat_id"],
        topic=row["topic"],
        message_id=row["message_id"],
        poll_id=row["poll_id"] or "",
        state=row["state"],
        terms=terms,
        asked_at=row["asked_at"],
        closed_at=row["closed_at"],
    )


async def ask(unit: Unit, terms: Terms, *, chat_id: int, topic: int, by: int, at: int, key: str) -> int | None:
    """The new poll's number; None when this key asked before."""
    columns = asdict(terms)
    question, options = columns.pop("question"), columns.pop("options")
    row = await unit.one(
        "INSERT INTO polls (chat_id, topic, question, options, terms, asked_by, asked_at, asked_key) "
        "VALUES (:chat_id, :topic, :question, :options, :terms, :by, :at, :key) "
        "ON CONFLICT DO NOTHING RETURNING number",
        {
            "chat_id": chat_id,
            "topic": topic,
            "question": question,
            "options": _json(options),
            "terms": _json(columns),
            "by": by,
            "at": at,
            "key": key,
        },
    )
    return row["number"] if row else None


async def poll(reader: Reader, *, number: int, chat_id: int) -> Poll | None:
    row = await reader.one(
        "SELECT * FROM polls WHERE number = :number AND chat_id = :chat_id", {"number": number, "chat_id": chat_id}
    )
    return read_poll(row) if row else None


async def poll_of(reader: Reader, *, poll_id: str) -> Poll | None:
    """By Telegram's id."""
    row = await reader.one("SELECT * FROM polls WHERE poll_id = :poll_id", {"poll_id": poll_id})
    return read_poll(row) if row else None


async def latest(reader: Reader, *, chat_id: int, limit: int, skip: int = 0) -> list[Poll]:
    """Open ones first, then by number from the newest."""
    rows = await reader.all(
        "SELECT * FROM polls WHERE chat_id = :chat_id AND state IN ('open', 'closed') "
        "ORDER BY state = 'closed', number DESC LIMIT :limit OFFSET :skip",
        {"chat_id": chat_id, "limit": limit, "skip": skip},
    )
    return [read_poll(row) for row in rows]


async def sent(unit: Unit, *, number: int, message_id: int, poll_id: str) -> bool:
    """Telegram has it: whether that is news of a poll still alive."""
    return await unit.change(
        "UPDATE polls SET message_id = :message_id, poll_id = :poll_id, "
        "state = CASE state WHEN 'asked' THEN 'open' ELSE state END "
        "WHERE number = :number AND state IN ('asked', 'open')",
        {"number": number, "message_id": message_id, "poll_id": poll_id},
    )


async def adopt(unit: Unit, tallies: Iterable[Tally]) -> None:
    """A poll went out and the crash came before its id was written down: known by its words, where they are unique."""
    await unit.many(
        "UPDATE polls SET poll_id = :poll_id, state = 'open' WHERE poll_id IS NULL AND state = 'asked' "
        "AND question = :question AND options = :options "
        "AND NOT EXISTS (SELECT 1 FROM polls AS known WHERE known.poll_id = :poll_id) "
        "AND 1 = (SELECT count(*) FROM polls AS same WHERE same.poll_id IS NULL AND same.state = 'asked' "
        "AND same.question = :question AND same.options = :options)",
        ({"poll_id": each.poll_id, "question": each.question, "options": _json(each.options)} for each in tallies),
    )


async def left_behind(reader: Reader, *, chat_id: int) -> list[int]:
    """Open ones that stand in the group which this one was: nobody can vote there any more."""
    rows = await reader.all(
        "SELECT number FROM polls WHERE chat_id = :chat_id AND state = 'open' AND message_id < 0 ORDER BY number",
        {"chat_id": chat_id},
    )
    return [row["number"] for row in rows]


async def end(unit: Unit, *, number: int, state: State, at: int) -> bool:
    """Whether it had not ended before: a poll ends once."""
    return await unit.change(
        "UPDATE polls SET state = :state, closed_at = :at WHERE number = :number AND state IN ('asked', 'open')",
        {"number": number, "state": state, "at": at},
    )


async def set_end(unit: Unit, *, number: int, at: int) -> None:
    row = await unit.one("SELECT terms FROM polls WHERE number = :number", {"number": number})
    if row is not None:
        terms = json.loads(row["terms"]) | {"ends_at": at}
        await unit.run(
            "UPDATE polls SET terms = :terms WHERE number = :number", {"number": number, "terms": _json(terms)}
        )


async def usual_voters(reader: Reader, *, chat_id: int, poll_id: str) -> list[int]:
    """Members who voted in three of the last five polls there and not in this one, and who may be written to unasked.

    At most thirty, those who vote most first.
    """
    rows = await reader.all(
        "SELECT voter_id FROM ballots "
        "JOIN chats ON chats.chat_id = voter_id AND kind = 'private' AND chats.state = 'active' "
        "LEFT JOIN members ON members.user_id = voter_id AND members.chat_id = :chat_id "
        f"WHERE {WELCOME} AND coalesce(members.state, 'in') = 'in' AND options <> '[]' "
        "AND poll_id IN (SELECT poll_id FROM polls WHERE chat_id = :chat_id "
        "AND state = 'closed' AND poll_id IS NOT NULL AND round = 0 ORDER BY number DESC LIMIT 5) "
        "AND voter_id NOT IN (SELECT voter_id FROM ballots WHERE poll_id = :poll_id AND options <> '[]') "
        "GROUP BY voter_id HAVING count(*) >= 3 ORDER BY count(*) DESC, voter_id LIMIT 30",
        {"chat_id": chat_id, "poll_id": poll_id},
    )
    return [row["voter_id"] for row in rows]


# --- votes -----------------------------------------------------------------------------------------------------------


async def keep_ballots(unit: Unit, ballots: Iterable[Ballot], *, at: int) -> None:
    """In the order they came: the last of a voter's counts, the first keeps the place."""
    await unit.many(
        "INSERT INTO ballots (poll_id, voter_id, options, ids, cast_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (poll_id, voter_id) DO UPDATE SET options = excluded.options, ids = excluded.ids, "
        "cast_at = excluded.cast_at, is_outside = 0",
        ((each.poll_id, each.voter_id, _json(each.options), _json(each.ids), at) for each in ballots),
    )


async def keep_tallies(unit: Unit, tallies: Iterable[Tally], *, at: int) -> None:
    """What a closed poll came to is not changed by anything told late."""
    await unit.many(
        "INSERT INTO tallies (poll_id, options, ids, counts, voters, is_closed, told_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (poll_id) DO UPDATE SET options = excluded.options, counts = excluded.counts, "
        "ids = CASE excluded.ids WHEN '[]' THEN tallies.ids ELSE excluded.ids END, "
        "voters = excluded.voters, is_closed = excluded.is_closed, told_at = excluded.told_at "
        "WHERE excluded.is_closed >= tallies.is_closed",
        (
            (each.poll_id, *map(_json, (each.options, each.ids, each.counts)), each.voters, int(each.is_closed), at)
            for each in tallies
        ),
    )


async def ballots(reader: Reader, *, poll_id: str) -> list[Ballot]:
    """In the order of first votes, those taken back too, and none from outside the group."""
    rows = await reader.all(
        "SELECT ballots.*, coalesce(name, '') AS name, coalesce(username, '') AS username "
        "FROM ballots LEFT JOIN people ON people.user_id = ballots.voter_id "
        "WHERE poll_id = :poll_id AND is_outside = 0 ORDER BY number",
        {"poll_id": poll_id},
    )
    counts = await tally(reader, poll_id=poll_id)
    ids = counts.ids if counts is not None else ()
    return [
        Ballot(row["poll_id"], row["voter_id"], row["name"], row["username"], _places(row, ids), _tuple(row["ids"]))
        for row in rows
    ]


def _places(row: Row, ids: tuple[str, ...]) -> tuple[int, ...]:
    """Where the options chosen stand now: one that was taken away is chosen by nobody."""
    chosen: tuple[str, ...] = _tuple(row["ids"])
    if not chosen or not ids:
        return _tuple(row["options"])
    return tuple(ids.index(each) for each in chosen if each in ids)


async def heard(reader: Reader, *, poll_id: str) -> int:
    """How many votes stand, as far as the bot was told, from outside the group too."""
    where = "SELECT count(*) FROM ballots WHERE poll_id = :poll_id AND options <> '[]'"
    return await reader.number(where, {"poll_id": poll_id})


async def voters(reader: Reader, *, poll_id: str, chat_id: int, are_members: bool, limit: int) -> list[Person]:
    """Of those whose vote stands, who is known to be a member, or else everybody else, in the order of first votes."""
    rows = await reader.all(
        "SELECT ballots.voter_id, coalesce(name, '') AS name, coalesce(username, '') AS username FROM ballots "
        "LEFT JOIN people ON people.user_id = voter_id "
        "LEFT JOIN members ON members.chat_id = :chat_id AND members.user_id = voter_id "
        "WHERE poll_id = :poll_id AND voter_id > 0 AND options <> '[]' AND is_outside = 0 "
        "AND coalesce(members.state, '') " + ("= 'in'" if are_members else "<> 'in'") + " "
        "ORDER BY number LIMIT :limit",
        {"poll_id": poll_id, "chat_id": chat_id, "limit": limit},
    )
    return [Person(row["voter_id"], row["name"], row["username"]) for row in rows]


async def strike(unit: Unit, *, poll_id: str, voters: Iterable[int]) -> None:
    await unit.many(
        "UPDATE ballots SET is_outside = 1 WHERE poll_id = :poll_id AND voter_id = :voter",
        [{"poll_id": poll_id, "voter": each} for each in voters],
    )


async def tally(reader: Reader, *, poll_id: str) -> Tally | None:
    row = await reader.one("SELECT * FROM tallies WHERE poll_id = :poll_id", {"poll_id": poll_id})
    if row is None:
        return None
    options, counts = tuple(json.loads(row["options"])), tuple(json.loads(row["counts"]))
    return Tally(row["poll_id"], "", options, counts, row["voters"], bool(row["is_closed"]), _tuple(row["ids"]))


def _tuple(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
