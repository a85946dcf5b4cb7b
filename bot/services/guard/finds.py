"""What the guard found: kept, judged once, and learnt from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.domain.activity import Pair
from bot.domain.guard import Find, print_of
from bot.domain.leads import marks_of
from bot.domain.passages import Passage
from bot.domain.refusals import Refusal
from bot.services.guard.spam import Watch
from storage import desk, guard, people
from storage.database import Reader, Unit
from storage.guard import Kept, all_become, becomes, counts, find, in_state, keep_reported, of_message, of_sanction

__all__ = [
    "Kept",
    "all_become",
    "becomes",
    "counts",
    "find",
    "in_state",
    "keep_reported",
    "of_message",
    "of_sanction",
]

_MOST = 500

NEWEST = 7 * 86400
"""Seconds of which figures are told."""


class FindSettled(Refusal):
    """Another moderator was quicker."""

    key = "guard.settled"


async def load(reader: Reader, watch: Watch, *, groups: Collection[int], within: int) -> None:
    """What a start has to know before the first message is looked at; `within` is how long anybody counts as new."""
    for chat_id, what, mark in await guard.lessons(reader):
        watch.learn(chat_id, what, mark)
    latest = await reader.number("SELECT max(told_at) FROM members")
    for chat_id, user_id, at in await guard.newcomers(reader, since=latest - within):
        watch.came((chat_id, user_id), at)
    for pair in await guard.removed_elsewhere(reader, since=latest - within):
        watch.removed(pair)
    for chat_id in groups:
        await name_moderators(reader, watch, chat_id=chat_id)


async def name_moderators(reader: Reader, watch: Watch, *, chat_id: int) -> None:
    found = await desk.administrators(reader, chat_id=chat_id)
    watch.named(chat_id, [each.name for each in found])


async def unknown(reader: Reader, pairs: Collection[Pair]) -> set[Pair]:
    """Those of them who were never in their group as far as the bot knows."""
    return set(pairs) - (await people.states(reader, pairs)).keys()


async def put_out(unit: Unit, passages: Sequence[Passage]) -> None:
    """Who was banned for good, by whatever hand, and who is so no more."""
    banned = [(*each.pair, each.at) for each in passages if each.is_banned]
    if banned:
        await guard.put_out(unit, banned)
    if free := [each.pair for each in passages if each.is_banned is False]:
        await guard.let_back(unit, free)


async def removed_elsewhere(reader: Reader, pairs: Collection[Pair]) -> set[Pair]:
    """Those of them whom another group of this bot put out for good."""
    return await guard.removed_among(reader, pairs)


async def keep(unit: Unit, finds: Sequence[Find]) -> None:
    await guard.keep(unit, finds)


async def turns_out(unit: Unit, one: Kept, why: str) -> Kept:
    """What was found is something else at a second look."""
    await guard.turns_out(unit, one, why)
    return replace(one, why=why)


async def asked_about(reader: Reader, one: Kept, *, since: int) -> list[Kept]:
    """What moderators were asked about that member since then, and did not answer; oldest first."""
    found = await guard.in_state(reader, "asked", chat_id=one.chat_id, limit=_MOST, since=since)
    return [each for each in found if each.user_id == one.user_id]


async def judge(unit: Unit, one: Kept, *, is_right: bool) -> bool:
    """Whether nobody judged it before; its words are kept no longer."""
    return await guard.becomes(unit, one, "right" if is_right else "wrong", keeps_words=False)


async def correct(unit: Unit, watch: Watch, one: Kept, *, by: int, at: int) -> None:
    """What was wrong is not found again: those words, that site, or whatever that member does."""
    lessons = [("text", print_of(one.said))] if one.said else []
    lessons += [("site", mark) for mark in marks_of(one.said, one.why)]
    if one.why in ("flood", "look_alike", "contact", "forward", "removed") or not one.said or one.user_id < 0:
        lessons.append(("user", str(one.user_id)))
    for what, mark in lessons:
        await guard.teach(unit, what, mark, chat_id=one.chat_id, by=by, at=at)

    def learn() -> None:
        for what, mark in lessons:
            watch.learn(one.chat_id, what, mark)

    unit.after_commit(learn)
