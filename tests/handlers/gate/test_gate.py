"""Stories of newcomers at the gate: who passes, who is shown out, and what a crash leaves of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.gate import ending
from playground.world.state import standing
from tests.buttons import labels
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, NEWCOMER, OWNER, YINUO, Story, told

BUTTON = '[gate]\nmode = "button"\n'
QUESTION = '[gate]\nmode = "question"\nquestion = "围炉的炉怎么念"\nanswers = ["*lú", "hù", "huǒ"]\n'


def status(story: Story, who: int = NEWCOMER, chat: int = FORUM) -> str:
    return standing(story.world.chats[chat], who).status


async def newcomers(story: Story, number: int) -> list[int]:
    return [await story.does(OWNER, "newcomer", name=f"新人{each}") for each in range(number)]


async def test_whoever_presses_may_speak_and_the_card_goes(tmp_path: Path) -> None:
    async with told(tmp_path, BUTTON) as story:
        await story.says(YINUO, "早")
        await story.does(NEWCOMER, "join", chat_id=FORUM)
        held = standing(story.world.chats[FORUM], NEWCOMER)
        assert held.status == "restricted"
        assert held.until - story.world.now() in range(3 * 60, 6 * 60), "Telegram ends it, whatever becomes of the bot"
        assert "3 分钟内没通过" in story.world.sent(FORUM)[-1]["text"]
        await story.presses(YINUO, "我不是机器人")
        assert "给新来的朋友" in story.toasts(YINUO)[-1]
        await story.presses(NEWCOMER, "我不是机器人")
        assert status(story) == "member"
        assert not [each for each in story.world.sent(FORUM) if labels(each) == ["我不是机器人"]]
        await story.passes(10 * 60)
        assert status(story) == "member"


async def test_who_does_not_pass_is_out_without_a_ban_once_and_their_join_notice_goes(tmp_path: Path) -> None:
    async with told(tmp_path, BUTTON) as story:
        await story.does(NEWCOMER, "join", chat_id=FORUM)
        notices = [each.id for each in story.world.chats[FORUM].posts.values() if "new_chat_members" in each.body]
        await story.passes(3 * 60 + 1)
        assert status(story) == "kicked"
        assert notices
        assert not set(notices) & set(story.world.chats[FORUM].posts)
        assert len([each for each in story.world.calls if each[0] == "banChatMember"]) == 1
        await story.passes(61)
        await story.does(NEWCOMER, "join", chat_id=FORUM)
        await story.presses(NEWCOMER, "我不是机器人")
        assert status(story) == "member"


async def test_a_question_takes_three_tries(tmp_path: Path) -> None:
    async with told(tmp_path, QUESTION) as story:
        await story.does(NEWCOMER, "join", chat_id=FORUM)
        assert "围炉的炉怎么念" in story.world.sent(FORUM)[-1]["text"]
        for left in (2, 1):
            await story.presses(NEWCOMER, "hù")
            assert f"还可以试 {left} 次" in story.toasts(NEWCOMER)[-1]
        await story.presses(NEWCOMER, "huǒ")
        assert status(story) == "kicked"
        await story.passes(61)
        await story.does(NEWCOMER, "join", chat_id=FORUM)
        await story.presses(NEWCOMER, "lú")
        assert status(story) == "member"


async def test_a_raid_is_one_card_and_a_bot_that_was_away_removes_nobody(tmp_path: Path) -> None:
    async with told(tmp_path, BUTTON) as story:
        people = await newcomers(story, 12)
        before = len(story.world.sent(FORUM))
        for who in people:
            await story.does(who, "join", chat_id=FORUM)
        assert len(story.world.sent(FORUM)) == before + 1
        assert {status(story, who) for who in people} == {"restricted"}
        await story.passes(31)
        assert "共 12 位" in story.world.sent(FORUM)[-1]["text"]
        await story.end()
        story.world.clock.advance(7 * 60)
        await story.begin()
        assert {status(story, who) for who in people} == {"member"}, "nobody could press while the bot was away"


async def test_a_raid_that_takes_a_while_is_shown_out_to_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "_AT_ONCE", 2)
    async with told(tmp_path, BUTTON) as story:
        people = await newcomers(story, 7)
        for who in people:
            await story.does(who, "join", chat_id=FORUM)
        for _ in range(8):
            await story.passes(31)
        assert {status(story, who) for who in people} <= {"kicked", "left"}
        assert len([each for each in story.world.calls if each[0] == "banChatMember"]) == 7


async def test_in_trial_nobody_is_kept_and_in_a_basic_group_or_without_the_right_neither(tmp_path: Path) -> None:
    async with told(tmp_path, f"{BUTTON}trial = true\n") as story:
        await story.does(NEWCOMER, "join", chat_id=FORUM)
        await story.passes(3 * 60 + 1)
        assert status(story) == "member"
        await story.says(OWNER, "/start", chat=OWNER)
        await story.does(NEWCOMER, "join", chat_id=HIKE)
        assert status(story, chat=HIKE) == "member"
        await story.says(OWNER, "/help", chat=KITCHEN)
        await story.does(OWNER, "promote", chat_id=KITCHEN, user_id=story.world.bot.id, rights=["can_pin_messages"])
        await story.does(NEWCOMER, "join", chat_id=KITCHEN)
        assert status(story, chat=KITCHEN) == "member"
        assert "没有「封禁用户」的权限" in story.world.sent(OWNER)[-1]["text"]


async def test_the_mode_is_chosen_by_buttons_and_a_closed_door_is_a_gate_of_its_own(story: Story) -> None:
    await story.says(OWNER, "/settings")
    await story.presses(OWNER, "安全")
    assert "进群验证：点按钮" in (await story.presses(OWNER, "进群验证 +"))["text"]
    await story.does(NEWCOMER, "join", chat_id=FORUM)
    assert status(story) == "restricted"
    await story.does(OWNER, "restrict", chat_id=FORUM, user_id=NEWCOMER, allowed=["can_send_messages"])
    await story.presses(NEWCOMER, "我不是机器人")
    assert status(story) == "member"


async def request(story: Story) -> str:
    link = story.world.new_link(OWNER, FORUM, asks=True)
    await story.does(NEWCOMER, "join", chat_id=FORUM, link=link)
    return str(link)


@pytest.mark.parametrize("answer", ["lú", "hù", ""])
async def test_a_request_is_asked_in_private_and_decided_within_five_minutes(tmp_path: Path, answer: str) -> None:
    async with told(tmp_path, QUESTION.replace('"question"', '"request"', 1)) as story:
        await request(story)
        assert "围炉的炉怎么念" in story.world.sent(NEWCOMER)[-1]["text"]
        if answer:
            for _ in range(3 if answer == "hù" else 1):
                await story.presses(NEWCOMER, answer, chat=NEWCOMER)
        else:
            await story.passes(181)
        assert status(story) == ("member" if answer == "lú" else "left")
        assert story.world.chats[FORUM].join_requests == {}
        told_ = story.world.sent(NEWCOMER)[-1]["text"]
        assert {"lú": "欢迎加入", "hù": "没有答对", "": "时间到了"}[answer] in told_


async def test_a_bot_that_is_asked_to_stop_leaves_no_request_undecided(tmp_path: Path) -> None:
    async with told(tmp_path, '[gate]\nmode = "request"\n') as story:
        await request(story)
        await story.end()
        assert story.world.chats[FORUM].join_requests == {}
        assert "等下再申请" in story.world.sent(NEWCOMER)[-1]["text"]
        await story.begin()
        await request(story)
        await story.presses(NEWCOMER, "我不是机器人", chat=NEWCOMER)
        assert status(story) == "member"


async def test_whom_the_bot_cannot_ask_is_left_to_moderators(tmp_path: Path) -> None:
    async with told(tmp_path, '[gate]\nmode = "request"\n') as story:
        await story.says(MODERATOR, "/help")
        await story.says(MODERATOR, "/start", chat=MODERATOR)
        await story.says(NEWCOMER, "/start", chat=NEWCOMER)
        await story.does(NEWCOMER, "block_bot")
        await request(story)
        assert "没法私聊问" in story.world.sent(MODERATOR)[-1]["text"]
        await story.passes(6 * 60)
        assert NEWCOMER in story.world.chats[FORUM].join_requests
        assert "放进来了" in (await story.presses(MODERATOR, "放进来", chat=MODERATOR))["text"]
        assert status(story) == "member"


async def test_who_was_added_by_somebody_or_let_in_by_a_moderator_needs_not_pass(tmp_path: Path) -> None:
    async with told(tmp_path, BUTTON) as story:
        await request(story)
        story.world.approve(OWNER, FORUM, NEWCOMER)
        await story.settle()
        assert status(story) == "member"
