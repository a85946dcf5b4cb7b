"""How long the cards are that stand in a group: on a phone each fits a screen, in every state and language."""

from __future__ import annotations

from typing import Any

import pytest

from tests.buttons import labels
from tests.phone import SCREEN, card_lines
from tests.story import EMMA, FORUM, HAORAN, MODERATOR, OWNER, PEISHAN, YINUO, ZIXUAN, Message, Story

LONG_TITLE = "一起去山里看今年的第一场雪顺便在农家乐吃饭"


async def speaking(story: Story, language: str) -> None:
    await story.says(OWNER, "/language")
    await story.presses(OWNER, language)


def card(story: Story, *, holding: str, chat: int = FORUM) -> Message:
    found: dict[str, Any] = next(each for each in reversed(story.world.sent(chat)) if holding in each.get("text", ""))
    return found


@pytest.mark.parametrize("language", ["简体中文", "繁體中文", "English"])
class TestACardFitsAPhone:
    async def test_of_a_draw_with_all_there_is_to_say(self, story: Story, language: str) -> None:
        await speaking(story, language)
        for who in (YINUO, ZIXUAN, HAORAN):
            await story.says(who, "签到")
        line = "/lottery new 热茶 x5 | 围巾 x2 | 手套 | 书 | 帽子 | title 冬夜围炉 | ends 2h, 50 people | price 1"
        more = " | if 积分 1, 签到 1/7 | reserves 3 | phrase 我要热茶 | tickets 3 | least 1"
        await story.says(OWNER, line + more)
        shown = card(story, holding="冬夜围炉")
        assert card_lines(shown) <= SCREEN, shown["text"]
        assert any(each["type"] == "expandable_blockquote" for each in shown["entities"])
        await story.presses(YINUO, labels(shown)[0])
        await story.passes(2 * 3600 + 60)
        for each in story.world.sent(FORUM):
            if "冬夜围炉" in each.get("text", ""):
                assert card_lines(each) <= SCREEN, each["text"]

    async def test_of_an_event_to_which_many_come(self, story: Story, language: str) -> None:
        await speaking(story, language)
        await story.says(
            OWNER, f"/event new {LONG_TITLE} | 1月20日 19:00 | place 浅水湾道 1 号茶馆二楼 | cap 3 | code 暖 | goal 3"
        )
        going = labels(card(story, holding=LONG_TITLE))[0]
        for who in (YINUO, ZIXUAN, HAORAN, PEISHAN, EMMA, MODERATOR):
            await story.says(who, "早")
            await story.presses(who, going)
        shown = card(story, holding=LONG_TITLE)
        assert card_lines(shown) <= SCREEN, shown["text"]

    async def test_of_feedback_in_many_words_with_a_long_course(self, story: Story, language: str) -> None:
        await speaking(story, language)
        for who in (OWNER, YINUO):
            await story.says(who, "/start", chat=who)
            await story.says(who, "早")
        await story.says(YINUO, "/feedback 灯坏了，" + "楼道里晚上看不见路，" * 30, chat=YINUO)
        for step in ("claim", "ask 哪一层？", "urgent", "answer 明天来修", "adopt", "close 修好了"):
            await story.says(OWNER, f"/feedback 1 {step}", chat=OWNER)
        shown = next(each for each in story.world.sent(OWNER) if "#1" in each["text"] and "📮" in each["text"])
        assert card_lines(shown) <= SCREEN, shown["text"]

    async def test_of_a_poll_with_all_the_options_there_may_be_while_it_runs_and_after(
        self, story: Story, language: str
    ) -> None:
        await speaking(story, language)
        options = " | ".join(f"第{number}家，走路过去要二十分钟的那间馆子" for number in range(1, 11))
        await story.says(OWNER, f"/poll 这周六晚上大家一起去哪一家吃饭比较好呢 | {options}")
        poll = next(each for each in reversed(story.world.sent(FORUM)) if "poll" in each)
        for at, who in enumerate((YINUO, ZIXUAN, HAORAN, PEISHAN)):
            await story.does(who, "vote", chat_id=FORUM, message_id=poll["message_id"], options=[at % 2])
        standing = await story.says(YINUO, "/poll 1")
        assert card_lines(standing) <= SCREEN, standing["text"]
        await story.says(OWNER, "/poll close 1")
        for each in story.world.sent(FORUM):
            if "这周六晚上" in str(each.get("caption", each.get("text", ""))):
                assert card_lines(each) <= SCREEN, each
        result = next(each for each in reversed(story.world.sent(FORUM)) if "photo" in each)
        assert "第10家" in result["caption"], "none is left out: they are folded"

    async def test_of_an_order_that_waits_for_a_hand(self, story: Story, language: str) -> None:
        await speaking(story, language)
        for who in (OWNER, YINUO):
            await story.says(who, "/start", chat=who)
            await story.says(who, "早")
        story.world.people[YINUO].first_name = "在山那边的海里面有一群蓝精灵他们活泼又聪明"
        await story.says(OWNER, f"/grant {YINUO} 500 开门红")
        await story.says(OWNER, "/shop new 手工做的羊毛毡小猫钥匙扣一个颜色可以自己挑 | 价 30 | 库存 5")
        await story.says(YINUO, "/redeem 1")
        shown = next(each for each in story.world.sent(OWNER) if "羊毛毡" in each.get("text", ""))
        assert card_lines(shown) <= SCREEN, shown["text"]
        assert len(labels(shown)) == 2
        await story.presses(OWNER, labels(shown)[0], chat=OWNER)
        settled = next(each for each in reversed(story.world.sent(OWNER)) if "羊毛毡" in each.get("text", ""))
        assert card_lines(settled) <= SCREEN, settled["text"]


async def test_an_event_tells_the_weekday_the_days_left_and_the_places_left(story: Story) -> None:
    await story.says(YINUO, "早")
    await story.says(OWNER, "/event new 桌游夜 | 1月20日 19:00 | cap 4")
    shown = card(story, holding="桌游夜")
    assert "1月20日 周三 19:00" in shown["text"]
    assert "还有 4 天" in shown["text"]
    assert "还剩 4 个名额" in shown["text"]
    await story.presses(YINUO, "报名")
    assert "还剩 3 个名额" in card(story, holding="桌游夜")["text"]
    await story.passes(86_400)
    assert "还有 3 天" in card(story, holding="桌游夜")["text"], "the card says a day less each midnight"
    await story.passes(2 * 86_400)
    assert "明天" in card(story, holding="桌游夜")["text"]


async def test_its_calendar_file_is_behind_a_button_and_comes_in_private(story: Story) -> None:
    await story.says(YINUO, "早")
    await story.says(OWNER, "/event new 桌游夜 | 1月20日 19:00")
    assert not [each for each in story.world.sent(FORUM) if "document" in each]
    await story.presses(YINUO, "📅 加到日历")
    assert story.world.toasts[-1]["user_id"] == YINUO
    sent = await story.says(YINUO, "/start event1", chat=YINUO)
    assert sent["document"]["file_name"] == "event-1.ics"
    await story.presses(YINUO, "📅 加到日历")
    assert "私信" in story.toasts(YINUO)[-1]
    assert len([each for each in story.world.sent(YINUO) if "document" in each]) == 2


async def test_why_a_draw_is_fair_is_told_by_a_button(story: Story) -> None:
    await story.says(OWNER, "/lottery new 热茶 | ends 2h")
    await story.says(YINUO, "早")
    await story.presses(YINUO, "为什么公平？")
    assert "谁都能验算" in story.toasts(YINUO)[-1]
