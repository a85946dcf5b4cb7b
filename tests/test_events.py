"""Stories of people coming together: answering, waiting for a place, being reminded, coming, and what is told after."""

from __future__ import annotations

import pytest

from bot.domain.events.calendar import ics
from bot.domain.events.event import Event, WrongEvent, read_event
from tests.story import FORUM, MODERATOR, MUYANG, YINUO, ZIXUAN, Story

HOUR, DAY = 3600, 86400
NEW = "/event new 包饺子 | 2027-01-18 19:00 | 地点 活动室; 二楼, 左手 | 人数 2 | 目标 2 | 积分 15"


def card(story: Story) -> str:
    return next(str(each["text"]) for each in story.world.sent(FORUM) if "包饺子" in each.get("text", ""))


def texts(story: Story, chat: int = FORUM) -> list[str]:
    return [each.get("text", "") for each in story.world.sent(chat)]


async def test_a_moderator_starts_one_and_members_answer_on_its_card(story: Story) -> None:
    assert "管理员" in (await story.says(YINUO, NEW))["text"]
    await story.says(MODERATOR, NEW)
    assert card(story).splitlines()[:4] == [
        "包饺子",
        "时间：1月18日 19:00（#1）",
        "地点：活动室; 二楼, 左手",
        "到场得 15 积分",
    ]
    assert story.world.sent(FORUM)[-1]["document"]["file_name"] == "event-1.ics"
    await story.presses(YINUO, "去")
    await story.presses(ZIXUAN, "也许")
    assert "去 1 / 2：" in card(story)
    assert "也许 1：" in card(story)
    assert "包饺子　1月18日 19:00　1 人去" in (await story.says(YINUO, "活动"))["text"]


async def test_who_has_no_place_waits_and_moves_up_when_one_comes_free(story: Story) -> None:
    await story.says(MODERATOR, NEW)
    for who in (YINUO, ZIXUAN, MUYANG):
        await story.presses(who, "去")
    assert "候补" in story.toasts(MUYANG)[-1]
    assert "候补 1：" in card(story)
    await story.presses(YINUO, "去")  # a second press changes nothing
    assert "去 2 / 2" in card(story)
    await story.presses(YINUO, "不去")
    assert "去 2 / 2" in card(story)
    assert "候补" not in card(story)
    assert "你能去了" in texts(story)[-1]


async def test_those_who_go_are_reminded_privately_where_allowed_else_by_name(story: Story) -> None:
    await story.says(YINUO, "/start", chat=YINUO)
    await story.says(MODERATOR, NEW)
    await story.presses(YINUO, "去")
    await story.presses(ZIXUAN, "去")
    await story.passes(DAY + 7 * HOUR)
    assert "明天见：包饺子" in texts(story, YINUO)[-1]
    assert texts(story)[-1].startswith("明天见：包饺子")
    assert story.world.sent(FORUM)[-1]["entities"][-1]["user"]["id"] == ZIXUAN
    await story.restart()
    assert sum("明天见" in each for each in texts(story)) == 1


async def test_on_the_day_one_checks_in_once_for_points_and_a_report_follows(story: Story) -> None:
    await story.says(MODERATOR, NEW)
    await story.presses(YINUO, "去")
    await story.presses(ZIXUAN, "去")
    await story.passes(2 * DAY + 7 * HOUR)
    assert "开始了" in texts(story)[-1]
    for _ in range(2):
        await story.presses(YINUO, "我到了")
    assert story.toasts(YINUO)[-2:] == ["欢迎！+15 积分。", "已经记过你到场了。"]
    assert "15" in (await story.says(YINUO, "积分"))["text"]
    assert "到场（活动 #1）" in (await story.says(YINUO, "/ledger"))["text"]
    await story.passes(2 * HOUR)
    assert (
        texts(story)[-1]
        == "包饺子 收场了。报名 2 人，到场 1 人，其中新面孔 1 人。谢谢大家！\n目标是 2 人，下次再努力。"
    )
    assert "没有活动" in (await story.says(YINUO, "/events"))["text"]


async def test_moving_and_cancelling_reach_those_who_meant_to_come(story: Story) -> None:
    await story.says(YINUO, "/start", chat=YINUO)
    await story.says(MODERATOR, NEW)
    await story.presses(YINUO, "去")
    await story.says(MODERATOR, "/event move #1 2027-01-20 18:00")
    assert "时间：1月20日 18:00" in card(story)
    assert texts(story, YINUO)[-1] == "包饺子 改到 1月20日 18:00。"
    await story.says(MODERATOR, "/event cancel 1")
    assert card(story).startswith("包饺子（取消了）")
    assert "取消了" in texts(story, YINUO)[-1]
    before = len(texts(story))
    await story.passes(10 * DAY)
    assert len(texts(story)) == before
    assert "已经结束或取消" in (await story.says(MODERATOR, "/event cancel 1"))["text"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/event new", "用法"), ("/event new 只有名字", "看不懂"), ("/event new 名 | 有空", "有空"),
        ("/event new 名 | 2020-01-01 10:00", "已经过去"), ("/event new 名 | 20:00 | 天气 晴", "天气 晴"),
        ("/event cancel 99", "#99"), ("/event move 1", "用法"), ("/event 跳舞 1", "用法"),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_told_kindly(story: Story, said: str, told: str) -> None:
    assert told in (await story.says(MODERATOR, said))["text"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("20:00", "1月16日 20:00"), ("明晚8点", "1月17日 20:00"), ("周五 20:00", "1月22日 20:00"),
        ("后天 9:30", "1月18日 09:30"), ("3月1日 20:00", "3月1日 20:00"), ("元宵 19:00", "2月20日 19:00"),
    ],
)  # fmt: skip
async def test_times_are_understood_as_people_say_them(story: Story, said: str, shown: str) -> None:
    await story.says(MODERATOR, f"/event new 包饺子 | {said}")
    assert f"时间：{shown}" in card(story)


def test_a_line_is_read_with_its_fields_in_any_order() -> None:
    told = read_event("名 | 20:00 | for 1h30m | cap 5")
    assert (told.title, told.when, told.cap, told.lasts) == ("名", "20:00", 5, 5400)
    for wrong in ("名", "| 20:00", "名 | 20:00 | cap many", "名 | 20:00 | for 0m", "名 | 20:00 | place"):
        with pytest.raises(WrongEvent):
            read_event(wrong)


def test_the_calendar_file_is_as_the_standard_wants_it() -> None:
    event = Event(7, FORUM, 0, "围炉" * 40, "a; b, c\\", 1_800_000_000, 3600, 0, 0, 0, "open", 2)
    lines = ics(event, group="群", now=1_800_000_000).decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "DTSTART:20270115T080000Z" in lines
    assert "LOCATION:a\\; b\\, c\\\\" in lines
    assert "SEQUENCE:2" in lines
    assert "".join(line.removeprefix(" ") for line in lines if "围" in line or "炉" in line) == "SUMMARY:" + "围炉" * 40
