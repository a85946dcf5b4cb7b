"""What is done to members who break the rules: warnings and what they add up to, mutes, bans, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.people import Person
from bot.domain.points import ANONYMOUS
from bot.domain.refusals import Refusal
from bot.domain.sanctions import Kind, Step, ahead, struck
from storage import sanctions
from storage.database import Reader, Unit
from storage.sanctions import Appeal, Sanction

__all__ = ["Appeal", "Sanction"]

BY_BOT = Person(0, "", kind="bot")
"""Whose deed it is where nobody asked for it."""

LOOKED_BACK = 30 * 86400
"""Seconds in which a member may ask why, and appeal."""

_LONGEST = 1000
"""Characters that are kept of the message that it was about."""


class SanctionLifted(Refusal):
    """Somebody was quicker."""

    key = "sanctions.lifted_before"


class NothingToAppeal(Refusal):
    key = "sanctions.nothing_to_appeal"


class AppealedBefore(Refusal):
    key = "sanctions.appealed_before"


class AppealSettled(Refusal):
    """Another moderator was quicker."""

    key = "sanctions.appeal_settled"


class AppealOfSelf(Refusal):
    """Whoever acted does not hear what is said against it."""

    key = "sanctions.appeal_of_self"


class NoSpan(Refusal):
    """`usage`."""

    key = "sanctions.no_span"


class SpanOutOfBounds(Refusal):
    key = "sanctions.span_out_of_bounds"


class MuteNeedsSupergroup(Refusal):
    """Telegram restricts nobody in a basic group."""

    key = "sanctions.mute_needs_supergroup"


class NoBansHere(Refusal):
    """In a basic group whoever was put out may be added again: nothing is to be lifted."""

    key = "sanctions.no_bans_here"


class ChannelsAreBanned(Refusal):
    """Telegram mutes no channel, and who is behind one reads no warning."""

    key = "sanctions.channels_are_banned"


class NoChannelsHere(Refusal):
    """In a basic group nobody writes in a channel's name."""

    key = "sanctions.no_channels_here"


class TargetModerates(Refusal):
    """`name`."""

    key = "sanctions.target_moderates"


@dataclass(frozen=True, slots=True)
class Order:
    """Who does it to whom, and about which message; `rule` 0 cites none, `at` is in epoch seconds."""

    chat_id: int
    actor: Person
    target: Person
    at: int
    rule: int = 0
    reason: str = ""
    message_id: int = 0
    said: str = ""
    cause: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """`count` are those in force with this one; `step` is what it strikes, `following` what is ahead."""

    sanction: Sanction
    count: int
    step: Step | None
    following: Step | None


async def impose(unit: Unit, order: Order, *, kind: Kind, until: int = 0) -> Sanction:
    """Written down, with the words it was about for whoever hears an appeal; doing it in Telegram is the caller's."""
    actor_id = ANONYMOUS if order.actor.kind == "anonymous" else order.actor.id
    sanction = Sanction(
        chat_id=order.chat_id,
        target_id=order.target.id,
        target_name=order.target.name,
        actor_id=actor_id,
        actor_name=order.actor.name,
        kind=kind,
        at=order.at,
        until=until,
        rule=order.rule,
        reason=order.reason,
        message_id=order.message_id,
        cause=order.cause,
        why=order.why,
    )
    number = await sanctions.add(unit, sanction)
    if order.said:
        quoted = order.said[:_LONGEST]
        await sanctions.keep_words(unit, number, user_id=order.target.id, words=quoted, at=order.at)
    return replace(sanction, id=number)


async def warn(unit: Unit, order: Order, *, lasts: int, ladder: Sequence[Step]) -> Warned:
    sanction = await impose(unit, order, kind="warn", until=order.at + lasts)
    count = len(await warnings(unit, chat_id=order.chat_id, user_id=order.target.id, now=order.at))
    return Warned(sanction, count, struck(ladder, count), ahead(ladder, count))


async def warnings(reader: Reader, *, chat_id: int, user_id: int, now: int) -> list[Sanction]:
    """Those in force, oldest first."""
    return await sanctions.in_force(reader, chat_id=chat_id, user_id=user_id, kind="warn", now=now)


async def in_force(reader: Reader, *, chat_id: int, user_id: int, kind: Kind, now: int) -> list[Sanction]:
    return await sanctions.in_force(reader, chat_id=chat_id, user_id=user_id, kind=kind, now=now)


async def all_in_force(reader: Reader, *, chat_id: int, kind: Kind, now: int, limit: int = 40) -> list[Sanction]:
    """Of everybody in that group, each once; newest first."""
    found = await sanctions.all_in_force(reader, chat_id=chat_id, kind=kind, now=now, limit=limit)
    return list({each.target_id: each for each in reversed(found)}.values())[::-1]


async def lasts_until(reader: Reader, *, chat_id: int, user_id: int, kind: Kind, now: int) -> int | None:
    """Until when a member stays muted or out by what is in force, whoever set it; 0 is for good, None is not at all."""
    found = await sanctions.in_force(reader, chat_id=chat_id, user_id=user_id, kind=kind, now=now)
    ends = [each.until for each in found]
    return None if not ends else 0 if 0 in ends else max(ends)


async def find(reader: Reader, number: int) -> Sanction:
    sanction = await sanctions.find(reader, number)
    if sanction is None:
        raise SanctionLifted
    return sanction


async def lift(unit: Unit, sanction: Sanction, *, at: int) -> list[Sanction]:
    """It and what followed from it, as far as in force. Raises SanctionLifted where it was lifted before."""
    if not await sanctions.lift(unit, sanction.id, at=at):
        raise SanctionLifted
    brought = await followed(unit, sanction)
    for each in brought:
        await sanctions.lift(unit, each.id, at=at)
    return [sanction, *brought]


async def followed(reader: Reader, sanction: Sanction) -> list[Sanction]:
    """What it brought, as far as in force."""
    return await sanctions.followed(reader, sanction)


async def against(reader: Reader, *, user_id: int, now: int, chat_id: int = 0, limit: int = 5) -> list[Sanction]:
    """Those that a member may ask about, newest first."""
    since = now - LOOKED_BACK
    return await sanctions.against(reader, user_id=user_id, since=since, limit=limit, chat_id=chat_id)


async def to_appeal(reader: Reader, *, user_id: int, number: int, now: int) -> Sanction:
    """That of the number, or (0) the latest that nobody lifted and that was not appealed against, from its beginning:
    of a warning and the mute that it brought, the warning.

    Raises NothingToAppeal, AppealedBefore.
    """
    found = await against(reader, user_id=user_id, now=now, limit=50)
    found = [each for each in found if not each.lifted_at and number in (0, each.id)]
    if not found:
        raise NothingToAppeal
    appealed = await sanctions.appealed(reader, [each.id for each in found])
    left = [each for each in found if each.id not in appealed]
    if not left:
        raise AppealedBefore
    by_number = {each.id: each for each in left}
    return left[0] if number else by_number.get(left[0].cause, left[0])


async def words_of(reader: Reader, sanction: Sanction) -> str:
    """The message that it was about, while it is kept."""
    return await sanctions.words_of(reader, sanction.id)


async def appeal(unit: Unit, sanction: Sanction, *, words: str, at: int) -> int:
    """Its number. Raises AppealedBefore."""
    number = await sanctions.appeal(unit, sanction, words=words, at=at)
    if number is None:
        raise AppealedBefore
    return number


async def find_appeal(reader: Reader, number: int) -> Appeal:
    found = await sanctions.find_appeal(reader, number)
    if found is None:
        raise AppealSettled
    return found


async def open_appeals(reader: Reader, *, chat_id: int, besides: int, limit: int = 40) -> list[Appeal]:
    """Oldest first, without those against what `besides` did."""
    return await sanctions.open_appeals(reader, chat_id=chat_id, besides=besides, limit=limit)


async def settle_appeal(unit: Unit, one: Appeal, *, state: str, by: int, at: int) -> None:
    """Heard once; the words it was about are kept no longer. Raises AppealSettled."""
    if not await sanctions.settle_appeal(unit, one.id, state=state, by=by, at=at):
        raise AppealSettled
    await sanctions.forget_words(unit, one.sanction)
