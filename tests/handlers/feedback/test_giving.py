"""Stories of feedback: given, answered, looked up, joined, overdue; and of a voice that nobody can put a name to."""

from __future__ import annotations

import pytest

from bot.domain.feedback import Category, alias, category_of, likeness, likest, pairs_of
from bot.services.keywords import _extract, cuts, keywords
from tests.handlers.feedback.given import card, desk, number_of
from tests.story import (
    FORUM,
    HIKE,
    KITCHEN,
    MODERATOR,
    OWNER,
    PEISHAN,
    TSZCHING,
    XIAOMAN,
    YINUO,
    ZIXUAN,
    Story,
)

__all__ = ["desk"]


class TestGivingIt:
    async def test_a_number_at_once_and_a_card_at_the_desk(self, desk: Story) -> None:
        answer = await desk.says(YINUO, "/feedback 希望周末多办读书会")
        number = number_of(answer)
        shown = card(desk)
        assert f"#{number}" in shown["text"]
        assert "希望周末多办读书会" in shown["text"]
        assert "建议" in shown["text"]
        assert "陈一诺" in shown["text"]

    async def test_without_a_desk_it_goes_to_administrators_who_began(self, story: Story) -> None:
        await story.says(MODERATOR, "/start", chat=MODERATOR)
        await story.says(YINUO, "/feedback 投票的按钮点不了，坏了")
        assert "问题" in card(story, MODERATOR)["text"]

    async def test_in_reply_to_a_message_it_links_to_it(self, desk: Story) -> None:
        said = await desk.does(ZIXUAN, "say", chat_id=FORUM, text="今天的活动取消了")
        await desk.says(YINUO, "/feedback 请提前一天说", reply_to=said["message_id"])
        assert f"/{said['message_id']}" in card(desk)["text"]

    async def test_in_private_for_the_group_chosen(self, desk: Story) -> None:
        for chat in (FORUM, HIKE):
            await desk.says(YINUO, "你好", chat=chat)
        await desk.says(YINUO, "/feedback 集合地点写清楚一点", chat=YINUO)
        assert number_of(await desk.presses(YINUO, "周末爬山小队", chat=YINUO))
        assert "周末爬山小队" in card(desk)["text"]

    async def test_traditional_script_is_at_home(self, desk: Story) -> None:
        await desk.says(OWNER, "/language")
        await desk.presses(OWNER, "繁體中文")
        answer = await desk.says(TSZCHING, "/feedback 希望可以有粵語話題")
        assert "收到，編號" in answer["text"]
        assert "回饋" in (await desk.says(PEISHAN, "反饋"))["text"]

    async def test_a_hidden_author_cannot_be_told_and_is_refused(self, desk: Story) -> None:
        assert "匿名身份" in (await desk.says(OWNER, "/feedback 试试", anonymous=True))["text"]

    async def test_too_long_and_too_often_is_said_plainly(self, desk: Story) -> None:
        assert "最多 2000" in (await desk.says(YINUO, "/feedback " + "长" * 2001))["text"]
        for number in range(10):
            await desk.says(YINUO, f"/feedback 第{number}件完全不同的事{number * 7919}")
        assert "最多提 10 条" in (await desk.says(YINUO, "/feedback 还有"))["text"]


class TestWhatBecomesOfIt:
    async def test_claimed_answered_and_seen_by_its_author(self, desk: Story) -> None:
        await desk.says(YINUO, "/start", chat=YINUO)
        number = number_of(await desk.says(YINUO, "/feedback 希望多办读书会"))
        await desk.presses(OWNER, "我来", chat=KITCHEN)
        assert "处理中" in card(desk)["text"]
        assert "处理中" in (await desk.says(YINUO, f"/feedback {number}"))["text"]
        await desk.says(OWNER, f"/feedback {number} answer 下周六就有一场", chat=KITCHEN)
        assert "下周六就有一场" in desk.world.sent(YINUO)[-1]["text"]
        seen = await desk.says(YINUO, f"/feedback ＃{number}")
        assert "已答复" in seen["text"]
        assert "下周六就有一场" in seen["text"]

    async def test_closed_with_a_reason_and_rated_once_by_its_author(self, desk: Story) -> None:
        await desk.says(YINUO, "/start", chat=YINUO)
        number = number_of(await desk.says(YINUO, "/feedback 打卡按钮坏了"))
        await desk.says(OWNER, f"/feedback {number} close 修好了", chat=KITCHEN)
        assert "修好了" in desk.world.sent(YINUO)[-1]["text"]
        await desk.presses(YINUO, "5", chat=YINUO)
        assert "记下 5 分" in desk.toasts(YINUO)[-1]
        assert await desk.rows("SELECT score FROM feedback") == [{"score": 5}]

    async def test_asked_back_and_added_to(self, desk: Story) -> None:
        number = number_of(await desk.says(YINUO, "/feedback 有个地方坏了"))
        await desk.says(OWNER, f"/feedback {number} ask 是哪个按钮", chat=KITCHEN)
        assert "是哪个按钮" in (await desk.says(YINUO, f"/feedback {number}"))["text"]
        await desk.says(YINUO, f"/feedback {number} add 抽奖的那个")
        assert "待处理" in (await desk.says(OWNER, "反馈"))["text"]

    async def test_reopened_by_its_author(self, desk: Story) -> None:
        number = number_of(await desk.says(YINUO, "/feedback 有个地方坏了"))
        await desk.says(OWNER, f"/feedback {number} close 好了", chat=KITCHEN)
        await desk.says(YINUO, f"/feedback {number} reopen 还没好")
        assert "待处理" in (await desk.says(YINUO, f"/feedback {number}"))["text"]

    async def test_what_does_not_follow_is_refused(self, desk: Story) -> None:
        number = number_of(await desk.says(YINUO, "/feedback 有个地方坏了"))
        await desk.says(OWNER, f"/feedback {number} close 好了", chat=KITCHEN)
        assert "已结束" in (await desk.says(OWNER, f"/feedback {number} answer 嗯", chat=KITCHEN))["text"]
        assert "还没写内容" in (await desk.says(OWNER, f"/feedback {number} answer", chat=KITCHEN))["text"]
        assert "「跳舞」我没看懂" in (await desk.says(YINUO, f"/feedback {number} 跳舞"))["text"]
        assert "没有 #99" in (await desk.says(YINUO, "/feedback 99"))["text"]

    async def test_an_author_who_never_began_hears_of_it_in_the_group(self, desk: Story) -> None:
        number = number_of(await desk.says(XIAOMAN, "/feedback 有个地方坏了"))
        await desk.says(OWNER, f"/feedback {number} answer 在修", chat=KITCHEN)
        assert f"#{number}" in desk.world.sent(FORUM)[-1]["text"]
        assert "在修" not in desk.world.sent(FORUM)[-1]["text"]

    async def test_members_can_neither_answer_nor_look_at_others(self, desk: Story) -> None:
        number = number_of(await desk.says(YINUO, "/feedback 有个地方坏了"))
        assert "只有反馈人" in (await desk.says(ZIXUAN, f"/feedback {number}"))["text"]
        assert "管理员" in (await desk.says(ZIXUAN, f"/feedback {number} answer 哈"))["text"]
        await desk.presses(ZIXUAN, "我来", chat=KITCHEN)
        assert "管理员" in desk.toasts(ZIXUAN)[-1]
        assert await desk.rows("SELECT state FROM feedback") == [{"state": "open"}]

    async def test_past_its_time_the_desk_is_told_three_times_at_most(self, desk: Story) -> None:
        await desk.says(YINUO, "/feedback 有个地方坏了")
        for _ in range(5):
            await desk.passes(24 * 3600 + 1)
        assert len([each for each in desk.world.sent(KITCHEN) if "⏰" in each.get("text", "")]) == 3

    async def test_answered_in_time_nobody_is_pressed(self, desk: Story) -> None:
        number = number_of(await desk.says(YINUO, "/feedback 有个地方坏了"))
        await desk.says(OWNER, f"/feedback {number} answer 在修", chat=KITCHEN)
        await desk.passes(25 * 3600)
        assert not [each for each in desk.world.sent(KITCHEN) if "⏰" in each.get("text", "")]


class TestTheSameAgain:
    async def test_its_likes_are_offered_and_everyone_who_joined_is_told(self, desk: Story) -> None:
        for who in (YINUO, ZIXUAN):
            await desk.says(who, "/start", chat=who)
        first = number_of(await desk.says(YINUO, "/feedback 抽奖的按钮点了没有反应"))
        second = await desk.says(ZIXUAN, "/feedback 抽奖的按钮点了以后没反应")
        assert f"和 #{first} 很像" in second["text"]
        await desk.presses(ZIXUAN, "是同一件事，合并")
        await desk.says(OWNER, f"/feedback {first} answer 已经修好", chat=KITCHEN)
        for who in (YINUO, ZIXUAN):
            assert "已经修好" in desk.world.sent(who)[-1]["text"]

    async def test_where_the_earlier_one_is_forgotten_the_later_goes_on(self, desk: Story) -> None:
        await desk.says(YINUO, "/start", chat=YINUO)
        await desk.says(YINUO, "/feedback 抽奖的按钮点了没有反应")
        second = number_of(await desk.says(ZIXUAN, "/feedback 抽奖的按钮点了以后没反应"))
        await desk.says(YINUO, "/forgetme", chat=YINUO)
        await desk.presses(YINUO, "确认删除", chat=YINUO)
        await desk.says(OWNER, f"/feedback {second} claim", chat=KITCHEN)
        assert "处理中" in card(desk)["text"]

    async def test_something_else_is_not_taken_for_the_same(self, desk: Story) -> None:
        await desk.says(YINUO, "/feedback 抽奖的按钮点了没有反应")
        assert "很像" not in (await desk.says(ZIXUAN, "/feedback 周末想去看电影"))["text"]

    async def test_nobody_else_can_press_it(self, desk: Story) -> None:
        await desk.says(YINUO, "/feedback 抽奖的按钮点了没有反应")
        await desk.says(ZIXUAN, "/feedback 抽奖的按钮点了以后没反应")
        await desk.presses(XIAOMAN, "是同一件事，合并")
        assert "只有反馈人" in desk.toasts(XIAOMAN)[-1]


class TestKnowledge:
    async def test_an_answer_is_kept_and_found_by_the_next(self, desk: Story) -> None:
        number = number_of(await desk.says(YINUO, "/feedback 请问读书会在哪里报名"))
        await desk.says(OWNER, f"/feedback {number} answer 在活动话题里点报名", chat=KITCHEN)
        await desk.says(OWNER, f"/feedback {number} keep 读书会在哪里报名", chat=KITCHEN)
        assert "点报名" in (await desk.says(ZIXUAN, "/kb 读书会报名"))["text"]
        answer = await desk.says(ZIXUAN, "/feedback 请问读书会在哪里报名呀")
        assert "点报名" in answer["text"]
        assert "管理员照样会来看" in answer["text"]

    async def test_written_by_moderators_alone(self, desk: Story) -> None:
        assert "管理员" in (await desk.says(YINUO, "/kb new 群规 | 在置顶"))["text"]
        assert "收进知识库" in (await desk.says(OWNER, "/kb new 群规 | 在置顶"))["text"]
        assert "1. 群规" in (await desk.says(YINUO, "/kb"))["text"]
        assert "在置顶" in (await desk.presses(YINUO, "1"))["text"]
        assert "还没有内容" in (await desk.says(OWNER, "/kb", chat=KITCHEN))["text"]
        assert "没有找到" in (await desk.says(YINUO, "/kb 火星移民"))["text"]


class TestTheRules:
    def test_likeness_is_the_share_in_common(self) -> None:
        assert likeness({"a", "b"}, {"b", "c"}) == pytest.approx(1 / 3)
        assert likeness(set(), {"a"}) == 0.0
        assert pairs_of("A b，C") == {"ab", "bc"}
        assert likest("x", (), []) is None

    @pytest.mark.parametrize(
        ("words", "category"),
        [
            ("谢谢，辛苦了，就是按钮坏了", "thanks"),
            ("能不能加个读书角", "idea"),
            ("签到按钮不能用了", "problem"),
            ("打卡成功了", "other"),
            ("嗯", "other"),
        ],
    )
    async def test_category_goes_by_the_most_words_and_not_by_parts_of_them(self, words: str, category: str) -> None:
        known: dict[Category, list[str]] = {
            "problem": ["坏了", "不能", "卡"],
            "idea": ["能不能"],
            "thanks": ["谢谢", "辛苦"],
        }
        assert category_of(words, known, await cuts(words)) == category

    def test_an_alias_is_another_in_the_next_group(self) -> None:
        assert alias("v", 1) == alias("v", 1) != alias("v", 2)

    async def test_keywords_are_the_weighty_ones(self) -> None:
        assert "读书会" in await keywords("希望周末多办几场读书会，读书会很有意思")
        assert await keywords("") == ()


async def test_the_dictionary_is_read_at_the_start_where_feedback_is_given_and_not_elsewhere(desk: Story) -> None:
    """Reading it takes seconds, which the first feedback after a start would cost its group."""
    _extract.cache_clear()
    await desk.restart()
    await desk.app.engine.lifetime.begin()
    assert _extract.cache_info().currsize == 0
    await desk.says(YINUO, "/feedback 周五的活动太晚了")
    _extract.cache_clear()
    await desk.restart()
    await desk.app.engine.lifetime.begin()
    assert _extract.cache_info().currsize == 1
