"""Every command with every number of another group's matter, said where it does not belong: it is as if it were not."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.texts.commands import commands
from bot.texts.sentences import catalog_file
from playground.actions import do
from storage.registry import TABLES
from tests.handlers.belonging_town import SECRET, town
from tests.story import EMMA, FORUM, HAORAN, KITCHEN, MODERATOR, NEWCOMER, PEISHAN, YINUO, ZIXUAN, Story

pytestmark = pytest.mark.of_the_file("looks through all of it beside the bot")

CATALOGS = {
    "quiz": "polls",
    "poll": "polls",
    "grant": "granting",
    "topic": "topics",
    "event": "events",
    "top": "points",
}
"""Where a command's own words stand, if not in the catalog of its name."""

ELSEWHERE = {
    "a moderator, in their own group": (MODERATOR, FORUM),
    "a moderator of another group, privately": (MODERATOR, MODERATOR),
    "a member, in their own group": (YINUO, FORUM),
    "an outsider, privately": (NEWCOMER, NEWCOMER),
    "a member who left, privately": (EMMA, EMMA),
    "a member who left, in another group": (EMMA, FORUM),
    "a banned member, privately": (HAORAN, HAORAN),
    "a banned member, in another group": (HAORAN, FORUM),
    "the accused, in another group": (PEISHAN, FORUM),
    "the author, in another group": (ZIXUAN, FORUM),
}
AT_HOME = {
    "the accused, in their group": (PEISHAN, KITCHEN),
    "the accused, privately": (PEISHAN, PEISHAN),
    "the author, in their group": (ZIXUAN, KITCHEN),
    "the author, privately": (ZIXUAN, ZIXUAN),
}
THEIRS = {
    "remind": {"members", "reminders"},
    "redeem": {"ledger", "balances", "flows", "spread", "goods", "orders"},
    "feedback": {"feedback", "feedback_deeds"},
    "ask": {"ask_questions"},
    "complain": {"complaints"},
}
"""What a member's own word may change at home, by command: `JUDGED` stays as it is all the same."""

COUNTED = {"said", "command_counts", "post_counts"}
"""That it was said, and what the bot posted for it, is counted, whatever came of it."""

JUDGED = {
    "the feedback": "SELECT id, state, is_urgent, category, adopted_at, outcome FROM feedback WHERE id <= 3",
    "the report": "SELECT * FROM reports",
    "the works": "SELECT * FROM challenge_entries",
    "the draws": "SELECT * FROM lotteries",
}
ENGINES = {"inbox", "outbox", "settled", "posts", "timers", "sqlite_sequence"}


def lines() -> Iterator[str]:
    """The first of whatever it is: alone, and before and after each word that the command knows."""
    for name in commands():
        known: dict[str, str] = {}
        with contextlib.suppress(FileNotFoundError):
            known = catalog_file("zh-Hans", CATALOGS.get(name, name))
        words = {said.split("\n")[0] for key, said in known.items() if key.startswith("words_")}
        yield f"/{name} 1"
        for word in sorted(words):
            yield f"/{name} {word} 1"
            yield f"/{name} 1 {word} 好"
    yield "/grant 5 poll 1"
    yield "/grant 5 lottery 1"


def by_command() -> Iterator[tuple[str, Iterator[str]]]:
    """What came of them is looked at once a command: every look reads the whole store."""
    return itertools.groupby(lines(), key=lambda line: line[1:].split()[0])


class Kitchen:
    """What is kept of the kitchen: rows under its id, and rows of tables that know no group, which are to stay."""

    def __init__(self, story: Story, file: Path) -> None:
        self.story = story
        self.store = sqlite3.connect(file)
        self.before = self.seen()

    def seen(self) -> dict[str, list[object]]:
        found: dict[str, list[object]] = {"said": list(self.story.world.sent(KITCHEN))}
        for table, rule in TABLES.items():
            if table not in ENGINES:  # what comes with each turn, and waits
                where = " OR ".join(f"{column} = {KITCHEN}" for column in rule.chats) or "1"
                found[table] = self.store.execute(f"SELECT * FROM {table} WHERE {where}").fetchall()
        return found

    async def said_by_all(self, people: dict[str, tuple[int, int]], line: str) -> list[str]:
        """By each of them, where they are; what the bot said to it outside the kitchen."""
        chats = {chat for _, chat in people.values() if chat != KITCHEN}
        before = {chat: self.story.world.marks(chat) for chat in chats}
        for who, chat in people.values():
            do(self.story.world, {"as": who, "do": "say", "chat_id": chat, "text": line})
        await self.story.settle()
        return [words for chat in chats for words in self._fresh(chat, before[chat])]

    def _fresh(self, chat: int, before: dict[int, object]) -> list[str]:
        marks = self.story.world.marks(chat)
        fresh = {message_id for message_id, mark in marks.items() if before.get(message_id) != mark}
        found = []
        for each in self.story.world.newest(chat):
            if not fresh:
                break
            if each["message_id"] in fresh:
                fresh.remove(each["message_id"])
                found.append(str(each.get("text") or each.get("caption") or ""))
        return found

    def judged(self) -> list[list[object]]:
        return [self.store.execute(sql).fetchall() for sql in JUDGED.values()]

    def touched(self) -> list[str]:
        after = self.seen()
        touched = [name for name, rows in after.items() if self._is_touched(name, rows)]
        if touched:
            self.before = after
        return touched

    def _is_touched(self, name: str, after: list[object]) -> bool:
        before = self.before[name]
        if name == "said" or TABLES[name].chats:
            return after != before
        return any(row not in after for row in before)


@pytest.fixture
async def kitchen(tmp_path: Path) -> AsyncIterator[Kitchen]:
    async with town(tmp_path) as story:
        (store,) = await story.rows("PRAGMA database_list")
        found = Kitchen(story, Path(store["file"]))
        with contextlib.closing(found.store):
            yield found


async def test_no_number_leads_into_another_group(kitchen: Kitchen) -> None:
    leaks = []
    for command, said in by_command():
        for line in said:
            heard = await kitchen.said_by_all(ELSEWHERE, line)
            leaks += [f"{line}: {words[:80]}" for words in heard if SECRET in words]
        if brought := kitchen.touched():
            leaks.append(f"one of {command}: {brought}")
    assert not leaks, "\n".join(leaks)


async def test_at_home_a_number_does_what_a_member_may_and_no_more(kitchen: Kitchen) -> None:
    """The accused does not judge what they are accused of, nor the author what they gave."""
    judged = kitchen.judged()
    overreached = []
    for command, said in by_command():
        for line in said:
            await kitchen.said_by_all(AT_HOME, line)
        touched = set(kitchen.touched()) - COUNTED - THEIRS.get(command, set())
        if touched or kitchen.judged() != judged:
            overreached.append(f"one of {command}: {touched or 'judged'}")
            judged = kitchen.judged()
    assert not overreached, "\n".join(overreached)
