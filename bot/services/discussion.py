"""Timed discussions: opened, listened to by the batch, counted out and paid for; outcomes, never sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.activity import Heard
from bot.domain.discussion import AlreadyOpen, Discussion, Summary, Voice, Wanted, best_of
from bot.domain.topics import GENERAL
from bot.services import mint
from bot.services.keywords import weighty_words
from bot.services.mint import Payment
from storage import discussion as kept
from storage.database import Reader, Unit
from storage.discussion import at, began, discussion, moved, nudged, open_ones

__all__ = ["OPEN", "Watched", "at", "began", "discussion", "moved", "nudged", "open_ones"]

OPEN = "discussions"
"""The name of the places with an open discussion, among all that are watched."""

_KEPT = 300
"""Characters of a message that are looked at for its words."""

_AT_ONCE = 2000
"""Lines counted at one go."""

_WORDS, _ANSWERS = 8, 3
"""Hot words and thanked answers shown."""


class Watched(Protocol):
    def __bool__(self) -> bool: ...
    def places(self, chat_id: int) -> Mapping[int, int]: ...


async def open_one(unit: Unit, wanted: Wanted) -> Discussion | None:
    """One that is to begin; None where this key asked before."""
    return await kept.ask(unit, wanted)


async def require_free(reader: Reader, *, chat_id: int, place: int) -> None:
    """Raises AlreadyOpen where one runs there."""
    if await kept.at(reader, chat_id=chat_id, place=place) is not None:
        raise AlreadyOpen


async def fail(unit: Unit, number: int) -> None:
    await kept.end(unit, number, state="failed")


# --- listening -------------------------------------------------------------------------------------------------------


async def settle(unit: Unit, messages: Sequence[Heard], watched: Watched) -> None:
    """Counts by member and the words for a while, two statements a batch; nothing where no discussion is open."""
    if not watched:
        return
    counts: dict[tuple[int, int], list[int]] = {}
    lines: list[tuple[int, int, str, int]] = []
    for each in messages:
        number = _discussed(each, watched.places(each.chat_id))
        if not number:
            continue
        said = counts.setdefault((number, each.user_id), [0, 0, 0])
        said[0] += 1
        said[1] += bool(each.reply_to and each.reply_to != each.user_id)
        said[2] = max(said[2], each.at)
        if each.text and not each.is_forward:
            lines.append((number, each.user_id, each.text[:_KEPT], each.at))
    if counts:
        await kept.spoken(unit, [(*who, said[0], said[1], said[2]) for who, said in counts.items()])
    if lines:
        await kept.keep_lines(unit, lines)


def _discussed(message: Heard, places: Mapping[int, int]) -> int:
    """A topic by its id, General by having none; a post by what replies to it, or to one of its replies."""
    if not places:
        return 0
    return places.get(message.topic or GENERAL, 0) or places.get(message.thread, 0) or places.get(message.replied, 0)


async def count_words(reader: Reader, number: int) -> tuple[list[tuple[str, int]], int]:
    """(word, member) pairs of what waits to be counted, and up to which line: ask before the first statement."""
    lines = await kept.lines(reader, number, limit=_AT_ONCE)
    found = await weighty_words([each.words for each in lines])
    pairs = {(word, each.user_id) for each, words in zip(lines, found, strict=True) for word in words}
    return sorted(pairs), lines[-1].id if lines else 0


async def keep_words(unit: Unit, number: int, counted: tuple[list[tuple[str, int]], int]) -> bool:
    """Whether there may be more."""
    words, up_to = counted
    if up_to:
        await kept.count_words(unit, number, words=words, up_to=up_to)
    return bool(up_to)


async def standing(reader: Reader, number: int) -> tuple[int, int]:
    """Voices and messages so far."""
    voices = await kept.voices(reader, number)
    return len(voices), sum(each.messages for each in voices)


async def quiet_since(reader: Reader, found: Discussion) -> int:
    """The last word said there, or its opening."""
    return max(found.opened_at, await kept.last_at(reader, found.id))


async def thanked(unit: Unit, number: int, *, entry: int, user_id: int, message_id: int) -> None:
    await kept.thanked(unit, number, entry=entry, user_id=user_id, message_id=message_id)


# --- ending ----------------------------------------------------------------------------------------------------------


async def close(unit: Unit, found: Discussion, *, reward: int, day: int, now: int) -> Summary | None:
    """None when it had ended before; those who gave most are paid, once."""
    words = await kept.hot_words(unit, found.id, most=_WORDS)
    if not await kept.end(unit, found.id, state="closed"):
        return None
    voices = await kept.voices(unit, found.id)
    best = best_of(voices)
    if reward:
        for each in best:
            await mint.by_rule(unit, _prize(found, each, amount=reward, day=day, now=now), kind="discussion")
    return Summary(
        len(voices),
        sum(each.messages for each in voices),
        sum(each.replies for each in voices),
        tuple(words),
        tuple(await kept.most_thanked(unit, found.id, most=_ANSWERS)),
        best,
        reward,
    )


def _prize(found: Discussion, voice: Voice, *, amount: int, day: int, now: int) -> Payment:
    return Payment(
        chat_id=found.chat_id,
        user_id=voice.user_id,
        amount=amount,
        key=f"discussion:{found.id}:{voice.user_id}",
        at=now,
        day=day,
        source=found.id,
    )
