"""Stories of tips against fraud, and of five questions with a badge."""

from __future__ import annotations

from pathlib import Path

from bot.domain.safety import RIGHT
from handlers.safety.quiz import Given
from tests.buttons import labels
from tests.handlers.schedule.entries import entry
from tests.phone import SCREEN, card_lines
from tests.story import EMMA, FORUM, MODERATOR, NEWCOMER, PEISHAN, YINUO, Story, told


async def shelf(
    story: Story, who: int, *, pages: tuple[str, str] = ("更多", "反馈、设置"), label: str = "防骗"
) -> dict[str, object]:
    await story.says(who, "早")
    await story.says(who, "/start", chat=who)
    for page in pages:
        await story.presses(who, page, chat=who)
    return await story.presses(who, label, chat=who)


async def badges(story: Story) -> list[int]:
    return [row["user_id"] for row in await story.rows("SELECT user_id FROM badges WHERE badge = 'safe'")]


async def test_who_answers_all_five_has_a_badge_once(story: Story) -> None:
    shown = await shelf(story, YINUO)
    assert "验证码谁要都别给" in str(shown["text"])
    await story.presses(YINUO, "📝 做五道题", chat=YINUO)
    for right in RIGHT[:-1]:
        shown = await story.presses(YINUO, str(int(right) + 1), chat=YINUO)
        assert "✅ 对了" in str(shown["text"])
    await story.restart()
    wrong = await story.presses(YINUO, "2", chat=YINUO)
    assert "答对 4 / 5 题" in wrong["text"]
    assert await badges(story) == []
    await story.presses(YINUO, "再做一遍", chat=YINUO)
    for right in RIGHT:
        shown = await story.presses(YINUO, str(int(right) + 1), chat=YINUO)
    assert "新徽章：火眼金睛" in str(shown["text"])
    assert await badges(story) == [YINUO]
    assert "火眼金睛" in (await story.says(YINUO, "/points"))["text"]


async def test_a_made_up_press_brings_nothing_but_to_members_who_know(story: Story) -> None:
    await story.says(NEWCOMER, "/start", chat=NEWCOMER)
    await story.makes_up(NEWCOMER, Given(FORUM, RIGHT), chat=NEWCOMER)
    for answers in ("9", RIGHT + "0", "x", "-1"):
        await story.says(YINUO, "/start", chat=YINUO)
        await story.makes_up(YINUO, Given(FORUM, answers), chat=YINUO)
    assert await badges(story) == []


async def test_it_fits_a_phone_in_every_language(story: Story) -> None:
    for who, language, pages, label, quiz in (
        (YINUO, "简体中文", ("更多", "反馈、设置"), "防骗", "📝 做五道题"),
        (PEISHAN, "繁體中文", ("更多", "回饋、設定"), "防詐", "📝 做五道題"),
        (EMMA, "English", ("More", "Feedback, settings"), "Against fraud", "📝 Five questions"),
    ):
        await story.says(who, "/language", chat=who)
        await story.presses(who, language, chat=who)
        shown = await shelf(story, who, pages=pages, label=label)
        assert card_lines(shown) <= SCREEN, shown["text"]
        shown = await story.presses(who, quiz, chat=who)
        for _ in RIGHT:
            assert card_lines(shown) <= SCREEN, shown["text"]
            shown = await story.presses(who, "1", chat=who)


async def test_moderators_post_a_tip_and_the_schedule_one_a_week(tmp_path: Path) -> None:
    async with told(tmp_path, entry("防骗", 'cron = "0 12 * * 1"', 'report = "tip"')) as story:
        await story.says(MODERATOR, "早")
        await story.says(MODERATOR, "/panel", chat=MODERATOR)
        await story.presses(MODERATOR, "🚩 秩序", chat=MODERATOR)
        page = await story.presses(MODERATOR, "发防骗提醒", chat=MODERATOR)
        await story.presses(MODERATOR, labels(page)[1], chat=MODERATOR)
        tips = [each["text"] for each in story.world.sent(FORUM) if "防骗提醒" in each.get("text", "")]
        assert len(tips) == 1
        assert "管理员不会先私信你" in tips[0]
        for days in (2, 7):
            await story.passes(days * 86_400 + 60)
        tips = [each["text"] for each in story.world.sent(FORUM) if "防骗提醒" in each.get("text", "")]
        assert len(set(tips[1:])) == 2, "each in its turn"
