"""Points given, taken and undone by moderators, and read by members; every movement is one entry of the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.points import (
    MINT,
    NEWCOMER,
    Actor,
    AlreadyUndone,
    Board,
    Economy,
    Entry,
    NotEnough,
    Place,
    Posting,
    Standing,
    check_allowance,
    check_undo,
    period_of,
)
from bot.domain.refusals import UnknownEntry
from bot.services import mint
from bot.services.mint import Payment
from storage import people
from storage.database import Reader, Unit
from storage.points import boards, ledger
from storage.points.economy import economy as measured

PAGE = 10
"""Entries shown at once."""

_LATEST = 30
"""Entries of a group shown at once."""

_BEYOND = 2**62


@dataclass(frozen=True, slots=True)
class Order:
    """A moderator's action: `at` in epoch seconds, `day` the local day of that moment, `key` the turn's own."""

    chat_id: int
    actor: Actor
    at: int
    day: int
    key: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What was written, and the member's balance after it."""

    entry: int
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class Undone:
    entry: int
    undone: Entry
    name: str
    balance: int


@dataclass(frozen=True, slots=True)
class Page:
    """Entries newest first, and whether there are others beyond either end."""

    entries: list[Entry]
    has_newer: bool
    has_older: bool


async def grant(
    unit: Unit, order: Order, *, to: Person, amount: int, reason: str, most_a_day: int, is_vouched: bool = False
) -> Moved:
    """Raises what `mint.by_hand` does."""
    await people.keep_people(unit, [to])
    payment = granted(order, to=to, amount=amount, reason=reason)
    number = await mint.by_hand(
        unit, payment, kind="grant", hand=order.actor, most_a_day=most_a_day, is_vouched=is_vouched
    )
    return await _moved(unit, number, order, amount=amount, user_id=to.id)


def granted(order: Order, *, to: Person, amount: int, reason: str = "") -> Payment:
    return Payment(order.chat_id, to.id, amount, order.key, order.at, order.day, reason=reason)


async def deduct(unit: Unit, order: Order, *, of: Person, amount: int, reason: str, most_a_day: int) -> Moved:
    """Never below zero: refused, naming the balance."""
    check_allowance(amount=amount, moved_today=await deducted_today(unit, order), most_a_day=most_a_day)
    held = await ledger.balance(unit, chat_id=order.chat_id, user_id=of.id)
    if held < amount:
        raise NotEnough(name=of.name, balance=held, amount=amount)
    posting = Posting(
        chat_id=order.chat_id,
        from_account=of.id,
        to_account=MINT,
        amount=amount,
        kind="deduct",
        actor=order.actor,
        key=order.key,
        at=order.at,
        day=order.day,
        reason=reason,
    )
    return await _moved(unit, await ledger.post(unit, posting), order, amount=amount, user_id=of.id)


async def undo(unit: Unit, order: Order, *, number: int) -> Undone:
    """The reverse entry, counted on the day of what it undoes."""
    entry = await ledger.entry(unit, chat_id=order.chat_id, number=number)
    if entry is None:
        raise UnknownEntry(entry=number)
    held = await ledger.balance(unit, chat_id=order.chat_id, user_id=entry.member)
    check_undo(entry, actor=order.actor, balance=held, at=order.at)
    reverse = await ledger.post(unit, reverse_of(entry, order))
    if reverse is None:
        raise AlreadyUndone(entry=entry.id, by=entry.undone_by)
    balance = await ledger.balance(unit, chat_id=order.chat_id, user_id=entry.member)
    member = await people.person(unit, user_id=entry.member)
    return Undone(reverse, entry, member.name if member else "", balance)


def reverse_of(entry: Entry, order: Order) -> Posting:
    """What takes an entry back, counted on the day of what it undoes."""
    return Posting(
        chat_id=order.chat_id,
        from_account=entry.to_account,
        to_account=entry.from_account,
        amount=entry.amount,
        kind="undo",
        actor=order.actor,
        key=order.key,
        at=order.at,
        day=entry.day,
        source=entry.id,
        reverses=entry.id,
    )


async def deducted_today(reader: Reader, order: Order) -> int:
    """By the order's hand; all hidden hands of a group are one."""
    actor_id, kinds = order.actor.id, ("deduct",)
    return await ledger.moved_on(reader, chat_id=order.chat_id, actor_id=actor_id, kinds=kinds, day=order.day)


async def _moved(unit: Unit, number: int | None, order: Order, *, amount: int, user_id: int) -> Moved:
    held = await ledger.balance(unit, chat_id=order.chat_id, user_id=user_id)
    if number is None:
        before = await ledger.posted(unit, chat_id=order.chat_id, key=order.key)
        if before is None:
            raise NotEnough(name="", balance=held, amount=amount)
        number = before.id
    return Moved(number, amount, held)


# --- reading ---------------------------------------------------------------------------------------------------------


def _since(board: Board, *, day: int, at: int) -> int:
    if board == "new":
        return at - NEWCOMER
    return period_of(day, board) if board != "all" else 0


async def standing(
    reader: Reader, *, chat_id: int, user_id: int, board: Board = "all", day: int = 0, at: int = 0
) -> Standing:
    """Where a member stands; `day` is any local day of the period meant, `at` the moment (epoch seconds)."""
    since = _since(board, day=day, at=at)
    return await boards.standing(reader, chat_id=chat_id, user_id=user_id, board=board, since=since)


async def top(reader: Reader, *, chat_id: int, board: Board, day: int, at: int = 0) -> list[Place]:
    return await boards.top(reader, chat_id=chat_id, board=board, since=_since(board, day=day, at=at))


async def economy(reader: Reader, *, chat_id: int, since: int) -> Economy:
    """From that local day on."""
    return await measured(reader, chat_id=chat_id, since=since)


async def hide(unit: Unit, *, chat_id: int, user_id: int) -> None:
    """Off every board of the group, until they come back."""
    await boards.hide(unit, chat_id=chat_id, user_id=user_id)


async def show(unit: Unit, *, chat_id: int, user_id: int) -> None:
    await boards.show(unit, chat_id=chat_id, user_id=user_id)


async def is_hidden(reader: Reader, *, chat_id: int, user_id: int) -> bool:
    return await boards.is_hidden(reader, chat_id=chat_id, user_id=user_id)


async def entry(reader: Reader, *, chat_id: int, number: int) -> Entry | None:
    return await ledger.entry(reader, chat_id=chat_id, number=number)


async def latest(reader: Reader, *, chat_id: int, before: int = 0) -> Page:
    """The group's newest entries, or those older than `before` (an entry's number)."""
    entries = await ledger.latest(reader, chat_id=chat_id, before=before or _BEYOND, limit=_LATEST + 1)
    return Page(entries[:_LATEST], has_newer=before > 0, has_older=len(entries) > _LATEST)


async def page(reader: Reader, *, chat_id: int, user_id: int, before: int = 0, after: int = 0) -> Page:
    """The newest entries, those older than `before`, or those newer than `after` (entry numbers)."""
    if after:
        entries = await ledger.newer(reader, chat_id=chat_id, user_id=user_id, after=after, limit=PAGE + 1)
        return Page(entries[-PAGE:], has_newer=len(entries) > PAGE, has_older=True)
    edge = before or _BEYOND
    entries = await ledger.older(reader, chat_id=chat_id, user_id=user_id, before=edge, limit=PAGE + 1)
    return Page(entries[:PAGE], has_newer=before > 0, has_older=len(entries) > PAGE)
