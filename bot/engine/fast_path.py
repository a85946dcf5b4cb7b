"""What settles plain messages by the batch is given, before their transaction and within it; `entrances` binds it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.activity import Heard
from bot.domain.polls import Cast
from bot.engine.strangers import Strangers
from bot.state.chats import Chats
from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Begun:
    """What a feature has at hand when the bot has begun."""

    reads: Reader
    chats: Chats


@dataclass(frozen=True, slots=True)
class Coming:
    """Plain messages that came together, before the transaction that keeps them, and who tells strangers by them."""

    heard: Sequence[Heard]
    chats: Chats
    strangers: Strangers


@dataclass(frozen=True, slots=True)
class Batch:
    """What came, and the transaction that keeps it; `prepared` is what this observer's own `prepare` made of it."""

    unit: Unit
    heard: Sequence[Heard]
    chats: Chats
    prepared: object = None


Begin: TypeAlias = Callable[[Begun], Awaitable[None]]
Prepare: TypeAlias = Callable[[Coming], Awaitable[object]]
"""What an observer works out of a batch before its transaction begins, so that hard thinking never holds the writer."""
Settle: TypeAlias = Callable[[Batch], Awaitable[None]]
Count: TypeAlias = Callable[[Unit, Sequence[Cast], int], Awaitable[bool]]
"""Votes and states of polls of a whole batch within its transaction, and the clock's time; whether a timer was set."""
