"""Whether a @name that a newcomer wrote leads elsewhere: to a channel, a group or a bot that nobody here is."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.guard import is_lure
from bot.domain.leads import names_in, without_names
from bot.domain.refusals import TelegramSilent
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.services import targets
from bot.services.guard import finds
from bot.services.guard.adverts import shipped
from bot.services.guard.finds import Kept

_MANY: Final = 10_000
_ASKED: Final = 5
"""Names of one message that are asked about."""

_LOOKED_UP: Final = 20
"""Messages of one turn whose names are looked up: a raid of names keeps its group waiting no longer."""


class Known:
    """What Telegram said of @names: the id of the chat, 0 of what is none; in memory alone."""

    def __init__(self) -> None:
        self._chats: dict[str, int] = {}

    async def chat_of(self, turn: Turn, name: str) -> int:
        """Where Telegram keeps silent nobody is taken for a place."""
        if name not in self._chats:
            try:
                found = await turn.permissions.chat_called(name)
            except TelegramSilent:
                return 0
            if len(self._chats) >= _MANY:
                self._chats.clear()
            self._chats[name] = found
        return self._chats[name]


async def judged(turn: TimerTurn, found: Sequence[Kept]) -> dict[int, str]:
    """By the number of a find what it turns out to be, empty for nothing. Before the first statement."""
    calling = [each for each in found if each.why == "mention"]
    looked_up = {each.id: await _judged(turn, each) for each in calling[:_LOOKED_UP]}
    return looked_up | {each.id: _by_its_words(each) for each in calling[_LOOKED_UP:]}


async def _judged(turn: TimerTurn, find: Kept) -> str:
    for name in names_in(find.said)[:_ASKED]:
        if await _leads_elsewhere(turn, name):
            return "mention"
    return _by_its_words(find)


def _by_its_words(find: Kept) -> str:
    return "lure" if is_lure(find.said) or shipped().has(without_names(find.said)) else ""


async def _leads_elsewhere(turn: TimerTurn, name: str) -> bool:
    """Bots have names that end so, and Telegram tells bots of no other one's; whoever was met here is somebody."""
    if name == turn.bot_username.lower() or await targets.is_known(turn.reads, username=name):
        return False
    if name.endswith("bot"):
        return True
    chat_id = await turn.chats.own(Known).chat_of(turn, name)
    if chat_id in (0, turn.group.id):
        return False
    with contextlib.suppress(TelegramSilent):
        return chat_id != await turn.permissions.linked_channel(turn.group.id)
    return False


async def sorted_out(turn: TimerTurn, found: Sequence[Kept], seen: Mapping[int, str]) -> list[Kept]:
    """Those that stay, as what they turned out to be."""
    await finds.all_become(turn.unit, [each for each in found if seen.get(each.id) == ""], "passed", keeps_words=False)
    stay = [each for each in found if seen.get(each.id, each.why)]
    return [
        await finds.turns_out(turn.unit, each, why) if (why := seen.get(each.id, each.why)) != each.why else each
        for each in stay
    ]
