"""What `check` tells of a schedule before it breaks: next runs, clock changes, overlaps, quiet hours, caps, gaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from bot.config import Config, Finding, GroupSettings
from bot.config.findings import show
from bot.domain.events.planned import Planned
from bot.domain.schedule.plan import Entry, Line
from bot.domain.schedule.policy import instant, quiet_until, wall_of
from bot.domain.schedule.when import Dates, Every, Once
from bot.services.schedule.days import known_until
from bot.services.schedule.triggers import dues, next_due

RUNS = 5
_DAYS = 7
_YEAR = 366 * 86400
_WEEK = 7 * 86400
_MOST = 2000
"""Runs of one line looked at for overlaps and caps: more than that in a week is no announcement."""


def runs_of(line: Line, *, now: int, number: int = RUNS) -> list[int]:
    return list(islice(dues(line.entry, line.zone, after=now, until=2**40), min(number, line.entry.count or number)))


def coming(config: Config, *, now: int) -> Iterator[str]:
    """One line an entry and zone: `next schedule[0] "早安": Mon 2026-11-23 09:00 +08:00, ... (Asia/Shanghai)`."""
    places = {entry.name: f"schedule[{index}]" for index, entry in enumerate(config.schedule)}
    for line in config.plan.lines.values():
        shown = ", ".join(_local(each, line.zone) for each in runs_of(line, now=now)) or "never again"
        yield f"next {places[line.entry.name]} {show(line.entry.name)}: {shown} ({line.zone})"
    for index, planned in enumerate(config.plan.events):
        zone = _zone_of(planned, config)
        yield f"next event[{index}] {show(planned.name)}: {_local(instant(planned.at, zone), zone)} ({zone})"


def warnings(config: Config, *, now: int) -> Iterator[Finding]:
    places = {entry.name: f"schedule[{index}]" for index, entry in enumerate(config.schedule)}
    for line in config.plan.lines.values():
        where, who = places[line.entry.name], f"entry {show(line.entry.name)} "
        yield from _ends(line, where, who, now=now)
        yield from _clock_changes(line, where, who, now=now)
        yield from _quiet(line, where, who, config, now=now)
        yield from _calendar(line.entry, where, who)
    for index, planned in enumerate(config.plan.events):
        if instant(planned.at, _zone_of(planned, config)) <= now:
            what, remedy = f"event {show(planned.name)} is in the past", "take it out, or set it anew"
            yield Finding("warning", f"event[{index}].at", what, show(planned.at), remedy)
    yield from _overlaps(config, places, now=now)
    yield from _caps(config, now=now)
    yield from _silence(config, now=now)


def _local(at: int, zone: str) -> str:
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    offset = f"{local:%z}"
    return f"{local:%a %Y-%m-%d %H:%M} {offset[:3]}:{offset[3:5]}"


def _zone_of(planned: Planned, config: Config) -> str:
    return planned.zone or config.group(planned.chats[0] if planned.chats else 0).timezone


def _key(entry: Entry) -> str:
    return {Once: "at", Every: "every", Dates: "when"}.get(type(entry.when), "cron")


def _ends(line: Line, where: str, who: str, *, now: int) -> Iterator[Finding]:
    if next_due(line.entry, line.zone, after=now) is not None:
        return
    if isinstance(line.entry.when, Once):
        seen = show(line.entry.when.at)
        yield Finding("warning", f"{where}.at", f"{who}is in the past", seen, "take the entry out, or set it anew")
    else:
        what = f"{who}never runs: no such day comes, or until is over"
        yield Finding("warning", where, what, remedy="mend when it runs, or take it out")


def _clock_changes(line: Line, where: str, who: str, *, now: int) -> Iterator[Finding]:
    """Only at the changes themselves: a wall time left out or one that comes twice, within a year."""
    if isinstance(line.entry.when, Every):
        return
    for change in _changes(line.zone, now):
        for due in islice(dues(line.entry, line.zone, after=change - 7200, until=change + 7200), 60):
            if note := _note(due, change, line):
                remedy = "choose another time if that matters"
                yield Finding("warning", f"{where}.{_key(line.entry)}", f"{who}{note}", line.zone, remedy)
                break


@lru_cache(maxsize=64)
def _changes(zone: str, now: int) -> tuple[int, ...]:
    """Moments within a year at which the clocks there change."""
    return tuple(_found_changes(zone, now))


def _found_changes(zone: str, now: int) -> Iterator[int]:
    for at in range(now, now + _YEAR, 86400):
        if _offset(at, zone) != _offset(at + 86400, zone):
            low, high = at, at + 86400
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _offset(middle, zone) == _offset(at, zone) else (low, middle)
            yield high


def _offset(at: int, zone: str) -> timedelta:
    return datetime.fromtimestamp(at, ZoneInfo(zone)).utcoffset() or timedelta()


def _note(due: int, change: int, line: Line) -> str:
    gain = int((_offset(change, line.zone) - _offset(change - 1, line.zone)).total_seconds())
    wall = wall_of(due, line.zone)
    if gain > 0 and change <= due < change + gain:
        meant = wall - timedelta(seconds=gain)
        if meant != wall and _is_planned(line, meant):
            return f"is due at {meant:%Y-%m-%d %H:%M}, which the clocks leave out: it runs at {wall:%H:%M}"
    if gain < 0 and change + gain <= due < change:
        return f"is due at {wall:%Y-%m-%d %H:%M}, which comes twice: it runs the first time"
    return ""


def _is_planned(line: Line, wall: datetime) -> bool:
    """Whether the wall time itself is one of the entry's: told by a zone whose clocks never change."""
    at = instant(wall, "UTC")
    bare = line.entry
    return next_due(bare, "UTC", after=at - 1) == at if bare.since is None and bare.until is None else True


def _settings(line: Line, config: Config) -> GroupSettings:
    return config.group(line.entry.chats[0] if line.entry.chats else 0)


def _quiet(line: Line, where: str, who: str, config: Config, *, now: int) -> Iterator[Finding]:
    if line.entry.urgent or line.entry.quiet == "ignore":
        return
    hours = _settings(line, config).quiet.hours
    hit = [each for each in runs_of(line, now=now) if quiet_until(hours, at=each, zone=line.zone)]
    if not hit:
        return
    until = _local(quiet_until(hours, at=hit[0], zone=line.zone), line.zone)
    effect = "is left out" if line.entry.quiet == "drop" else f"waits until {until}"
    what = f"{who}falls into the quiet hours at {_local(hit[0], line.zone)} and {effect}"
    yield Finding(
        "warning", f"{where}.{_key(line.entry)}", what, show(hours), 'choose another time, or quiet = "ignore"'
    )


def _calendar(entry: Entry, where: str, who: str) -> Iterator[Finding]:
    if isinstance(entry.when, Dates) and entry.when.days in ("workday", "day_off"):
        what = f"{who}knows the mainland's holidays up to {known_until()}; later years go by weekdays alone"
        yield Finding("warning", f"{where}.when", what, remedy="upgrade once the next year's are published")


def _overlaps(config: Config, places: dict[str, str], *, now: int) -> Iterator[Finding]:
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


def _caps(config: Config, *, now: int) -> Iterator[Finding]:
    per_day = config.caps.per_day
    per_week = config.caps.per_week
    if per_day is None and per_week is None:
        return
    days: Counter[object] = Counter()
    total = 0
    for line in config.plan.lines.values():
        if line.entry.urgent or line.zone != config.community.timezone:
            continue
        for due in islice(dues(line.entry, line.zone, after=now, until=now + _WEEK), _MOST):
            days[wall_of(due, line.zone).date()] += 1
            total += 1
    if per_day is not None and days and (worst := days.most_common(1)[0])[1] > per_day:
        what = f"lets {per_day} of {worst[1]} announcements out on {worst[0]}"
        yield Finding("warning", "caps.per_day", what, show(per_day), "raise it, or give the important ones a priority")
    if per_week is not None and total > per_week:
        what = f"lets {per_week} of {total} announcements of the next seven days out"
        yield Finding("warning", "caps.per_week", what, show(per_week), "raise it, or plan fewer")


def _silence(config: Config, *, now: int) -> Iterator[Finding]:
    if not config.schedule:
        return
    upcoming = [next_due(line.entry, line.zone, after=now) for line in config.plan.lines.values()]
    first = min((each for each in upcoming if each is not None), default=None)
    days = (first - now) // 86400 if first is not None else None
    if days is None or days >= _DAYS:
        what = "nothing is planned any more" if days is None else f"nothing is planned for {days} days"
        yield Finding("warning", "schedule", what, remedy="add an entry, or leave it if that is meant")
