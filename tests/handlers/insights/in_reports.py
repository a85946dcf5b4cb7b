"""What the schedule told of each week and month of a group, against its raw stream."""

from __future__ import annotations

import re
from typing import TypeAlias

from tests.handlers.insights import by_hand
from tests.handlers.insights.inhabitants import Month
from tests.handlers.insights.stream import Stream, day_of

Told: TypeAlias = tuple[float | str, ...] | None

FORMS = {
    "voices": r"发言(?:至少)? (\d+) 人",
    "more_voices": r"发言 \d+ 人（比上期(多|少) (\d+)）",
    "messages": r"(\d+) 条消息",
    "more_messages": r"条消息（比上期(多|少) (\d+)）",
    "newcomers": r"新成员 (\d+) 人",
    "points": r"签到 (\d+) 次，发出 (\d+) 分",
    "polls": r"投票 (\d+) 次",
    "draws": r"抽奖 (\d+) 次",
    "events": r"活动 (\d+) 场",
    "target_voices": r"🎯 发言 (\d+) 人，目标 (\d+) 人",
    "target_newcomers": r"🎯 新成员(?:不到)? (\d+) 人，目标 (\d+) 人",
    "target_stay": r"🎯 新人一周后还在说话 (\d+)%，目标 (\d+)%",
    "announced": r"我发了 (\d+) 条公告，其中推广 (\d+) 条（(\d+)%）；每百条聊天我说 ([\d.]+) 条",
}


def read(words: str, forms: dict[str, str]) -> dict[str, Told]:
    """Each figure as it is told; None where it is not."""
    found = {name: re.search(form, words) for name, form in forms.items()}
    return {name: each and tuple(map(_number, each.groups())) for name, each in found.items()}


def _number(shown: str) -> float | str:
    return shown if shown in ("多", "少") else float(shown)


def reports(month: Month) -> None:
    assert len(month.stream.reports) == 7
    for at, deeds, words in month.stream.reports:
        last = day_of(at) - 1
        days = 31 if "月报" in words else 7
        assert read(words, FORMS) == seen(month.stream.until(deeds), last - days + 1, last), words


def looked_back(stream: Stream, first: int, last: int) -> dict[str, Told]:
    """What /stats tells of these days."""
    length, lived = last - first + 1, stream.lived()
    days = [voices for voices, _ in by_hand.by_day(stream, first, last)]
    is_whole = not any(each.what == "said before" for each in by_hand.said(stream, first, last))
    before = by_hand.said(stream, first - length, first - 1)
    is_known = is_whole and not any(each.what == "said before" for each in before)
    voices, messages = max(by_hand.voices(lived, first, last), *days), len(by_hand.said(stream, first, last))
    people = by_hand.voices(lived, first - length, first - 1) if is_known else 0
    new = by_hand.newcomers(stream, first, last)
    held = {
        name: by_hand.happened(stream, name.removesuffix("s"), first, last) for name in ("polls", "draws", "events")
    }
    return {
        "voices": (voices,),
        "more_voices": _change(voices, people if people >= by_hand.LEAST else 0),
        "messages": (messages,),
        "more_messages": _change(messages, len(before)),
        "newcomers": (new,) if new >= by_hand.LEAST or not new else None,
        "points": (by_hand.checkins(stream, first, last), by_hand.economy(stream, first, last).made),
        **{name: (number,) if number else None for name, number in held.items()},
    }


def seen(stream: Stream, first: int, last: int) -> dict[str, Told]:
    """What a report tells of these days."""
    told = looked_back(stream, first, last)
    (voices,), (messages,) = told["voices"] or (0,), told["messages"] or (0,)
    days, posts = last - first + 1, sum(first <= day_of(at) <= last for at, _, _ in stream.reports)
    came = by_hand.came_within(stream, last - 34, last - 7)
    new = by_hand.newcomers(stream, first, last)
    stayed = sum(each.within(2, 7) for each in came)
    return told | {
        "target_voices": (voices, 20),
        "target_newcomers": (new if new >= by_hand.LEAST or not new else by_hand.LEAST, days),
        "target_stay": (by_hand.percent(stayed, len(came)), 50) if len(came) >= by_hand.LEAST else None,
        "announced": (posts, 0, 0, float(f"{100 * posts / float(messages):.1f}")) if posts else None,
    }


def _change(now: int, before: int) -> Told:
    return None if now == before or not before else ("多" if now > before else "少", abs(now - before))
