"""Lotteries and their states: each step is one statement that holds only in the state it leaves; entries beside."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.domain.lottery.terms import Lottery, Step, Terms, read_written, written
from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Sealed:
    """What only the draw may know."""

    secret: bytes
    salt: bytes


def _lottery(row: Row) -> Lottery:
    return Lottery(
        id=row["id"],
        chat_id=row["chat_id"],
        topic=row["topic"],
        state=row["state"],
        terms=read_written(json.loads(row["terms"])),
        commit=row["commit_hash"],
        entrants=row["entrants"],
        tickets=row["tickets"],
        opened_by=row["opened_by"],
        opened_at=row["opened_at"],
        ends_at=row["ends_at"],
        extensions=row["extensions"],
        entrants_hash=row["entrants_hash"],
        public_value=row["public_value"],
        drawn_at=row["drawn_at"],
    )


async def lottery(reader: Reader, *, id: int) -> Lottery | None:  # noqa: A002
    row = await reader.one("SELECT * FROM lotteries WHERE id = :id", {"id": id})
    return _lottery(row) if row else None


async def sealed(reader: Reader, *, id: int) -> Sealed:  # noqa: A002
    row = await reader.one("SELECT secret, salt FROM lotteries WHERE id = :id", {"id": id})
    if row is None:
        raise LookupError(f"no lottery {id}")
    return Sealed(bytes.fromhex(row["secret"]), bytes.fromhex(row["salt"]))


async def keep(
    unit: Unit,
    terms: Terms,
    sealed: Sealed,
    *,
    commit: str,
    chat_id: int,
    topic: int,
    opened_by: int,
    at: int,
    key: str,
) -> tuple[Lottery, bool]:
    """The lottery, and whether it is new: the same key finds the one opened before."""
    is_fresh = await unit.change(
        "INSERT INTO lotteries (chat_id, topic, terms, commit_hash, secret, salt, opened_by, opened_at, ends_at, "
        "idempotency_key) VALUES (:chat_id, :topic, :terms, :commit, :secret, :salt, :by, :at, :ends_at, :key) "
        "ON CONFLICT (chat_id, idempotency_key) DO NOTHING",
        {
            "chat_id": chat_id,
            "topic": topic,
            "terms": json.dumps(written(terms), ensure_ascii=False),
            "commit": commit,
            "secret": sealed.secret.hex(),
            "salt": sealed.salt.hex(),
            "by": opened_by,
            "at": at,
            "ends_at": terms.ends_at,
            "key": key,
        },
    )
    rows = await unit.all(
        "SELECT * FROM lotteries WHERE chat_id = :chat_id AND idempotency_key = :key", {"chat_id": chat_id, "key": key}
    )
    return _lottery(rows[0]), is_fresh


async def of_chat(reader: Reader, *, chat_id: int, limit: int) -> list[Lottery]:
    """Those under way first, then the latest."""
    rows = await reader.all(
        "SELECT * FROM lotteries WHERE chat_id = :chat_id "
        "ORDER BY state IN ('settled', 'cancelled'), id DESC LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [_lottery(row) for row in rows]


async def going_on(reader: Reader, *, chat_id: int) -> list[Lottery]:
    """Those that can be entered, and those with prizes to be claimed."""
    rows = await reader.all(
        "SELECT * FROM lotteries WHERE chat_id = :chat_id AND state IN ('open', 'announced') ORDER BY id",
        {"chat_id": chat_id},
    )
    return [_lottery(row) for row in rows]


async def entered_by(reader: Reader, *, user_id: int) -> list[Lottery]:
    """Open ones that they are in, of whatever group."""
    rows = await reader.all(
        "SELECT lotteries.* FROM lottery_entries JOIN lotteries ON lotteries.id = lottery_id "
        "WHERE user_id = :user_id AND lotteries.state = 'open'",
        {"user_id": user_id},
    )
    return [_lottery(row) for row in rows]


# --- steps: True where this very statement took the step -----------------------------------------------------------


async def freeze(unit: Unit, *, id: int) -> bool:  # noqa: A002
    return await _goes(unit, "state = 'frozen'", "state = 'open'", id=id)


async def extend(unit: Unit, *, id: int, ends_at: int) -> bool:  # noqa: A002
    done = "ends_at = :value, extensions = extensions + 1"
    return await _goes(unit, done, "state = 'open' AND ends_at <> :value", id=id, value=ends_at)


async def publish_list(unit: Unit, *, id: int, entrants_hash: str) -> bool:  # noqa: A002
    wanted = "state = 'frozen' AND entrants_hash = ''"
    return await _goes(unit, "entrants_hash = :value", wanted, id=id, value=entrants_hash)


async def hear_value(unit: Unit, *, id: int, value: str) -> bool:  # noqa: A002
    wanted = "state = 'frozen' AND entrants_hash <> '' AND public_value = ''"
    return await _goes(unit, "public_value = :value", wanted, id=id, value=value)


async def draw(unit: Unit, *, id: int, at: int) -> bool:  # noqa: A002
    wanted = "state = 'frozen' AND entrants_hash <> ''"
    return await _goes(unit, "state = 'drawn', drawn_at = :value", wanted, id=id, value=at)


async def announce(unit: Unit, *, id: int) -> bool:  # noqa: A002
    return await _goes(unit, "state = 'announced'", "state = 'drawn'", id=id)


async def settle(unit: Unit, *, id: int) -> bool:  # noqa: A002
    waiting = "SELECT 1 FROM lottery_places WHERE lottery_id = :id AND state = 'won'"
    return await _goes(unit, "state = 'settled'", f"state = 'announced' AND NOT EXISTS ({waiting})", id=id)


async def cancel(unit: Unit, *, id: int) -> bool:  # noqa: A002
    return await _goes(unit, "state = 'cancelled'", "state IN ('open', 'frozen')", id=id)


async def want_card(unit: Unit, *, id: int, at: int) -> bool:  # noqa: A002
    """Whether nobody wanted it before: then it is to be shown anew at that moment."""
    return await _goes(unit, "card_at = :value", "card_at = 0", id=id, value=at)


async def card_shown(unit: Unit, *, id: int) -> bool:  # noqa: A002
    return await _goes(unit, "card_at = 0", "card_at <> 0", id=id)


async def _goes(unit: Unit, done: str, wanted: str, *, id: int, value: int | str = 0) -> bool:  # noqa: A002
    sql = f"UPDATE lotteries SET {done} WHERE id = :id AND {wanted}"
    return await unit.change(sql, {"id": id, "value": value} if ":value" in sql else {"id": id})


# --- history -------------------------------------------------------------------------------------------------------


async def tell(unit: Unit, *, id: int, at: int, what: str, who: str = "", number: int = 0) -> None:  # noqa: A002
    await unit.run(
        "INSERT INTO lottery_history (lottery_id, at, what, who, number) VALUES (:id, :at, :what, :who, :number)",
        {"id": id, "at": at, "what": what, "who": who, "number": number},
    )


async def history(reader: Reader, *, id: int, limit: int) -> list[Step]:  # noqa: A002
    """The last steps, oldest first."""
    rows = await reader.all(
        "SELECT at, what, who, number FROM lottery_history WHERE lottery_id = :id ORDER BY id DESC LIMIT :limit",
        {"id": id, "limit": limit},
    )
    return [Step(row["at"], row["what"], row["who"], row["number"]) for row in reversed(rows)]
