"""In the light path: who is new, and what speaks against a message. What is found wakes a turn in its group."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Final, cast

from bot.config import GroupSettings
from bot.config.safety import Guard, flood_of
from bot.domain.gate import SHUT_FOR
from bot.domain.guard import Find, Words, even
from bot.engine.entrances import Entrance, beginning, observer, passing
from bot.engine.fast_path import Batch, Begun, Coming, Passing
from bot.services import gate
from bot.services.gate import Doors
from bot.services.guard import finds
from bot.services.guard.adverts import shipped
from bot.services.guard.spam import Rules, Watch

log = logging.getLogger(__name__)

KIND: Final = "guard"
"""The timer of a group in which something was found."""


class Books:
    """Each group's rules, made once for its settings as they are."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Guard, Rules]] = {}

    def of(self, chat_id: int, settings: GroupSettings, *, is_closed: bool) -> Rules | None:
        """None where nothing is watched."""
        kept = self._made.get(chat_id)
        if kept is None or kept[0] is not settings.guard:
            kept = self._made[chat_id] = settings.guard, _rules(settings.guard)
        rules = kept[1]
        if is_closed and rules.new < SHUT_FOR:
            return Rules(rules.flood, rules.span, rules.repeats, SHUT_FOR, rules.words, rules.look_alike)
        return rules if rules.flood or rules.repeats or rules.new or rules.words else None


def _rules(chosen: Guard) -> Rules:
    flood, span = flood_of(chosen.flood)
    return Rules(flood, span, chosen.repeats, chosen.new, Words(chosen.words), chosen.look_alike)


class Loading:
    """Whether what a start has to know is at hand: messages that come before it wait for it, where it was begun."""

    def __init__(self) -> None:
        self.done: asyncio.Event | None = None

    async def wait(self) -> None:
        if self.done is not None and not self.done.is_set():
            await self.done.wait()


async def begin(begun: Begun) -> None:
    loading = begun.chats.own(Loading)
    loading.done = asyncio.Event()
    try:
        await _load(begun)
    finally:
        loading.done.set()


async def _load(begun: Begun) -> None:
    await gate.load(begun.reads, begun.chats.own(Doors))
    groups = begun.chats.groups()
    if any(begun.chats.settings(each).guard.words for each in groups):
        # The mood check's patterns are built by the first text: a fifth of a second that the loop need not spend.
        await asyncio.to_thread(even, "围炉")
    await asyncio.to_thread(shipped)
    within = max((begun.chats.settings(each).guard.new for each in groups), default=0)
    await finds.load(begun.reads, begun.chats.own(Watch), groups=groups, within=max(within, SHUT_FOR))


async def passed(passing: Passing) -> None:
    """Stands before what keeps newcomers as known: whoever was in the group before is not new there."""
    await finds.put_out(passing.unit, passing.passages)
    came = [each for each in passing.passages if each.came]
    if not came:
        return
    watch = passing.chats.own(Watch)
    fresh = await finds.unknown(passing.unit, {each.pair for each in came})
    at = {each.pair: each.at for each in came if each.pair in fresh}
    removed = await finds.removed_elsewhere(passing.unit, fresh)
    for chat_id in {chat_id for chat_id, _ in fresh}:
        await finds.name_moderators(passing.unit, watch, chat_id=chat_id)

    def learn() -> None:
        for pair, moment in at.items():
            watch.came(pair, moment)
        for pair in removed:
            watch.removed(pair)

    passing.unit.after_commit(learn)


async def _meet(coming: Coming) -> None:
    """Whoever came in and spoke within one batch is new in it already; so is whoever comments from outside."""
    watch, came = coming.chats.own(Watch), {each.pair: each.at for each in coming.passages if each.came}
    for pair in await finds.unknown(coming.reads, came) if came else ():
        watch.came(pair, came[pair])
    said = [*coming.heard, *(each for each in coming.aside if each.is_to_bot)]
    for pair in await coming.strangers.among(said):
        if pair not in came and coming.strangers.is_outside(pair):
            watch.heard_of(pair, max(each.at for each in said if each[:2] == pair))


async def prepare(coming: Coming) -> Sequence[Find]:
    """A fault of the guard costs what it would have found in a batch, and nothing else."""
    chats = coming.chats
    await chats.own(Loading).wait()
    await _meet(coming)
    books, doors = chats.own(Books), chats.own(Doors)
    heard = [*coming.heard, *coming.aside]
    at = heard[-1].at

    def rules_of(chat_id: int) -> Rules | None:
        return books.of(chat_id, chats.settings(chat_id), is_closed=doors.is_closed(chat_id, at=at))

    try:
        return chats.own(Watch).look(heard, rules_of)
    except Exception:
        log.exception("messages could not be looked at")
        return ()


async def settle(batch: Batch) -> None:
    found = cast("Sequence[Find]", batch.prepared)
    if not found:
        return
    await finds.keep(batch.unit, found)
    for chat_id, at in {each.heard.chat_id: each.heard.at for each in found}.items():
        await batch.later(KIND, str(chat_id), at=at, chat_id=chat_id)


BEGINNING: Entrance = beginning(begin, mirrors=("guard_lessons", "removals"))
"""Before those of other features, which may take their time: plain messages wait for it."""

ENTRANCES: list[Entrance] = [passing(passed), observer(settle, prepare=prepare, hears_aside=True)]
