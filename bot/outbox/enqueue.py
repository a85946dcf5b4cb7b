"""Actions put into the outbox by what has no turn: the start, the watch over the file, the sender itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.outbox import actions
from bot.outbox.actions import AnyAction, Priority
from bot.services import desk
from bot.services.desk import Destination
from bot.texts.text import Words
from storage import outbox
from storage.database import Unit
from storage.outbox import Posted


async def post(unit: Unit, wanted: Iterable[AnyAction], *, priority: Priority, now: int) -> None:
    """In doubt each of them goes again."""
    rows = [
        Posted(each.chat_id, int(priority), actions.encode(each).decode(), "resend", each.ephemeral) for each in wanted
    ]
    await outbox.post(unit, rows, now=now)


async def tell_operators(unit: Unit, operators: Collection[int], words: Words, *, once: str, now: int) -> None:
    """An alert in private to each operator who can be reached, once for all time by that key."""
    await alert(unit, await desk.operators_to_tell(unit, operators, once_key=once, now=now), words, now=now)


async def alert(unit: Unit, destinations: Iterable[Destination], words: Words, *, now: int) -> None:
    messages = [actions.Say(chat_id=each.chat_id, topic=each.topic, words=words) for each in destinations]
    await post(unit, messages, priority=Priority.ALERT, now=now)
