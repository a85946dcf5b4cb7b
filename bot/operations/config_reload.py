"""An edited config file is taken over while the bot runs, all or nothing; reading and checking it lives in `config`."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bot.clock import Clock
from bot.config import Config, ConfigErrors, Finding, format_finding, load
from bot.config.includes import included_files
from bot.outbox import enqueue
from bot.outbox.wakeups import Wakeups
from bot.services import desk, taking_over
from bot.services.events import planned
from bot.services.schedule.lines import Taken, take_over
from bot.state.chats import Chats
from bot.texts.sentences import Locale, locale_of
from bot.texts.text import Lines, Raw, Text, Words, text
from storage.database import Database, Unit

log = logging.getLogger(__name__)

_PAUSE = 1.0
"""Seconds between looks. A change counts once it has stayed the same for one look: editors write in pieces."""

_SHOWN = 8
_STARTUP = ("bots", "telegram", "storage", "health", "console")
"""Tables that are read once, when the bot starts."""


class ConfigReload:
    """Looks at the config's files for ever, and puts an edited one in force.

    What it means for the store and for operators is seen to by whoever is `leading`.
    """

    def __init__(
        self, database: Database, chats: Chats, clock: Clock, wakeups: Wakeups, *, leading: asyncio.Event
    ) -> None:
        self._database, self._chats, self._clock = database, chats, clock
        self._wakeups, self._leading = wakeups, leading
        self._running = chats.config
        self._is_refused = False

    async def run(self) -> None:
        """For ever; a config that came from no file is not watched."""
        path = self._running.source
        if path is None:
            return
        seen = await asyncio.to_thread(_signature, path)
        while True:
            await asyncio.sleep(_PAUSE)
            fresh = await asyncio.to_thread(_signature, path)
            if fresh == seen:
                continue
            while fresh != (seen := fresh):
                await asyncio.sleep(_PAUSE)
                fresh = await asyncio.to_thread(_signature, path)
            await self.look()

    async def look(self) -> bool:
        """Read the file now; whether what it says is in force."""
        path = self._running.source
        if path is None:
            return False
        try:
            config = await asyncio.to_thread(load, path, os.environ, self._running.bot)
        except ConfigErrors as errors:
            mine = ("", self._running.bot)
            await self._refuse([each for each in errors.findings if each.level == "error" and each.bot in mine])
            return False
        if config != self._chats.config and not self._leading.is_set():
            self._chats.take_over(config)
            log.info("the edited config is in force here too")
        elif config != self._chats.config:
            await self._take(config)
        elif self._is_refused:
            await self._mended()
        self._is_refused = False
        return True

    async def _take(self, config: Config) -> None:
        async with self._database.unit() as unit:
            taken = await take_over(unit, config.plan, now=self._clock.now())
            taken += planned.differences(self._chats.plan.events, config.plan.events)
            await taking_over.wake(unit, now=self._clock.now())
            words = _news(self._running, config, taken)
            await self._tell(unit, lambda _: words)
            unit.after_commit(lambda: self._chats.take_over(config))
            unit.after_commit(self._wakeups.timed)
        log.info("the edited config is in force: %s", ", ".join(_summary(taken)) or "other settings")

    async def _mended(self) -> None:
        """Mistakes were told and are gone, and nothing else is new."""
        log.info("the config file is as the one in force again")
        async with self._database.unit() as unit:
            await self._tell(unit, lambda _: text("schedule.mended"))

    async def _refuse(self, errors: list[Finding]) -> None:
        self._is_refused = True
        for each in errors:
            log.error("the edited config is not taken over: %s", format_finding(each))
        async with self._database.unit() as unit:
            await self._tell(unit, partial(_broken, errors))

    async def _tell(self, unit: Unit, words: Callable[[Locale], Words]) -> None:
        """Each operator in the language of their own chat, what was found in the file too."""
        now, operators = self._clock.now(), self._chats.config.access.operators
        if not self._leading.is_set():
            return
        for each in await desk.operators_to_tell(unit, operators, once_key=f"config:{now}", now=now):
            locale = locale_of(await self._chats.locale(each.chat_id))
            await enqueue.alert(unit, [each], words(locale), now=now)
        unit.after_commit(self._wakeups.posted)


def _broken(errors: list[Finding], locale: Locale) -> Lines:
    lines = [text("schedule.broken", n=len(errors))]
    lines += [text("schedule.broken_line", line=Raw(format_finding(each, locale))) for each in errors[:_SHOWN]]
    if len(errors) > _SHOWN:
        lines.append(text("schedule.broken_more", n=len(errors) - _SHOWN))
    return Lines(lines)


def _signature(path: Path) -> list[tuple[str, int, int]]:
    return list(_stats([path, *included_files(path)]))


def _stats(paths: list[Path]) -> Iterator[tuple[str, int, int]]:
    for path in paths:
        try:
            found = path.stat()
        except OSError:  # between an editor's removing and renaming
            continue
        yield str(path), found.st_mtime_ns, found.st_size


def _news(running: Config, config: Config, taken: Taken) -> Lines:
    lines: list[Text] = [text("schedule.taken_over")]
    for key, names in (
        ("schedule.taken_added", taken.added),
        ("schedule.taken_changed", taken.changed),
        ("schedule.taken_gone", taken.gone),
        ("schedule.taken_restart", [each for each in _STARTUP if getattr(running, each) != getattr(config, each)]),
    ):
        if names:
            lines.append(Text(key, {"names": Raw("、".join(names)[:500])}))
    return Lines(lines)


def _summary(taken: Taken) -> Iterator[str]:
    for what, names in (("new", taken.added), ("other times", taken.changed), ("gone", taken.gone)):
        if names:
            yield f"{what}: {len(names)}"
