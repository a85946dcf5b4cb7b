"""Stories of the mood of a week: what /mood and the group's weekly report say of it, and when they keep silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.mood.pulse import Counts, Hour
from bot.domain.mood.week import hours_apart
from tests.mood.watching import CALM, NO_TRAINING, raid
from tests.story import EMMA, FORUM, HIKE, KITCHEN, MODERATOR, MUYANG, NOON, OWNER, PEISHAN, YINUO, ZIXUAN, Story, told

HOUR, DAY = 3600, 86_400
MONDAY = NOON - 5 * DAY
"""Noon of the week's first day."""

FIVE = (YINUO, ZIXUAN, MUYANG, EMMA, PEISHAN)


def report(chat: int = FORUM) -> str:
    return f'[[schedule]]\nname = "周报"\nchats = [{chat}]\nwhen = "每周一 9:00"\nreport = "group"\n'


async def counts(story: Story, *said: tuple[int, int, int], chat: int = FORUM) -> None:
    """Messages counted at a moment: so many low ones, and so many others."""
    async with story.app.database.unit() as unit:
        await unit.many(
            "INSERT INTO mood_counts (chat_id, begins_at, topic, negative, neutral) VALUES (?, ?, 0, ?, ?)",
            [(chat, at // HOUR * HOUR, low, others) for at, low, others in said],
        )


async def voices(story: Story, chat: int = FORUM) -> None:
    for who in FIVE:
        await story.says(who, CALM, chat=chat)


def last(story: Story, chat: int = FORUM) -> str:
    return str(story.world.sent(chat)[-1]["text"])


class TestReport:
    async def test_the_week_is_told_against_the_usual_with_its_hours(self, tmp_path: Path) -> None:
        async with told(tmp_path, report()) as story:
            await story.pulse.loaded.wait()
            past = [(MONDAY - 7 * DAY * back + hour * HOUR, 4, 36) for back in range(1, 6) for hour in (-3, 0, 9)]
            await counts(story, *past)
            await counts(story, (MONDAY - 3 * HOUR, 2, 38), (MONDAY, 4, 36), (MONDAY + 9 * HOUR, 20, 20))
            await voices(story)
            await story.passes(DAY + 21 * HOUR)  # Monday, 9 o'clock
            assert "群周报" in last(story)
            assert "低落的话占 21%，比往常同样的星期、同样的钟点（10%）多" in last(story)
            assert "21:00 前后低落的话最多，9:00 前后最少" in last(story)

    async def test_where_little_was_said_nothing_is_told_of_the_mood(self, tmp_path: Path) -> None:
        async with told(tmp_path, report()) as story:
            await story.pulse.loaded.wait()
            await voices(story)
            await story.passes(DAY + 21 * HOUR)
            assert "群周报" in last(story)
            assert "低落" not in last(story)

    async def test_where_it_is_off_nothing_is_told_of_the_mood(self, tmp_path: Path) -> None:
        async with told(tmp_path, report() + "[mood]\ncheck = false\n") as story:
            await counts(story, (MONDAY, 20, 20))
            await voices(story)
            await story.passes(DAY + 21 * HOUR)
            assert "群周报" in last(story)
            assert "低落" not in last(story)

    async def test_it_is_told_in_the_groups_script(self, tmp_path: Path) -> None:
        config = report(KITCHEN) + f'[groups."{KITCHEN}".community]\nlocale = "zh-Hant"\n'
        async with told(tmp_path, config) as story:
            await story.pulse.loaded.wait()
            await counts(story, (MONDAY, 20, 20), chat=KITCHEN)
            await story.says(OWNER, CALM, chat=KITCHEN)
            for who in FIVE[1:]:
                await story.says(who, CALM, chat=KITCHEN)
            await story.passes(DAY + 21 * HOUR)
            assert "低落的話占 44%" in last(story, KITCHEN)

    @pytest.mark.parametrize(("answer", "is_told"), [("没看错", True), ("看错了", False), ("", False)])
    async def test_everybody_is_told_of_turns_that_a_moderator_confirmed(
        self, tmp_path: Path, answer: str, *, is_told: bool
    ) -> None:
        async with told(tmp_path, report() + NO_TRAINING + f"[desk]\nchat = {HIKE}\n") as story:
            await story.pulse.loaded.wait()
            topic = story.world.topic_id(FORUM, "闲聊")
            await voices(story)
            await raid(story, topic=topic)
            if answer:
                await story.presses(OWNER, answer, chat=HIKE)
            await story.passes(DAY + 21 * HOUR)
            assert ("1月16日 12:01，话题「闲聊」里低落的话明显多了一阵" in last(story)) is is_told

    async def test_what_came_up_is_told_with_how_it_stands(self, tmp_path: Path) -> None:
        async with told(tmp_path, report()) as story:
            await story.pulse.loaded.wait()
            await counts(story, (MONDAY, 20, 20))
            await voices(story)
            await story.says(OWNER, "/incident open 停电")
            await story.says(OWNER, "/incident close")
            await story.passes(DAY + 21 * HOUR)
            assert "1月16日 12:00 的通报「停电」，已处理完" in last(story)


class TestCard:
    async def test_moderators_see_every_turn_that_was_no_mistake(self, tmp_path: Path) -> None:
        async with told(tmp_path, NO_TRAINING + f"[desk]\nchat = {HIKE}\n") as story:
            await story.pulse.loaded.wait()
            await raid(story)
            await story.says(OWNER, "/incident open 停电")
            card = (await story.says(MODERATOR, "/mood"))["text"]
            assert "低落的话明显多了一阵" in card
            assert "「停电」，还在处理" in card
            await story.presses(OWNER, "看错了", chat=HIKE)
            assert "明显多了一阵" not in (await story.says(MODERATOR, "/mood"))["text"]

    async def test_one_day_is_called_today(self, story: Story) -> None:
        await story.pulse.loaded.wait()
        assert "今天的气氛" in (await story.says(MODERATOR, "/mood 1"))["text"]


class TestHours:
    def test_hours_alike_are_not_told_apart(self) -> None:
        alike = [Hour(NOON // HOUR + each, 0, Counts(negative=4 + each % 2, neutral=36)) for each in range(6)]
        assert hours_apart(alike, timezone="Asia/Shanghai") is None

    def test_an_hour_in_which_little_was_said_is_neither(self) -> None:
        known = [Hour(NOON // HOUR + each, 0, Counts(negative=4 + 6 * each, neutral=36)) for each in range(3)]
        loud = Hour(NOON // HOUR + 5, 0, Counts(negative=9, neutral=1))
        assert hours_apart([*known, loud], timezone="Asia/Shanghai") == (12, 14)
