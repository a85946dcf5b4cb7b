"""Comings, goings, posts and commands against the raw stream: weeks with kills, restarts and a forgotten member."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from playground.actions import do
from playground.world.places import add_person
from storage import counts as stored
from tests.dying import Mortal, watched
from tests.story import FORUM, OWNER, PEISHAN, YINUO, ZIXUAN, Story, told

HOUR, DAY = 3600, 86_400
EVER = 2**40
PEOPLE = (YINUO, ZIXUAN, PEISHAN)
COMMANDS = {"/points": ("points", "used"), "/top": ("top", "used"), "/grant 5 @nobody_here": ("grant", "refused")}


@dataclass
class Stream:
    """What really happened: by source and way, by post, by command and whether it was done."""

    passed: Counter[str] = field(default_factory=Counter)
    back: dict[str, Counter[str]] = field(default_factory=dict)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    here: list[int] = field(default_factory=list)
    cards: dict[str, int] = field(default_factory=dict)
    chance: Random = field(default_factory=lambda: Random(32))


def move(story: Story, stream: Stream) -> None:
    """Somebody comes by themselves or is brought; somebody goes or is put out."""
    chance = stream.chance
    who = add_person(story.world, f"路人{sum(stream.passed.values())}").id
    is_brought = chance.random() < 0.4
    story.world.join(who, FORUM, by=OWNER if is_brought else None)
    stream.passed["came:added" if is_brought else "came:open"] += 1
    if len(stream.here) > 2 and chance.random() < 0.5:
        goes, is_put_out = stream.here.pop(0), chance.random() < 0.5
        story.world.leave(goes, FORUM, by=OWNER if is_put_out else None)
        stream.passed["removed" if is_put_out else "left"] += 1
    stream.here.append(who)


def answer(story: Story, stream: Stream) -> None:
    """Somebody answers a post of the bot's, reacts to it, or presses its button."""
    chance = stream.chance
    name, message_id = chance.choice(list(stream.cards.items()))
    who, what = chance.choice(PEOPLE), chance.choice(("replies", "reactions", "presses"))
    told_ = {"as": who, "chat_id": FORUM}
    if what == "replies":
        do(story.world, {**told_, "do": "say", "text": "这个不错", "reply_to": message_id})
    elif what == "reactions":
        if f"{who} {name}" in stream.back[name]:
            return
        stream.back[name][f"{who} {name}"] += 1
        do(story.world, {**told_, "do": "react", "message_id": message_id, "emoji": "❤"})
    else:
        keys = next(each for each in story.world.sent(FORUM) if each["message_id"] == message_id)["reply_markup"]
        data = keys["inline_keyboard"][0][0]["callback_data"]
        do(story.world, {**told_, "do": "press", "message_id": message_id, "data": data})
    stream.back[name][what] += 1


def ask(story: Story, stream: Stream) -> None:
    words = stream.chance.choice(list(COMMANDS))
    do(story.world, {"as": stream.chance.choice(PEOPLE), "do": "say", "chat_id": FORUM, "text": words})
    stream.asked[COMMANDS[words]] += 1


async def post(story: Story, stream: Stream, number: int) -> None:
    card = await story.says(OWNER, f"/lottery new 台灯 x1 | title 第{number}次 | ends manual")
    stream.asked["lottery", "used"] += 1
    stream.cards[f"lottery:{number}:card"] = card["message_id"]
    stream.back[f"lottery:{number}:card"] = Counter()


async def test_every_coming_going_answer_and_command_is_what_the_raw_stream_comes_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Stream()
    async with told(tmp_path) as story:
        mortal = Mortal(story, 0, "after")
        with monkeypatch.context() as patch:
            watched(patch, mortal)
            for day in range(21):
                await _a_day(story, stream, mortal, day)
            patch.undo()
        assert mortal.deaths > 8
        await _compare(story, stream)


async def _a_day(story: Story, stream: Stream, mortal: Mortal, day: int) -> None:
    if day % 7 == 0:
        await post(story, stream, day // 7 + 1)
    for _ in range(2):
        mortal.at, mortal.moment = stream.chance.choice((0, 1, 2, 3)), stream.chance.choice(("before", "after"))
        for deed in (move, answer, ask):
            deed(story, stream)
        await mortal.does(story.settle)
        story.world.clock.advance(stream.chance.choice((600, HOUR, 5 * HOUR)))
        mortal.at = 0
        await mortal.does(story.settle)
    if day == 12:
        await story.says(YINUO, "/forgetme", chat=YINUO)
        await story.presses(YINUO, "确认删除", chat=YINUO)
    if day % 5 == 4:
        await story.restart()
    story.world.clock.advance(8 * HOUR)
    await story.settle()


async def _compare(story: Story, stream: Stream) -> None:
    reads = story.app.database.reads
    happened = await stored.happenings(reads, chat_id=FORUM, since=0, until=EVER)
    ways = {what: number for what, number in happened.items() if what != "reaction"}
    assert ways == dict(stream.passed)
    posts = await stored.posts(reads, chat_id=FORUM, since=0, until=EVER)
    found = {each.name: (each.replies, each.reactions, each.presses) for each in posts if each.name in stream.cards}
    assert found == {name: (each["replies"], each["reactions"], each["presses"]) for name, each in stream.back.items()}
    outcomes = Counter[tuple[str, str]]()
    for (command, outcome), number in (await stored.commands(reads, chat_id=FORUM, first=0, last=2**20)).items():
        outcomes[command, "used" if outcome == "used" else "refused"] += number
    assert outcomes == stream.asked
    arrived = await story.rows("SELECT sum(came) AS came FROM arrival_counts WHERE chat_id = :id", id=FORUM)
    assert arrived[0]["came"] == stream.passed["came:open"] + stream.passed["came:added"]
