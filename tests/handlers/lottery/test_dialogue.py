"""Stories of the dialogue that opens a lottery: fields by button or words, tried out, called off."""

from __future__ import annotations

import base64

import pytest

from tests.handlers.lottery.support import button, opened, presses, said
from tests.story import EMMA, FORUM, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Message, Story

PEOPLE = (YINUO, ZIXUAN)
FIELDS = "奖品 开奖时间 标题 条件 积分 奖券 候补 领奖时限 人数下限 口令 中奖者轮空 公开号码 话题"


async def begun(story: Story, *, by: int = OWNER, prizes: str = "热茶 x2") -> Message:
    """The dialogue up to its preview, by hand; returns the question, to be replied to."""
    asked = await story.says(by, "/lottery new")
    await story.says(by, prizes, reply_to=asked["message_id"])
    await presses(story, by, "由管理员开奖")
    await presses(story, by, "不设条件")
    return asked


async def changes(story: Story, label: str, *, by: int = OWNER) -> None:
    """One of the fields behind the preview's button."""
    await presses(story, by, "改一改")
    await presses(story, by, label)


def shown(story: Story) -> str:
    return str(story.world.sent(FORUM)[-1]["text"])


class TestEveryField:
    async def test_tickets_and_least_by_button(self, story: Story) -> None:
        await begun(story)
        await changes(story, "奖券")
        await presses(story, OWNER, "3")
        assert "每人最多 3 张奖券" in shown(story)
        await changes(story, "人数下限")
        await presses(story, OWNER, "至少 5 人，否则延一天")
        assert "不到 5 人就再等 24 小时" in shown(story)
        await changes(story, "人数下限")
        await presses(story, OWNER, "至少 20 人，否则取消")
        assert "不到 20 人就取消" in shown(story)
        await changes(story, "人数下限")
        await presses(story, OWNER, "不设")
        assert "不到" not in shown(story)

    async def test_least_and_how_much_longer_in_words(self, story: Story) -> None:
        asked = await begun(story)
        await changes(story, "人数下限")
        assert "不到 10 人就再等 2 小时" in (await story.says(OWNER, "10，2h", reply_to=asked["message_id"]))["text"]
        await presses(story, OWNER, "发布")
        (row,) = await story.rows("SELECT terms FROM lotteries")
        assert '"least": 10, "extend": 7200' in row["terms"]

    async def test_a_public_value_and_a_title_can_be_given_and_taken_away(self, story: Story) -> None:
        asked = await begun(story)
        for label, words, told in (("公开号码", "双色球红球", "公开号码：双色球红球"), ("标题", "暖炉", "预览　暖炉")):
            await changes(story, label)
            assert told in (await story.says(OWNER, words, reply_to=asked["message_id"]))["text"]
            await changes(story, label)
            await presses(story, OWNER, "不设")
            assert told not in shown(story)

    async def test_the_topic_is_chosen_among_those_known(self, story: Story) -> None:
        topic = story.world.topic_id(FORUM, "闲聊")
        await story.does(YINUO, "say", chat_id=FORUM, text="早", topic=topic)
        await begun(story)
        await changes(story, "话题")
        await presses(story, OWNER, "闲聊")
        assert "发在话题「闲聊」" in shown(story)
        await presses(story, OWNER, "发布")
        card = next(each for each in story.world.sent(FORUM) if "指纹" in each["text"])
        assert card["message_thread_id"] == topic

    async def test_groups_without_topics_are_not_asked_for_one(self, story: Story) -> None:
        asked = await story.says(OWNER, "/lottery new", chat=KITCHEN)
        await story.says(OWNER, "热茶", chat=KITCHEN, reply_to=asked["message_id"])
        await presses(story, OWNER, "由管理员开奖", chat=KITCHEN)
        await presses(story, OWNER, "不设条件", chat=KITCHEN)
        await presses(story, OWNER, "改一改", chat=KITCHEN)
        with pytest.raises(AssertionError, match="no button"):
            button(story, "话题", KITCHEN)

    async def test_a_name_in_a_condition_that_means_nothing_is_told_at_once(self, story: Story) -> None:
        asked = await begun(story)
        await changes(story, "条件")
        refused = await story.says(OWNER, "level 铜卡", reply_to=asked["message_id"])
        assert "没有叫「铜卡」的等级" in refused["text"]
        kept = await story.says(OWNER, "level 金卡, unwarned 30d", reply_to=asked["message_id"])
        assert "条件：等级到「金卡」\n条件：最近 30 天没被警告过" in kept["text"]


class TestMeanwhile:
    async def test_an_end_that_has_passed_is_asked_for_again(self, story: Story) -> None:
        asked = await story.says(OWNER, "/lottery new")
        await story.says(OWNER, "热茶", reply_to=asked["message_id"])
        await presses(story, OWNER, "20:00")
        await presses(story, OWNER, "不设条件")
        await story.restart()
        await story.passes(9 * 3600)
        assert "20:00" in (await story.presses(OWNER, "接着写"))["text"]
        assert "20:00" in await presses(story, OWNER, "发布")
        assert await story.rows("SELECT id FROM lotteries") == []
        await changes(story, "开奖时间")
        await presses(story, OWNER, "30 分钟")
        await presses(story, OWNER, "发布")
        assert "1月16日 21:30 开奖" in said(story)

    async def test_a_phrase_that_another_lottery_listens_for_is_refused(self, story: Story) -> None:
        first = await opened(story, "围巾 | phrase 围炉夜话")
        assert "别的用处" in (await story.says(OWNER, "/lottery new 手套 | phrase 围炉夜话！"))["text"]
        await story.says(OWNER, f"/lottery cancel {first}")
        asked = await begun(story)
        await changes(story, "口令")
        assert "发一句「围炉夜话」" in (await story.says(OWNER, "围炉夜话", reply_to=asked["message_id"]))["text"]


class TestCalledOff:
    @pytest.mark.parametrize("field", FIELDS.split())
    async def test_at_any_question_nothing_is_left(self, story: Story, field: str) -> None:
        await begun(story)
        await changes(story, field)
        await story.restart()
        await presses(story, OWNER, "取消")
        assert "什么也没发" in shown(story)
        assert await story.rows("SELECT id FROM dialogues UNION SELECT user_id FROM awaited_answers") == []
        assert await story.rows("SELECT id FROM lotteries") == []

    async def test_publishing_twice_at_once_opens_one(self, story: Story) -> None:
        await begun(story)
        message_id, data = button(story, "发布", FORUM)
        with story.unheard():
            for _ in range(2):
                await story.does(OWNER, "press", chat_id=FORUM, message_id=message_id, data=data)
        await story.settle()
        assert "按钮" in story.toasts(OWNER)[-1]
        assert await story.rows("SELECT count(*) AS n FROM lotteries") == [{"n": 1}]

    async def test_a_moderator_who_is_none_any_more_opens_nothing(self, story: Story) -> None:
        await begun(story, by=MODERATOR)
        await story.does(OWNER, "demote", chat_id=FORUM, user_id=MODERATOR)
        assert "管理员" in await presses(story, MODERATOR, "发布")
        assert await story.rows("SELECT id FROM lotteries") == []


class TestTriedOut:
    async def test_the_preview_says_how_many_would_qualify_now(self, story: Story) -> None:
        for who in (YINUO, ZIXUAN, EMMA):
            await story.says(who, "早")
        await story.says(YINUO, "签到")
        await begun(story, prizes="热茶 x4")
        await changes(story, "条件")
        await story.says(OWNER, "checkin 1/7", reply_to=story.world.sent(FORUM)[-1]["message_id"])
        await presses(story, OWNER, "试算")
        (row,) = await story.rows(
            "SELECT count(*) AS n FROM members JOIN people USING (user_id) WHERE chat_id = :chat AND state = 'in' "
            "AND is_bot = 0",
            chat=FORUM,
        )
        assert f"我见过的 {row['n']} 位成员里，现在有 1 位符合条件" in shown(story)
        assert f"最近 7 天签到过 1 天：{row['n'] - 1} 人不符合" in shown(story)
        assert "会有 3 份奖品无人获得" in shown(story)
        await presses(story, OWNER, "发布")
        assert "试算" not in said(story)

    async def test_by_one_line_with_price_rest_and_what_cannot_be_asked(self, story: Story) -> None:
        for who in PEOPLE:
            await story.says(who, "签到")
        first = await opened(story, "围巾")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {first}")
        tried = (await story.says(OWNER, f"/lottery try 热茶 | price 8 | rest 1 | if chat {KITCHEN}"))["text"]
        assert "现在有 1 位符合条件" in tried
        assert "最近 1 次抽奖没中过：1 人不符合" in tried
        assert "积分不到 8：1 人" in tried  # the owner
        assert "也在「深夜厨房」里：参加时才能查" in tried
        assert "够抽 1 份奖品" in tried
        assert await story.rows("SELECT count(*) AS n FROM lotteries") == [{"n": 1}]

    async def test_members_try_nothing(self, story: Story) -> None:
        assert "管理员" in (await story.says(YINUO, "/lottery 试算 热茶"))["text"]


class TestInPrivate:
    async def test_codes_in_a_file_find_their_lottery_where_the_group_must_be_chosen(self, story: Story) -> None:
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "早", chat=chat)
        number = await opened(story, "兑换券 | 贴纸")
        content = base64.b64encode(b"AAA-1\r\nBBB-2\r\n\r\nBBB-2\r\n").decode()
        caption = f"/lottery codes {number} 2"
        await story.does(OWNER, "document", chat_id=OWNER, file=content, name="codes.txt", caption=caption)
        assert "哪个群" in story.world.sent(OWNER)[-1]["text"]
        kept = await story.presses(OWNER, "围炉夜话", chat=OWNER)
        assert "「贴纸」现在有 2 个兑换码" in kept["text"]
        assert await story.rows("SELECT prize, count(*) AS n FROM lottery_codes GROUP BY prize") == [
            {"prize": 1, "n": 2}
        ]

    async def test_codes_in_words_too(self, story: Story) -> None:
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "早", chat=chat)
        number = await opened(story, "兑换券")
        assert "哪个群" in (await story.says(OWNER, f"/lottery codes {number}\nAAA\nBBB", chat=OWNER))["text"]
        assert "2 个兑换码" in (await story.presses(OWNER, "围炉夜话", chat=OWNER))["text"]

    async def test_the_way_there_ends_at_the_prize_that_waits(self, story: Story) -> None:
        number = await opened(story, "兑换券 | claim 24h")
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "早", chat=chat)
        await story.says(OWNER, f"/lottery codes {number}\nAAA", chat=OWNER)
        await story.presses(OWNER, "围炉夜话", chat=OWNER)
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        await presses(story, YINUO, "领奖")
        greeted = await story.says(YINUO, "/start lottery", chat=YINUO)
        assert "兑换券　围炉夜话　1月17日 12:00 以前" in greeted["text"]
        await story.presses(YINUO, f"领奖 #{number}", chat=YINUO)
        assert "AAA" in said(story, YINUO)
        assert "没有要领的奖" in (await story.says(YINUO, "/start lottery", chat=YINUO))["text"]
