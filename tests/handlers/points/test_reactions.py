"""Stories of reactions that pay whoever wrote the message: kind ones, little, capped, never one's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.activity import Heard
from bot.domain.reactions import is_warm
from bot.state.authors import Authors
from tests.story import EMMA, FORUM, PEISHAN, XIAOMAN, YINUO, ZIXUAN, Story, told


@pytest.fixture
async def quiet(tmp_path: Path) -> AsyncIterator[Story]:
    """Talking pays nothing here, so that only reactions do."""
    async with told(tmp_path, "activity = false\nreaction_daily = 2\nreaction_received = 3\n") as story:
        yield story


async def wrote(story: Story, who: int, text: str = "今天做了红烧肉") -> int:
    said = await story.does(who, "say", chat_id=FORUM, text=text)
    return int(said["message_id"])


async def reacts(story: Story, who: int, message_id: int, emoji: str = "❤") -> None:
    await story.does(who, "react", chat_id=FORUM, message_id=message_id, emoji=emoji)


class TestReactions:
    async def test_a_kind_one_pays_the_author_and_the_ledger_says_who(self, quiet: Story) -> None:
        message_id = await wrote(quiet, YINUO)
        await reacts(quiet, ZIXUAN, message_id)
        assert await quiet.points_of(YINUO) == 1
        shown = (await quiet.says(YINUO, "/ledger"))["text"]
        assert "收到表情回应" in shown
        assert "王子轩" in shown

    async def test_ones_own_and_unkind_ones_pay_nothing(self, quiet: Story) -> None:
        message_id = await wrote(quiet, YINUO)
        await reacts(quiet, YINUO, message_id)
        await reacts(quiet, ZIXUAN, message_id, "👎")
        assert await quiet.points_of(YINUO) == 0

    async def test_a_pair_counts_once_a_day_taken_back_and_given_again(self, quiet: Story) -> None:
        first, second = await wrote(quiet, YINUO), await wrote(quiet, YINUO, "又做了鱼香茄子")
        for message_id in (first, second):
            await reacts(quiet, ZIXUAN, message_id)
            await reacts(quiet, ZIXUAN, message_id, "")
            await reacts(quiet, ZIXUAN, message_id, "👍")
        assert await quiet.points_of(YINUO) == 1
        quiet.world.clock.advance(24 * 3600)
        await reacts(quiet, ZIXUAN, first, "🔥")
        assert await quiet.points_of(YINUO) == 2

    async def test_a_giver_and_a_receiver_have_their_measure_a_day(self, quiet: Story) -> None:
        for author in (YINUO, PEISHAN, EMMA):
            await reacts(quiet, ZIXUAN, await wrote(quiet, author))
        assert [await quiet.points_of(author) for author in (YINUO, PEISHAN, EMMA)] == [1, 1, 0]
        message_id = await wrote(quiet, XIAOMAN)
        for giver in (YINUO, PEISHAN, EMMA, 1001):
            await reacts(quiet, giver, message_id)
        assert await quiet.points_of(XIAOMAN) == 3

    async def test_what_was_written_before_a_restart_pays_nothing_and_breaks_nothing(self, quiet: Story) -> None:
        message_id = await wrote(quiet, YINUO)
        await quiet.restart()
        await reacts(quiet, ZIXUAN, message_id)
        assert await quiet.points_of(YINUO) == 0

    async def test_one_that_came_in_a_batch_before_its_message_is_paid_for_as_well(self, quiet: Story) -> None:
        await wrote(quiet, PEISHAN)
        with quiet.unheard():
            message_id = await wrote(quiet, YINUO)
            await reacts(quiet, ZIXUAN, message_id)
        words, reaction = sorted(await quiet.fetch(), key=lambda each: b"message_reaction" in bytes(each))
        await quiet.take_in([reaction])
        await quiet.app.idle()
        await quiet.take_in([words])
        await quiet.passes(60)
        assert await quiet.points_of(YINUO) == 1

    async def test_one_to_a_message_that_is_nobodys_talk_is_let_go(self, quiet: Story) -> None:
        await wrote(quiet, YINUO)
        shown = await quiet.says(YINUO, "/about")
        await reacts(quiet, ZIXUAN, shown["message_id"])
        await quiet.passes(60)
        assert await quiet.rows("SELECT * FROM timers WHERE kind = 'reaction_early'") == []
        assert await quiet.rows("SELECT * FROM ledger WHERE kind = 'reaction'") == []

    async def test_who_was_forgotten_is_paid_for_nothing_they_wrote_before(self, quiet: Story) -> None:
        message_id = await wrote(quiet, YINUO)
        await quiet.says(YINUO, "/forgetme", chat=YINUO)
        await quiet.presses(YINUO, "确认删除", chat=YINUO)
        await reacts(quiet, ZIXUAN, message_id)
        assert await quiet.rows("SELECT * FROM ledger WHERE to_account = :id", id=YINUO) == []

    async def test_off_it_pays_nothing_and_is_not_in_the_rules(self, tmp_path: Path) -> None:
        async with told(tmp_path, "reaction_reward = 0\n") as story:
            await reacts(story, ZIXUAN, await wrote(story, YINUO, "好"))
            assert await story.points_of(YINUO) == 0
            assert "表情" not in await story.earning_of(YINUO)


class TestTheRules:
    def test_only_what_was_added_counts(self) -> None:
        assert is_warm([], ["👍"])
        assert not is_warm(["👍"], [])
        assert not is_warm(["👍"], ["👍"])
        assert not is_warm([], ["💩"])
        assert is_warm(["👎"], ["👍"])

    def test_authors_of_the_latest_messages_are_known_and_no_more_than_that(self) -> None:
        authors = Authors()
        for number in range(1, 40_001):
            authors.wrote([Heard(-1, number, "", "", 0, 0, "", message_id=number)])
        assert authors.of(chat_id=-1, message_id=40_000) == 40_000
        assert authors.of(chat_id=-1, message_id=30_001) == 30_001
        assert authors.of(chat_id=-1, message_id=1) == 0
        assert authors.of(chat_id=-2, message_id=40_000) == 0
