"""`import-history`: a group's past becomes counts, once, whole or not at all; what is no export ends in a sentence."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.domain.counts import Said
from storage import counts
from storage.database import open_database
from tests.store import fresh

GROUP, NUMBER = -1001234567890, 1234567890
NOON = 1_750_046_400
"""2025-06-16 12:00 in Shanghai."""

HOUR, DAY = 3600, 86_400
Import = Callable[..., Awaitable[Result]]


def said(number: int, who: int, text: object, *, at: int = NOON, **more: Any) -> dict[str, Any]:
    head = {"id": number, "type": "message", "date_unixtime": str(at), "from": "某人", "from_id": f"user{who}"}
    return head | {"text": text} | more


def service(number: int, action: str, *, at: int = NOON, **more: Any) -> dict[str, Any]:
    return {"id": number, "type": "service", "date_unixtime": str(at), "action": action, "actor": "丁"} | more


PAST: list[dict[str, Any]] = [
    {
        "id": 1,
        "type": "service",
        "date_unixtime": str(NOON),
        "action": "invite_members",
        "actor": "甲",
        "members": ["乙", "丙"],
    },
    service(2, "join_group_by_link"),
    said(3, 7, "早"),
    said(4, 8, ["今天", {"type": "bold", "text": "天气"}, "真不错啊大家"], reply_to_message_id=3),
    said(5, 7, "自言自语", reply_to_message_id=3),
    said(6, 7, "字" * 40, at=NOON + HOUR, forwarded_from="别处"),
    said(7, 42, "我是机器人"),
    said(8, 7, "/checkin"),
    {"id": 9, "type": "message", "date_unixtime": str(NOON), "from": "频道", "from_id": "channel99", "text": "公告"},
    said(10, 9, "第二天了", at=NOON + DAY),
    {
        "id": 11,
        "type": "service",
        "date_unixtime": str(NOON + DAY),
        "action": "remove_members",
        "actor": "丁",
        "members": ["丁"],
    },
]


def export(messages: list[Any], **more: Any) -> str:
    return json.dumps(
        {"name": "围炉", "type": "private_supergroup", "id": NUMBER, "messages": messages} | more, indent=1
    )


@pytest.fixture
def run(tmp_path: Path) -> Import:
    """Writes the file as given, and imports it."""
    config = tmp_path / "config.toml"
    config.write_text('[telegram]\ntoken = "42:playground-token-for-weilu-only-of-35ch"\n', encoding="utf-8")
    config.chmod(0o600)
    fresh(tmp_path / "weilu.db")

    async def done(written: str | bytes, *, chat: int = GROUP) -> Result:
        file = tmp_path / "result.json"
        file.write_bytes(written.encode() if isinstance(written, str) else written)
        asked = ["import-history", str(file), "--chat", str(chat), "--config", str(config)]
        return await asyncio.to_thread(CliRunner().invoke, main, asked)

    return done


async def stored(folder: Path) -> tuple[dict[tuple[int, int], Said], dict[int, tuple[int, int]], dict[str, int]]:
    async with open_database(folder / "weilu.db") as database:
        reads = database.reads
        return (
            await counts.hours(reads, chat_id=GROUP, since=0, until=2**40),
            await counts.days(reads, chat_id=GROUP, first=0, last=2**30),
            await counts.happenings(reads, chat_id=GROUP, since=0, until=2**40),
        )


async def test_a_past_becomes_counts_by_hour_and_day_and_twice_is_once(run: Import, tmp_path: Path) -> None:
    first = await run(export(PAST))
    assert (first.exit_code, "数了 5 条消息，2 天，2025-06-16 到 2025-06-17" in first.stdout) == (0, True)
    hours, days, happened = await stored(tmp_path)
    noon = hours[NOON, 0]
    assert (noon.messages, noon.brief, noon.middling, noon.replies, noon.people) == (3, 2, 1, 1, 2)
    assert (hours[NOON + HOUR, 0].lengthy, hours[NOON + HOUR, 0].forwards) == (1, 1)
    assert list(days.values()) == [(2, 4), (1, 1)]
    assert happened == {"came:added": 2, "came:link": 1, "left": 1}
    again = await run(export(PAST))
    assert "没有新的可数" in again.stdout
    assert "另有 2 天" in again.stdout
    assert await stored(tmp_path) == (hours, days, happened)


async def test_a_longer_export_adds_the_days_that_are_new(run: Import, tmp_path: Path) -> None:
    await run(export(PAST))
    assert "数了 1 条消息" in (await run(export([*PAST, said(12, 7, "第三天", at=NOON + 2 * DAY)]))).stdout
    assert len((await stored(tmp_path))[1]) == 3


async def test_an_older_export_tells_the_time_on_the_wall(run: Import, tmp_path: Path) -> None:
    told = said(1, 7, "早上好啊")
    del told["date_unixtime"]
    await run(export([told | {"date": "2025-06-16T12:00:00"}]))
    assert list((await stored(tmp_path))[0]) == [(NOON, 0)]


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "断了"),
    "half of it": (export(PAST)[:-200], "断了"),
    "no JSON": ("你好", "不是 Telegram Desktop 导出"),
    "a list": ("[1, 2]", "不是 Telegram Desktop 导出"),
    "another program's": ('{"hello": "world"}', "不是 Telegram Desktop 导出"),
    "a number too long": (export(PAST).replace('"id": 3', '"id": ' + "9" * 9000), "不是 Telegram Desktop 导出"),
    "a pit": ('{"id": 1, "messages": ' + "[" * 100_000, "不是"),
    "binary": (b"\x89PNG\r\n\x1a\n\xff\xfe", "不是 UTF-8"),
    "another group": (export(PAST).replace(str(NUMBER), "77"), "另一个群（77）"),
    "a whole account": ('{"about": "", "chats": {"list": []}}', "整个账号"),
    "no date": (export([*PAST, {"type": "message", "from_id": "user1", "text": "x"}]), "第 12 条没有看得懂的日期"),
    "the year 9999": (export([said(1, 7, "x", at=2**40)]), "第 1 条没有看得懂的日期"),
    "no message": (export([*PAST, 7]), "第 12 条不是消息"),
    "out of order": (export([*PAST, said(12, 7, "x", at=NOON - 9 * DAY)]), "早了好几天"),
    "more behind it": (export(PAST) + "{}", "不是 Telegram Desktop 导出"),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_what_is_none_or_broken_ends_in_a_sentence_and_nothing_is_counted(
    name: str, run: Import, tmp_path: Path
) -> None:
    written, sentence = BROKEN[name]
    ended = await run(written)
    assert ended.exit_code == 1, ended.output
    assert sentence in ended.stderr
    assert "Traceback" not in ended.output
    assert await stored(tmp_path) == ({}, {}, {})


async def test_a_group_is_asked_for_and_a_file_that_is_there(run: Import, tmp_path: Path) -> None:
    assert "群的 ID 是负数" in (await run(export(PAST), chat=5)).stderr
    asked = ["import-history", str(tmp_path / "none.json"), "--chat", "-5", "--config", str(tmp_path / "config.toml")]
    missing = await asyncio.to_thread(CliRunner().invoke, main, asked)
    assert (missing.exit_code, "读不了" in missing.stderr) == (1, True)
