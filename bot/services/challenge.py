"""Challenges and contests: opened, handed in to, judged, voted on and paid for; outcomes, never sentences."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.challenge import (
    GALLERY,
    Challenge,
    ChallengeOver,
    HandedIn,
    Judged,
    NothingHandedIn,
    OwnWork,
    Paid,
    Runner,
    TagTaken,
    Terms,
    UnknownChallenge,
    WallFull,
    Work,
    days_of,
    finishers,
    winners,
    without_tag,
)
from bot.services import membership, mint
from bot.services.mint import Payment
from storage import challenge as kept
from storage import levels
from storage.challenge import cards, challenge, runners, running, waiting_works
from storage.database import Reader, Unit

__all__ = [
    "cancel",
    "cards",
    "challenge",
    "close",
    "hand_in",
    "judge",
    "known",
    "open_one",
    "runners",
    "running",
    "vote",
    "waiting_works",
    "works",
]

_KEPT = 500
"""Characters of a work's words."""

_BADGES = {"daily": "challenge", "contest": "contest"}


async def open_one(unit: Unit, terms: Terms, *, chat_id: int, topic: int, by: int, at: int) -> Challenge:
    """Raises TagTaken."""
    if any(each.tag.casefold() == terms.tag.casefold() for each in await kept.running(unit, chat_id=chat_id)):
        raise TagTaken(tag=terms.tag)
    days = days_of(terms.closes_at - at)
    return await kept.open_one(unit, terms, chat_id=chat_id, topic=topic, days=days, by=by, at=at)


async def known(reader: Reader, number: int, *, chat_id: int) -> Challenge:
    """One of that chat's; raises UnknownChallenge."""
    found = await kept.challenge(reader, number)
    if found is None or found.chat_id != chat_id:
        raise UnknownChallenge(seen=f"#{number}")
    return found


async def hand_in(
    unit: Unit, found: Challenge, *, user_id: int, words: str, photo: str, message_id: int, at: int, day: int
) -> tuple[int, int] | None:
    """The entry's id and its number in this contest, None for the second on a day.

    A daily challenge keeps neither words nor picture, and has no numbers.

    Raises ChallengeOver, NothingHandedIn.
    """
    if found.state != "open" or at >= found.closes_at:
        raise ChallengeOver
    entry_words = without_tag(words, found.tag)
    is_contest = found.kind == "contest"
    if is_contest and not entry_words and not photo:
        raise NothingHandedIn
    entry = HandedIn(
        challenge=found.id,
        user_id=user_id,
        day=day,
        words=entry_words[:_KEPT] if is_contest else "",
        photo=photo if is_contest else "",
        message_id=message_id,
        state="waiting" if is_contest else "in",
        at=at,
    )
    return await kept.hand_in(unit, entry)


async def work(reader: Reader, number: int, *, chat_id: int) -> Work:
    """Raises UnknownChallenge."""
    found = await kept.work(reader, number)
    if found is None:
        raise UnknownChallenge(seen=f"#{number}")
    await known(reader, found.challenge, chat_id=chat_id)
    return found


async def judge(unit: Unit, found: Work, *, is_taken: bool) -> None:
    """Raises WallFull, Judged."""
    if await kept.judge(unit, found.id, state="in" if is_taken else "refused", most=GALLERY):
        return
    if is_taken and len(await kept.works(unit, found.challenge, limit=GALLERY)) >= GALLERY:
        raise WallFull(most=GALLERY)
    raise Judged


async def vote(unit: Unit, found: Work, *, user_id: int, chat_id: int) -> tuple[bool, list[Work]]:
    """Whether the vote stands, and the works whose count changed. Raises OwnWork, ChallengeOver."""
    if (await known(unit, found.challenge, chat_id=chat_id)).state != "voting" or found.state != "in":
        raise ChallengeOver
    if found.user_id == user_id:
        raise OwnWork
    before = await kept.vote(unit, found, user_id=user_id)
    changed = [found.id] if before in (0, found.id) else [found.id, before]
    return before != found.id, [await work(unit, each, chat_id=chat_id) for each in changed]


async def works(reader: Reader, found: Challenge) -> list[Work]:
    """Those on the wall."""
    return await kept.works(reader, found.id, limit=GALLERY)


async def to_the_wall(unit: Unit, found: Challenge) -> list[Work] | None:
    """The works to vote on; None when the contest was closed before. Without any it is over at once."""
    works = await kept.works(unit, found.id, limit=GALLERY)
    state = "voting" if works else "over"
    return works if await kept.become(unit, found.id, before="open", state=state) else None


async def cancel(unit: Unit, found: Challenge) -> None:
    """Raises ChallengeOver."""
    if found.state not in ("open", "voting"):
        raise ChallengeOver
    if not await kept.become(unit, found.id, before=found.state, state="cancelled"):
        raise ChallengeOver


# --- how it came out -------------------------------------------------------------------------------------------------


async def close(
    unit: Unit, found: Challenge, *, day: int, at: int, most_a_day: int
) -> tuple[list[Runner], list[Runner], Paid] | None:
    """Everybody who took part, those who finished, given their badge once, and who was paid; None when it was over."""
    if not await kept.become(unit, found.id, before="open", state="over"):
        return None
    everybody = await membership.still_in(unit, await kept.runners(unit, found.id), chat_id=found.chat_id)
    done = finishers(everybody, days=found.days)
    paid = await _reward(unit, found, [each.user_id for each in done], day=day, at=at, most_a_day=most_a_day)
    return everybody, done, paid


async def count_out(
    unit: Unit, found: Challenge, *, day: int, at: int, most_a_day: int
) -> tuple[list[Work], list[Work], Paid] | None:
    """All works by votes, the winners, given their badge once, and who of them was paid; None when it was over."""
    if not await kept.become(unit, found.id, before="voting", state="over"):
        return None
    works = sorted(await kept.works(unit, found.id, limit=GALLERY), key=lambda each: (-each.votes, each.id))
    best = winners(await membership.still_in(unit, works, chat_id=found.chat_id))
    paid = await _reward(unit, found, [each.user_id for each in best], day=day, at=at, most_a_day=most_a_day)
    return works, best, paid


async def _reward(unit: Unit, found: Challenge, people: Sequence[int], *, day: int, at: int, most_a_day: int) -> Paid:
    """Whoever opened it gets no points, nor anybody beyond what one hand gives a day."""
    paid = set[int]()
    for user_id in dict.fromkeys(people):
        await levels.give_badges(unit, [_BADGES[found.kind]], chat_id=found.chat_id, user_id=user_id, at=at)
        if found.reward:
            payment = Payment(
                chat_id=found.chat_id,
                user_id=user_id,
                amount=found.reward,
                key=f"challenge:{found.id}:{user_id}",
                at=at,
                day=day,
                source=found.id,
            )
            entry = await mint.promised(unit, payment, kind="challenge", by=found.opened_by, most_a_day=most_a_day)
            paid |= {user_id} if entry is not None else set()
    return frozenset(paid)
