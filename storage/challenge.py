"""Challenges, what was handed in, and votes; who has finished or won is decided elsewhere."""

from __future__ import annotations

from dataclasses import asdict

from bot.domain.challenge import Challenge, HandedIn, Runner, Terms, Work
from storage.database import Reader, Row, Unit


def _challenge(row: Row) -> Challenge:
    return Challenge(
        row["id"],
        row["chat_id"],
        row["topic"],
        row["kind"],
        row["title"],
        row["tag"],
        row["reward"],
        row["days"],
        row["votes_for"],
        row["opened_by"],
        row["closes_at"],
        row["state"],
    )


async def open_one(unit: Unit, terms: Terms, *, chat_id: int, topic: int, days: int, by: int, at: int) -> Challenge:
    row = await unit.one(
        "INSERT INTO challenges "
        "(chat_id, topic, kind, title, tag, reward, days, votes_for, opened_by, opened_at, closes_at) VALUES "
        "(:chat_id, :topic, :kind, :title, :tag, :reward, :days, :votes_for, :by, :at, :closes_at) RETURNING *",
        asdict(terms) | {"chat_id": chat_id, "topic": topic, "days": days, "by": by, "at": at},
    )
    assert row is not None  # noqa: S101  (an insert without a conflict clause returns its row)
    return _challenge(row)


async def challenge(reader: Reader, number: int) -> Challenge | None:
    row = await reader.one("SELECT * FROM challenges WHERE id = :id", {"id": number})
    return _challenge(row) if row else None


async def running(reader: Reader, *, chat_id: int) -> list[Challenge]:
    rows = await reader.all(
        "SELECT * FROM challenges WHERE chat_id = :chat_id AND state IN ('open', 'voting') ORDER BY closes_at, id",
        {"chat_id": chat_id},
    )
    return [_challenge(row) for row in rows]


async def cards(reader: Reader) -> list[tuple[int, int, int]]:
    """(chat id, message, challenge) of the opening posts of those that take entries."""
    rows = await reader.all(
        "SELECT posts.chat_id, message_id, challenges.id AS number FROM challenges JOIN posts "
        "ON posts.chat_id = challenges.chat_id AND posts.name = 'challenge:' || challenges.id WHERE state = 'open'"
    )
    return [(row["chat_id"], row["message_id"], row["number"]) for row in rows]


async def become(unit: Unit, number: int, *, before: str, state: str) -> bool:
    """Whether it was as it should have been before."""
    return await unit.change(
        "UPDATE challenges SET state = :state WHERE id = :id AND state = :before",
        {"id": number, "before": before, "state": state},
    )


# --- what was handed in ----------------------------------------------------------------------------------------------


async def hand_in(unit: Unit, entry: HandedIn) -> tuple[int, int] | None:
    """The entry's id, and its number among the challenge's; None where something was handed in that day."""
    row = await unit.one(
        "INSERT INTO challenge_entries (challenge, user_id, day, words, photo, message_id, state, at, number) "
        "SELECT id, :user_id, :day, :words, :photo, :message_id, :state, :at, "
        "CASE kind WHEN 'contest' THEN 1 + "
        "(SELECT coalesce(max(number), 0) FROM challenge_entries WHERE challenge = :challenge) ELSE 0 END "
        "FROM challenges WHERE id = :challenge AND state = 'open' ON CONFLICT DO NOTHING RETURNING id, number",
        asdict(entry),
    )
    return (row["id"], row["number"]) if row else None


async def runners(reader: Reader, number: int) -> list[Runner]:
    """Those who took part on most days first; whoever keeps off the boards stays nameless."""
    rows = await reader.all(
        "SELECT entry.user_id, count(*) AS days, coalesce(members.state, 'left') AS state, "
        "CASE WHEN hidden.user_id IS NULL THEN coalesce(people.name, '') ELSE '' END AS name "
        "FROM challenge_entries AS entry JOIN challenges ON challenges.id = entry.challenge "
        "LEFT JOIN people ON people.user_id = entry.user_id "
        "LEFT JOIN members ON members.chat_id = challenges.chat_id AND members.user_id = entry.user_id "
        "LEFT JOIN hidden ON hidden.chat_id = challenges.chat_id AND hidden.user_id = entry.user_id "
        "WHERE entry.challenge = :id "
        "GROUP BY entry.user_id, members.state, hidden.user_id, people.name ORDER BY days DESC, min(entry.id)",
        {"id": number},
    )
    return [Runner(row["user_id"], row["name"], row["days"], row["state"] == "in") for row in rows]


_WORKS = (
    "SELECT entry.*, coalesce(people.name, '') AS name, coalesce(members.state, 'left') AS standing, "
    "(SELECT count(*) FROM challenge_votes AS vote WHERE vote.entry = entry.id) AS votes "
    "FROM challenge_entries AS entry JOIN challenges ON challenges.id = entry.challenge "
    "LEFT JOIN people ON people.user_id = entry.user_id "
    "LEFT JOIN members ON members.chat_id = challenges.chat_id AND members.user_id = entry.user_id "
)


def _work(row: Row) -> Work:
    return Work(
        row["id"],
        row["number"],
        row["challenge"],
        row["user_id"],
        row["name"],
        row["words"],
        row["photo"],
        row["state"],
        row["votes"],
        row["standing"] == "in",
    )


async def works(reader: Reader, number: int, *, limit: int) -> list[Work]:
    """Those taken, in the order they came."""
    rows = await reader.all(
        _WORKS + "WHERE entry.challenge = :id AND entry.state = 'in' ORDER BY entry.id LIMIT :limit",
        {"id": number, "limit": limit},
    )
    return [_work(row) for row in rows]


async def waiting_works(reader: Reader, *, chat_id: int, limit: int) -> list[Work]:
    """Handed in to contests that are open, and not judged yet."""
    rows = await reader.all(
        _WORKS + "WHERE challenges.chat_id = :chat_id AND challenges.state = 'open' AND entry.state = 'waiting' "
        "ORDER BY entry.id LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [_work(row) for row in rows]


async def work(reader: Reader, number: int) -> Work | None:
    row = await reader.one(_WORKS + "WHERE entry.id = :id", {"id": number})
    return _work(row) if row else None


async def judge(unit: Unit, number: int, *, state: str, most: int) -> bool:
    """Whether it still waited, the contest was open, and no more than `most` were taken with it."""
    return await unit.change(
        "UPDATE challenge_entries SET state = :state WHERE id = :id AND state = 'waiting' "
        "AND challenge IN (SELECT id FROM challenges WHERE state = 'open') AND (:state <> 'in' OR :most > "
        "(SELECT count(*) FROM challenge_entries AS o WHERE o.challenge = challenge_entries.challenge "
        "AND o.state = 'in'))",
        {"id": number, "state": state, "most": most},
    )


async def vote(unit: Unit, found: Work, *, user_id: int) -> int:
    """For this one in place of another, or taken back when it was for this; the entry it was for before (0: none)."""
    params = {"challenge": found.challenge, "user_id": user_id, "entry": found.id}
    row = await unit.one(
        "SELECT entry FROM challenge_votes WHERE challenge = :challenge AND user_id = :user_id", params
    )
    if row is not None and row["entry"] == found.id:
        await unit.run("DELETE FROM challenge_votes WHERE challenge = :challenge AND user_id = :user_id", params)
    else:
        await unit.run(
            "INSERT INTO challenge_votes (challenge, user_id, entry) VALUES (:challenge, :user_id, :entry) "
            "ON CONFLICT (challenge, user_id) DO UPDATE SET entry = excluded.entry",
            params,
        )
    return row["entry"] if row else 0
