"""What is measured against the raw stream: how soon the desk answers, before and after a change, kinds of posts; weeks
with kills and restarts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from math import sqrt
from pathlib import Path
from random import Random
from statistics import median

import pytest

from bot.domain.insights import Change
from bot.services import insights
from bot.services.feedback import figures
from handlers.insights.posts import kind_of
from playground.actions import do
from tests.dying import Mortal, watched
from tests.story import EMMA, FORUM, HAORAN, MODERATOR, MUYANG, OWNER, PEISHAN, TSZCHING, YINUO, ZIXUAN, Story, told

HOUR, DAY = 3600, 86_400
PEOPLE = (YINUO, ZIXUAN, PEISHAN, MUYANG, TSZCHING, EMMA, HAORAN)
DAYS, CHANGED = 24, 12
LABELS = {"lottery": "参加", "event": "报名"}


@dataclass
class Stream:
    """What really happened: who spoke on each day, when what was given and answered, who pressed under which card."""

    begins: int
    spoke: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    given: list[int] = field(default_factory=list)
    took: list[int] = field(default_factory=list)
    pressed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    chance: Random = field(default_factory=lambda: Random(21))


def by_hand(before: list[int], after: list[int]) -> Change:
    """Welch's, written out."""

    def about(values: list[int]) -> tuple[float, float]:
        mean = sum(values) / len(values)
        return mean, sum((each - mean) ** 2 for each in values) / (len(values) - 1) / len(values)

    (one, doubt), (other, more) = about(before), about(after)
    spread = 1.96 * sqrt(doubt + more)
    return Change(one, other, other - one - spread, other - one + spread, (len(before), len(after)))


async def post(story: Story, stream: Stream, day: int) -> None:
    """A card of one of two kinds, and who presses under it."""
    kind = ("lottery", "event")[day % 2]
    line = {"lottery": "/lottery new 台灯 x1 | ends manual", "event": "/event new 夜话 | 明天 20:00"}[kind]
    await story.says(MODERATOR, line)
    message_id, data = story.button(FORUM, LABELS[kind])
    who = stream.chance.sample(PEOPLE, stream.chance.randint(1, 6 if kind == "lottery" else 4))
    for each in who:
        do(story.world, {"as": each, "do": "press", "chat_id": FORUM, "message_id": message_id, "data": data})
    stream.pressed[kind].append(len(who))


def talk(story: Story, stream: Stream, day: int) -> None:
    for who in stream.chance.sample(PEOPLE, stream.chance.randint(5, 5 + (day >= CHANGED) * 2)):
        do(story.world, {"as": who, "do": "say", "chat_id": FORUM, "text": "今天天气真不错啊"})
        stream.spoke[day].add(who)


def give(story: Story, stream: Stream, day: int) -> None:
    who, words = stream.chance.choice(PEOPLE), f"/feedback 第{day}天的灯坏了"
    sent = do(story.world, {"as": who, "do": "say", "chat_id": FORUM, "text": words})
    stream.given.append(sent["date"])


def answer(story: Story, stream: Stream) -> None:
    """The oldest, hours or days after it was given."""
    number = len(stream.took) + 1
    words = f"/feedback {number} answer 修好了"
    sent = do(story.world, {"as": MODERATOR, "do": "say", "chat_id": FORUM, "text": words})
    stream.took.append(sent["date"] - stream.given[number - 1])


async def a_day(story: Story, stream: Stream, mortal: Mortal, day: int) -> None:
    if day == CHANGED:
        await story.says(OWNER, "/rules set\n对事不对人")
    await post(story, stream, day)
    for deed in (talk, give):
        deed(story, stream, day)
        mortal.at, mortal.moment = stream.chance.choice((0, 1, 2, 3)), stream.chance.choice(("before", "after"))
        await mortal.does(story.settle)
        story.world.clock.advance(stream.chance.choice((600, HOUR, 3 * HOUR)))
        mortal.at = 0
        await mortal.does(story.settle)
    while len(stream.took) < len(stream.given) - 1 and stream.chance.random() < 0.6:
        answer(story, stream)
        mortal.at = stream.chance.choice((0, 1, 2))
        await mortal.does(story.settle)
        mortal.at = 0
        await mortal.does(story.settle)
    if day % 7 == 6:
        await story.restart()
    gone = int(story.world.clock.exactly()) - stream.begins - day * DAY
    story.world.clock.advance(DAY - gone)
    await story.settle()


async def test_every_measure_is_what_the_raw_stream_comes_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with told(tmp_path) as story:
        stream = Stream(int(story.world.clock.exactly()))
        await story.says(MODERATOR, "/start", chat=MODERATOR)
        mortal = Mortal(story, 0, "after")
        with monkeypatch.context() as patch:
            watched(patch, mortal)
            for day in range(DAYS):
                await a_day(story, stream, mortal, day)
            patch.undo()
        assert mortal.deaths > 8
        await compare(story, stream)


def changed_on(stream: Stream, shown: str) -> int:
    """The day that is told of, counted from the first: the last event or rule that five days lie behind."""
    told_of = re.match(r"(\d+)月(\d+)日", shown)
    assert told_of is not None
    first = datetime.fromtimestamp(stream.begins, timezone(timedelta(hours=8)))
    day = (datetime(2027, int(told_of[1]), int(told_of[2]), 12, tzinfo=first.tzinfo) - first).days
    assert day in range(DAYS - 7, DAYS - 4)
    return day


async def compare(story: Story, stream: Stream) -> None:
    reads, now = story.app.database.reads, int(story.world.clock.exactly())
    took = await figures.answer_times(reads, chat_id=FORUM, since=0)
    assert Counter(took) == Counter(stream.took)
    assert len(took) > 5
    found = await insights.compared(reads, chat_id=FORUM, since=0, until=now + 1, kind_of=kind_of(story.chats.plan))
    kinds = sorted(stream.pressed, key=lambda kind: (-len(stream.pressed[kind]), kind))
    assert found is not None
    assert found[:2] == tuple(kinds)
    gap = by_hand(*(stream.pressed[kind] for kind in kinds))
    assert found[2][:4] == pytest.approx(gap[:4])
    assert found[2].days == gap.days
    await story.says(MODERATOR, "/segments", chat=MODERATOR)
    shown = (await story.presses(MODERATOR, "改动前后", chat=MODERATOR))["caption"]
    day = changed_on(stream, shown)
    spoke = [len(stream.spoke[day]) for day in range(DAYS)]
    seen = by_hand(spoke[max(0, day - 14) : day], spoke[day : day + 14])
    assert f"从 {seen.before:.1f} 变成 {seen.after:.1f}" in shown
    assert f"在 {seen.low:+.1f} 到 {seen.high:+.1f} 之间（前 {seen.days[0]} 天，后 {seen.days[1]} 天）" in shown
    hours = median(stream.took) / HOUR
    await story.says(MODERATOR, "/segments", chat=MODERATOR)
    shown = await story.presses(MODERATOR, "多快有回音", chat=MODERATOR)
    assert f"{len(took)} 条反馈" in shown["caption"]
    assert f"{round(hours)} 小时" in shown["caption"] or f"{round(hours / 24)} 天" in shown["caption"]
