"""Stories of feedback that joins another: within one group, by who may, and each author's words stay their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.feedback.buttons import AtDesk, Joins
from storage.errors import RowRefusedError
from tests.handlers.feedback.given import number_of
from tests.handlers.feedback.test_anonymously import SECRET_WORDS
from tests.story import FORUM, HAORAN, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Story, told

HAORAN_IN_THE_KITCHEN = "食谱的图片打不开"


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[Story]:
    """#1 is the forum's, #2 the kitchen's; the moderator moderates the forum alone, 浩然 the kitchen."""
    async with told(tmp_path) as story:
        for who in (YINUO, ZIXUAN, HAORAN, MODERATOR):
            await story.says(who, "/start", chat=who)
        await story.does(OWNER, "promote", chat_id=KITCHEN, user_id=HAORAN)
        assert number_of(await story.says(YINUO, "/feedback 抽奖的按钮点了没有反应")) == 1
        assert number_of(await story.says(ZIXUAN, f"/feedback {HAORAN_IN_THE_KITCHEN}", chat=KITCHEN)) == 2
        yield story


async def joined(story: Story) -> list[dict[str, object]]:
    return await story.rows("SELECT id, merged_id, state FROM feedback WHERE merged_id IS NOT NULL ORDER BY id")


class TestWithinOneGroup:
    async def test_a_moderator_cannot_join_theirs_to_anothers(self, two: Story) -> None:
        answer = await two.says(HAORAN, "/feedback 2 merge 1", chat=KITCHEN)
        assert "没有 #1" in answer["text"]
        assert await joined(two) == []

    async def test_a_moderator_cannot_join_them_by_a_press_of_their_own_making(self, two: Story) -> None:
        await two.makes_up(HAORAN, AtDesk(2, "merge", 1), chat=HAORAN)
        assert await joined(two) == []

    async def test_not_even_who_moderates_both(self, two: Story) -> None:
        await two.says(OWNER, "/feedback 2 merge 1", chat=KITCHEN)
        assert await joined(two) == []

    async def test_the_store_itself_would_not(self, two: Story) -> None:
        async with two.app.database.unit() as unit:
            with pytest.raises(RowRefusedError, match="another group"):
                await unit.run("UPDATE feedback SET merged_id = 1 WHERE id = 2")
            await unit.rollback()

    async def test_another_groups_answer_reaches_nobody_here(self, two: Story) -> None:
        await two.says(HAORAN, "/feedback 2 merge 1", chat=KITCHEN)
        before = two.world.sent(ZIXUAN)
        await two.says(OWNER, "/feedback 1 answer 这话只给一诺")
        assert two.world.sent(ZIXUAN) == before


class TestByItsAuthor:
    async def test_an_author_joins_theirs_only_to_the_one_that_was_offered(self, two: Story) -> None:
        await two.says(ZIXUAN, "/feedback 周末想去看电影")
        await two.makes_up(ZIXUAN, Joins(3, 1), chat=ZIXUAN)
        assert await joined(two) == []
        assert "过时" in two.toasts(ZIXUAN)[-1]

    async def test_an_author_cannot_join_theirs_to_another_groups(self, two: Story) -> None:
        await two.makes_up(ZIXUAN, Joins(2, 1), chat=ZIXUAN)
        assert await joined(two) == []

    async def test_an_author_cannot_join_an_anonymous_one_to_whatever_they_name(self, two: Story) -> None:
        await two.says(HAORAN, "早", chat=KITCHEN)
        await two.says(HAORAN, f"匿名反馈 {SECRET_WORDS}", chat=HAORAN)
        (mine,) = await two.rows("SELECT id FROM feedback WHERE voice <> ''")
        await two.makes_up(HAORAN, Joins(mine["id"], 1), chat=HAORAN)
        assert await joined(two) == []

    async def test_joined_to_one_that_joined_a_third_all_three_hear(self, two: Story) -> None:
        await two.says(ZIXUAN, "/feedback 抽奖的按钮点了以后没反应")
        await two.presses(ZIXUAN, "是同一件事，合并", chat=FORUM)
        await two.says(HAORAN, "/feedback 抽奖坏了，谁来修")
        await two.says(OWNER, "/feedback 1 merge 4")
        await two.says(OWNER, "/feedback 4 answer 都修好了")
        for who in (YINUO, ZIXUAN, HAORAN):
            assert "都修好了" in two.world.sent(who)[-1]["text"], who


class TestWhoSaidIt:
    @pytest.fixture
    async def one(self, two: Story) -> Story:
        """#3 of 子轩 joined #1 of 一诺, and the desk answered both."""
        await two.says(ZIXUAN, "/feedback 抽奖的按钮点了以后没反应")
        await two.presses(ZIXUAN, "是同一件事，合并", chat=FORUM)
        await two.says(MODERATOR, "/feedback 1 answer 修好了，再试试")
        heard = two.world.sent(ZIXUAN)[-1]
        await two.says(ZIXUAN, "我的手机上还是不行", chat=ZIXUAN, reply_to=heard["message_id"])
        return two

    async def test_the_desk_is_told_whose_words_they_are(self, one: Story) -> None:
        said = [each["text"] for each in one.world.sent(MODERATOR) if "我的手机上还是不行" in each.get("text", "")]
        assert said
        assert all("#3" in each for each in said), said

    async def test_the_card_shows_whose_words_they_are(self, one: Story) -> None:
        (card,) = [each for each in one.world.sent(MODERATOR) if each["text"].startswith("📮 #1")]
        (line,) = [line for line in card["text"].splitlines() if "我的手机上还是不行" in line]
        assert "#3" in line

    async def test_mended_words_are_still_theirs(self, one: Story) -> None:
        said = max(one.world.chats[ZIXUAN].posts)
        await one.does(ZIXUAN, "edit", chat_id=ZIXUAN, message_id=said, text="换了手机也不行")
        (mended,) = [each["text"] for each in one.world.sent(MODERATOR) if each["text"].startswith("💬")]
        assert "换了手机也不行" in mended
        assert "#3" in mended

    async def test_the_first_author_does_not_read_them_as_their_own(self, one: Story) -> None:
        page = await one.says(YINUO, "/feedback 1", chat=YINUO)
        assert "我的手机上还是不行" not in page["text"]

    async def test_their_author_does(self, one: Story) -> None:
        page = await one.says(ZIXUAN, "/feedback 3", chat=ZIXUAN)
        assert "我的手机上还是不行" in page["text"]

    async def test_what_was_joined_is_open_again_for_the_desk(self, one: Story) -> None:
        assert await one.rows("SELECT state FROM feedback WHERE id = 1") == [{"state": "open"}]
