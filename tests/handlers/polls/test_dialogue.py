"""Stories of polls asked step by step, and of the list that leads there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from handlers.polls.asking import GRACE
from tests.handlers.polls.asked import DINNER, last_poll, votes, words_of
from tests.handlers.polls.test_votes import PICTURE
from tests.story import EMMA, FORUM, HIKE, KITCHEN, MODERATOR, OWNER, YINUO, Story, told

WORDS = "周末去哪里\n山里\n海边\n在家"


def labels(story: Story, chat: int = FORUM) -> list[str]:
    """Of the newest message with buttons."""
    shown = [each for each in story.world.sent(chat) if "reply_markup" in each][-1]
    return [key["text"] for row in shown["reply_markup"]["inline_keyboard"] for key in row]


def polls_in(story: Story, chat: int = FORUM) -> list[Any]:
    return [each for each in story.world.sent(chat) if "poll" in each]


async def more(story: Story, label: str, *, who: int = OWNER, chat: int = FORUM) -> Any:
    """One of the choices behind the preview's button."""
    await story.presses(who, "改一改", chat=chat)
    return await story.presses(who, label, chat=chat)


async def ends(story: Story, label: str) -> None:
    await story.presses(OWNER, "截止时间")
    await story.presses(OWNER, label)


async def drafted(story: Story, *, who: int = OWNER, chat: int = FORUM, words: str = WORDS, **told: Any) -> None:
    await story.says(who, "/poll", chat=chat, **told)
    asked = await story.presses(who, "发起投票", chat=chat)
    reply = 0 if chat == who else asked["message_id"]
    await story.says(who, words, chat=chat, reply_to=reply, **told)


class TestTheDialogue:
    async def test_words_then_buttons_then_the_poll(self, story: Story) -> None:
        topic = story.world.topic_id(FORUM, "活动")
        await drafted(story, topic=topic)
        await story.presses(OWNER, "多选")
        await ends(story, "2 小时后截止")
        await more(story, "大家可加选项")
        shown = words_of(await more(story, "置顶"))
        assert {"✓ 多选", "匿名"} <= set(labels(story))
        assert "截止时间：2 小时\n✓ 大家可加选项\n✓ 置顶" in shown
        assert not polls_in(story)
        await story.presses(OWNER, "发出去")
        asked = last_poll(story)
        assert [each["text"] for each in asked["poll"]["options"]] == ["山里", "海边", "在家"]
        assert asked["poll"]["allows_multiple_answers"]
        assert abs(asked["poll"]["close_date"] - story.world.now() - 7200 - GRACE) <= 5, (
            "by the clock, which ran on meanwhile"
        )
        assert asked["message_thread_id"] == topic
        await votes(story, YINUO, 1)
        await story.passes(7205)
        assert "胜出的是：海边" in words_of(story.world.sent(FORUM)[-1])

    async def test_words_under_a_picture_bring_it_along(self, story: Story) -> None:
        await story.says(OWNER, "/poll")
        asked = await story.presses(OWNER, "发起投票")
        sent = await story.does(
            OWNER, "photo", chat_id=FORUM, file=PICTURE, caption=WORDS, reply_to=asked["message_id"]
        )
        await story.presses(OWNER, "多选")
        await story.presses(OWNER, "发出去")
        assert last_poll(story)["poll"]["media"]["photo"] == sent["photo"]

    async def test_a_second_press_takes_a_choice_back(self, story: Story) -> None:
        await drafted(story)
        for label in ("匿名", "✓ 匿名"):
            await story.presses(OWNER, label)
        assert "匿名" in labels(story)
        await ends(story, "7 天后截止")
        assert "截止时间" not in words_of(await more(story, "截止时间") and await story.presses(OWNER, "不设"))

    async def test_the_winner_becomes_an_event_at_the_time_that_was_asked_for(self, story: Story) -> None:
        await drafted(story)
        await ends(story, "2 小时后截止")
        asked = await more(story, "胜出项办成活动")
        assert "要在投票截止以后" in words_of(await story.says(OWNER, "今天 13:00", reply_to=asked["message_id"])), (
            "too early is told, and may be written again"
        )
        shown = words_of(await story.says(OWNER, "明天 20:00", reply_to=asked["message_id"]))
        assert "胜出项办成活动：1月17日 20:00" in shown
        await story.presses(OWNER, "多选")
        await story.presses(OWNER, "发出去")
        await votes(story, YINUO, 1)
        await story.passes(7205)
        assert [row["title"] for row in await story.rows("SELECT title FROM events")] == ["海边"]

    async def test_a_second_press_takes_the_event_back_and_nothing_is_awaited_once_it_is_posted(
        self, story: Story
    ) -> None:
        await drafted(story)
        asked = await more(story, "胜出项办成活动")
        await story.says(OWNER, "明天 20:00", reply_to=asked["message_id"])
        await more(story, "胜出项办成活动")
        await story.presses(OWNER, "不设")
        await more(story, "胜出项办成活动")
        await story.presses(OWNER, "‹ 返回")
        await story.presses(OWNER, "发出去")
        assert "胜出项办成活动" not in last_poll(story)["poll"].get("description", "")
        assert await story.rows("SELECT * FROM awaited_answers") == []

    async def test_without_the_right_to_events_it_decides_nothing(self, tmp_path: Path) -> None:
        async with told(tmp_path, '[access.rights]\nevent = "can_invite_users"\n') as story:
            await story.does(OWNER, "promote", chat_id=FORUM, user_id=MODERATOR, rights=["can_pin_messages"])
            await drafted(story, who=MODERATOR)
            await more(story, "胜出项办成活动", who=MODERATOR)
            assert "邀请" in story.toasts(MODERATOR)[-1]

    async def test_what_telegram_does_not_take_together_is_said_and_changes_nothing(self, story: Story) -> None:
        await drafted(story)
        await more(story, "大家可加选项")
        await story.presses(OWNER, "匿名")
        assert "公开投票" in story.toasts(OWNER)[-1]
        assert "匿名" in labels(story)

    async def test_one_option_is_too_few_and_may_be_written_again(self, story: Story) -> None:
        await story.says(OWNER, "/poll")
        asked = await story.presses(OWNER, "发起投票")
        assert "2 到 12 个选项" in words_of(await story.says(OWNER, "去哪\n山里", reply_to=asked["message_id"]))
        assert "周末去哪里" in words_of(await story.says(OWNER, WORDS, reply_to=asked["message_id"]))

    async def test_posting_twice_posts_once_and_a_restart_changes_nothing(self, story: Story) -> None:
        await drafted(story)
        message_id, post = story.button(FORUM, "发出去")
        await story.restart()
        for _ in range(2):
            story.world.press(OWNER, FORUM, message_id, post)
        await story.settle()
        assert len(polls_in(story)) == 1
        assert story.toasts(OWNER)

    async def test_is_its_owners_and_a_moderators(self, story: Story) -> None:
        await drafted(story)
        await story.presses(MODERATOR, "匿名")
        assert "✓ 匿名" not in labels(story)
        await story.says(YINUO, "/poll")
        await story.presses(YINUO, "发起投票")
        assert "管理员" in story.toasts(YINUO)[-1]

    async def test_can_be_called_off_and_lapses(self, story: Story) -> None:
        await drafted(story)
        assert "什么也没发" in words_of(await story.presses(OWNER, "取消"))
        await drafted(story)
        await story.passes(3700)
        assert "接着写" in labels(story)
        assert not polls_in(story)

    async def test_in_private_for_a_group_without_topics_and_in_traditional_script(self, story: Story) -> None:
        await story.says(OWNER, "我在", chat=HIKE)
        await story.says(OWNER, "/start", chat=OWNER)
        await story.says(OWNER, "/language", chat=OWNER)
        await story.presses(OWNER, "繁體中文", chat=OWNER)
        await story.says(OWNER, "/poll", chat=OWNER)
        await story.presses(OWNER, "發起投票", chat=OWNER)
        await story.says(OWNER, WORDS, chat=OWNER)
        await story.presses(OWNER, "多選", chat=OWNER)
        await story.presses(OWNER, "發出去", chat=OWNER)
        assert last_poll(story, HIKE)["poll"]["allows_multiple_answers"]

    async def test_without_topics_in_a_supergroup(self, story: Story) -> None:
        await drafted(story, chat=KITCHEN)
        await story.presses(OWNER, "发出去", chat=KITCHEN)
        assert last_poll(story, KITCHEN)["poll"]["question"] == "周末去哪里"


class TestAQuizQuestion:
    async def asked(self, story: Story, words: str, *, who: int = OWNER, chat: int = FORUM) -> None:
        await story.says(who, "/quiz", chat=chat)
        asked = await story.presses(who, "出一道题", chat=chat)
        await story.says(who, words, chat=chat, reply_to=0 if chat == who else asked["message_id"])

    async def test_what_is_right_is_pressed_and_the_rest_is_as_for_a_poll(self, story: Story) -> None:
        await self.asked(story, "哪些是节日\n端午\n周一\n中秋\n#why 周一天天有")
        await story.presses(OWNER, "发出去")
        assert "标出正确答案" in story.toasts(OWNER)[-1]
        for letter in ("A", "B", "C", "✓ B"):
            await story.presses(OWNER, letter)
        assert {"✓ A", "B", "✓ C"} <= set(labels(story))
        assert "✅ C. 中秋" in words_of([each for each in story.world.sent(FORUM) if "reply_markup" in each][-1])
        await ends(story, "2 小时后截止")
        await story.restart()
        await story.presses(OWNER, "发出去")
        poll = last_poll(story)["poll"]
        assert (poll["type"], poll["explanation"]) == ("quiz", "周一天天有")
        await votes(story, YINUO, 0, 2)
        await story.passes(7205)
        assert "1 人答对，依次是：陈一诺" in words_of(story.world.sent(FORUM)[-1])

    async def test_a_star_marks_what_is_right_in_either_script(self, story: Story) -> None:
        await story.says(OWNER, "我在", chat=KITCHEN)
        await story.says(OWNER, "/start", chat=OWNER)
        await story.says(OWNER, "/language", chat=OWNER)
        await story.presses(OWNER, "繁體中文", chat=OWNER)
        await story.says(OWNER, "/quiz", chat=OWNER)
        await story.presses(OWNER, "出一道題", chat=OWNER)
        await story.says(OWNER, "月餅是哪個節吃的\n端午\n＊中秋", chat=OWNER)
        await story.presses(OWNER, "發出去", chat=OWNER)
        assert last_poll(story, KITCHEN)["poll"]["question"] == "月餅是哪個節吃的"

    async def test_in_the_group_one_is_warned_that_everybody_reads_along(self, story: Story) -> None:
        await story.says(OWNER, "/quiz")
        assert "大家都看得见" in words_of(await story.presses(OWNER, "出一道题"))

    async def test_members_ask_none(self, story: Story) -> None:
        assert "reply_markup" not in await story.says(YINUO, "/quiz")
        await story.says(OWNER, "/quiz")
        await story.presses(YINUO, "出一道题")
        assert "管理员" in story.toasts(YINUO)[-1]

    async def test_letters_that_are_made_up_are_refused(self, story: Story) -> None:
        await self.asked(story, "一加一\n二\n三")
        message_id, data = story.button(FORUM, "A")
        story.world.press_vanished(OWNER, FORUM, message_id, data[:-1] + "7")
        await story.settle()
        assert "过时" in story.toasts(OWNER)[-1]


class TestTheList:
    async def test_goes_by_pages_open_ones_first(self, story: Story) -> None:
        for number in range(1, 11):
            await story.says(OWNER, f"{DINNER}{number}")
            if number > 1:
                await story.says(OWNER, f"/poll close {number}")
        first = words_of(await story.says(YINUO, "/poll list"))
        assert first.splitlines()[1].startswith("#1 ")
        assert "#10 " in first
        assert "#3 " not in first
        second = words_of(await story.presses(YINUO, "下一页 ›"))
        assert ["#3 " in second, "#2 " in second, "#10 " in second] == [True, True, False]
        assert "#10 " in words_of(await story.presses(EMMA, "‹ 上一页"))
