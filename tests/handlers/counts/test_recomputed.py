"""Counts against the raw stream: a month with kills, restarts, a new id, a forgotten member, a past taken in."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.domain.counts import voice_of
from bot.services import counts, insights
from bot.services.history import take_in
from bot.services.schedule.reading import calendar_of
from playground.actions import do
from storage import activity, spans
from storage import counts as stored
from tests.dying import Mortal, watched
from tests.story import HIKE, OWNER, PEISHAN, YINUO, ZIXUAN, Story, told

HOUR, DAY = 3600, 86_400
SHANGHAI = timezone(timedelta(hours=8))
PEOPLE = (OWNER, YINUO, ZIXUAN, PEISHAN)
EVER = 2**40


@dataclass
class Stream:
    """What really happened, as the world saw it; whoever was forgotten is somebody else from then on."""

    said: list[tuple[int, str, str, bool]] = field(default_factory=list)
    """Moment, who, words, whether it answered somebody else."""
    reacted: Counter[int] = field(default_factory=Counter)
    latest: list[tuple[int, int]] = field(default_factory=list)
    lives: Counter[int] = field(default_factory=Counter)
    chance: Random = field(default_factory=lambda: Random(20))

    def name(self, who: int) -> str:
        return f"{who}/{self.lives[who]}"

    def day(self, at: int) -> int:
        return datetime.fromtimestamp(at, UTC).astimezone(SHANGHAI).toordinal()

    def hours(self) -> dict[int, tuple[int, int, int, int, int, int]]:
        """Messages, brief, middling, lengthy, replies and the set of voices by hour."""
        found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
        for at, who, words, is_answer in self.said:
            row = found[at // HOUR * HOUR]
            row[0] += 1
            row[1 if len(words) < 8 else 2 if len(words) < 40 else 3] += 1
            row[4] += is_answer
            row[5] |= voice_of(int(who.partition("/")[0]))
        return {hour: (row[0], row[1], row[2], row[3], row[4], row[5]) for hour, row in found.items()}

    def people(self) -> dict[int, int]:
        heard = {(at // HOUR * HOUR, who) for at, who, _, _ in self.said}
        return dict(Counter(hour for hour, _ in heard))

    def days(self) -> dict[int, tuple[int, int]]:
        voices = Counter(day for day, _ in {(self.day(at), who) for at, who, _, _ in self.said})
        messages = Counter(self.day(at) for at, _, _, _ in self.said)
        return {day: (voices[day], messages[day]) for day in messages}


def speak(story: Story, stream: Stream, chat: int) -> None:
    """Somebody says something, often in answer to somebody, and sometimes somebody reacts."""
    chance = stream.chance
    who, words = chance.choice(PEOPLE), chance.choice(("早", "今天天气真不错啊", "长" * 45))
    answered = chance.choice(stream.latest[-4:]) if stream.latest and chance.random() < 0.4 else None
    more: dict[str, Any] = {"reply_to": answered[0]} if answered is not None else {}
    sent = do(story.world, {"as": who, "do": "say", "chat_id": chat, "text": words, **more})
    is_answer = answered is not None and answered[1] != who
    stream.latest.append((sent["message_id"], who))
    stream.said.append((sent["date"], stream.name(who), words, is_answer))
    if chance.random() < 0.3:
        do(story.world, {"as": OWNER, "do": "react", "chat_id": chat, "message_id": sent["message_id"], "emoji": "❤"})
        stream.reacted[sent["date"] // HOUR * HOUR] += 1


def export(folder: Path, *, before: int, stream: Stream) -> Path:
    """Three days of a past as Telegram Desktop writes it, and in the stream."""
    messages = []
    for number in range(30):
        at, who = before + number * 2 * HOUR, (YINUO, ZIXUAN, 7)[number % 3]
        messages.append(
            {"id": number, "type": "message", "date_unixtime": str(at), "from_id": f"user{who}", "text": "很久以前"}
        )
        stream.said.append((at, stream.name(who), "很久以前", False))
    file = folder / "result.json"
    file.write_text(json.dumps({"id": -HIKE, "messages": messages}), encoding="utf-8")
    return file


async def test_every_count_is_what_the_raw_stream_comes_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream()
    async with told(tmp_path) as story:
        group = story.chats.group(HIKE)
        start = int(story.world.clock.exactly())
        past = export(tmp_path, before=start - 5 * DAY, stream=stream)
        await take_in(
            story.app.database,
            past,
            chat_id=HIKE,
            timezone=group.timezone,
            day_starts_at=0,
            bot_id=1,
            tell=lambda _: None,
        )
        mortal = Mortal(story, 0, "after")
        with monkeypatch.context() as patch:
            watched(patch, mortal)
            chat = HIKE
            for day in range(28):
                chat = await _a_day(story, stream, mortal, chat, day)
            patch.undo()
        assert mortal.deaths > 8
        await story.passes(4 * DAY)
        await _compare(story, stream, chat, start)


async def _a_day(story: Story, stream: Stream, mortal: Mortal, chat: int, day: int) -> int:
    chance = stream.chance
    for _ in range(2):
        mortal.at, mortal.moment = chance.choice((0, 0, 1, 2)), chance.choice(("before", "after"))
        for _ in range(3):
            speak(story, stream, chat)
        await mortal.does(story.settle)
        story.world.clock.advance(chance.choice((600, HOUR, 5 * HOUR)))
        mortal.at = 0
        await mortal.does(story.settle)
    if day == 9:
        chat = int(do(story.world, {"as": OWNER, "do": "migrate", "chat_id": chat}))
        stream.latest.clear()
        await story.settle()
    if day == 15:
        await story.says(YINUO, "/forgetme", chat=YINUO)
        await story.presses(YINUO, "确认删除", chat=YINUO)
        stream.lives[YINUO] += 1
    if day % 7 == 6:
        await story.restart()
    story.world.clock.advance(8 * HOUR)
    await story.settle()
    return chat


async def _compare(story: Story, stream: Stream, chat: int, start: int) -> None:
    reads, calendar = story.app.database.reads, calendar_of(story.chats.group(chat))
    hours = await stored.hours(reads, chat_id=chat, since=0, until=EVER)
    found = {
        hour: (each.messages, each.brief, each.middling, each.lengthy, each.replies, each.voices)
        for (hour, _), each in hours.items()
    }
    assert found == stream.hours()
    assert dict(await activity.hours(reads, chat_id=chat, since=0, until=EVER)) == stream.people()
    days = await counts.by_day(reads, calendar, chat_id=chat, first=0, last=2**20)
    assert {day: (each.voices, each.messages) for day, each in days.items()} == stream.days()
    told_by_day = await insights.days(
        reads, calendar, chat_id=chat, first=stream.day(start), last=stream.day(start) + 27
    )
    shown = {each.day: each.said for each in told_by_day if each.said is not None and each.said.messages}
    assert all(stream.days()[day] == tuple(said) for day, said in shown.items())
    today = stream.day(start)
    for first in range(today, today + 28, 3):
        for last in (first, first + 6, first + 13, today + 27):
            people = {who for at, who, _, _ in stream.said if first <= stream.day(at) <= last}
            assert await spans.voices_of_span(reads, chat_id=chat, first=first, last=last) == len(people)
    happened = await stored.happenings(reads, chat_id=chat, since=0, until=EVER)
    assert happened.get("reaction", 0) == sum(stream.reacted.values())
    assert len(found) > 60
