"""The groups' entries in memory, ready to be asked: each question of the group's talk is compared with them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from bot.domain.kb import Asked, Base
from bot.services.kb.cutting import cut
from storage.database import Reader
from storage.errors import StoreLostError
from storage.kb import entries

log = logging.getLogger(__name__)

AGAIN = 60
"""Seconds in which an answer that stands in the same topic is not given once more."""


class Bases:
    """What is written in a transaction counts once that is committed."""

    def __init__(self) -> None:
        self._entries: dict[int, dict[int, dict[str, Asked]]] = {}
        self._made: dict[int, Base] = {}
        self._given: dict[tuple[int, int, int], int] = {}
        self._loading: asyncio.Task[None] | None = None

    def begin(self, reader: Reader) -> None:
        """Messages that come until those of the store are at hand `wait` for them."""
        self._loading = asyncio.get_running_loop().create_task(self._load(reader, before=self._loading))

    async def _load(self, reader: Reader, *, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            rows = await entries.questions(reader)
            found = await asyncio.to_thread(_cut_all, rows) if rows else []
            if before is not None:
                self._entries.clear()
            for chat_id, number, asked in found:
                self._entries.setdefault(chat_id, {}).setdefault(number, {}).setdefault(asked.plain, asked)
            self._made.clear()
        except StoreLostError:
            return  # it is read anew when the store is back, with all else
        except Exception:
            log.exception("the knowledge base could not be read")

    async def wait(self) -> None:
        if self._loading is not None and not self._loading.done():
            await asyncio.shield(self._loading)

    def of(self, chat_id: int) -> Base | None:
        """None where there is no entry."""
        if not self._entries.get(chat_id):
            return None
        if chat_id not in self._made:
            found = {number: list(each.values()) for number, each in self._entries[chat_id].items()}
            self._made[chat_id] = Base(found)
        return self._made[chat_id]

    def put(self, chat_id: int, number: int, asked: Asked) -> None:
        """One more wording of the entry."""
        self._entries.setdefault(chat_id, {}).setdefault(number, {})[asked.plain] = asked
        self._made.pop(chat_id, None)

    def drop(self, chat_id: int, number: int) -> None:
        self._entries.get(chat_id, {}).pop(number, None)
        self._made.pop(chat_id, None)

    def unsay(self, chat_id: int, number: int, asked: Asked) -> None:
        """That wording leads to the entry no more."""
        self._entries.get(chat_id, {}).get(number, {}).pop(asked.plain, None)
        self._made.pop(chat_id, None)

    def moved(self, old: int, new: int) -> None:
        self._entries[new] = self._entries.pop(old, {}) | self._entries.get(new, {})
        self._made.clear()

    def stands(self, chat_id: int, topic: int, number: int, *, at: int) -> bool:
        """Whether that answer was given there within a minute."""
        return abs(at - self._given.get((chat_id, topic, number), -AGAIN)) < AGAIN

    def gave(self, chat_id: int, topic: int, number: int, *, at: int) -> None:
        self._given[chat_id, topic, number] = at
        if len(self._given) > 1000:
            self._given = {key: given for key, given in self._given.items() if at - given < AGAIN}


def _cut_all(rows: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, Asked]]:
    return [(chat_id, number, cut(words)) for chat_id, number, words in rows]


async def cut_off_the_loop(words: str) -> Asked:
    """Ask before the turn's first statement, for it takes its time."""
    return await asyncio.to_thread(cut, words)
