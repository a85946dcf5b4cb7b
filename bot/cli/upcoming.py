"""What `check` tells of a schedule before it breaks: next runs, clock changes, quiet hours; `crowding` is beside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from bot.cli import conflicts
from bot.cli.conflicts import chats_of, runs_of
from bot.cli.language import local_of
from bot.config import Config, Finding
from bot.config.findings import show
from bot.domain.events.planned import Planned
from bot.domain.schedule.plan import Entry, Line
from bot.domain.schedule.policy import instant, quiet_until, wall_of
from bot.domain.schedule.when import Dates, Every, Once
from bot.outbox.actions import DELETABLE_FOR
from bot.services.schedule.days import known_until
from bot.services.schedule.triggers import dues, next_due
from bot.texts.sentences import Locale
from bot.texts.translation import translated

_YEAR = 366 * 86400


def coming(config: Config, *, now: int, locale: Locale = "en") -> Iterator[str]:
    """One line an entry and zone: `next schedule[0] "早安": Mon 2026-11-23 09:00 +08:00, ... (Asia/Shanghai)`."""
    places = {entry.name: f"schedule[{index}]" for index, entry in enumerate(config.schedule)}
    for line in config.plan.lines.values():
        runs = [_local(each, line.zone, locale) for each in runs_of(line, now=now)]
        shown = ", ".join(runs) or translated("never again", locale)
        yield f"next {places[line.entry.name]} {show(line.entry.name)}: {shown} ({line.zone})"
    for index, planned in enumerate(config.plan.events):
        zone = _zone_of(planned, config)
        yield f"next event[{index}] {show(planned.name)}: {_local(instant(planned.at, zone), zone, locale)} ({zone})"


def warnings(config: Config, *, now: int) -> Iterator[Finding]:
    places = {entry.name: f"schedule[{index}]" for index, entry in enumerate(config.schedule)}
    for line in config.plan.lines.values():
        where, who = places[line.entry.name], f"entry {show(line.entry.name)} "
        yield from _ends(line, where, who, now=now)
        yield from _clock_changes(line, where, who, now=now)
        yield from _quiet(line, where, who, config, now=now)
        yield from _calendar(line.entry, where, who)
        yield from _standing(line, where, who, now=now)
    for index, planned in enumerate(config.plan.events):
        if instant(planned.at, _zone_of(planned, config)) <= now:
            what, remedy = f"event {show(planned.name)} is in the past", "take it out, or set it anew"
            yield Finding("warning", f"event[{index}].at", what, show(planned.at), remedy)
    yield from conflicts.overlaps(config, places, now=now)
    yield from conflicts.caps(config, now=now)
    yield from conflicts.silence(config, now=now)


def _local(at: int, zone: str, locale: Locale = "en") -> str:
    offset = f"{datetime.fromtimestamp(at, ZoneInfo(zone)):%z}"
    return f"{local_of(at, zone, locale)} {offset[:3]}:{offset[3:5]}"


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


def _quiet(line: Line, where: str, who: str, config: Config, *, now: int) -> Iterator[Finding]:
    """Told once for each group's hours that the next runs fall into."""
    entry = line.entry
    if entry.urgent or entry.quiet == "ignore":
        return
    seen: set[tuple[str, str]] = set()
    for chat in chats_of(entry, config):
        settings = config.group(chat)
        hours, zone = settings.quiet.hours, settings.timezone
        if (hours, zone) in seen or (not entry.zone and zone != line.zone):
            continue
        seen.add((hours, zone))
        first = next((each for each in runs_of(line, now=now) if quiet_until(hours, at=each, zone=zone)), None)
        if first is not None:
            until = _local(quiet_until(hours, at=first, zone=zone), zone)
            effect = "is left out" if entry.quiet == "drop" else f"waits until {until}"
            group = f" of group {chat}" if chat and str(chat) in config.groups else ""
            what = f"{who}falls into the quiet hours{group} at {_local(first, zone)} and {effect}"
            remedy = 'choose another time, or quiet = "ignore"'
            yield Finding("warning", f"{where}.{_key(entry)}", what, show(hours), remedy)


def _standing(line: Line, where: str, who: str, *, now: int) -> Iterator[Finding]:
    if not line.entry.replace:
        return
    runs = runs_of(line, now=now)
    apart = max((later - sooner for sooner, later in pairwise(runs)), default=0)
    if apart >= DELETABLE_FOR:
        days = f"{apart / 86400:.1f}".removesuffix(".0")
        what = f"{who}takes the last one away, which Telegram lets a bot do within 48 hours, and runs {days} days apart"
        remedy = "the last one will be edited to point to the new (a poll stays as it is); or leave replace out"
        yield Finding("warning", f"{where}.replace", what, "true", remedy)


def _calendar(entry: Entry, where: str, who: str) -> Iterator[Finding]:
    if isinstance(entry.when, Dates) and entry.when.days in ("workday", "day_off"):
        what = f"{who}knows the mainland's holidays up to {known_until()}; later years go by weekdays alone"
        yield Finding("warning", f"{where}.when", what, remedy="upgrade once the next year's are published")
