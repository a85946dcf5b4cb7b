"""The schedule under a pretend clock: the real turns on a store of its own, no network; what it would send is told."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.botapi.client import make_bot
from bot.cli.language import local_of
from bot.clock import Clock
from bot.config import Config
from bot.doctor import Doctor
from bot.domain.events.event import Event
from bot.domain.rights import Rights
from bot.engine.entrances import Entrance
from bot.engine.permissions import TRUSTED, Permissions
from bot.engine.router import Router
from bot.engine.steps import Steps
from bot.engine.wiring import Wiring
from bot.outbox import actions
from bot.outbox.actions import AnyAction
from bot.outbox.wakeups import Wakeups
from bot.sealing import Sealing
from bot.services.events import planned
from bot.services.schedule.lines import take_over
from bot.state.chats import Chats
from bot.texts.catalog import plain
from bot.texts.sentences import Locale
from bot.texts.translation import translated
from storage import events, outbox, people, queues, topics
from storage.backup import snapshot
from storage.database import Database, Reader, Unit, open_database
from storage.people import Chat
from storage.queues import Timer

STAND_IN = -1
"""A group for entries that name none, where no store knows any."""


_EVER = 2**62


class PretendClock(Clock):
    """Stands still until it is set."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def now(self) -> int:
        return self.at


@dataclass(frozen=True, slots=True)
class Sent:
    """What would go out, and when (epoch seconds)."""

    at: int
    action: AnyAction


class _Alone(Permissions):
    """Asks nobody: every chat that is named is taken to be there, everybody to be in it, nobody to run it."""

    async def find_chat(self, named: int | str) -> tuple[int, str] | None:
        return (named if isinstance(named, int) else STAND_IN), str(named)

    async def is_member(self, *, chat_id: int, user_id: int) -> bool:
        return True

    async def _administrators(self, chat_id: int, *, trusted: int = TRUSTED) -> dict[int, Rights]:
        return {}


class Rehearsal:
    """The schedule's turns on any store, woken by a pretend clock."""

    def __init__(self, database: Database, config: Config, entrances: Iterable[Entrance], clock: PretendClock) -> None:
        self.clock = clock
        self._database = database
        self._chats = Chats(config)
        bot = make_bot("1:rehearsal", "http://nowhere.invalid")
        wiring = Wiring()
        wiring.add(entrances)
        router = Router("weilu_bot", wiring, triggers=self._chats.triggers, watched=self._chats.watched)
        permissions = _Alone(database, bot, self._chats, clock)
        sealing, doctor = Sealing(b"rehearsal"), Doctor(database, bot, config, clock)
        self._steps = Steps(
            database,
            router,
            self._chats,
            permissions,
            bot=bot,
            clock=clock,
            sealing=sealing,
            doctor=doctor,
            wakeups=Wakeups(),
        )
        self._read_up_to = 0

    async def begin(self) -> None:
        await self._chats.load(self._database.reads)
        async with self._database.unit() as unit:
            await take_over(unit, self._chats.plan, now=self.clock.at)
            await planned.wake(unit, now=self.clock.at)

    async def until(self, last: int) -> AsyncIterator[Sent]:
        """Everything up to and with that moment, in order."""
        while True:
            due = await queues.next_due(self._database.reads, after=-1)
            if due is None or due > last:
                break
            self.clock.at = max(self.clock.at, due)
            async for sent in self.due_now():
                yield sent
        self.clock.at = last

    async def due_now(self) -> AsyncIterator[Sent]:
        for timer in await queues.due_timers(self._database.reads, now=self.clock.at):
            await self._steps.take(timer)
        rows = await outbox.unsent(self._database.reads, after_id=self._read_up_to)
        for row in rows:
            self._read_up_to = row.id
            yield Sent(self.clock.at, actions.decode(row.body))


@contextlib.asynccontextmanager
async def rehearsing(config: Config, entrances: Iterable[Entrance], *, first: int) -> AsyncIterator[Rehearsal]:
    """On a store that is thrown away.

    It holds the groups the bot's own store knows (else those the file names), and the planned events as they stand.
    """
    with tempfile.TemporaryDirectory(prefix="weilu-simulate-") as folder:
        async with open_database(Path(folder) / "weilu.db") as database:
            async with database.unit() as unit:
                await _bring(unit, await _known(config, Path(folder)), now=first)
            rehearsal = Rehearsal(database, config, entrances, PretendClock(first - 1))
            await rehearsal.begin()
            yield rehearsal


@dataclass(frozen=True, slots=True)
class _Known:
    """What the running bot's store tells: an event that was announced already is not new."""

    groups: list[Chat]
    topics: list[tuple[int, int, str, int]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)


async def _bring(unit: Unit, known: _Known, *, now: int) -> None:
    for chat in known.groups:
        await people.keep_chat(unit, chat, now=now)
    await topics.spoken(unit, known.topics)
    for event in known.events:
        await events.bring(unit, event, now=now)
    for timer in known.timers:
        if timer.due_at >= now:
            await queues.set_timer(unit, timer)


async def _known(config: Config, folder: Path) -> _Known:
    """Read from a copy: opening a store brings it up to date, which the running bot's must not be under its feet."""
    if config.store.url:
        from storage.engines import postgres_backup  # needs the driver, which not everybody has

        await postgres_backup.snapshot(config.store, folder / "known.db")
    elif not config.database.is_file():
        return _Known(_named(config))
    else:
        await asyncio.to_thread(snapshot, config.database, folder / "known.db")
    async with open_database(folder / "known.db") as database:
        known = await _read(database.reads)
    return known if known.groups else replace(known, groups=_named(config))


def _named(config: Config) -> list[Chat]:
    """The groups that the file names."""
    entries = {chat for entry in config.plan.entries.values() for chat in entry.chats or ()}
    found = sorted(entries | set(map(int, config.groups)))
    return [Chat(each, "supergroup", str(each)) for each in found] or [Chat(STAND_IN, "supergroup", "some group")]


async def _read(reader: Reader) -> _Known:
    groups = [each for each in await people.chats(reader) if each.kind in ("group", "supergroup")]
    found = await events.planned(reader)
    numbers = {str(each.id) for each in found}
    timers = [each for each in await queues.due_timers(reader, now=_EVER) if each.kind == planned.OF_ONE]
    places = [
        (group.id, each.id, each.name, 0) for group in groups for each in await topics.topics(reader, chat_id=group.id)
    ]
    return _Known(groups, places, found, [each for each in timers if each.key.partition(":")[0] in numbers])


async def simulate(config: Config, entrances: Iterable[Entrance], *, first: int, last: int) -> AsyncIterator[str]:
    """A line for every message: local time, group, words."""
    async with rehearsing(config, entrances, first=first) as rehearsal:
        async for sent in rehearsal.until(last):
            zone = config.group(sent.action.chat_id).timezone
            local = local_of(sent.at, zone, config.community.locale)
            yield f"{local} {sent.action.chat_id} {_told(sent.action, config.community.locale)}"


def _told(action: AnyAction, locale: Locale) -> str:
    match action:
        case actions.Say(words=words):
            shown = plain(words, locale)
        case actions.Photo(path=name, caption=caption) | actions.Document(filename=name, caption=caption):
            shown = f"[{name or 'picture'}] {plain(caption, locale) if caption else ''}"
        case actions.Ask(question=question, options=options):
            shown = f"[poll] {plain(question, locale)} | {' | '.join(plain(each, locale) for each in options)}"
        case actions.Topic(title=title):
            shown = f"[topic] {title}"
        case actions.Pin(off=off):
            shown = "[unpin the last one]" if off else "[pin]"
        case actions.Delete():
            shown = "[take the last one away]"
        case _:
            shown = f"[{type(action).__name__.lower()}]"
    joined = " / ".join(line.strip() for line in shown.splitlines() if line.strip())
    return translated(joined, locale) if joined.startswith("[") else joined
