"""What features keep in memory by group and member: it follows a group to its new id, and forgets who is forgotten."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Final

from bot.services.gate import Doors
from bot.services.guard.spam import Watch
from tests.story import HIKE, NEWCOMER, NOON

BRIEF: Final = {
    "Address": "where the console listens: no group is in it",
    "Books": "rules as a group's settings have them: made anew",
    "Known": "what Telegram said of @names: no group is in it",
    "Lines": "lines of the desk's own week, made anew when they are asked for",
    "Loading": "whether the store is still read",
    "Notices": "messages that tell of a coming, for the seconds between two updates",
    "Raids": "a minute's comings",
    "Reading": "how many messages more may be cut into words now",
    "Rush": "the last four check-ins",
    "Shown": "when a card was last put up: the next comes at once",
}
"""Memories that may be lost at a move, and what they hold."""

_OWN = re.compile(r"chats\.own\(([\w.]+)\)")


def memories() -> dict[str, type]:
    """Every kind that a feature asks for, by the name of its class."""
    found = dict[str, type]()
    for room in ("bot", "handlers"):
        for path in Path(room).rglob("*.py"):
            module = importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
            for name in _OWN.findall(path.read_text(encoding="utf-8")):
                kind: object = module
                for part in name.split("."):
                    kind = getattr(kind, part)
                if isinstance(kind, type):
                    found[kind.__name__] = kind
    return found


def test_every_memory_follows_a_group_or_says_why_not() -> None:
    lasting = {name: kind for name, kind in memories().items() if name not in BRIEF}
    assert {name for name, kind in lasting.items() if not hasattr(kind, "moved")} <= {"Consents"}, "Consents: by member"
    assert set(BRIEF) <= set(memories())
    assert {name for name, kind in lasting.items() if hasattr(kind, "forgotten")} == {"Consents", "Fresh", "Watch"}


def test_the_guard_knows_its_newcomers_under_the_groups_new_id_and_forgets_who_is_forgotten() -> None:
    watch, pair = Watch(), (HIKE, NEWCOMER)
    watch.came(pair, NOON)
    watch.moved(HIKE, -1005)
    assert watch.is_new((-1005, NEWCOMER), at=NOON + 5, within=60)
    assert not watch.is_new(pair, at=NOON + 5, within=60)
    watch.forgotten(NEWCOMER)
    assert not watch.is_new((-1005, NEWCOMER), at=NOON + 5, within=60)


def test_a_closed_door_stays_closed_under_the_groups_new_id() -> None:
    doors = Doors()
    doors.keep(HIKE, NOON + 600)
    doors.moved(HIKE, -1005)
    assert doors.is_closed(-1005, at=NOON)
