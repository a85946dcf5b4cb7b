"""Who speaks in a group without being in it: whoever comments on the posts of a channel that is linked to the group."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain.activity import Heard, Pair
from bot.domain.people import Group, Person
from bot.domain.refusals import JoinFirst, TelegramSilent
from bot.state.chats import Chats
from storage import people
from storage.database import Database

if TYPE_CHECKING:
    from bot.engine.permissions import Permissions

_OPEN_FOR = 3600
"""Seconds for which it is taken as known whether a group lets strangers write."""

_OUTSIDE_FOR = 600
"""Seconds for which Telegram's word that somebody is no member holds; their coming is told."""

_AT_ONCE = 10
"""Questions to Telegram under way at a time."""

_MOST = 50_000


class Strangers:
    """A message proves a membership only where nobody else may write: in a group that no channel is linked to, or where
    they have to join first. Elsewhere, and of those who left, Telegram is asked once; the store keeps what it says.
    """

    def __init__(self, database: Database, chats: Chats, clock: Clock, permissions: Permissions) -> None:
        self._database, self._chats, self._clock, self._permissions = database, chats, clock, permissions
        self._open: dict[int, tuple[bool, int]] = {}
        self._outside: dict[Pair, int] = {}

    def linked(self, chat_id: int) -> None:
        """A channel's post arrived there: what was known of a group without a channel holds no more."""
        is_open, _ = self._open.get(chat_id, (False, 0))
        if not is_open:
            self._open.pop(chat_id, None)

    async def refuse(self, group: Group, person: Person, *, at: int) -> None:
        """Before the first statement. Raises JoinFirst for whoever speaks in the group and is no member of it."""
        pair = (group.id, person.id)
        if not self._chats.recent.insiders.has(pair) and await self._outsiders({pair: person}, at=at):
            raise JoinFirst

    async def among(self, heard: Iterable[Heard]) -> Collection[Pair]:
        """Those of a batch who are no members, or of whom Telegram would not tell."""
        unknown = self._chats.recent.insiders.unknown({each[:2] for each in heard})  # the chat and the person
        if not unknown:
            return ()
        said = {each[:2]: each for each in heard if each[:2] in unknown}
        who = {pair: Person(each.user_id, each.name, each.username) for pair, each in said.items()}
        return await self._outsiders(who, at=max(each.at for each in said.values()))

    def is_outside(self, pair: Pair) -> bool:
        """Whether Telegram said so lately: of whom it would not tell, nothing is known."""
        return self._outside.get(pair, 0) > self._clock.now()

    async def _outsiders(self, who: dict[Pair, Person], *, at: int) -> set[Pair]:
        states = await people.states(self._database.reads, who)
        newly = {pair for pair in who if pair not in states and not await self._is_open(pair[0])}
        doubted = [pair for pair in who if pair not in newly and states.get(pair) != "in"]
        limit = asyncio.Semaphore(_AT_ONCE)
        answers = await asyncio.gather(*(self._is_in(pair, who[pair], at=at, limit=limit) for pair in doubted))
        outside = {pair for pair, is_in in zip(doubted, answers, strict=True) if not is_in}
        self._chats.recent.insiders.keep(who.keys() - outside)
        return outside

    async def _is_in(self, pair: Pair, person: Person, *, at: int, limit: asyncio.Semaphore) -> bool:
        now = self._clock.now()
        if self._outside.get(pair, 0) > now:
            return False
        try:
            async with limit:
                is_in = await self._permissions.learn_member(pair[0], person, at=at)
        except TelegramSilent:
            return False
        if not is_in:
            if len(self._outside) >= _MOST:
                self._outside.clear()
            self._outside[pair] = now + _OUTSIDE_FOR
        return is_in

    async def _is_open(self, chat_id: int) -> bool:
        """Taken as closed, and asked again, where Telegram does not answer; no channel is linked to a basic group."""
        if self._chats.group(chat_id).kind == "group":
            return False
        is_open, until = self._open.get(chat_id, (False, 0))
        if until > self._clock.now():
            return is_open
        try:
            is_open = await self._permissions.lets_strangers_write(chat_id)
        except TelegramSilent:
            return is_open
        self._open[chat_id] = (is_open, self._clock.now() + _OPEN_FOR)
        return is_open
