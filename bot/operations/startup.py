"""What a start makes sure of: the store is this bot's, the menu of commands is told, timers stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Literal

from bot.config import Config
from bot.engine.entrances import Menu
from bot.engine.wiring import Wiring
from bot.outbox import enqueue
from bot.outbox.actions import Commands, Priority
from bot.services import taking_over
from bot.services.schedule.lines import take_over
from bot.state.chats import Chats
from bot.texts.catalog import commands
from storage import key_values, queues
from storage.database import Database, Unit
from storage.queues import Timer
from storage.schema_migrations import StoreError

_SCOPES: dict[Menu, Literal["default", "all_private_chats", "all_chat_administrators"]] = {
    "group": "default",
    "private": "all_private_chats",
    "administrators": "all_chat_administrators",
}


async def prepare(database: Database, wiring: Wiring, *, bot_id: int, config: Config, now: int) -> None:
    """Raises `StoreError` when the store belongs to another bot: its points must not mix with this one's."""
    async with database.unit() as unit:
        owner = await key_values.fact(unit, "bot")
        if owner is None:
            await key_values.keep(unit, "bot", str(bot_id))
        elif owner != str(bot_id):
            raise StoreError(
                f"the store {database.store.name} belongs to the bot {owner}, and the token is that of {bot_id}; "
                f"name another one in {database.store.setting}, or use the token it was made with"
            )
        await _tell_menu(unit, wiring, now=now)
        await _reckon(unit, wiring, config=config, now=now)


def reckoning(database: Database, wiring: Wiring, chats: Chats) -> Callable[[int], Awaitable[None]]:
    """For the timers: what a start reckons, from the moment given and by the config in force."""

    async def reckoned(now: int) -> None:
        async with database.unit() as unit:
            await _reckon(unit, wiring, config=chats.config, now=now)

    return reckoned


async def _reckon(unit: Unit, wiring: Wiring, *, config: Config, now: int) -> None:
    """When the schedule, planned events and recurring work are due next; what stands for later than that comes nearer.

    Repeating it changes nothing, unless the clock went back meanwhile.
    """
    await queues.begin_spans_anew(unit, now=now)
    await take_over(unit, config.plan, now=now)
    await taking_over.wake(unit, now=now)
    zone = config.community.timezone
    timers = [Timer(kind, "", 0, next_time(now, zone), "null") for kind, next_time in wiring.recurring.items()]
    await queues.set_recurring_timers(unit, timers)


async def _tell_menu(unit: Unit, wiring: Wiring, *, now: int) -> None:
    """Only when it changed since it was told last."""
    digest = menu_digest(wiring)
    if await key_values.fact(unit, "menu") == digest:
        return
    await key_values.keep(unit, "menu", digest)
    await enqueue.post(unit, _menus(wiring), priority=Priority.REPORT, now=now)


def menu_digest(wiring: Wiring) -> str:
    """Of all that the menus show, in every language: the fact `menu` is that of what was told last."""
    words = [[each.menu, each.phrases] for each in commands().values()]
    return hashlib.sha256((repr(_menus(wiring)) + json.dumps(words, default=str)).encode()).hexdigest()


def _menus(wiring: Wiring) -> list[Commands]:
    return [Commands(chat_id=0, scope=scope, names=_menu(wiring, name)) for name, scope in _SCOPES.items()]


def _menu(wiring: Wiring, menu: Menu) -> list[str]:
    return [name for name in commands() if name in wiring.listed and menu in wiring.listed[name].shown.menus]
