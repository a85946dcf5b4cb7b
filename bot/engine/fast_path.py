"""What settles plain messages by the batch is given, before their transaction and within it; `entrances` binds it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import msgspec

from bot.domain.activity import Heard
from bot.domain.passages import Passage
from bot.domain.polls import Cast
from bot.engine.strangers import Strangers
from bot.outbox.actions import AnyAction
from bot.sealing import Sealing
from bot.state.chats import Chats
from storage import queues
from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Begun:
    """What a feature has at hand when the bot has begun; `now` is the clock's, in epoch seconds."""

    reads: Reader
    chats: Chats
    now: int


@dataclass(slots=True)
class Ending:
    """What a feature has at hand when the bot stops; what it adds to `wanted` goes out while there is time."""

    unit: Unit
    chats: Chats
    now: int
    wanted: list[AnyAction] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Coming:
    """Plain messages that came together, before the transaction that keeps them, and who tells strangers by them.

    `aside` are edits, commands and words in a channel's name, for observers that ask for them; `passages` came in the
    same batch.
    """

    heard: Sequence[Heard]
    chats: Chats
    strangers: Strangers
    reads: Reader
    aside: Sequence[Heard] = ()
    passages: Sequence[Passage] = ()


@dataclass(slots=True)
class Batch:
    """What came, and the transaction that keeps it; `prepared` is what this observer's own `prepare` made of it.

    `bot_id` is the bot's own, 0 where nobody asks.
    """

    unit: Unit
    heard: Sequence[Heard]
    chats: Chats
    prepared: object = None
    bot_id: int = 0
    is_timed: bool = False

    async def later(self, kind: str, key: str, *, at: int, chat_id: int) -> None:
        """As `Turn.later`, but that one which waits already stays as it is."""
        self.is_timed = True
        await queues.set_timers_once(self.unit, [queues.Timer(kind, key, chat_id, at, "null")])


@dataclass(slots=True)
class Passing:
    """Who came and went together, in the order it was told, and the transaction that keeps it; `now` is the clock's.

    `sources` are the ways they came by, by chat and person, once they are counted.
    """

    unit: Unit
    passages: Sequence[Passage]
    chats: Chats
    sealing: Sealing
    now: int
    is_timed: bool = False
    sources: dict[tuple[int, int], str] = field(default_factory=dict)

    async def later(self, kind: str, key: str, *, at: int, chat_id: int, body: object = None) -> None:
        """As `Turn.later`, but that one which waits already stays as it is."""
        self.is_timed = True
        kept = msgspec.json.encode(body).decode()
        set_at = at if at <= self.now else 0
        await queues.set_timers_once(self.unit, [queues.Timer(kind, key, chat_id, at, kept, set_at)])


Begin: TypeAlias = Callable[[Begun], Awaitable[None]]
End: TypeAlias = Callable[[Ending], Awaitable[None]]
Prepare: TypeAlias = Callable[[Coming], Awaitable[object]]
"""What an observer works out of a batch before its transaction begins, so that hard thinking never holds the writer."""
Settle: TypeAlias = Callable[[Batch], Awaitable[None]]
Count: TypeAlias = Callable[[Unit, Sequence[Cast], int], Awaitable[bool]]
"""Votes and states of polls of a whole batch within its transaction, and the clock's time; whether a timer was set."""
Pass: TypeAlias = Callable[[Passing], Awaitable[None]]
"""Comings and goings of a whole batch within its transaction."""


@dataclass(frozen=True, slots=True)
class Observer:
    settle: Settle
    prepare: Prepare | None = None
    hears_aside: bool = False


@dataclass(frozen=True, slots=True)
class Beginning:
    """Begun anew where what another worker wrote is news of a table that it `mirrors`."""

    begin: Begin
    mirrors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stopping:
    end: End


@dataclass(frozen=True, slots=True)
class Counter:
    count: Count


@dataclass(frozen=True, slots=True)
class Watcher:
    passed: Pass
