"""Stories of the month's account: when chosen, once, in numbers that point at nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.looks import copied
from tests.phone import SCREEN, card_lines
from tests.story import EMMA, FORUM, KITCHEN, MODERATOR, OWNER, PEISHAN, TSZCHING, YINUO, ZIXUAN, Message, Story, told

DAY = 86400
FIVE = (YINUO, ZIXUAN, EMMA, PEISHAN, TSZCHING)
UNTIL_FEBRUARY = 16 * DAY
"""From the stories' noon to that of February the first."""


@pytest.fixture
async def open_town(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, "board_transparency = true\n") as story:
        yield story


def accounts(story: Story) -> list[Message]:
    return [each for each in story.world.sent(FORUM) if "本群管理账目" in each.get("text", "")]


async def five_are_here(story: Story) -> None:
    for who in FIVE:
        await story.says(who, "签到")


async def test_numbers_without_names_once_across_restarts(open_town: Story) -> None:
    await five_are_here(open_town)
    for who in FIVE:
        await open_town.says(MODERATOR, f"/grant {who} 5 好")
    await open_town.says(OWNER, f"/deduct {YINUO} 2 刷屏")
    await open_town.passes(UNTIL_FEBRUARY)
    assert accounts(open_town) == [], "not before the evening"
    for _ in range(3):
        await open_town.passes(5 * 3600)
        await open_town.restart()
    await open_town.passes(3 * DAY)
    [account] = accounts(open_town)
    assert "2027年1月" in account["text"]
    assert "给 成员 加分，5 次" in account["text"]
    assert "发出 75 分" in account["text"]
    assert "扣" not in account["text"], "one member alone is nobody's business"
    assert "收回" not in account["text"]
    assert not any(name in account["text"] for name in ("陈一诺", "周明远", "林书瑶"))


@pytest.mark.parametrize(
    ("locale", "head"),
    [("en", "Moderation report, Jan 2027"), ("zh-Hant", "2027年1月，本群組管理帳目")],
)
async def test_its_month_is_named_as_people_write_it(tmp_path: Path, locale: str, head: str) -> None:
    async with told(tmp_path, f'board_transparency = true\n[community]\nlocale = "{locale}"\n') as story:
        await five_are_here(story)
        await story.passes(UNTIL_FEBRUARY)
        await story.passes(10 * 3600)
        assert any(each.get("text", "").startswith(head) for each in story.world.sent(FORUM))


async def test_an_empty_month_and_a_group_that_did_not_choose_are_left_in_peace(open_town: Story) -> None:
    await open_town.says(YINUO, "签到")
    await open_town.says(OWNER, f"/deduct {YINUO} 2 刷屏")
    await open_town.passes(UNTIL_FEBRUARY + 12 * 3600)
    await open_town.passes(12 * 3600)
    assert accounts(open_town) == []


async def test_nothing_is_told_unless_somebody_chose_so(story: Story) -> None:
    await five_are_here(story)
    await story.passes(UNTIL_FEBRUARY + 10 * 3600)
    await story.passes(12 * 3600)
    assert accounts(story) == []
    await story.says(OWNER, "/settings")
    await story.presses(OWNER, "排行榜")
    await story.presses(OWNER, "打开每月公开账目")
    await story.passes(12 * 3600)
    assert len(accounts(story)) == 1


async def test_it_waits_for_the_quiet_hours_to_end(tmp_path: Path) -> None:
    extra = 'board_transparency = true\nboard_hour = 12\n[quiet]\nhours = "12:00-18:30"\n'
    async with told(tmp_path, extra) as story:
        await five_are_here(story)
        await story.passes(UNTIL_FEBRUARY + 5 * 3600)
        assert accounts(story) == []
        await story.passes(2 * 3600)
        assert len(accounts(story)) == 1


async def test_anonymous_authors_count_as_the_people_they_are(open_town: Story) -> None:
    await five_are_here(open_town)
    for number, who in enumerate(FIVE, start=1):
        await open_town.says(who, "匿名反馈 说一句心里话", chat=who)
        await open_town.says(OWNER, f"/feedback {number} answer 会改进")
    await open_town.passes(UNTIL_FEBRUARY + 10 * 3600)
    await open_town.passes(12 * 3600)
    [account] = accounts(open_town)
    assert "答复反馈 5 条" in account["text"]


async def test_promises_draws_incidents_and_how_long_answers_took_are_told_in_numbers(open_town: Story) -> None:
    await five_are_here(open_town)
    for who in FIVE:
        await open_town.says(who, "/feedback 灯坏了")
    await open_town.passes(2 * 3600)
    for number in range(1, 6):
        await open_town.says(OWNER, f"/feedback {number} answer 换了")
    await open_town.says(OWNER, "/promise 换灯 | 3天")
    await open_town.says(OWNER, "/promise 刷墙 | 4天")
    await open_town.says(OWNER, "/promise 1 kept")
    await open_town.says(OWNER, "/incident open 停电")
    await open_town.says(OWNER, "/incident close 来电了")
    await open_town.says(OWNER, "/lottery new 灯 x1 | ends 1h")
    await open_town.presses(YINUO, "参加")
    await open_town.passes(3700)
    await open_town.passes(UNTIL_FEBRUARY)
    await open_town.passes(7 * 3600)
    [account] = accounts(open_town)
    for words in (
        "一半在 2 小时内",
        "抽奖开了 1 个",
        "突发事件 1 起",
        "承诺到期 2 个：按时做到 1 个，晚了 0 个，没做到 1 个",
    ):
        assert words in account["text"], (words, account["text"])


async def test_look_ups_copies_and_what_is_held_are_told_in_numbers(open_town: Story) -> None:
    await five_are_here(open_town)
    for who in FIVE:
        await open_town.says(MODERATOR, f"/grant {who} 5 好")
        await open_town.says(who, "/start", chat=who)
        await open_town.says(who, "/mydata", chat=who)
    for _ in range(2):
        await open_town.says(MODERATOR, "/audit")
    await open_town.says(MODERATOR, "/audit", chat=MODERATOR)
    await open_town.says(MODERATOR, f"/warnings {YINUO}")
    await open_town.says(YINUO, "/audit")
    store, now = open_town.config.store.path, open_town.world.clock.now()
    copied(store, "chat_file", chat_id=FORUM, at=now)
    copied(store, "chat_file", chat_id=KITCHEN, at=now)
    copied(store, "backup", chat_id=0, at=now)
    await open_town.passes(UNTIL_FEBRUARY)
    for _ in range(3):
        await open_town.passes(5 * 3600)
    (account,) = accounts(open_town)
    assert "查阅成员的记录 4 次：处理记录 3、警告 1（管理员 4）" in account["text"], "a refusal is none"
    assert "拷走数据 2 次：整群导出 1、整库备份 1（运营者 2）" in account["text"], "another group's is none of its"
    assert "成员要走自己的数据 5 次" in account["text"]
    assert "本群现存与成员有关的记录" in account["text"]
    assert card_lines(account) <= SCREEN
