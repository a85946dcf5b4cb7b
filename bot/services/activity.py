"""Settling plain messages: who spoke, how often, on which local day, and what it earned; few statements a batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.domain.activity import Cooldowns, Day, Earning, Heard, Names, Talk, after, by_day, could_earn
from bot.domain.counts import by_hour, hours_of
from bot.domain.day import local_day
from bot.domain.first_heard import FirstHeard, News, news, returns
from bot.domain.people import Group, Person
from bot.services import mint
from bot.services.mint import Payment
from storage import activity, arrivals, counts, people
from storage.database import Unit


async def settle(
    unit: Unit,
    messages: Sequence[Heard],
    *,
    group_of: Callable[[int], Group],
    earning_of: Callable[[int], Earning | None],
    cooldowns: Cooldowns,
    names: Names,
    hours: FirstHeard,
) -> None:
    """`earning_of` tells what messages earn in a chat; None: nothing."""
    chats = {each.chat_id for each in messages}
    groups = {chat_id: group_of(chat_id) for chat_id in chats}
    rules = {chat_id: earning_of(chat_id) for chat_id in chats}

    def day_of(chat_id: int, at: int) -> int:
        group = groups[chat_id]
        return local_day(at, group.timezone, starts_at=group.day_starts_at)

    days = by_day(messages, day_of)
    open_days = {day for day, each in days.items() if _may_earn(day, each, rules[day[0]], cooldowns)}
    parted = hours_of(messages)
    fresh = hours.look(days, parted)
    asked = [*open_days, *(day for day, each in fresh.items() if each.before is None and day not in open_days)]
    stood = await activity.talks(unit, asked) if asked else {}
    earned = _earned(unit, {day: days[day] for day in open_days}, stood, rules, cooldowns)
    await _keep_names(unit, names, messages)
    first = news(fresh, {day: talk.hours for day, talk in stood.items() if talk.hours >= 0})
    last = {day: day_of(day[0], talk.spoke_at) for day, talk in stood.items() if talk.spoke_at}
    await count(unit, parted, first, last)
    unit.after_commit(lambda: hours.take(first.after))
    await people.keep_spoken(unit, [_spoken(day, each) for day, each in days.items()])
    await activity.keep(
        unit,
        [(*day, len(each), *earned.get(day, _NOTHING)[1][:3], first.after.get(day, 0)) for day, each in days.items()],
    )
    if earned:
        await mint.all_by_rule(unit, [_payment(day, *stood) for day, stood in earned.items()], kind="activity")


async def _keep_names(unit: Unit, names: Names, messages: Sequence[Heard]) -> None:
    news = names.news(messages)
    if news:
        await people.keep_people(unit, [Person(each.user_id, each.name, each.username) for each in news.values()])
        unit.after_commit(lambda: names.take(news.values()))


async def count(unit: Unit, hours: Mapping[int, Sequence[Heard]], first: News, last: Mapping[Day, int]) -> None:
    """By hour and topic; each member once in an hour and once in a day, however often the bot begins anew.

    `last` are the local days on which those of whom it was asked were heard before.
    """
    if first.people:
        await activity.keep_hours(unit, first.people)
    if first.voices:
        await counts.keep_voices(unit, first.voices)
        await counts.keep_returns(unit, returns(first.days, last))
        await arrivals.heard(unit, first.days)
    await counts.keep_hours(unit, by_hour(hours))


_NOTHING = (Talk(), Talk())


def _spoken(day: Day, messages: Sequence[Heard]) -> people.Spoken:
    if len(messages) == 1:
        return people.Spoken(day[0], day[2], messages[0].at, messages[0].at, 1)
    moments = [each.at for each in messages]
    return people.Spoken(day[0], day[2], min(moments), max(moments), len(messages))


def _earned(
    unit: Unit,
    messages: Mapping[Day, Sequence[Heard]],
    before: Mapping[Day, Talk],
    rules: Mapping[int, Earning | None],
    cooldowns: Cooldowns,
) -> dict[Day, tuple[Talk, Talk]]:
    """The days on which something was earned, before and after; asked before this batch counts as heard."""
    if not messages:
        return {}
    stands = {day: _after_all(each, before[day], rules[day[0]]) for day, each in messages.items()}
    now = max(each.at for lines in messages.values() for each in lines)
    unit.after_commit(lambda: cooldowns.take(stands, rules, now=now))
    return {day: (before[day], talk) for day, talk in stands.items() if talk.credited > before[day].credited}


def _may_earn(day: Day, messages: Sequence[Heard], rule: Earning | None, cooldowns: Cooldowns) -> bool:
    if rule is None or cooldowns.covers(day, messages, rule):
        return False
    return any(could_earn(each, rule) for each in messages)


def _after_all(messages: Sequence[Heard], talk: Talk, rule: Earning | None) -> Talk:
    for each in messages:
        talk = after(each, talk, rule) if rule is not None else talk
    return talk


def _payment(day: Day, before: Talk, talk: Talk) -> Payment:
    """One entry a member, day and batch; what the day stands at is in its key, so it is never paid twice."""
    chat_id, ordinal, user_id = day
    return Payment(
        chat_id=chat_id,
        user_id=user_id,
        amount=talk.credited - before.credited,
        key=f"activity:{user_id}:{ordinal}:{talk.credited}",
        at=talk.credited_at,
        day=ordinal,
    )
