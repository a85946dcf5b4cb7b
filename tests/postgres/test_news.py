"""What a worker remembers of what another one changed is what a start would read: feature by feature, deed by deed."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Clock
from bot.domain.consent import Consents
from bot.domain.first_week import Fresh
from bot.engine.lifetime import Lifetime
from bot.engine.news import News, unknown
from bot.engine.router import Router
from bot.engine.wiring import Wiring
from bot.outbox.wakeups import Wakeups
from bot.services.gate import Doors
from bot.services.guard.spam import Watch
from bot.services.kb.bases import Bases
from bot.services.mood.pulse import Pulse
from bot.state.chats import Chats
from handlers import ENTRANCES
from storage.database import open_database
from storage.news import MIRRORED
from tests.dying import Step
from tests.handlers import courses, quiet_courses
from tests.handlers.test_dying import EXTRA
from tests.lives import Course
from tests.store import Engine
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, YINUO, Story, told


@pytest.fixture(autouse=True)
def _shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "is_shared", True)


@dataclass
class Beside:
    """Another worker's memory, which does nothing."""

    chats: Chats
    news: News

    async def remembers(self) -> dict[str, Any]:
        await self.news.heed()
        chats, own = self.chats, self.chats.own
        await own(Bases).wait()
        return {
            "chats": dict(sorted(chats._chats.items())),
            "moved": dict(chats._moves._moved),
            "chosen": _some(chats._chosen),
            "counted": _some(chats._counted),
            "words": _some(chats.triggers._words),
            "awaited": chats.triggers._awaited,
            "declined": chats.opt_outs._declined,
            "watched": {name: _some(each._open) for name, each in chats.watched._watched.items()},
            "planned": chats.posts._entries,
            "terms": chats._terms._held,
            "doors": _some(own(Doors).until),
            "consents": own(Consents).agreed,
            "knowledge": {
                chat: sorted(plain for each in of.values() for plain in each) for chat, of in _kb(own(Bases))
            },
            "lessons": {chat: (each.texts, each.sites) for chat, each in own(Watch)._lessons.items()},
            "moods": sorted(own(Pulse)._learnt),
            "mentored": own(Fresh).mentored,
        }


def _some(found: dict[Any, Any]) -> dict[Any, Any]:
    return {key: each for key, each in found.items() if each}


def _kb(bases: Bases) -> list[tuple[int, Any]]:
    return [(chat, entries) for chat, entries in bases._entries.items() if any(entries.values())]


@contextlib.asynccontextmanager
async def beside(story: Story) -> AsyncIterator[Beside]:
    async with open_database(story.config.store) as database:
        chats, wiring, clock = Chats(story.config), Wiring(), Clock(story.world.clock.exactly)
        wiring.add(ENTRANCES)
        Router("weilu_bot", wiring, triggers=chats.triggers, watched=chats.watched)
        lifetime = Lifetime(database, wiring, chats, clock, Wakeups())
        news = News(database, wiring, chats, lifetime)
        await news.begin()
        await chats.load(database.reads)
        await lifetime.begin()
        yield Beside(chats, news)


def of_all_kinds(at: Story) -> list[Step]:
    """Choices by buttons, words, knowledge, and what a member wants of the bot."""
    return [
        lambda: at.says(OWNER, "/kb add 几点集合 | 早上七点地铁口"),
        lambda: at.says(OWNER, "/language en"),
        lambda: at.says(YINUO, "/privacy", chat=YINUO),
        lambda: at.says(MODERATOR, "/challenge 晒早餐 3d"),
        lambda: at.says(MODERATOR, "/discuss 今晚看什么"),
        lambda: at.says(OWNER, "/lottery 大奖 1 5m 口令 抽我", chat=FORUM),
    ]


TOLD: list[Course] = [
    of_all_kinds,
    courses.feedback,
    courses.chat_migration,
    courses.safety,
    courses.team,
    quiet_courses.answers,
    quiet_courses.terms,
]


@pytest.mark.parametrize("course", TOLD, ids=lambda course: course.__name__)
async def test_what_one_changes_another_remembers_as_a_start_reads_it(tmp_path: Path, course: Course) -> None:
    async with told(tmp_path, EXTRA.get(course, f"[desk]\nchat = {KITCHEN}\n")) as story, beside(story) as other:
        before = await other.remembers()
        for step in course(story):
            await step()
            await other.news.heed()
        async with beside(story) as fresh:
            remembered = await other.remembers()
            assert remembered == await fresh.remembers()
            assert remembered != before


def test_every_table_that_a_feature_mirrors_is_told_of() -> None:
    wiring = Wiring()
    wiring.add(ENTRANCES)
    assert unknown(wiring) == []
    assert {table for each in wiring.beginnings for table in each.mirrors} < set(MIRRORED)
