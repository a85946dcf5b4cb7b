"""A group of a million members and a year of counts: how long what is asked of the store takes, and a picture."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from random import Random
from typing import Final

import click

from bench.report import machine, percentile, table, verdict
from bot.domain.checkin import Calendar
from bot.domain.first_heard import LONG
from bot.domain.insights import Slot
from bot.outbox.drawing import drawn
from bot.pictures.draw import draw
from bot.pictures.forms import Heat, HeatRow
from bot.services import insights, moderation_log, points, segments, stats
from bot.services.feedback import board
from bot.services.guard import finds
from bot.texts.text import Raw
from storage.database import Database, Reader, Unit, open_database
from storage.words import MOST_WORDS

_CHAT: Final = -1_001_000_000_000
_NOW: Final = 1_800_072_000
_HOUR: Final = 3600
_DAYS: Final = 365
_TOPICS: Final = 10
_ASKED: Final = 20
_RECORDS: Final = 200_000
_TICK: Final = 0.005
_CALENDAR: Final = Calendar("Asia/Shanghai")


def _hours() -> Iterator[tuple[int, ...]]:
    first = _NOW - _NOW % _HOUR - _DAYS * 24 * _HOUR
    for number in range(_DAYS * 24):
        for topic in range(_TOPICS):
            yield _CHAT, first + number * _HOUR, topic, 400, 200, 150, 50, 120, 10, 2**60 - 1


async def _fill(database: Database, *, members: int, speakers: int) -> None:
    """A year of sums, and six weeks in which so many speak a day."""
    today, chance = _CALENDAR.day_of(_NOW), Random(1)
    async with database.unit() as unit:
        await unit.many(
            "INSERT INTO members (chat_id, user_id, seen_from, seen_at, messages) VALUES (?, ?, ?, ?, 5)",
            ((_CHAT, number + 1, _NOW - chance.randrange(_DAYS * 86_400), _NOW) for number in range(members)),
        )
        await unit.many("INSERT INTO hour_counts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _hours())
        await unit.many("INSERT INTO heard_hours VALUES (?, ?, 900)", {each[:2] for each in _hours()})
        days = range(today - _DAYS, today + 1)
        await unit.many("INSERT INTO day_counts VALUES (?, ?, ?, 90000)", ((_CHAT, day, speakers) for day in days))
        await unit.many(
            "INSERT INTO day_returns VALUES (?, ?, ?, ?)",
            ((_CHAT, day, after, speakers // LONG) for day in days for after in range(1, LONG + 1)),
        )
        await _fill_rest(unit, days, chance, members=members, speakers=speakers)
        await _fill_records(unit, today)
    await insights_at_night(database, today)


async def _fill_records(unit: Unit, today: int) -> None:
    """What the console's pages read: entries, the log, finds and feedback, more than any group will have."""
    await unit.many(
        "INSERT INTO ledger (chat_id, from_account, to_account, amount, kind, source, actor_id, "
        "idempotency_key, at, day, month) "
        "VALUES (?, 0, ?, 5, 'checkin', 1, 0, ?, ?, ?, 24000)",
        ((_CHAT, number % 5000 + 1, f"bench:{number}", _NOW, today) for number in range(_RECORDS)),
    )
    await unit.many(
        "INSERT INTO audit (chat_id, deed, actor_id, actor_name, target_id, target_name, words, at) "
        "VALUES (?, 'grant', 1, '书瑶', ?, '一诺', '好', ?)",
        ((_CHAT, number + 1, _NOW - number) for number in range(_RECORDS)),
    )
    await unit.many(
        "INSERT INTO guard_finds (chat_id, user_id, name, message_id, why, said, at, state) "
        "VALUES (?, ?, '某人', ?, 'words', '刷单', ?, ?)",
        ((_CHAT, n + 1, n + 1, _NOW - n, "deleted" if n % 9 else "would") for n in range(_RECORDS // 4)),
    )
    await unit.many(
        "INSERT INTO feedback (chat_id, user_id, words, category, state, once, given_at, due_at) "
        "VALUES (?, ?, '灯坏了', 'problem', ?, ?, ?, ?)",
        ((_CHAT, n + 1, "closed" if n % 99 else "open", f"bench:{n}", _NOW - n, _NOW) for n in range(_RECORDS // 4)),
    )


async def _fill_rest(unit: Unit, days: range, chance: Random, *, members: int, speakers: int) -> None:
    for day in days[-42:]:
        who = sorted(chance.sample(range(1, members + 1), speakers))
        await unit.many(
            "INSERT INTO activity (chat_id, day, user_id, messages) VALUES (?, ?, ?, 4)",
            [(_CHAT, day, user_id) for user_id in who],
        )
    await unit.run("INSERT INTO calendars (id, timezone, starts_at) VALUES (1, 'Asia/Shanghai', 0)")
    await unit.many(
        "INSERT INTO checkins (chat_id, user_id, day, calendar_id, at, streak) VALUES (?, ?, ?, 1, ?, 1)",
        ((_CHAT, user_id, day, _NOW) for day in days[-60:] for user_id in range(1, speakers // 4)),
    )
    await unit.many(
        "INSERT INTO mood_counts (chat_id, begins_at, topic, negative, neutral) VALUES (?, ?, ?, 20, 80)",
        ((_CHAT, _NOW - _NOW % _HOUR - hour * _HOUR, topic) for hour in range(60 * 24) for topic in range(_TOPICS)),
    )
    await unit.many(
        "INSERT INTO arrival_counts VALUES (?, ?, ?, ?, 600, 300, 150, 100, 80, 60, 90, 70, 5)",
        (
            (_CHAT, day, source, deed)
            for day in days
            for source in ("link", "open", "added", "member", "request")
            for deed in ("", "spoke", "checkin", "part")
        ),
    )
    await unit.many(
        "INSERT INTO word_counts VALUES (?, ?, ?, ?, ?)",
        (
            (_CHAT, day, f"词{word}", 50 + word, 2**40 - 1)
            for day in days[-60:]
            for word in range(MOST_WORDS if day < days[-2] else 10 * MOST_WORDS)
        ),
    )
    await unit.many(
        "INSERT INTO post_counts VALUES (?, ?, ?, 0, ?, 3, 9, 0, 40, 1023)",
        ((_CHAT, number, f"poll:{number}", _NOW - number * 9 * _HOUR) for number in range(_DAYS * 3)),
    )


async def insights_at_night(database: Database, today: int) -> None:
    found = await segments.at_night(database.slow, [_CHAT], lambda _: today, now=_NOW)
    async with database.unit() as unit:
        await segments.keep_night(unit, found, lambda _: today)


def _questions(database: Database) -> dict[str, Callable[[], Awaitable[object]]]:
    reads, today = database.slow, _CALENDAR.day_of(_NOW)
    span = stats.span_of(_CALENDAR, last=today - 1, days=28, now=_NOW)
    return {
        "hours of the week": lambda: stats.by_hour(reads, span, chat_id=_CHAT, zone=_CALENDAR.timezone),
        "people a day, a year": lambda: insights.days(
            reads, _CALENDAR, chat_id=_CHAT, first=today - _DAYS, last=today - 1
        ),
        "arrivals of 90 days": lambda: insights.of_arrivals(reads, chat_id=_CHAT, first=today - 90, last=today),
        "posts": lambda: insights.resonance(
            reads, chat_id=_CHAT, since=span.since, until=_NOW, kind_of=lambda name: name.partition(":")[0]
        ),
        "two kinds of posts": lambda: insights.compared(
            reads, chat_id=_CHAT, since=span.since, until=_NOW, kind_of=lambda name: name[-1]
        ),
        "moods by topic": lambda: insights.moods(reads, chat_id=_CHAT, since=span.since, until=span.until),
        "statistics, 7 days": lambda: stats.look_back(reads, _CALENDAR, chat_id=_CHAT, last=today, days=7, now=_NOW),
        "statistics, 60 days": lambda: stats.look_back(reads, _CALENDAR, chat_id=_CHAT, last=today, days=60, now=_NOW),
        "who fades": lambda: segments.named(reads, "at_risk", chat_id=_CHAT),
        "whom to thank": lambda: segments.named(reads, "care", chat_id=_CHAT),
        "one member's segment": lambda: segments.segment_of(reads, chat_id=_CHAT, user_id=77, today=today, now=_NOW),
        "talk": lambda: insights.talk(reads, chat_id=_CHAT, today=today),
        "points": lambda: points.economy(reads, chat_id=_CHAT, since=span.first),
        "console: newest entries": lambda: points.latest(reads, chat_id=_CHAT),
        "console: older entries": lambda: points.latest(reads, chat_id=_CHAT, before=_RECORDS // 2),
        "console: a member's": lambda: points.page(reads, chat_id=_CHAT, user_id=77),
        "console: the log": lambda: moderation_log.latest(reads, chat_id=_CHAT, limit=51, before=_RECORDS // 2),
        "console: finds": lambda: finds.in_state(reads, "deleted", chat_id=_CHAT, limit=40, since=_NOW - 7 * 86_400),
        "console: finds counted": lambda: finds.counts(reads, chat_id=_CHAT, since=_NOW - 7 * 86_400),
        "console: the desk": lambda: _desk(reads),
        "segments": lambda: segments.of_segments(reads, chat_id=_CHAT, today=today, now=_NOW),
    }


async def _measure(path: Path, *, members: int, speakers: int) -> bool:
    async with open_database(path) as database:
        began = time.monotonic()
        await _fill(database, members=members, speakers=speakers)
        click.echo(f"filled in {time.monotonic() - began:.0f} s, {path.stat().st_size / 2**20:.0f} MB\n")
        timed = {name: await _timed(ask) for name, ask in _questions(database).items()}
        span = stats.span_of(_CALENDAR, last=_CALENDAR.day_of(_NOW) - 1, days=28, now=_NOW)
        heard = await stats.by_hour(database.slow, span, chat_id=_CHAT, zone=_CALENDAR.timezone)
    table(["question", "p50, ms", "most, ms"], [[name, *_row(each)] for name, each in timed.items()])
    good = [verdict(name, percentile(each, 50) * 1000, bound=50, unit=" ms") for name, each in timed.items()]
    late = await _delay(dict(heard))
    good.append(verdict("a turn's delay by a picture", late * 1000, bound=20, unit=" ms"))
    return all([*good, verdict("a picture", _drawn(dict(heard)), bound=1.5, unit=" s")])


async def _desk(reads: Reader) -> None:
    """What its page asks for."""
    owed = await board.owed(reads, chat_id=_CHAT, now=_NOW)
    for heap in owed.heaps:
        await board.first_of(reads, heap, chat_id=_CHAT, limit=60)


async def _timed(ask: Callable[[], Awaitable[object]]) -> list[float]:
    late = []
    for _ in range(_ASKED):
        began = time.monotonic()
        await ask()
        late.append(time.monotonic() - began)
    return late


def _row(late: list[float]) -> tuple[str, str]:
    return f"{percentile(late, 50) * 1000:.1f}", f"{max(late) * 1000:.1f}"


async def _delay(heard: dict[Slot, int]) -> float:
    """By how much the loop wakes later than asked for while pictures are drawn beside it: 99 of 100 times, seconds."""
    drawing = asyncio.ensure_future(_some(heard))
    late = []
    while not drawing.done():
        began = time.monotonic()
        await asyncio.sleep(_TICK)
        late.append(time.monotonic() - began - _TICK)
    await drawing
    return percentile(late, 99)


async def _some(heard: dict[Slot, int]) -> None:
    for _ in range(_ASKED):
        await drawn(_form(heard), locale="zh-Hans", theme="light")


def _drawn(heard: dict[Slot, int]) -> float:
    """Seconds for the largest of them, on the thread that draws."""
    form = _form(heard)
    draw(form, locale="zh-Hans")  # the typeface is read once
    began = time.monotonic()
    draw(form, locale="zh-Hans")
    return time.monotonic() - began


def _form(heard: dict[Slot, int]) -> Heat:
    return Heat(
        title=Raw("哪个时段最热闹"),
        columns=[Raw(str(hour)) for hour in range(24)],
        rows=[HeatRow(Raw(str(day)), [heard.get((day, hour), 0) for hour in range(24)]) for day in range(7)],
        less=Raw("人少"),
        more=Raw("人多"),
    )


def report(folder: Path, *, members: int, speakers: int) -> bool:
    """Whether every bound holds."""
    click.echo(f"{machine()}; {members:,} members, {speakers:,} of whom speak a day, {_DAYS} days, {_TOPICS} topics")
    return asyncio.run(_measure(folder / "figures.db", members=members, speakers=speakers))
