"""Stories of the notice of what is kept, and of consent where a group asks first."""

from __future__ import annotations

from pathlib import Path

from handlers.consent.notice import Chosen
from tests.buttons import labels
from tests.phone import SCREEN, card_lines
from tests.story import FORUM, MODERATOR, NEWCOMER, YINUO, ZIXUAN, Message, Story, told

ASKS = '[privacy]\nconsent = "ask"\n'


async def posted(story: Story) -> Message:
    await story.says(MODERATOR, "早")
    await story.says(MODERATOR, "/panel", chat=MODERATOR)
    await story.presses(MODERATOR, "⚙️ 群", chat=MODERATOR)
    await story.presses(MODERATOR, "数据说明", chat=MODERATOR)
    found: Message = next(each for each in story.world.sent(FORUM) if "记什么" in each.get("text", ""))
    return found


async def scored(story: Story, chat: int = FORUM) -> int:
    """Messages whose mood was counted."""
    await story.pulse.loaded.wait()
    rows = await story.rows(
        "SELECT sum(positive + neutral + negative + abstained) AS n FROM mood_counts WHERE chat_id = :chat", chat=chat
    )
    return int(rows[0]["n"] or 0)


async def test_where_a_group_asks_only_who_agreed_is_looked_at(tmp_path: Path) -> None:
    async with told(tmp_path, ASKS) as story:
        await story.pulse.loaded.wait()
        shown = await posted(story)
        assert card_lines(shown) <= SCREEN
        assert labels(shown) == ["✅ 同意", "不同意"]
        assert shown["message_id"] in story.world.chats[FORUM].pinned
        await story.says(YINUO, "今天真开心")
        assert await scored(story) == 0
        await story.presses(YINUO, "✅ 同意")
        assert "1月16日" in story.toasts(YINUO)[-1]
        await story.says(YINUO, "今天真开心呀")
        await story.says(ZIXUAN, "我也很开心")
        assert await scored(story) == 1
        await story.restart()
        await story.pulse.loaded.wait()
        await story.says(YINUO, "又是开心的一天")
        assert await scored(story) == 2
        assert "同意了第 1 版" in (await story.says(YINUO, "/settings", chat=YINUO))["text"]
        await story.presses(YINUO, "不同意")
        await story.says(YINUO, "还是很开心")
        assert await scored(story) == 2
        await story.says(NEWCOMER, "/start", chat=NEWCOMER)
        await story.makes_up(NEWCOMER, Chosen(FORUM, is_yes=True), chat=NEWCOMER)
        assert await story.rows("SELECT 1 FROM consents") == []


async def test_it_may_be_chosen_among_ones_own_settings_and_goes_with_forgetting(tmp_path: Path) -> None:
    async with told(tmp_path, ASKS) as story:
        await story.says(YINUO, "早")
        card = await story.says(YINUO, "/settings", chat=YINUO)
        [button] = [each for each in labels(card) if "气氛" in each]
        await story.presses(YINUO, button, chat=YINUO)
        assert [row["user_id"] for row in await story.rows("SELECT user_id FROM consents")] == [YINUO]
        await story.says(YINUO, "/forgetme", chat=YINUO)
        await story.presses(YINUO, "确认删除", chat=YINUO)
        assert await story.rows("SELECT 1 FROM consents") == []
        await story.pulse.loaded.wait()
        before = await scored(story)
        await story.says(YINUO, "今天真开心")
        assert await scored(story) == before, "nor in mind"


async def test_where_it_is_only_told_everybody_is_looked_at_who_did_not_decline(story: Story) -> None:
    shown = await posted(story)
    assert labels(shown) == []
    assert "/settings" in shown["text"]
    await story.pulse.loaded.wait()
    before = await scored(story)
    await story.says(YINUO, "今天真开心")
    assert await scored(story) == before + 1
