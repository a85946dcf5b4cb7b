"""The outcome of a draw: who won, who is in reserve, what was claimed; the codes are kept beside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from bot.domain.lottery.terms import Place
from storage.database import Reader, Row, Unit
from storage.desk import WELCOME

_PLACES = (
    "SELECT places.*, coalesce(people.name, '') AS name, "
    "places.user_id > 0 AND coalesce(members.state, 'left') = 'in' AS is_in FROM lottery_places AS places "
    "JOIN lotteries ON lotteries.id = places.lottery_id "
    "LEFT JOIN people ON people.user_id = places.user_id "
    "LEFT JOIN members ON members.user_id = places.user_id AND members.chat_id = lotteries.chat_id "
)


def _place(row: Row) -> Place:
    return Place(
        row["lottery_id"],
        row["place"],
        row["user_id"],
        row["pseudonym"],
        -1 if row["prize"] is None else row["prize"],
        row["state"],
        row["due_at"],
        row["name"],
        bool(row["is_in"]),
    )


async def keep(unit: Unit, places: Iterable[Place]) -> None:
    await unit.many(
        "INSERT INTO lottery_places (lottery_id, place, user_id, pseudonym, prize, state, due_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                each.lottery_id,
                each.place,
                each.user_id,
                each.pseudonym,
                None if each.prize < 0 else each.prize,
                each.state,
                each.due_at,
            )
            for each in places
        ),
    )


async def of_lottery(reader: Reader, *, lottery_id: int) -> list[Place]:
    """In the order drawn."""
    rows = await reader.all(_PLACES + "WHERE places.lottery_id = :id ORDER BY places.place", {"id": lottery_id})
    return [_place(row) for row in rows]


async def of_member(reader: Reader, *, lottery_id: int, user_id: int) -> Place | None:
    row = await reader.one(
        _PLACES + "WHERE places.lottery_id = :id AND places.user_id = :user_id",
        {"id": lottery_id, "user_id": user_id},
    )
    return _place(row) if row else None


async def waiting_for(reader: Reader, *, user_id: int, chat_id: int) -> list[Place]:
    """Prizes of one member that wait to be claimed, in one group or (0) in all."""
    rows = await reader.all(
        _PLACES + "WHERE places.user_id = :user_id AND places.state = 'won' AND :chat_id IN (0, lotteries.chat_id) "
        "AND lotteries.state = 'announced' ORDER BY places.lottery_id",
        {"user_id": user_id, "chat_id": chat_id},
    )
    return [_place(row) for row in rows]


async def with_codes(reader: Reader, *, user_id: int, limit: int) -> list[Place]:
    """The latest prizes of one member that were claimed and came with a code."""
    rows = await reader.all(
        _PLACES + "JOIN lottery_codes AS codes ON codes.lottery_id = places.lottery_id AND codes.place = places.place "
        "WHERE places.user_id = :user_id AND places.state = 'claimed' ORDER BY places.lottery_id DESC LIMIT :limit",
        {"user_id": user_id, "limit": limit},
    )
    return [_place(row) for row in rows]


async def reachable(reader: Reader, *, user_id: int) -> bool:
    """Whether the bot may write to the member: they began a private chat and did not end it."""
    row = await reader.one(
        "SELECT 1 AS yes FROM chats WHERE chat_id = :user_id AND kind = 'private' AND state = 'active'",
        {"user_id": user_id},
    )
    return row is not None


async def reachable_winners(reader: Reader, *, lottery_id: int) -> list[Place]:
    """Those who may be told privately, unasked."""
    rows = await reader.all(
        _PLACES + "JOIN chats ON chats.chat_id = places.user_id AND chats.kind = 'private' AND chats.state = 'active' "
        f"AND {WELCOME} WHERE places.lottery_id = :id AND places.state = 'won' ORDER BY places.place",
        {"id": lottery_id},
    )
    return [_place(row) for row in rows]


async def begin_claims(unit: Unit, *, lottery_id: int, due_at: int) -> None:
    await unit.run(
        "UPDATE lottery_places SET due_at = :due_at WHERE lottery_id = :id AND state = 'won' AND due_at = 0",
        {"id": lottery_id, "due_at": due_at},
    )


async def put_off_claims(unit: Unit, *, lottery_id: int, due_at: int, unless_within: int) -> bool:
    """Whoever has not claimed yet may until `due_at`, where their time would be over so much (seconds) sooner."""
    return await unit.change(
        "UPDATE lottery_places SET due_at = :due_at "
        "WHERE lottery_id = :id AND state = 'won' AND due_at BETWEEN 1 AND :due_at - :within",
        {"id": lottery_id, "due_at": due_at, "within": unless_within},
    )


async def claim(unit: Unit, *, lottery_id: int, user_id: int, at: int) -> bool:
    return await unit.change(
        "UPDATE lottery_places SET state = 'claimed' WHERE lottery_id = :id AND user_id = :user_id "
        "AND state = 'won' AND due_at > :at "
        "AND (SELECT state FROM lotteries WHERE id = :id) = 'announced'",
        {"id": lottery_id, "user_id": user_id, "at": at},
    )


async def drop(unit: Unit, place: Place, *, state: Literal["lapsed", "passed"]) -> bool:
    """A winner loses the prize."""
    return await unit.change(
        "UPDATE lottery_places SET state = :state WHERE lottery_id = :id AND place = :place AND state = 'won'",
        {"state": state, "id": place.lottery_id, "place": place.place},
    )


async def inherit(unit: Unit, *, lottery_id: int, of: int, prize: int, heir: int, due_at: int) -> None:
    """The prize of place `of` goes to the reserve at place `heir`; each of both once."""
    await unit.run(
        "UPDATE lottery_places SET heir = :heir WHERE lottery_id = :id AND place = :of AND heir IS NULL",
        {"heir": heir, "id": lottery_id, "of": of},
    )
    await unit.run(
        "UPDATE lottery_places SET state = 'won', prize = :prize, due_at = :due_at "
        "WHERE lottery_id = :id AND place = :heir AND state = 'reserve'",
        {"prize": prize, "due_at": due_at, "id": lottery_id, "heir": heir},
    )


async def pass_reserve(unit: Unit, place: Place, *, prize: int) -> None:
    """A reserve who is gone is passed over when their turn comes."""
    await unit.run(
        "UPDATE lottery_places SET state = 'passed', prize = :prize "
        "WHERE lottery_id = :id AND place = :place AND state = 'reserve'",
        {"id": place.lottery_id, "place": place.place, "prize": prize},
    )


async def won_lately(reader: Reader, *, chat_id: int, before: int, last: int, user_id: int) -> bool:
    """Whether the member won one of the group's `last` draws before lottery `before`."""
    row = await reader.one(
        "SELECT 1 AS yes FROM lottery_places WHERE user_id = :user_id AND state IN ('won', 'claimed', 'lapsed') "
        "AND lottery_id IN (SELECT id FROM lotteries WHERE chat_id = :chat_id AND drawn_at > 0 AND id <> :before "
        "ORDER BY drawn_at DESC, id DESC LIMIT :last)",
        {"user_id": user_id, "chat_id": chat_id, "before": before, "last": last},
    )
    return row is not None


async def won_last(reader: Reader, *, chat_id: int, last: int) -> set[int]:
    """Who won one of the group's `last` draws."""
    rows = await reader.all(
        "SELECT DISTINCT user_id FROM lottery_places WHERE state IN ('won', 'claimed', 'lapsed') AND lottery_id IN ("
        "SELECT id FROM lotteries WHERE chat_id = :chat_id AND drawn_at > 0 ORDER BY drawn_at DESC, id DESC "
        "LIMIT :last)",
        {"chat_id": chat_id, "last": last},
    )
    return {row["user_id"] for row in rows}
