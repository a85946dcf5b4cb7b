"""Entries and balances: written once, read by member or number; ranks live in `boards`, checks in `audit`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.points import Entry, Posting, month_of
from storage.database import Reader, Row, Unit

_POST = (
    "INSERT INTO ledger (chat_id, from_account, to_account, amount, kind, source, reason, actor_id, actor_name, "
    "idempotency_key, at, day, month, reverses) "
    "SELECT :chat_id, :from_account, :to_account, :amount, :kind, :source, :reason, :actor_id, :actor_name, "
    ":key, :at, :day, :month, :reverses "
    "WHERE :from_account <= 0 OR :amount <= coalesce("
    "(SELECT balance FROM balances WHERE chat_id = :chat_id AND account = :from_account), 0) "
    "ON CONFLICT DO NOTHING"
)

_FROM_THE_HOUSE = (
    "INSERT INTO ledger (chat_id, from_account, to_account, amount, kind, source, reason, actor_id, actor_name, "
    "idempotency_key, at, day, month, reverses) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO NOTHING"
)

_ENTRY = "SELECT ledger.*, (SELECT id FROM ledger AS undo WHERE undo.reverses = ledger.id) AS undone_by FROM ledger "


def _entry(row: Row) -> Entry:
    return Entry(
        id=row["id"],
        chat_id=row["chat_id"],
        from_account=row["from_account"],
        to_account=row["to_account"],
        amount=row["amount"],
        kind=row["kind"],
        source=row["source"],
        reason=row["reason"],
        actor_id=row["actor_id"],
        actor_name=row["actor_name"],
        at=row["at"],
        day=row["day"],
        reverses=row["reverses"] or 0,
        undone_by=row["undone_by"] or 0,
    )


def _values(posting: Posting) -> dict[str, object]:
    return {
        "chat_id": posting.chat_id,
        "from_account": posting.from_account,
        "to_account": posting.to_account,
        "amount": posting.amount,
        "kind": posting.kind,
        "source": posting.source,
        "reason": posting.reason,
        "actor_id": posting.actor.id,
        "actor_name": posting.actor.name,
        "key": posting.key,
        "at": posting.at,
        "day": posting.day,
        "month": month_of(posting.day),
        "reverses": posting.reverses,
    }


async def post(unit: Unit, posting: Posting) -> int | None:
    """The new entry's number; None where nothing was written.

    That is when the key was used before, when the entry to reverse was reversed before, or when the member who pays
    has less than the amount. Balances, boards and ranks follow by triggers.
    """
    row = await unit.one(_POST + " RETURNING id", _values(posting))
    return row["id"] if row else None


async def post_all(unit: Unit, postings: Iterable[Posting]) -> None:
    """Each as `post` writes it, for a batch whose numbers nobody waits for."""
    await unit.many(_POST, [_values(posting) for posting in postings])


async def pay_all(unit: Unit, postings: Iterable[Posting]) -> None:
    """As `post_all`, where the house pays: nobody's balance is asked for, so that the entries are written together."""
    await unit.many(_FROM_THE_HOUSE, [tuple(_values(posting).values()) for posting in postings])


async def posted(reader: Reader, *, chat_id: int, key: str) -> Entry | None:
    row = await reader.one(
        _ENTRY + "WHERE chat_id = :chat_id AND idempotency_key = :key", {"chat_id": chat_id, "key": key}
    )
    return _entry(row) if row else None


async def keyed(reader: Reader, *, chat_id: int, prefix: str) -> list[Entry]:
    """The entries whose keys begin with that and a colon, in the order they were written."""
    rows = await reader.all(
        _ENTRY + "WHERE chat_id = :chat_id AND idempotency_key >= :from_ AND idempotency_key < :to ORDER BY id",
        {"chat_id": chat_id, "from_": f"{prefix}:", "to": f"{prefix};"},
    )
    return [_entry(row) for row in rows]


async def entry(reader: Reader, *, chat_id: int, number: int) -> Entry | None:
    """The entry of that number, if it is this chat's."""
    row = await reader.one(_ENTRY + "WHERE id = :id AND chat_id = :chat_id", {"id": number, "chat_id": chat_id})
    return _entry(row) if row else None


_REACH = 100_000
"""Entries of all groups among which a group's newest are looked for: what is older is found by its member."""

# The sign keeps SQLite from an index of the chat's, by which it would read and sort all of its entries.
LATEST = f"{_ENTRY} WHERE id <= :edge AND id > :edge - :reach AND +chat_id = :chat_id ORDER BY id DESC LIMIT :limit"


async def latest(reader: Reader, *, chat_id: int, before: int, limit: int) -> list[Entry]:
    """The chat's entries with numbers below `before`, newest first."""
    edge = await reader.number("SELECT max(id) FROM ledger WHERE id < :before", {"before": before})
    rows = await reader.all(LATEST, {"edge": edge, "reach": _REACH, "chat_id": chat_id, "limit": limit})
    return [_entry(row) for row in rows]


async def balance(reader: Reader, *, chat_id: int, user_id: int) -> int:
    return await reader.number(
        "SELECT balance FROM balances WHERE chat_id = :chat_id AND account = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )


async def moved_on(reader: Reader, *, chat_id: int, actor_id: int, kinds: Sequence[str], day: int) -> int:
    """What the actor moved by entries of those kinds on that local day, those undone since left out."""
    return await reader.number(
        "SELECT coalesce(sum(amount), 0) AS moved FROM ledger WHERE chat_id = :chat_id AND actor_id = :actor_id "
        f"AND actor_id <> 0 AND day = :day AND kind IN ({_listed(kinds)}) "
        "AND NOT EXISTS (SELECT 1 FROM ledger AS undo WHERE undo.reverses = ledger.id)",
        {"chat_id": chat_id, "actor_id": actor_id, "day": day},
    )


async def received_on(reader: Reader, *, chat_id: int, user_id: int, kinds: Sequence[str], day: int) -> int:
    """What a member was given by entries of those kinds on that local day, those undone since left out."""
    return await reader.number(
        "SELECT coalesce(sum(amount), 0) FROM ledger "
        f"WHERE chat_id = :chat_id AND to_account = :user_id AND to_account > 0 AND kind IN ({_listed(kinds)}) "
        "AND day = :day AND NOT EXISTS (SELECT 1 FROM ledger AS undo WHERE undo.reverses = ledger.id)",
        {"chat_id": chat_id, "user_id": user_id, "day": day},
    )


def _listed(kinds: Sequence[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)


async def kind_on(reader: Reader, *, chat_id: int, kind: str, giver: int, receiver: int, day: int) -> tuple[int, int]:
    """How many entries of that kind the one gave and the other received on that local day."""
    row = await reader.one(
        "SELECT (SELECT count(*) FROM ledger WHERE chat_id = :chat_id AND actor_id = :giver AND actor_id <> 0 "
        "AND day = :day AND kind = :kind) AS given, "
        # The latest hundred entries hold a day's thanks or reactions many times over, and no index need know of kinds.
        "(SELECT count(*) FROM (SELECT kind, day FROM ledger WHERE chat_id = :chat_id AND to_account = :receiver "
        "AND to_account <> 0 ORDER BY id DESC LIMIT 100) AS latest WHERE kind = :kind AND day = :day) AS received",
        {"chat_id": chat_id, "kind": kind, "giver": giver, "receiver": receiver, "day": day},
    )
    return (row["given"], row["received"]) if row else (0, 0)


async def older(reader: Reader, *, chat_id: int, user_id: int, before: int, limit: int) -> list[Entry]:
    """A member's entries with numbers below `before`, newest first."""
    return await _page(reader, "id < :edge", "DESC", chat_id=chat_id, user_id=user_id, edge=before, limit=limit)


async def newer(reader: Reader, *, chat_id: int, user_id: int, after: int, limit: int) -> list[Entry]:
    """The entries next above `after`, newest first."""
    return await _page(reader, "id > :edge", "ASC", chat_id=chat_id, user_id=user_id, edge=after, limit=limit)


async def _page(
    reader: Reader, where: str, order: str, *, chat_id: int, user_id: int, edge: int, limit: int
) -> list[Entry]:
    rows = await reader.all(
        page_statement(where, order), {"chat_id": chat_id, "user_id": user_id, "edge": edge, "limit": limit}
    )
    return sorted((_entry(row) for row in rows), key=lambda entry: -entry.id)


def page_statement(where: str, order: str) -> str:
    """Each side of the account by its own index, then those few entries: as quick in a ledger of any length."""
    side = (
        "SELECT * FROM (SELECT id FROM ledger WHERE chat_id = :chat_id AND {0} = :user_id AND {0} <> 0 "
        f"AND {where} ORDER BY id {order} LIMIT :limit) AS side"
    )
    ids = f"{side.format('from_account')} UNION ALL {side.format('to_account')}"
    return f"{_ENTRY} WHERE id IN (SELECT id FROM ({ids}) AS sides ORDER BY id {order} LIMIT :limit)"
