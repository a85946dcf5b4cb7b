"""How long each growth command keeps the bot in a store of a million members: from its update to its commit."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

import click
import msgspec

from bench import store, traffic
from bench.children import child
from bench.report import machine, percentile, table
from bench.server import TOKEN
from bench.traffic import FIRST_USER, JSON
from bot.app import App, assembled, running
from bot.config import load

_BOUND = 50
"""Milliseconds a command may keep the bot, p99."""

_CONFIG = """\
[telegram]
token = "{token}"
base_url = "{url}"
pace = "none"
[storage]
path = "{store}"
[access]
operators = [{operator}]
"""
_WARM = 20
_LARGE = 0
"""The chat in which a fifth of all members live."""

_MEMBERS = (
    *("/checkin", "/points", "/ledger", "/top", "/top day", "/top week", "/top month", "/top new", "/calendar"),
    *("/makeup", "/remind", "/shop", "/redeem", "/rules", "/give 1", "/thanks"),
)
_MODERATORS = ("/grant 3 好", "/deduct 1 好", "/undo {entry}", "/settings", "/audit", "/economy")


def report(folder: Path, *, members: int, asked: int) -> bool:
    """Whether every command holds the bound."""
    path = folder / f"big-{members}.db"
    if not path.exists():
        store.build(path, members=members)
    click.echo(
        f"{machine()}; {members:,} members, {members * store.ENTRIES:,} entries; in a group of {members // 5:,}\n"
    )
    with child("-m", "bench", "serve", "--count", "1", log=folder / "server.log") as server:
        config = folder / "config.toml"
        url = server.said.removeprefix("ready ")
        config.write_text(
            _CONFIG.format(token=TOKEN, url=url, store=path, operator=_moderator()["id"]), encoding="utf-8"
        )
        config.chmod(0o600)
        timed = asyncio.run(_measured(config, members=members, asked=asked))
    table(["command", "p50, ms", "p99, ms"], [[name, *_shown(late)] for name, late in timed.items()])
    slow = [name for name, late in timed.items() if percentile(late, 99) * 1000 > _BOUND]
    for name in slow:
        click.echo(f"FAIL {name} keeps the bot for more than {_BOUND} ms")
    return not slow


def _shown(late: list[float]) -> list[str]:
    return [f"{percentile(late, percent) * 1000:.1f}" for percent in (50, 99)]


def _moderator() -> JSON:
    return traffic.moderators(_LARGE)[0]


async def _measured(config: Path, *, members: int, asked: int) -> dict[str, list[float]]:
    async with assembled(load(config, {})) as app, running(app):
        updates = _Updates(members=members)
        timed = {words: await _timed(app, updates.by_members(words), asked=asked) for words in _MEMBERS}
        for words in _MODERATORS:
            timed[words] = await _timed(app, updates.by_moderator(words), asked=asked)
        timed["a reaction"] = await _timed(app, updates.reactions(), asked=asked)
        return timed


async def _timed(app: App, told: Iterator[JSON], *, asked: int) -> list[float]:
    """Seconds from the update to the commit of its turn; what is sent then is the outbox's time."""
    late = []
    for _ in range(_WARM + asked):
        raw = msgspec.json.encode(next(told))
        began = time.monotonic()
        await app.engine.receive([raw])
        await app.engine.idle()
        late.append(time.monotonic() - began)
        await app.idle()
    return late[_WARM:]


class _Updates:
    """Updates of the large group, by ids that no earlier run had."""

    def __init__(self, *, members: int) -> None:
        self._random, self._members = Random(5), members
        self._ids = count(Random().randrange(10**8, 10**9))
        self._entry = members * store.ENTRIES

    def _member(self) -> JSON:
        return self._user(self._random.randrange(self._members // 5) * 5)

    def _user(self, member: int) -> JSON:
        return {"id": FIRST_USER + member, "is_bot": False, "first_name": traffic.name_of(member)}

    def by_members(self, words: str) -> Iterator[JSON]:
        while True:
            yield self._said(self._member(), words)

    def by_moderator(self, words: str) -> Iterator[JSON]:
        """What is undone are check-ins of today: the last entry of each member, the large group's the last of all."""
        while True:
            yield self._said(_moderator(), words.format(entry=self._entry))
            self._entry -= store.ENTRIES

    def _said(self, who: JSON, words: str) -> JSON:
        number, now = next(self._ids), int(time.time())
        chat = traffic.chat_json(_LARGE)
        told = {"message_id": number, "from": who, "chat": chat, "date": now, "text": words}
        told["entities"] = [{"offset": 0, "length": len(words.split(maxsplit=1)[0]), "type": "bot_command"}]
        told["reply_to_message"] = {"message_id": 7, "from": self._member(), "chat": chat, "date": now, "text": "好"}
        return {"update_id": number, "message": told}

    def reactions(self) -> Iterator[JSON]:
        chat = traffic.chat_json(_LARGE)
        while True:
            said = self._said(self._member(), "今天的晚霞真好看，大家快去看")
            said["message"].pop("entities")
            said["message"].pop("reply_to_message")
            yield said
            told: JSON = {
                "chat": chat,
                "message_id": said["update_id"],
                "date": int(time.time()),
                "user": self._member(),
            }
            told |= {"old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "❤"}]}
            yield {"update_id": next(self._ids), "message_reaction": told}
