"""Stories of lotteries opened in a dialogue, and of codes that are handed to winners alone."""

from __future__ import annotations

import base64
import re

from tests.handlers.lottery.course import winners_of
from tests.handlers.lottery.support import (
    opened,
    presses,
    said,
)
from tests.story import (
    MODERATOR,
    OWNER,
    YINUO,
    ZIXUAN,
    Story,
)


class TestDialogue:
    async def test_from_the_first_question_to_the_card_with_a_restart_between(self, story: Story) -> None:
        asked = await story.says(OWNER, "/lottery new")
        assert "奖品是什么" in asked["text"]
        assert await story.says(OWNER, "大家等一下") == {}
        when = await story.says(OWNER, "热茶 x3\n围巾", reply_to=asked["message_id"])
        assert "什么时候开奖" in when["text"]
        await story.restart()
        await presses(story, OWNER, "2 小时")
        preview = await story.presses(OWNER, "不设条件")
        assert "· 热茶 ×3\n· 围巾 ×1" in preview["text"]
        await presses(story, OWNER, "改一改")
        await presses(story, OWNER, "积分")
        await presses(story, OWNER, "5")
        await presses(story, OWNER, "改一改")
        await presses(story, OWNER, "标题")
        assert "周末" in (await story.says(OWNER, "周末暖炉", reply_to=asked["message_id"]))["text"]
        assert await story.rows("SELECT id FROM lotteries") == []
        await presses(story, OWNER, "发布")
        assert "周末暖炉" in said(story)
        assert "参加要 5 分" in said(story)
        assert await story.rows("SELECT count(*) AS n FROM lotteries") == [{"n": 1}]
        assert await story.says(OWNER, "好了", reply_to=asked["message_id"]) == {}

    async def test_what_cannot_be_read_is_asked_again(self, story: Story) -> None:
        asked = await story.says(OWNER, "/lottery new")
        await story.says(OWNER, "围巾", reply_to=asked["message_id"])
        assert "时间可以写" in (await story.says(OWNER, "改天", reply_to=asked["message_id"]))["text"]
        await story.says(OWNER, "2h, 5人", reply_to=asked["message_id"])
        assert "满 5 人就开奖" in (await story.presses(OWNER, "不设条件"))["text"]

    async def test_two_moderators_at_once_each_with_their_own(self, story: Story) -> None:
        asked = {who: await story.says(who, "/lottery new") for who in (OWNER, MODERATOR)}
        for who, prize in ((OWNER, "围巾"), (MODERATOR, "手套")):
            await story.says(who, prize, reply_to=asked[who]["message_id"])
        assert "给别人的" in await presses(story, OWNER, "30 分钟")
        assert "手套" in (await story.presses(MODERATOR, "30 分钟"))["text"]

    async def test_called_off_at_any_step_nothing_is_left(self, story: Story) -> None:
        await story.says(OWNER, "/lottery new")
        assert "取消" in (await story.presses(OWNER, "取消"))["text"]
        assert await story.rows("SELECT id FROM dialogues UNION SELECT user_id FROM awaited_answers") == []

    async def test_in_private_any_words_are_the_answer(self, story: Story) -> None:
        await story.says(OWNER, "大家好")
        asked = await story.says(OWNER, "/lottery new", chat=OWNER)
        if "哪个群" in asked["text"]:
            asked = await story.presses(OWNER, "围炉夜话", chat=OWNER)
        assert "奖品是什么" in asked["text"]
        assert "什么时候开奖" in (await story.says(OWNER, "围巾", chat=OWNER))["text"]
        await presses(story, OWNER, "由管理员开奖", chat=OWNER)
        await presses(story, OWNER, "不设条件", chat=OWNER)
        await presses(story, OWNER, "发布", chat=OWNER)
        assert "围巾" in said(story)

    async def test_a_member_gets_no_dialogue_and_presses_none(self, story: Story) -> None:
        assert "管理员" in (await story.says(YINUO, "/lottery new"))["text"]
        await story.says(OWNER, "/lottery new")
        assert "给别人的" in await presses(story, YINUO, "取消")


class TestCodes:
    async def opened_with_codes(self, story: Story, codes: str) -> int:
        number = await opened(story, "兑换券 x2 | reserves 1 | claim 2h")
        told = await story.says(OWNER, f"/lottery codes {number}\n{codes}", chat=OWNER)
        if "哪个群" in told["text"]:
            told = await story.presses(OWNER, "围炉夜话", chat=OWNER)
        assert "2 个兑换码" in told["text"]
        return number

    async def test_each_goes_once_to_its_winner_in_private_and_protected(self, story: Story) -> None:
        for who in (YINUO, ZIXUAN):
            await story.says(who, "/start", chat=who)
        number = await self.opened_with_codes(story, "AAA-1\nBBB-2\nAAA-1")
        for who in (YINUO, ZIXUAN):
            await presses(story, who, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        got = []
        for who in (YINUO, ZIXUAN):
            assert "只有你看得到" in await presses(story, who, "领奖")
            told = story.world.sent(who)[-1]
            assert told["has_protected_content"]
            got.append(re.search("AAA-1|BBB-2", told["text"]))
        assert {found[0] for found in got if found} == {"AAA-1", "BBB-2"}
        before = got[0][0] if got[0] else ""
        await presses(story, YINUO, "领奖", chat=YINUO)
        assert before in story.world.sent(YINUO)[-1]["text"]
        assert "AAA-1" not in said(story)
        assert await story.rows("SELECT count(*) AS n FROM lottery_codes WHERE place IS NOT NULL") == [{"n": 2}]

    async def test_whoever_never_wrote_to_the_bot_is_led_there_and_loses_nothing(self, story: Story) -> None:
        number = await self.opened_with_codes(story, "AAA-1\nBBB-2")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        await presses(story, YINUO, "领奖")
        assert await winners_of(story, number) == [YINUO]
        await story.says(YINUO, "/start", chat=YINUO)
        assert "还没领" in (await story.says(YINUO, "/lottery", chat=YINUO))["text"]
        assert "只有你看得到" in await presses(story, YINUO, "领奖", chat=YINUO)

    async def test_by_an_uploaded_file(self, story: Story) -> None:
        number = await opened(story, "兑换券")
        content = base64.b64encode(b"AAA-1\r\nBBB-2\r\n").decode()
        await story.does(
            OWNER, "document", chat_id=OWNER, file=content, name="codes.txt", caption=f"/lottery codes {number}"
        )
        if "哪个群" in story.world.sent(OWNER)[-1]["text"]:
            await story.presses(OWNER, "围炉夜话", chat=OWNER)
        assert "2 个兑换码" in story.world.sent(OWNER)[-1]["text"]

    async def test_never_in_the_group(self, story: Story) -> None:
        number = await opened(story, "兑换券")
        assert "私聊我说" in (await story.says(OWNER, f"/lottery codes {number}\nAAA"))["text"]
        assert await story.rows("SELECT code FROM lottery_codes") == []
