"""Stories of people coming together: answering, waiting for a place, being reminded, coming, and what is told after."""

from __future__ import annotations

import re

import pytest

from bot.domain.events.event import Details, Event, event_of, read_answers
from bot.domain.grammar.moments import Here
from bot.domain.refusals import Refusal
from bot.services.events.calendar import ics
from tests.story import FORUM, MODERATOR, MUYANG, NOON, PEISHAN, TSZCHING, YINUO, ZIXUAN, Story

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
        "🕗 1月18日 周一 19:00（还有 2 天，#1）",
        "📍 活动室; 二楼, 左手",
        "🎁 到场得 15 分",
    ]
    await story.presses(YINUO, "报名")
    await story.presses(ZIXUAN, "待定")
    assert "报名 1 / 2，还剩 1 个名额" in card(story)
    assert "待定 1：" in card(story)
    assert "包饺子　1月18日 19:00　1 人报名" in (await story.says(YINUO, "活动"))["text"]


async def test_who_has_no_place_waits_and_moves_up_when_one_comes_free(story: Story) -> None:
    await story.says(MODERATOR, NEW)
    for who in (YINUO, ZIXUAN, MUYANG):
        await story.presses(who, "报名")
    assert "候补" in story.toasts(MUYANG)[-1]
    assert "候补 1：" in card(story)
    await story.presses(YINUO, "报名")  # a second press changes nothing
    assert "报名 2 / 2" in card(story)
    await story.presses(YINUO, "不去")
    assert "报名 2 / 2" in card(story)
    assert "候补" not in card(story)
    assert "你能去了" in texts(story)[-1]


async def test_those_who_go_are_reminded_privately_where_allowed_else_by_name(story: Story) -> None:
    await story.says(YINUO, "/start", chat=YINUO)
    await story.says(MODERATOR, NEW)
    await story.presses(YINUO, "报名")
    await story.presses(ZIXUAN, "报名")
    await story.passes(DAY + 7 * HOUR)
    assert "明天见：包饺子" in texts(story, YINUO)[-1]
    assert texts(story)[-1].startswith("明天见：包饺子")
    assert story.world.sent(FORUM)[-1]["entities"][-1]["user"]["id"] == ZIXUAN
    await story.restart()
    assert sum("明天见" in each for each in texts(story)) == 1


async def test_on_the_day_one_checks_in_once_for_points_and_a_report_follows(story: Story) -> None:
    await story.says(MODERATOR, NEW)
    await story.presses(YINUO, "报名")
    await story.presses(ZIXUAN, "报名")
    await story.passes(2 * DAY + 7 * HOUR)
    assert "开始了" in texts(story)[-1]
    for _ in range(2):
        await story.presses(YINUO, "我到了")
    assert story.toasts(YINUO)[-2:] == ["欢迎！+15 分。", "你已经签到过了。"]
    assert "15" in (await story.says(YINUO, "积分"))["text"]
    assert "到场（活动 #1）" in (await story.says(YINUO, "/ledger"))["text"]
    await story.passes(2 * HOUR)
    assert texts(story)[-1].splitlines() == [
        "包饺子 结束了。报名 2 人，到场 1 人，其中新面孔 1 人。谢谢大家！",
        "目标 2 人，这次没到，下次再努力。",
        "觉得这次活动怎么样？点一个分数，只说平均，不说谁打了几分。",
    ]
    assert "没有活动" in (await story.says(YINUO, "/events"))["text"]


async def test_moving_and_cancelling_reach_those_who_meant_to_come(story: Story) -> None:
    await story.says(YINUO, "/start", chat=YINUO)
    await story.says(MODERATOR, NEW)
    await story.presses(YINUO, "报名")
    await story.says(MODERATOR, "/event move #1 2027-01-20 18:00")
    assert "🕗 1月20日 周三 18:00" in card(story)
    assert texts(story, YINUO)[-1] == "包饺子 改到 1月20日 18:00。"
    await story.says(MODERATOR, "/event cancel 1")
    assert card(story).startswith("包饺子（已取消）")
    assert "已取消" in texts(story, YINUO)[-1]
    before = len(texts(story))
    await story.passes(10 * DAY)
    assert len(texts(story)) == before
    assert "已经结束或取消" in (await story.says(MODERATOR, "/event cancel 1"))["text"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/event new", "要办什么活动"), ("/event new 只有名字", "什么时候开始"), ("/event new 名 | 有空", "有空"),
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
        ("2027-2-3 8:05", "2月3日 08:05"), ("2027/02/03 18:00", "2月3日 18:00"),
    ],
)  # fmt: skip
async def test_times_are_understood_as_people_say_them(story: Story, said: str, shown: str) -> None:
    await story.says(MODERATOR, f"/event new 包饺子 | {said}")
    day, clock = shown.split()
    assert re.search(rf"🕗 {day} 周. {clock}（", card(story))


def test_a_line_is_read_with_its_fields_in_any_order() -> None:
    here = Here(NOON, "Asia/Shanghai")
    event, starts = event_of(read_answers("名 | for 1h30m | 20:00 | cap 5 | 暗号 芝麻开门", here).answers, here)
    assert (event.title, starts, event.cap, event.lasts, event.code) == (
        "名",
        NOON + 8 * 3600,
        5,
        5400,
        "芝麻开门",
    )
    for wrong in ("名", "| 20:00", "名 | 20:00 | cap many", "名 | 20:00 | for 0m"):
        with pytest.raises(Refusal):
            event_of(read_answers(wrong, here).answers, here)


def test_the_calendar_file_is_as_the_standard_wants_it() -> None:
    details = Details("围炉" * 40, "a; b, c\\", lasts=3600)
    event = Event(7, FORUM, 0, details, 1_800_000_000, "open", 2)
    lines = ics(event, group="群", now=1_800_000_000).decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "DTSTART:20270115T080000Z" in lines
    assert "LOCATION:a\\; b\\, c\\\\" in lines
    assert "SEQUENCE:2" in lines
    assert "".join(line.removeprefix(" ") for line in lines if "围" in line or "炉" in line) == "SUMMARY:" + "围炉" * 40


async def test_a_code_said_on_the_spot_checks_in_and_a_button_does_not(story: Story) -> None:
    await story.says(YINUO, "/start", chat=YINUO)
    await story.says(MODERATOR, NEW + " | 暗号 芝麻开门")
    assert "签到要说暗号" in card(story)
    assert await story.says(YINUO, "芝麻开门") == {}
    assert "暗号不对" in (await story.says(YINUO, "/event 芝麻开门"))["text"]
    await story.passes(2 * DAY + 6 * HOUR + 60)
    assert (await story.says(ZIXUAN, "芝麻开门！"))["text"] == "欢迎！+15 分。"
    await story.passes(HOUR)
    assert "暗号" in texts(story)[-1]
    assert "reply_markup" not in story.world.sent(FORUM)[-1]
    assert "暗号不对" in (await story.says(MUYANG, "/event 芝麻"))["text"]
    assert (await story.says(YINUO, "/event 芝麻开门", chat=YINUO))["text"] == "欢迎！+15 分。"
    assert "已经签到过" in (await story.says(YINUO, "芝麻开门"))["text"]
    await story.passes(2 * HOUR)
    assert "到场 2 人" in next(each for each in texts(story) if "结束了" in each)
    assert await story.says(MUYANG, "芝麻开门") == {}


async def test_a_picture_under_the_command_becomes_the_card(story: Story) -> None:
    await story.does(MODERATOR, "photo", chat_id=FORUM, caption=NEW, file="iVBORw0KGgo=")
    posted = next(each for each in story.world.sent(FORUM) if "photo" in each)
    assert posted["caption"].startswith("包饺子\n🕗 1月18日 周一 19:00")
    await story.presses(YINUO, "报名")
    assert "报名 1 / 2，还剩 1 个名额" in next(each for each in story.world.sent(FORUM) if "photo" in each)["caption"]


async def test_reminders_come_a_week_a_day_an_hour_before_and_at_the_start_and_once(story: Story) -> None:
    await story.says(YINUO, "/start", chat=YINUO)
    await story.says(MODERATOR, NEW.replace("01-18", "01-28"))
    await story.presses(YINUO, "报名")
    await story.presses(ZIXUAN, "待定")
    for seconds in (5 * DAY + 7 * HOUR, 6 * DAY, 23 * HOUR, HOUR):
        await story.passes(seconds)
        await story.restart()
    heard = [each.partition("：")[0] for each in texts(story, YINUO) if "包饺子" in each]
    assert heard == ["还有一个星期", "明天见", "还有一个小时"]
    assert not any("明天见" in each for each in texts(story))
    await story.passes(HOUR)
    assert not any("还有一个小时" in each for each in texts(story))
    assert sum("开始了" in each for each in texts(story)) == 1


async def test_a_reminder_that_was_slept_through_is_not_told_late(story: Story) -> None:
    await story.says(YINUO, "/start", chat=YINUO)
    await story.says(MODERATOR, NEW)
    await story.presses(YINUO, "报名")
    await story.end()
    story.world.clock.advance(DAY + 8 * HOUR)
    await story.begin()
    assert not any("明天见" in each for each in texts(story, YINUO))


async def test_the_report_tells_how_much_was_said_and_how_it_felt_where_five_spoke(story: Story) -> None:
    await story.says(MODERATOR, "/event new 夜话 | 20:00 | for 1h")
    await story.says(MODERATOR, "/event new 早读 | 2027-01-18 8:00 | for 1h")
    await story.passes(8 * HOUR)
    await story.pulse.loaded.wait()
    for who in (ZIXUAN, YINUO, MUYANG, PEISHAN, TSZCHING):
        for _ in range(4):
            await story.says(who, "今晚聊得真开心，太棒了")
    await story.presses(ZIXUAN, "我到了")
    await story.passes(HOUR)
    report = next(each for each in texts(story) if "夜话 结束了" in each)
    assert "活动前后群里说了 20 句话" in report
    assert "高兴的占 100%，低落的占 0%" in report
    await story.passes(DAY + 11 * HOUR)
    await story.says(ZIXUAN, "早上好，今天读什么")
    await story.passes(2 * HOUR)
    report = next(each for each in texts(story) if "早读 结束了" in each)
    assert "句话" not in report  # one voice is nobody's business


@pytest.mark.parametrize("said", ["今晚8点", "今天 20:00", "1月15日 19:00"])
async def test_a_moment_that_has_just_passed_is_no_event_a_year_from_now(story: Story, said: str) -> None:
    await story.passes(11 * HOUR)
    assert "已经过去" in (await story.says(MODERATOR, f"/event new 看灯 | {said}"))["text"]
    assert await story.rows("SELECT * FROM events") == []


async def test_a_move_is_told_once_in_the_group(story: Story) -> None:
    await story.says(MODERATOR, NEW)
    await story.presses(YINUO, "报名")
    await story.says(MODERATOR, "/event move #1 2027-01-20 18:00")
    assert sum("改到" in each for each in texts(story)) == 1
