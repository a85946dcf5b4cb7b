"""Stories of posts that Telegram did not take: who reads why, what /schedule says, and whose turn the words have."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.world.faults import OnceKind
from tests.handlers.schedule.entries import HOUR, entry, reasons, said
from tests.handlers.schedule.test_announce import KEEPER
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, PICTURE, YINUO, Story, told

DESK = -1001000000003
AT_ONE = 'at = "2027-01-16 13:00"'


def refuses(story: Story, method: str, why: str) -> None:
    story.world.faults.next(method, "error", chat_id=FORUM, code=400, description=f"Bad Request: {why}")


CONTENTS = {
    "words": ("sendMessage", ('text = "到点了"',)),
    "a picture alone": ("sendPhoto", ('photo = "a.png"',)),
    "a poll": ("sendPoll", ('poll = "看什么？ | 电影 | 球赛"',)),
    "a topic": ("createForumTopic", ('open_topic = "今日话题"',)),
    "a report": ("sendMessage", ('report = "week"',)),
}


async def at_desk(story: Story) -> list[str]:
    return [each.get("text", "") for each in story.world.sent(DESK)]


async def with_a_desk(story: Story) -> None:
    assert await story.does(OWNER, "new_group", title="管理组") == DESK
    await story.says(YINUO, "早")
    await story.says(YINUO, "签到")


@pytest.mark.parametrize("content", CONTENTS)
async def test_what_was_refused_is_told_and_not_shown_as_unconfirmed(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    method, lines = CONTENTS[content]
    async with told(tmp_path, f"[desk]\nchat = {DESK}\n" + entry("早安", AT_ONE, *lines)) as story:
        await with_a_desk(story)
        story.world.faults.next(
            method, "error", chat_id=FORUM, code=400, description="Bad Request: CHAT_WRITE_FORBIDDEN"
        )
        await story.passes(HOUR)
        assert await reasons(story) == ["refused"]
        told_of = "\n".join([*await at_desk(story), *said(story)])
        assert "CHAT_WRITE_FORBIDDEN" in told_of.upper()
        listed = (await story.says(MODERATOR, "/schedule"))["text"]
        assert "Telegram 没有接受" in listed
        assert "确认" not in listed


@pytest.mark.parametrize("fault", ["lost_after", "gateway"])
async def test_what_is_in_doubt_stands_once_and_moderators_look(tmp_path: Path, fault: OnceKind) -> None:
    async with told(tmp_path, f"[desk]\nchat = {DESK}\n" + entry("早安", AT_ONE)) as story:
        await with_a_desk(story)
        story.world.faults.next("sendMessage", fault, chat_id=FORUM)
        await story.passes(HOUR)
        assert said(story).count("到点了") == 1
        assert any("/schedule run 早安" in each for each in await at_desk(story))


async def test_refused_words_have_their_turn_again(tmp_path: Path) -> None:
    texts = 'reserve = ["一", "二"]'
    async with told(tmp_path, entry("轮流", 'cron = "0 13 * * *"', texts)) as story:
        await story.says(YINUO, "早")
        refuses(story, "sendMessage", "SOMETHING_NEW")
        await story.passes(HOUR)
        for _ in range(2):
            await story.passes(24 * HOUR)
        assert sorted(each for each in said(story) if each in "一二") == ["一", "二"]


async def test_an_announcement_tells_which_group_did_not_get_it_and_why(tmp_path: Path) -> None:
    async with told(tmp_path, KEEPER) as story:
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "早", chat=chat)
        await story.says(OWNER, "/announce 大家好", chat=OWNER)
        story.world.faults.next(
            "sendMessage", "error", chat_id=FORUM, code=400, description="Bad Request: CHAT_RESTRICTED"
        )
        story.world.faults.next("sendMessage", "gateway", chat_id=KITCHEN)
        await story.presses(OWNER, "发出", chat=OWNER)
        await story.passes(5)
        shown = [each["text"] for each in story.world.sent(OWNER) if "发完了" in each.get("text", "")][-1]
        assert "发完了：0 / 2" in shown
        assert "CHAT_RESTRICTED" in shown.upper()
        assert "可能没发到" in shown
        assert said(story, KITCHEN) == ["大家好"]
