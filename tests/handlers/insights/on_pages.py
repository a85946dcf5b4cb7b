"""What the console's pages show of a group against its raw stream."""

from __future__ import annotations

import re
from html import unescape

from tests.console.visiting import Visitor, words_of
from tests.handlers.insights import by_hand
from tests.handlers.insights.by_hand import came_within, percent
from tests.handlers.insights.in_reports import looked_back, read
from tests.handlers.insights.inhabitants import Month
from tests.handlers.insights.on_pictures import HELD, PAID, SEGMENTS, gloomy
from tests.handlers.insights.stream import day_of
from tests.story import FORUM

PASSED = {
    "came:link": "点链接进来",
    "came:request": "申请后进来",
    "came:added": "别人拉进来",
    "came:open": "自己进来",
    "left": "自己离开",
    "removed": "被移出",
}
STEPS = ("进群", "说话", "签到", "参加投票、抽奖、挑战", "兑换")
NAMES = ("骨干", "活跃", "新人", "快不来了", "安静")


def figures(html: str) -> dict[str, str]:
    """Labels and numbers that stand side by side."""
    return {
        unescape(label): unescape(value).strip() for label, value in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html)
    }


def rows(html: str) -> list[tuple[str, ...]]:
    """The rows of the tables behind drawings, a tuple of cells each."""
    found = (
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall(r"(?s)<tr>(.*?)</tr>", html)
    )
    return [tuple(unescape(re.sub("<[^>]+>", "", cell)).strip() for cell in row) for row in found]


def shown(number: int) -> str:
    return str(number) if number >= by_hand.LEAST else "不到 5 人"


async def home(month: Month, visitor: Visitor) -> None:
    told, today = figures(await visitor.sees(f"/group/{month.chat}/home")), day_of(month.now)
    seen = looked_back(month.stream, today - 6, today)
    numbers = [f"{number:,}" for name in ("voices", "messages", "points") for number in seen[name] or ()]
    assert [told[f"七天里{name}"] for name in ("说话的人", "的消息", "的签到", "发的积分")] == numbers


async def activity(month: Month, visitor: Visitor) -> None:
    html, today = await visitor.sees(f"/group/{month.chat}/activity?days=30"), day_of(month.now)
    assert read(words_of(html), PAID | HELD) == looked_back(month.stream, today - 29, today)
    found = rows(html)
    days = [each for each in found if re.match(r"\d+月\d+日", each[0])]
    by_day = by_hand.by_day(month.stream, today - 29, today)
    for place, part in enumerate(("voices", "messages")):
        told = [each[1] for each in days[place * 30 : place * 30 + 30]]
        numbers = [str(each[place]) if each[0] >= by_hand.LEAST else "–" for each in by_day]
        assert told[:-1] == numbers[:-1], part
    people = by_hand.by_hour(month.stream, today - 29, today)
    hours = [each for each in found if each[0] in {f"周{day}" for day in "一二三四五六日"}]
    assert [[0 if cell == "–" else int(cell) for cell in row[1:]] for row in hours] == [
        [people[day, hour] for hour in range(24)] for day in range(7)
    ]
    passed = by_hand.passed(month.stream, today - 29, today)
    assert figures(html) == {label: shown(passed[what]) for what, label in PASSED.items() if passed[what]}


async def retention(month: Month, visitor: Visitor) -> None:
    html, today = await visitor.sees(f"/group/{month.chat}/retention"), day_of(month.now)
    words, came = words_of(html), came_within(month.stream, today - 90, today - 1)
    told = [tuple(re.findall(r"(\d+) 人$", each[0]) + list(each[1:])) for each in rows(html) if "起，" in each[0]]
    assert told == [
        (str(n), *("–" if cell is None else f"{cell}%" for cell in cells))
        for n, cells in by_hand.cohorts(month.stream, today)
    ]
    seen = by_hand.segments(month.stream, month.now)
    for label, people in (
        *zip(STEPS, by_hand.funnel(came), strict=True),
        *zip(NAMES, map(seen.get, SEGMENTS), strict=True),
    ):
        assert re.search(rf"^{label}\s+{shown(people or 0)}$", words, re.MULTILINE), label
    for of in (lambda each: each.source, lambda each: each.first or "nothing"):
        for n, (share, low, high) in by_hand.staying(came, of).values():
            assert re.search(rf"　{n} 人\s+{share}%（{low}–{high}）", words)
    at, deeds = month.stream.night
    risk = by_hand.at_risk(month.stream.until(deeds), at)
    here = {who for who, each in by_hand.standings(month.stream).items() if each.is_in}
    told_of = re.findall(r"往常四周有 (\d+) 天说话，这两周 (\d+) 天", words)
    assert sorted(told_of) == sorted((str(a), str(b)) for who, (a, b) in risk.items() if who in here)


async def points(month: Month, visitor: Visitor) -> None:
    told, today = figures(await visitor.sees(f"/group/{month.chat}/points")), day_of(month.now)
    flow, (held, holders, top) = by_hand.economy(month.stream, today - 29), by_hand.held(month.stream)
    numbers = (flow.made, flow.taken, flow.spent, held, holders)
    assert list(told.values()) == [*(f"{number:,}" for number in numbers), f"{top}%"]


async def mood(month: Month, visitor: Visitor) -> None:
    html, today = await visitor.sees(f"/group/{FORUM}/mood?days=31"), day_of(month.now)
    part, all_ = gloomy(month, today - 30, today)
    told = figures(html)
    assert [told[name] for name in ("读过的话", "不高兴", "平常", "高兴", "说不准", "冲人的")] == [
        str(all_), str(part), "0", str(all_ - part), "0", "0",
    ]  # fmt: skip
    assert f"低落的话占 {percent(part, all_)}%" in words_of(html)
    days = [each[1] for each in rows(html) if re.match(r"\d+月\d+日", each[0])]
    for day, share in zip(range(today - 30, today + 1), days, strict=True):
        part, all_ = gloomy(month, day, day)
        assert share == (f"{round(100 * part / all_, 1):g}" if all_ >= 20 else "–")
