"""Updates looked at one by one: what waits for a turn, what is settled with others, what is a repeat, what is bad."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import msgspec

from bot.botapi import batches, readings
from bot.botapi.fast_updates import Message, Update
from bot.engine.router import Router
from bot.engine.sorting import Bad, Sorting
from bot.engine.strangers import Strangers
from bot.state.chats import Chats
from storage.queues import Waiting

IsNew: TypeAlias = Callable[[int, int], bool]
"""Whether an update of that id was not dealt with lately, as of a moment."""


class Sorter:
    def __init__(self, router: Router, chats: Chats, strangers: Strangers) -> None:
        self._router, self._chats, self._strangers = router, chats, strangers

    def sorted(self, batch: Sequence[bytes | msgspec.Raw], is_new: IsNew, *, now: int) -> Sorting:
        sorting = Sorting(now)
        for raw in batch:
            try:
                update, whole = batches.read(raw)
                body = bytes(whole).decode() if self._router.is_wanted(update) else None
            except Exception as error:  # noqa: BLE001  (the door for bugs: whatever one update does, the others go on)
                update_id = batches.id_of(raw)
                bad = Bad(batches.stand_in_id(raw) if update_id is None else update_id, bytes(raw), str(error))
                if _is_first(bad.update_id, sorting, is_new):
                    sorting.bad.append(bad)
                continue
            if _is_first(update.update_id, sorting, is_new):
                self._place(update, body, sorting)
        return sorting

    def _place(self, update: Update, body: str | None, sorting: Sorting) -> None:
        if (chat := update.chat) is not None and self._chats.is_news(chat):
            sorting.news.append(update)
        talk = readings.plain(update.message)
        if talk is not None and body is None:
            sorting.heard.append(talk)  # nearly all that comes
            return
        if (aside := readings.aside(update, talk, is_wanted=body is not None)) is not None:
            sorting.aside.append(aside)
        if (echo := readings.echo(update)) is not None:
            sorting.echoes.append(echo)
        if update.message is not None:
            self._place_news(update.message, sorting)
        if body is not None:
            self._router.remember(update)
            sorting.kept.append(Waiting(update.update_id, update.lane, body, sorting.now))
        elif (vote := readings.cast(update)) is not None:
            sorting.cast.append(vote)
        else:
            sorting.passages += readings.passages(update)

    def _place_news(self, message: Message, sorting: Sorting) -> None:
        """What a message that is no member's own tells of the group: its move, and the channel linked to it."""
        if (move := readings.move(message)) is not None:
            sorting.moves.append(move)
        if message.is_automatic_forward:
            self._strangers.linked(message.chat.id)


def _is_first(update_id: int, sorting: Sorting, is_new: IsNew) -> bool:
    """Whether the update is new; a repeat is only confirmed once more."""
    if update_id in sorting.ids:
        return False
    sorting.ids[update_id] = is_new(update_id, sorting.now)
    return sorting.ids[update_id]
