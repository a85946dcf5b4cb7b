"""What gets in each other's way in a schedule, and where it falls silent: overlaps, caps, days without anything."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice, pairwise

from bot.config import Config, Finding
from bot.config.findings import place, show
from bot.domain.schedule.plan import Entry, Line
from bot.domain.schedule.policy import PROMO, instant, wall_of
from bot.services.schedule.triggers import dues, next_due

RUNS = 5
ELSEWHERE = 0
"""Stands for every group that the file does not name."""
_DAYS = 7
_WEEK = 7 * 86400
_MOST = 2000
"""Runs of one line looked at for caps: more than that in a week is no announcement."""


def runs_of(line: Line, *, now: int, number: int = RUNS) -> list[int]:
    return list(islice(dues(line.entry, line.zone, after=now, until=2**40), min(number, line.entry.count or number)))


def chats_of(entry: Entry, config: Config) -> list[int]:
    """Those it names; else those the file has tables for, and all the others."""
    return list(entry.chats) if entry.chats is not None else [ELSEWHERE, *map(int, config.groups)]


def overlaps(config: Config, places: dict[str, str], *, now: int) -> Iterator[Finding]:
    """Entries that post to the same group within the same minute, told once a pair."""
    at: dict[int, list[Entry]] = defaultdict(list)
    for line in config.plan.lines.values():
        for due in runs_of(line, now=now):
            at[due // 60].append(line.entry)
    told: set[tuple[str, str]] = set()
    for minute, entries in sorted(at.items()):
        for first, second in pairwise(entries):
            pair = (first.name, second.name)
            if (
                first.name == second.name
                or pair in told
                or first.is_reserve
                or second.is_reserve
                or not _meet(first, second)
            ):
                continue
            told.add(pair)
            what = f"entry {show(second.name)} posts in the same minute as {show(first.name)}"
            seen = f"{datetime.fromtimestamp(minute * 60, UTC):%Y-%m-%d %H:%M} UTC"
            yield Finding("warning", places[second.name], what, seen, "move one of them")


def _meet(first: Entry, second: Entry) -> bool:
    if first.chats is None or second.chats is None:
        return True
    return bool(set(first.chats) & set(second.chats))


def caps(config: Config, *, now: int) -> Iterator[Finding]:
    """For each cap that is set, the group where it holds back most."""
    worst: dict[tuple[str, str], tuple[int, str]] = {}
    for chat, days in _by_chat(config, now=now).items():
        limits, group = config.group(chat).caps, place(["groups", str(chat)])
        has_own = str(chat) in config.groups
        who = "" if chat == ELSEWHERE else f" in group {chat}"
        if limits.per_day is not None and (most := max(days.items(), key=lambda each: each[1]))[1] > limits.per_day:
            what = f"lets {limits.per_day} of {most[1]} announcements out on {most[0]}{who}"
            where = f"{group}.caps.per_day" if has_own and config.groups[str(chat)].caps.per_day else "caps.per_day"
            key = (where, show(limits.per_day))
            worst[key] = max(worst.get(key, (0, "")), (most[1], what))
        if limits.per_week is not None and (total := sum(days.values())) > limits.per_week:
            what = f"lets {limits.per_week} of {total} announcements of the next seven days out{who}"
            where = f"{group}.caps.per_week" if has_own and config.groups[str(chat)].caps.per_week else "caps.per_week"
            key = (where, show(limits.per_week))
            worst[key] = max(worst.get(key, (0, "")), (total, what))
    yield from _promos(config, now=now)
    for (where, seen), (_, what) in worst.items():
        remedy = "raise it, or plan fewer" if "week" in where else "raise it, or give the important ones a priority"
        yield Finding("warning", where, what, seen, remedy)


def _promos(config: Config, *, now: int) -> Iterator[Finding]:
    """A plan with more promotions than its own cap is refused: which of them would be left out nobody meant."""
    for chat, days in _by_chat(config, now=now, genre=PROMO).items():
        cap, total = config.group(chat).caps.promo_per_week, sum(days.values())
        if cap is not None and total > cap:
            has_own = str(chat) in config.groups and config.groups[str(chat)].caps.promo_per_week
            where = f"{place(['groups', str(chat)])}.caps.promo_per_week" if has_own else "caps.promo_per_week"
            who = "" if chat == ELSEWHERE else f" in group {chat}"
            what = f"lets {cap} of {total} promotions of the next seven days out{who}"
            yield Finding("error", where, what, show(cap), "plan fewer promotions, or raise it")


def _by_chat(config: Config, *, now: int, genre: str = "") -> dict[int, Counter[date]]:
    """Announcements of the next seven days that count (of that genre), by group and its local day."""
    found: dict[int, Counter[date]] = defaultdict(Counter)
    for line in config.plan.lines.values():
        entry = line.entry
        if entry.urgent or entry.is_reserve or (genre and entry.genre != genre):
            continue
        due = list(islice(dues(entry, line.zone, after=now, until=now + _WEEK), _MOST))
        for chat in chats_of(entry, config) if due else []:
            zone = config.group(chat).timezone
            if entry.zone or zone == line.zone:
                found[chat].update(wall_of(each, zone).date() for each in due)
    return found


def silence(config: Config, *, now: int) -> Iterator[Finding]:
    if not config.schedule and not config.event:
        return
    upcoming = [next_due(line.entry, line.zone, after=now) for line in config.plan.lines.values()]
    upcoming += [at for at in _events(config) if at > now]
    first = min((each for each in upcoming if each is not None), default=None)
    days = (first - now) // 86400 if first is not None else None
    if days is None or days >= _DAYS:
        what = "nothing is planned any more" if days is None else f"nothing is planned for {days} days"
        yield Finding("warning", "schedule", what, remedy="add an entry, or leave it if that is meant")


def _events(config: Config) -> Iterator[int]:
    for each in config.plan.events:
        zone = each.zone or config.group(each.chats[0] if each.chats else ELSEWHERE).timezone
        yield instant(each.at, zone)
