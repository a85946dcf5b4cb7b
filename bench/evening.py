"""A busy evening of one group, lived twice in one run: how much of its talk is the bot's, before and after, and whether
anybody was left without an answer.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click

from bench.report import machine, table, verdict
from bot.services.keywords import load
from tests.story import FORUM, OWNER, Story, told

BEFORE: Final = '[answers]\nmoderators = "group"\ncheckin = "reply"\n[kb]\nanswers = false\n'
AFTER: Final = '[answers]\nmoderators = "group"\n'
"""Every check-in with an answer of its own, as it was; and the defaults."""

PHRASE: Final = "来一碗"
_COMMANDS: Final = {"签到": 240, PHRASE: 25, "/points": 25, "/top": 6, "/rules": 4}
"""Commands of a minute, three hundred in all: an evening's check-in, a draw by phrase, and what people look up."""

_TALK: Final = (
    "今晚的菜真香",
    "哈哈哈哈",
    "我刚到家",
    "这张照片拍得不错",
    "周末一起去爬山吧",
    "加一",
    "好的好的",
    "明天见",
)
_ASKED: Final = "门禁卡丢了怎么补办？"
_EVERY: Final = 30
"""Seconds from one question that the knowledge base knows to the next."""


@dataclass
class Evening:
    """Of one life of it: what people sent, what the bot sent and edited, which commands had neither words nor a
    reaction in answer.
    """

    people: int = 0
    commands: int = 0
    sent: int = 0
    edits: int = 0
    unanswered: list[str] = field(default_factory=list)
    uncounted: int = 0

    @property
    def share(self) -> float:
        """Messages of the bot per hundred messages of people; what it edits moves nothing and calls nobody."""
        return 100 * self.sent / self.people


def second_of(chance: random.Random, members: list[int], fresh: Iterator[int], *, talk: int) -> list[tuple[int, str]]:
    """Who says what in one second: so many lines of talk, and a sixtieth of a minute's commands."""
    said = [(chance.choice(members), chance.choice(_TALK)) for _ in range(talk)]
    whole = sum(_COMMANDS.values())
    for _ in range(whole // 60):
        words = chance.choices(list(_COMMANDS), weights=list(_COMMANDS.values()))[0]
        who = next(fresh, chance.choice(members)) if words == "签到" else chance.choice(members)
        said.append((who, words))
    chance.shuffle(said)
    return said


async def lived(folder: Path, extra: str, *, members: int, seconds: int, talk: int) -> Evening:
    async with told(folder, extra) as story:
        await story.says(OWNER, "/kb new 门禁卡丢了怎么补办 | 带身份证到前台。")
        await story.says(OWNER, f"/lottery new 热汤面 x3 | ends 1d | phrase {PHRASE}")
        crowd = [story.world.newcomer(f"街坊{n}") for n in range(members)]
        for each in crowd:
            story.world.join(each, FORUM)
        await story.settle()
        return await _through(story, crowd, seconds=seconds, talk=talk)


async def _through(story: Story, crowd: list[int], *, seconds: int, talk: int) -> Evening:
    chance, evening = random.Random(7), Evening()
    fresh = iter(chance.sample(crowd, len(crowd)))
    begun, edited = len(story.world.sent(FORUM)), await _edits(story)
    asked: dict[int, str] = {}
    checked: set[int] = set()
    for second in range(seconds):
        said = second_of(chance, crowd, fresh, talk=talk)
        if second % _EVERY == 0:
            said.append((crowd[second % len(crowd)], _ASKED))
        for who, words in said:
            message = story.world.say(who, FORUM, words)
            evening.people += 1
            if words in _COMMANDS:
                asked[message["message_id"]] = words
                checked |= {who} if words == "签到" else set()
        await story.passes(1)
    await story.passes(60)
    evening.commands = len(asked)
    posted = story.world.sent(FORUM)
    evening.sent = len(posted) - begun
    evening.edits = await _edits(story) - edited
    replied_to = {each.get("reply_to_message", {}).get("message_id") for each in posted}
    posts = story.world.chats[FORUM].posts
    evening.unanswered = [
        words
        for number, words in asked.items()
        if number not in replied_to and not any(posts[number].reactions.values())
    ]
    evening.uncounted = len(checked) - len(await story.rows("SELECT DISTINCT user_id FROM checkins"))
    return evening


async def _edits(story: Story) -> int:
    (row,) = await story.rows('SELECT count(*) AS n FROM outbox WHERE body LIKE \'%"do":"edit"%\'')
    return int(row["n"])


def report(folder: Path, *, members: int, seconds: int) -> bool:
    click.echo(f"{machine()}; {members} members, 40 messages and 5 commands a second for {seconds} s\n")
    asyncio.run(load())
    lives = {}
    for name, extra in (("before", BEFORE), ("after", AFTER)):
        (home := folder / name).mkdir()
        lives[name] = asyncio.run(lived(home, extra, members=members, seconds=seconds, talk=40))
    rows = [
        (name, each.people, each.commands, each.sent, each.edits, f"{each.share:.2f}", len(each.unanswered))
        for name, each in lives.items()
    ]
    table(("", "of people", "commands", "sent", "edited", "per hundred", "unanswered"), rows)
    for name, each in lives.items():
        if each.unanswered:
            click.echo(f"{name}, without an answer: {dict(Counter(each.unanswered))}")
    before, after = lives["before"], lives["after"]
    held = [
        verdict("share of the bot's messages that is left", after.share / before.share, bound=0.2),
        verdict("commands without an answer", len(before.unanswered) + len(after.unanswered), bound=0),
        verdict("check-ins that were not counted", before.uncounted + after.uncounted, bound=0),
    ]
    return all(held)
