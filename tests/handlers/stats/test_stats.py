"""Stories of a group in numbers: counted right, never telling of fewer than five, for its moderators."""

from __future__ import annotations

import json
from pathlib import Path

from bot.domain.stats import Counts, Span
from bot.services.history import take_in
from bot.services.stats import by_hour
from bot.texts.catalog import render
from handlers.stats.picture import voices
from tests.story import FORUM, MODERATOR, MUYANG, NOON, OWNER, PEISHAN, TSZCHING, XIAOMAN, YINUO, ZIXUAN, Story, told

HOUR, DAY = 3600, 86400
SATURDAY = 5
FIVE = (YINUO, ZIXUAN, PEISHAN, MUYANG, TSZCHING)


async def talk(story: Story, *people: int) -> None:
    for who in people:
        await story.says(who, "今天天气真不错啊")


def last(story: Story, chat: int = FORUM) -> str:
    sent = story.world.sent(chat)[-1]
    return str(sent.get("text") or sent.get("caption"))


async def test_an_administrator_sees_the_numbers_and_a_picture_and_a_member_is_told_whose_they_are(
    story: Story,
) -> None:
    await talk(story, *FIVE, YINUO)
    await story.says(YINUO, "签到")
    assert "管理员" in (await story.says(YINUO, "/stats"))["text"]
    answer = await story.says(MODERATOR, "/stats 3")
    assert "photo" in answer
    lines = answer["caption"].splitlines()
    assert lines[:3] == ["最近 3 天", "发言 5 人", "6 条消息"]
    assert "签到 1 次，发出 " in answer["caption"]
    assert "用法" in (await story.says(MODERATOR, "/stats 许多"))["text"]
    assert "用法" in (await story.says(MODERATOR, "/stats 61"))["text"]


async def test_fewer_than_five_are_not_told_of(story: Story) -> None:
    await talk(story, *FIVE[:4], YINUO, YINUO)
    answer = await story.says(MODERATOR, "/stats")
    assert answer["text"] == "最近 7 天\n发言的不到 5 人，不显示数字。"


async def test_the_days_before_are_compared_with(story: Story) -> None:
    await talk(story, *FIVE, XIAOMAN)
    await story.passes(DAY)
    await talk(story, *FIVE, *FIVE)
    answer = await story.says(MODERATOR, "/stats 1")
    assert answer["text"].splitlines()[1:3] == ["发言 5 人（比上期少 1）", "10 条消息（比上期多 4）"]
    # The same two days as one span: six people, sixteen messages.
    assert "发言 6 人\n16 条消息" in (await story.says(MODERATOR, "/stats 2"))["caption"]


async def test_new_faces_are_told_from_five_on(story: Story) -> None:
    await talk(story, *FIVE[:4])
    await story.passes(3 * DAY)
    await talk(story, *FIVE)
    assert "新成员不到 5 人" in (await story.says(MODERATOR, "/stats 2"))["caption"]
    assert "新成员不到 5 人" not in (await story.says(MODERATOR, "/stats 5"))["caption"]


async def test_the_schedule_reports_the_week_that_has_ended(tmp_path: Path) -> None:
    entry = f'[[schedule]]\nname = "周报"\nchats = [{FORUM}]\nwhen = "每周一 9:00"\nreport = "group"\n'
    async with told(tmp_path, entry) as story:
        await talk(story, *FIVE, *FIVE)
        await story.says(OWNER, "/poll 吃什么？ | 面 | 饭")
        await story.passes(DAY + 21 * HOUR)  # Monday, 9 o'clock
        assert last(story).splitlines()[:4] == [
            "群周报　1月11日 到 1月17日",
            "发言 5 人",
            "10 条消息",
            "新成员 6 人",
        ]
        assert "投票 1 次" in last(story)


async def test_the_hours_are_those_in_which_five_spoke_each_counted_once_without_the_mood_check(
    tmp_path: Path,
) -> None:
    async with told(tmp_path, "[mood]\ncheck = false\n") as story:
        await talk(story, *FIVE, YINUO, YINUO)
        await story.passes(HOUR)
        await talk(story, *FIVE[:4], YINUO, YINUO)
        await story.passes(HOUR)
        await talk(story, *FIVE, XIAOMAN)
        await story.restart()
        await talk(story, XIAOMAN)
        kept = await story.rows("SELECT people FROM heard_hours WHERE chat_id = :id ORDER BY begins_at", id=FORUM)
        assert [row["people"] for row in kept[:2]] == [5, 4]
        span = Span(0, 1, NOON - DAY, NOON + DAY)
        found = await by_hour(story.app.database.reads, span, chat_id=FORUM, zone="Asia/Shanghai")
        assert [hour for hour, people in found.items() if people] == [(SATURDAY, 12), (SATURDAY, 14)]
        assert found[SATURDAY, 12] == 5
        await story.says(MODERATOR, "/stats")
        await story.presses(MODERATOR, "按时段看")
        assert "按天看" in str(story.world.sent(FORUM)[-1]["reply_markup"])


async def test_a_press_turns_to_the_hours_and_back_for_who_may(story: Story) -> None:
    await talk(story, *FIVE)
    await story.says(MODERATOR, "/stats")
    await story.presses(YINUO, "按时段看")
    assert "管理员" in story.toasts(YINUO)[-1]
    before = dict(story.world.sent(FORUM)[-1])
    await story.presses(MODERATOR, "按时段看")
    after = story.world.sent(FORUM)[-1]
    assert after["message_id"] == before["message_id"]
    assert after["photo"] != before["photo"]
    await story.presses(MODERATOR, "按天看")
    assert story.world.sent(FORUM)[-1]["reply_markup"]["inline_keyboard"][0][0]["text"] == "按时段看"


async def test_of_days_that_were_taken_in_it_is_told_how_many_spoke_at_least(story: Story, tmp_path: Path) -> None:
    await talk(story, *FIVE)
    group, now = story.chats.group(FORUM), int(story.world.clock.exactly())
    people = (*FIVE, XIAOMAN, 77)
    past = [
        {"id": n, "type": "message", "date_unixtime": str(now - 2 * DAY + n), "from_id": f"user{who}", "text": "早"}
        for n, who in enumerate(people, 1)
    ]
    file = tmp_path / "result.json"
    file.write_text(json.dumps({"id": -FORUM - 1_000_000_000_000, "messages": past}), encoding="utf-8")
    zone = group.timezone
    await take_in(
        story.app.database, file, chat_id=FORUM, timezone=zone, day_starts_at=0, bot_id=1, tell=lambda _: None
    )
    shown = (await story.says(MODERATOR, "/stats 7"))["caption"]
    assert "发言至少 7 人（有几天是导入的" in shown
    assert "12 条消息" in shown
    assert "发言 5 人\n" in (await story.says(MODERATOR, "/stats 1"))["text"], "a day of which all is known"


def test_days_before_the_bot_came_are_gaps_and_no_zeros() -> None:
    span = Span(100, 103, 1_800_000_000, 1_800_345_600)
    counted = Counts(6, 11, 0, 0, 0, 0, 0, 0, {101: 5, 103: 6})
    drawn = voices(span, counted, zone="Asia/Shanghai", begins=101)
    assert [point.value for point in drawn.points] == [None, 5, 0, 6]
    assert render(drawn.title, "zh-Hans") == "1月19日 说话的人最多：6 人"


def test_the_day_that_is_not_over_is_a_gap_until_somebody_spoke() -> None:
    span = Span(100, 103, 1_800_000_000, 1_800_345_600)
    counted = Counts(6, 11, 0, 0, 0, 0, 0, 0, {101: 4, 102: 0})
    drawn = voices(span, counted, zone="Asia/Shanghai", begins=101)
    assert [point.value for point in drawn.points] == [None, None, 0, None]
    assert render(drawn.title, "zh-Hans") == "每天发言人数", "there is no day to tell of"
