"""Grants that wait for a press, and who they are for; what the press gives is the ledger's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.grants import LATELY, Crowd, Waiting, Wish
from storage.database import Reader, Unit

_CROWDS: Final[dict[Crowd, str]] = {
    "lottery": "SELECT user_id FROM lottery_entries JOIN lotteries ON lotteries.id = lottery_id "
    "WHERE lotteries.chat_id = :chat_id AND lotteries.id = :number AND user_id > 0",
    "topic": "SELECT user_id FROM discussion_voices JOIN discussions ON discussions.id = discussion "
    "WHERE discussions.chat_id = :chat_id AND place = :number AND last_at > :now - :days * 86400 "
    "UNION SELECT user_id FROM topic_activity WHERE chat_id = :chat_id AND topic = :number AND day > :day - :days",
}
_KNOWN: Final[dict[Crowd, str]] = {
    "poll": "SELECT 1 FROM polls WHERE chat_id = :chat_id AND number = :number",
    "lottery": "SELECT 1 FROM lotteries WHERE chat_id = :chat_id AND id = :number",
    "topic": "SELECT 1 FROM discussions WHERE chat_id = :chat_id AND place = :number UNION ALL "
    "SELECT 1 FROM counted_topics WHERE chat_id = :chat_id AND topic = :number",
}


async def is_known(reader: Reader, wish: Wish, *, chat_id: int) -> bool:
    return await reader.one(_KNOWN[wish.crowd], {"chat_id": chat_id, "number": wish.number}) is not None


async def poll_number(reader: Reader, *, chat_id: int, poll_id: str) -> int:
    """The number of a poll by Telegram's id; 0 for one that is not the bot's own."""
    return await reader.number(
        "SELECT number FROM polls WHERE poll_id = :poll_id AND chat_id = :chat_id",
        {"poll_id": poll_id, "chat_id": chat_id},
    )


async def post_name(reader: Reader, *, chat_id: int, message_id: int) -> str:
    """The name under which a message of the bot's own is kept; empty for any other."""
    row = await reader.one(
        "SELECT name FROM posts WHERE chat_id = :chat_id AND message_id = :message_id",
        {"chat_id": chat_id, "message_id": message_id},
    )
    return row["name"] if row else ""


async def add(
    unit: Unit, wish: Wish, *, chat_id: int, by: tuple[int, str], first_id: int, at: int, key: str
) -> int | None:
    """The number of the new grant, for nobody as yet; None where that key asked before."""
    row = await unit.one(
        "INSERT INTO grants (chat_id, by_id, by_name, amount, reason, crowd, number, needs, first_id, at, "
        "idempotency_key) VALUES (:chat_id, :by_id, :by_name, :amount, :reason, :crowd, :number, 1, :first_id, :at, "
        ":key) ON CONFLICT DO NOTHING RETURNING id",
        {
            "chat_id": chat_id,
            "by_id": by[0],
            "by_name": by[1],
            "amount": wish.amount,
            "reason": wish.reason,
            "crowd": wish.crowd,
            "number": wish.number,
            "first_id": first_id,
            "at": at,
            "key": key,
        },
    )
    return row["id"] if row else None


async def add_one(unit: Unit, *, number: int, user_id: int) -> None:
    await unit.run(
        "INSERT INTO grant_people (granting, user_id) VALUES (:id, :user_id)", {"id": number, "user_id": user_id}
    )


async def add_present(unit: Unit, *, number: int, chat_id: int, people: Sequence[int]) -> None:
    """Those of them who are in the group still."""
    await unit.many(
        "INSERT INTO grant_people (granting, user_id) SELECT :id, members.user_id FROM members "
        "LEFT JOIN people ON people.user_id = members.user_id WHERE chat_id = :chat_id "
        "AND members.user_id = :user_id AND members.state = 'in' AND coalesce(is_bot, 0) = 0",
        [{"id": number, "chat_id": chat_id, "user_id": each} for each in people],
    )


async def add_crowd(unit: Unit, wish: Wish, *, number: int, chat_id: int, besides: int, now: int, day: int) -> int:
    """How many they are: members who are in the group still, `besides` left out; `day` is the local day of `now`."""
    return await unit.run(
        f"INSERT INTO grant_people (granting, user_id) SELECT DISTINCT :id, who.user_id FROM ({_CROWDS[wish.crowd]}) "
        "AS who JOIN members ON members.chat_id = :chat_id AND members.user_id = who.user_id "
        "AND members.state = 'in' LEFT JOIN people ON people.user_id = who.user_id "
        "WHERE who.user_id <> :besides AND coalesce(is_bot, 0) = 0",
        {
            "id": number,
            "chat_id": chat_id,
            "number": wish.number,
            "besides": besides,
            "now": now,
            "day": day,
            "days": LATELY,
        },
    )


async def set_needs(unit: Unit, *, number: int, needs: int) -> None:
    await unit.run("UPDATE grants SET needs = :needs WHERE id = :id", {"id": number, "needs": needs})


async def waiting(reader: Reader, *, number: int, chat_id: int) -> Waiting | None:
    """None where it was settled, dropped, or never was of this chat."""
    row = await reader.one(
        "SELECT grants.*, (SELECT count(*) FROM grant_people WHERE granting = grants.id) AS people FROM grants "
        "WHERE id = :id AND chat_id = :chat_id AND state = 'waiting'",
        {"id": number, "chat_id": chat_id},
    )
    if row is None:
        return None
    wish = Wish(row["amount"], row["reason"], row["crowd"], row["number"])
    return Waiting(
        row["id"],
        row["chat_id"],
        row["by_id"],
        row["by_name"],
        wish,
        row["needs"],
        row["first_id"],
        row["people"],
    )


async def people(reader: Reader, *, number: int, besides: tuple[int, ...] = ()) -> list[int]:
    rows = await reader.all(
        "SELECT user_id FROM grant_people WHERE granting = :id AND user_id > 0 ORDER BY user_id", {"id": number}
    )
    return [row["user_id"] for row in rows if row["user_id"] not in besides]


async def stand(unit: Unit, *, number: int, user_id: int) -> bool:
    """Whether that made them the first of two."""
    return await unit.change(
        "UPDATE grants SET first_id = :user_id WHERE id = :id AND state = 'waiting' AND first_id = 0",
        {"id": number, "user_id": user_id},
    )


async def end(unit: Unit, *, number: int, state: str) -> bool:
    """Whether it still waited. Who stood for it is written where it was given, if anywhere."""
    is_ended = await unit.change(
        "UPDATE grants SET state = :state, first_id = 0 WHERE id = :id AND state = 'waiting'",
        {"id": number, "state": state},
    )
    if is_ended:
        await unit.run("DELETE FROM grant_people WHERE granting = :id", {"id": number})
    return is_ended


async def given(reader: Reader, *, number: int, chat_id: int) -> tuple[int, int, int]:
    """How many entries it became, the first and the last of them; keys are `grant:<its number>:<member>`."""
    row = await reader.one(
        "SELECT count(*) AS number, coalesce(min(id), 0) AS first, coalesce(max(id), 0) AS last FROM ledger "
        "WHERE chat_id = :chat_id AND idempotency_key >= :from_ AND idempotency_key < :to",
        {"chat_id": chat_id, "from_": f"grant:{number}:", "to": f"grant:{number};"},
    )
    return (row["number"], row["first"], row["last"]) if row else (0, 0, 0)
