"""Settling plain messages: who spoke, how often, on which local day, and what it earned; few statements a batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.domain.activity import Earning, Heard, Talk, after, counted, is_worth
from bot.domain.day import local_day
from bot.domain.people import Group, Person
from bot.domain.points import MINT, THE_BOT, Posting
from storage import activity, people
from storage.activity import Day
from storage.database import Unit
from storage.points import ledger


async def settle(
    unit: Unit,
    heard: Sequence[Heard],
    *,
    group_of: Callable[[int], Group],
    earning_of: Callable[[int], Earning | None],
) -> None:
    """`earning_of` tells what messages earn in a chat; None: nothing."""

    def day_of(chat_id: int, at: int) -> int:
        group = group_of(chat_id)
        return local_day(at, group.timezone, starts_at=group.day_starts_at)

    rules = {chat_id: earning_of(chat_id) for chat_id in {each.chat_id for each in heard}}
    earned = await _earned(unit, heard, day_of=day_of, rules=rules)
    known = {each.user_id: Person(each.user_id, each.name, each.username) for each in heard}
    await people.keep_people(unit, known.values())
    await people.keep_spoken(unit, _spoken(heard))
    await people.keep_activity(unit, counted(heard, day_of))
    if earned:
        await _credit(unit, earned)


def _spoken(heard: Sequence[Heard]) -> list[people.Spoken]:
    times: dict[tuple[int, int], list[int]] = {}
    for each in heard:
        times.setdefault((each.chat_id, each.user_id), []).append(each.at)
    return [people.Spoken(*who, messages=len(at), first_at=min(at), last_at=max(at)) for who, at in times.items()]


async def _earned(
    unit: Unit,
    heard: Sequence[Heard],
    *,
    day_of: Callable[[int, int], int],
    rules: Mapping[int, Earning | None],
) -> dict[Day, tuple[Talk, Talk]]:
    """The days on which something was earned, before and after; asked before this batch counts as heard."""
    worth = {
        (each.chat_id, each.user_id)
        for each in heard
        if (rule := rules[each.chat_id]) is not None and is_worth(each, rule)
    }
    if not worth:
        return {}
    said: dict[Day, list[Heard]] = {}
    for each in heard:
        if (each.chat_id, each.user_id) in worth:
            said.setdefault((each.chat_id, day_of(each.chat_id, each.at), each.user_id), []).append(each)
    before = await activity.talks(unit, list(said))
    after_all = {day: _after_all(messages, before[day], rules[day[0]]) for day, messages in said.items()}
    return {day: (before[day], talk) for day, talk in after_all.items() if talk.credited > before[day].credited}


def _after_all(said: Sequence[Heard], talk: Talk, rule: Earning | None) -> Talk:
    for each in said:
        talk = after(each, talk, rule) if rule is not None else talk
    return talk


async def _credit(unit: Unit, earned: Mapping[Day, tuple[Talk, Talk]]) -> None:
    """One entry a member, day and batch; what the day stands at is in its key, so it is never paid twice."""
    await activity.keep_talks(unit, {day: talk for day, (_, talk) in earned.items()})
    postings = [
        Posting(
            chat_id=chat_id,
            from_account=MINT,
            to_account=user_id,
            amount=talk.credited - before.credited,
            kind="activity",
            actor=THE_BOT,
            key=f"activity:{user_id}:{day}:{talk.credited}",
            at=talk.credited_at,
            day=day,
        )
        for (chat_id, day, user_id), (before, talk) in earned.items()
    ]
    await ledger.post_all(unit, postings)
