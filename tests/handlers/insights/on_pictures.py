"""What buttons show of a group, as it goes to be drawn, against its raw stream."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.handlers.insights import by_hand
from tests.handlers.insights.by_hand import Arrival, came_within, percent
from tests.handlers.insights.doings import GLOOMY
from tests.handlers.insights.in_reports import FORMS, looked_back, read
from tests.handlers.insights.inhabitants import Month
from tests.handlers.insights.stream import day_of
from tests.story import FORUM, MODERATOR

SEGMENTS = ("core", "active", "newcomer", "at_risk", "quiet")
FUNNEL = ("came", "spoke", "checked_in", "took_part", "redeemed")
PAID = {name: FORMS[name] for name in ("voices", "more_voices", "messages", "more_messages", "newcomers", "points")}
HELD = {name: FORMS[name] for name in ("polls", "draws", "events")}

Drawn = dict[str, Any]


async def picture(month: Month, label: str, *, chat: int = 0) -> tuple[Drawn, str]:
    """The picture under a button, and its words."""
    shown = await month.story.presses(MODERATOR, label, chat=chat or month.chat)
    rows = await month.story.rows("""SELECT body FROM outbox WHERE body LIKE '%"drawn"%' ORDER BY id DESC LIMIT 1""")
    return json.loads(rows[0]["body"])["drawn"], str(shown.get("caption") or shown["text"])


def is_of(drawn: Drawn, *, last: int) -> bool:
    """Whether the picture says that it goes up to that day."""
    return bool(day_of(drawn["subtitle"]["args"]["last"]["at"]) == last)


def bars(drawn: Drawn, kind: str) -> dict[str, float]:
    """By the word that names each; -1 where its number is not told."""
    return {
        each["label"]["key"].removeprefix(f"insights.{kind}_"): -1 if "shown" in each else each["value"]
        for each in drawn["bars"]
    }


def told_of(people: int) -> int:
    return people if people >= by_hand.LEAST or people == 0 else -1


async def segments(month: Month) -> None:
    drawn, words = await picture(month, "成员分层")
    seen = by_hand.segments(month.stream, month.now)
    assert bars(drawn, "segment") == {each: told_of(seen[each]) for each in SEGMENTS}
    assert f"{seen['core'] + seen['active']} 人最近常在" in words
    assert min(seen[each] for each in SEGMENTS) > 0


async def hours(month: Month) -> None:
    drawn, words = await picture(month, "哪个时段")
    today = day_of(month.now)
    seen = by_hand.by_hour(month.stream, today - 28, today - 1)
    assert [[cell or 0 for cell in row["cells"]] for row in drawn["rows"]] == [
        [seen[day, hour] for hour in range(24)] for day in range(7)
    ]
    best = sorted(seen, key=lambda each: (-seen[each], each))[:3]
    assert re.findall(r"周(.) (\d+):00", words) == [("一二三四五六日"[day], f"{hour:02}") for day, hour in best]
    assert is_of(drawn, last=today - 1)


async def days(month: Month) -> None:
    drawn, words = await picture(month, "每天几人")
    today = day_of(month.now)
    voices = [each for each, _ in by_hand.by_day(month.stream, today - 28, today - 1)]
    assert [each.get("value") for each in drawn["points"]] == [each if told_of(each) >= 0 else None for each in voices]
    marks = [day_of(each["label"]["args"]["day"]["at"]) for each in drawn["points"] if "mark" in each]
    held = [day_of(each.n) for each in month.stream.deeds if each.what == "event"]
    assert marks == [each for each in held if each in range(today - 28, today)]
    assert f"28 天里，平均每天 {round(sum(voices) / 28)} 人说话" in words


async def staying(month: Month) -> None:
    drawn, words = await picture(month, "新人留下")
    today = day_of(month.now)
    rows = by_hand.cohorts(month.stream, today)
    assert [(row["label"]["args"]["n"], row["cells"]) for row in drawn["rows"]] == rows
    assert len(rows) > 3
    weeks = [came_within(month.stream, first, first + 6) for first in range(today - 56, today - 13, 7)]
    over = [each for week in weeks if len(week) >= by_hand.LEAST for each in week]
    share = percent(sum(each.within(2, 7) for each in over), len(over))
    assert f"{len(over)} 位新人，一周里又来说话的占 {share}%" in words
    assert any(cells[2] is not None for _, cells in rows)


async def funnel(month: Month) -> None:
    drawn, words = await picture(month, "新人做到哪")
    today = day_of(month.now)
    seen = by_hand.funnel(came_within(month.stream, today - 90, today - 1))
    assert bars(drawn, "step") == {name: told_of(people) for name, people in zip(FUNNEL, seen, strict=True)}
    assert f"{seen[0]} 位新人，说过话的占 {percent(seen[1], seen[0])}%" in words
    assert min(seen) > 0


async def sources(month: Month) -> None:
    await _rates(month, "从哪来", "source", lambda each: each.source)


async def firsts(month: Month) -> None:
    await _rates(month, "先做了什么", "first", lambda each: each.first or "nothing")


async def _rates(month: Month, label: str, kind: str, of: Callable[[Arrival], str]) -> None:
    drawn, _ = await picture(month, label)
    today = day_of(month.now)
    told = {
        each["label"]["args"]["what"]["key"].removeprefix(f"insights.{kind}_"): (
            each["label"]["args"]["n"],
            tuple(each["shown"]["args"][name] for name in ("percent", "low", "high")),
        )
        for each in drawn["bars"]
    }
    assert told == by_hand.staying(came_within(month.stream, today - 90, today - 1), of)
    assert len(told) > 1


async def economy(month: Month) -> None:
    drawn, words = await picture(month, "积分进出")
    today = day_of(month.now)
    flow, (held, holders, top) = by_hand.economy(month.stream, today - 27), by_hand.held(month.stream)
    assert bars(drawn, "points") == {"made": flow.made, "spent": flow.spent, "taken": flow.taken, "held": held}
    assert f"发出 {flow.made} 分，花掉 {flow.spent} 分" in words
    assert f"前十名手里有 {top}%，共 {holders} 人有积分" in words, words
    assert is_of(drawn, last=today)
    assert min(flow.made, flow.spent, flow.taken) > 0


async def advice(month: Month) -> None:
    """Whichever three are given: each by its reason's numbers."""
    shown = await month.story.presses(MODERATOR, "三条建议", chat=month.chat)
    stream, today = month.stream, day_of(month.now)
    came = came_within(stream, today - 28, today - 1)
    people = by_hand.by_hour(stream, today - 28, today - 1)
    rates = [each for _, (each, _, _) in by_hand.staying(came, lambda each: each.source).values()]
    asked = [each.detail for each in stream.deeds if day_of(each.at) > today - 28]
    refused, all_ = asked.count("refused redeem"), asked.count("refused redeem") + asked.count("redeem")
    silent = sum(not each.spoke for each in came)
    seen: dict[str, tuple[float, ...]] = {
        r"那时说话的人是平常的 ([\d.]+) 倍": (round(max(people.values()) / (sum(people.values()) / len(people)), 1),),
        r"四周里来的 (\d+) 人，(\d+)% 一句话没说": (len(came), percent(silent, len(came))),
        r"这样来的留下 (\d+)%，最少的一种只有 (\d+)%": (max(rates), min(rates)),
        r"(\d+) 人最近两周不到自己往常的五分之一": (by_hand.segments(stream, month.now)["at_risk"],),
        r"四周里被拒了 (\d+) 次，占 (\d+)%": (refused, percent(refused, all_)),
    }
    told = {form: found for form in seen if (found := re.search(form, shown["text"])) is not None}
    assert len(told) > 1, shown["text"]
    for form, found in told.items():
        assert tuple(map(float, found.groups())) == seen[form], found[0]


async def stats(month: Month) -> None:
    """/stats in words, its picture of days, and the one of hours."""
    days_ = 20
    words = (await month.story.says(MODERATOR, f"/stats {days_}", chat=month.chat))["caption"]
    today = day_of(month.now)
    seen = looked_back(month.stream, today - days_ + 1, today)
    assert read(words, PAID | HELD) == seen
    drawn, _ = await picture(month, "按时段看")
    people = by_hand.by_hour(month.stream, today - days_ + 1, today)
    assert [[cell or 0 for cell in row["cells"]] for row in drawn["rows"]] == [
        [people[day, hour] for hour in range(24)] for day in range(7)
    ]
    drawn, _ = await picture(month, "按天看")
    voices = [each for each, _ in by_hand.by_day(month.stream, today - days_ + 1, today)]
    told = [each.get("value") for each in drawn["points"]]
    assert told[:-1] == [each if told_of(each) >= 0 else None for each in voices[:-1]]
    assert drawn["title"]["args"]["n"] == max(voices)


async def moods(month: Month) -> None:
    await month.story.says(MODERATOR, "/segments")
    drawn, words = await picture(month, "哪个话题低落", chat=FORUM)
    today = day_of(month.now)
    seen = by_hand.gloom(month.stream, GLOOMY, today - 28, today - 1)
    told = [
        (
            each["label"]["args"]["n"],
            *(each["shown"]["args"][name] for name in ("percent", "low", "high")),
        )
        for each in drawn["bars"]
    ]
    assert sorted(told) == sorted((whole, *by_hand.wilson(part, whole)) for part, whole in seen.values())
    assert f"{max(percent(part, whole) for part, whole in seen.values())}%" in words
    assert len(told) == 3


async def mood(month: Month) -> None:
    """The line of gloomy words, by day."""
    words = str((await month.story.says(MODERATOR, "/mood 31"))["caption"])
    rows = await month.story.rows("""SELECT body FROM outbox WHERE body LIKE '%"drawn"%' ORDER BY id DESC LIMIT 1""")
    today = day_of(month.now)
    days = [gloomy(month, day, day) for day in range(today - 30, today + 1)]
    told = [each.get("value") for each in json.loads(rows[0]["body"])["drawn"]["points"]]
    assert told == [pytest.approx(100 * part / whole) if whole >= 20 else None for part, whole in days]
    assert f"低落的话占 {percent(*gloomy(month, today - 30, today))}%" in words


def gloomy(month: Month, first: int, last: int) -> tuple[int, int]:
    """Of all topics."""
    parts = by_hand.gloom(month.stream, GLOOMY, first, last).values()
    return sum(part for part, _ in parts), sum(whole for _, whole in parts)
