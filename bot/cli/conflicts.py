"""What gets in each other's way in a schedule, and where it falls silent: overlaps, caps, days without anything."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice, pairwise

from bot.config import Caps, Config, Finding
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
    reported: set[tuple[str, str]] = set()
    for minute, entries in sorted(at.items()):
        for first, second in pairwise(entries):
            pair = (first.name, second.name)
            if (
                first.name == second.name
                or pair in reported
                or first.is_reserve
                or second.is_reserve
                or not _meet(first, second)
            ):
                continue
            reported.add(pair)
            what = f"entry {show(second.name)} posts in the same minute as {show(first.name)}"
            seen = f"{datetime.fromtimestamp(minute * 60, UTC):%Y-%m-%d %H:%M} UTC"
            yield Finding("warning", places[second.name], what, seen, "move one of them")


def _meet(first: Entry, second: Entry) -> bool:
    if first.chats is None or second.chats is None:
        return True
    return bool(set(first.chats) & set(second.chats))


def caps(config: Config, *, now: int) -> Iterator[Finding]:
    """For each cap that is set, the group where it holds back most.

    A plan that breaks one is refused where no priority decides what is left out: nobody meant that.
    """
    worst: dict[tuple[str, str], tuple[int, str, bool]] = {}
    for chat, entries in _by_chat(config, now=now).items():
        limits, who = config.group(chat).caps, "" if chat == ELSEWHERE else f" in group {chat}"
        for name, number, what in _broken(entries, limits):
            group = f"{place(['groups', str(chat)])}." if _says(config, chat, name) else ""
            key = (f"{group}caps.{name}", show(getattr(limits, name)))
            found = (number, f"lets {getattr(limits, name)} of {what}{who}", _is_decided(entries, name))
            worst[key] = max(worst.get(key, (0, "", False)), found)
    for (where, seen), (_, what, is_decided) in worst.items():
        remedy = "raise it, or plan fewer" if "week" in where else "raise it, or give the important ones a priority"
        yield Finding("warning" if is_decided else "error", where, what, seen, remedy)


def _broken(entries: Mapping[Entry, list[date]], limits: Caps) -> Iterator[tuple[str, int, str]]:
    """Each cap by its name, how many announcements meet it, and which."""
    every = [day for days in entries.values() for day in days]
    promos = sum(len(days) for entry, days in entries.items() if entry.genre == PROMO)
    day, most = max(Counter(every).items(), key=lambda each: each[1], default=(date.min, 0))
    if limits.per_day is not None and most > limits.per_day:
        yield "per_day", most, f"{most} announcements out on {day}"
    if limits.per_week is not None and len(every) > limits.per_week:
        yield "per_week", len(every), f"{len(every)} announcements of the next seven days out"
    if limits.promo_per_week is not None and promos > limits.promo_per_week:
        yield "promo_per_week", promos, f"{promos} promotions of the next seven days out"
    by_topic = Counter((entry.topic, day) for entry, days in entries.items() for day in days)
    (topic, day), most = max(by_topic.items(), key=lambda each: each[1], default=((0, date.min), 0))
    if limits.topic_per_day is not None and most > limits.topic_per_day:
        yield "topic_per_day", most, f"{most} announcements out in topic {show(topic)} on {day}"


def _says(config: Config, chat: int, name: str) -> bool:
    """Whether the file has that cap for the group alone."""
    return str(chat) in config.groups and getattr(config.groups[str(chat)].caps, name) is not None


def _is_decided(entries: Mapping[Entry, list[date]], name: str) -> bool:
    """Priorities decide within a day and a week; of promotions and topics the first ones go out."""
    return name in ("per_day", "per_week") and len({entry.priority for entry in entries}) > 1


def _by_chat(config: Config, *, now: int) -> dict[int, dict[Entry, list[date]]]:
    """The local days of the next seven on which each announcement that counts goes out, by group."""
    found: dict[int, dict[Entry, list[date]]] = defaultdict(dict)
    for line in config.plan.lines.values():
        entry = line.entry
        if entry.urgent or entry.is_reserve:
            continue
        due = list(islice(dues(entry, line.zone, after=now, until=now + _WEEK), _MOST))
        for chat in chats_of(entry, config) if due else []:
            zone = config.group(chat).timezone
            if entry.zone or zone == line.zone:
                found[chat].setdefault(entry, []).extend(wall_of(each, zone).date() for each in due)
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
