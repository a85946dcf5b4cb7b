"""Stories of points by taking part: talking, thanking, giving; and that nothing of it can be milked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.activity import Cooldowns, Earning, Heard, Talk, after
from playground.world.talk import find, say
from tests.handlers.points.test_granting import entry_of
from tests.story import EMMA, FORUM, MODERATOR, OWNER, YINUO, ZIXUAN, Story, told

A_SENTENCE = "今天午饭吃了小笼包，味道真不错"
ANOTHER = "傍晚想去江边走走，有人一起吗"
RULE = Earning(reward=2, daily=6, cooldown=60, length=8)


def heard(text: str, at: int, *, is_forward: bool = False) -> Heard:
    return Heard(-1, 7, "小美", "", at, 0, text, is_forward=is_forward)


def earned(*said: Heard, rule: Earning = RULE) -> int:
    talk = Talk()
    for each in said:
        talk = after(each, talk, rule)
    return talk.credited


class TestWhatAMessageEarns:
    def test_a_sentence_earns_and_the_next_only_after_the_cooldown(self) -> None:
        assert earned(heard(A_SENTENCE, 1000)) == 2
        assert earned(heard(A_SENTENCE, 1000), heard(ANOTHER, 1059)) == 2
        assert earned(heard(A_SENTENCE, 1000), heard(ANOTHER, 1060)) == 4

    @pytest.mark.parametrize(
        "text",
        ["好的好的", "哈哈哈哈哈哈哈哈哈哈哈哈", "！！！！！！！！！！", "/roll 100 times please", "", "🔥" * 40],
    )
    def test_short_laughter_and_commands_earn_nothing(self, text: str) -> None:
        assert earned(heard(text, 1000)) == 0

    def test_neither_does_a_forward(self) -> None:
        assert earned(heard(A_SENTENCE, 1000, is_forward=True)) == 0

    def test_a_repeat_in_other_clothes_earns_nothing_even_three_messages_later(self) -> None:
        said = [heard(A_SENTENCE, 1000), heard(ANOTHER, 2000), heard("  今天，午饭吃了小笼包 味道真不错！！", 3000)]
        assert earned(*said) == 4

    def test_a_flood_earns_nothing_however_long_it_goes_on(self) -> None:
        flood = [heard(f"第{number}句话说得又长又不一样", 1000 + 2 * number) for number in range(200)]
        assert earned(*flood) == 2

    def test_the_day_has_an_end(self) -> None:
        said = [heard(f"第{number}句话说得又长又不一样", 1000 + 100 * number) for number in range(9)]
        assert earned(*said) == 6


class TestTalking:
    async def test_a_sentence_pays_at_once_and_stands_in_the_ledger(self, story: Story) -> None:
        assert await story.says(YINUO, A_SENTENCE) == {}
        assert await story.points_of(YINUO) == 2
        assert "+2　发言\n　围炉" in (await story.says(YINUO, "/ledger"))["text"]

    async def test_commands_and_phrases_do_not(self, story: Story) -> None:
        await story.says(YINUO, "/help 请问今天有什么新鲜的活动吗")
        await story.says(YINUO, "排行榜")
        assert await story.points_of(YINUO) == 0

    async def test_a_batch_told_twice_pays_once(self, story: Story) -> None:
        await story.says(YINUO, A_SENTENCE)
        await story.restart()
        assert await story.points_of(YINUO) == 2

    async def test_many_members_in_one_batch_are_each_paid(self, story: Story) -> None:
        for who in (YINUO, ZIXUAN, EMMA):
            say(story.world, who, FORUM, A_SENTENCE)
        await story.settle()
        assert [await story.points_of(who) for who in (YINUO, ZIXUAN, EMMA)] == [2, 2, 2]

    async def test_off_is_off(self, tmp_path: Path) -> None:
        async with told(tmp_path, "activity = false\n") as story:
            await story.says(YINUO, A_SENTENCE)
            assert await story.points_of(YINUO) == 0


class TestGiving:
    async def test_what_one_gives_the_other_has(self, story: Story) -> None:
        await story.says(YINUO, "在呢")
        await story.says(OWNER, f"/grant {YINUO} 100")
        await story.says(ZIXUAN, "在呢")
        answer = await story.says(YINUO, f"/give {ZIXUAN} 30")
        assert "30 分，自己还剩 70 分" in answer["text"]
        assert [await story.points_of(who) for who in (YINUO, ZIXUAN)] == [70, 30]
        assert "-30　转分" in (await story.says(YINUO, "/ledger"))["text"]
        assert "+30　转分" in (await story.says(ZIXUAN, "/ledger"))["text"]

    async def test_a_gift_can_be_undone_by_a_moderator(self, story: Story) -> None:
        await story.says(YINUO, "在呢")
        await story.says(OWNER, f"/grant {YINUO} 100")
        await story.says(ZIXUAN, "在呢")
        answer = await story.says(YINUO, f"/give {ZIXUAN} 30")
        await story.says(OWNER, f"/undo {entry_of(answer)}")
        assert [await story.points_of(who) for who in (YINUO, ZIXUAN)] == [100, 0]

    async def test_never_more_than_one_has_nor_above_the_day_nor_to_oneself(self, story: Story) -> None:
        await story.says(YINUO, "在呢")
        await story.says(OWNER, f"/grant {YINUO} 2000")
        await story.says(ZIXUAN, "在呢")
        for words, refusal in (
            (f"{YINUO} 5", "不能转给自己"),
            (f"{ZIXUAN} 1001", "最多 1000"),
            (f"{ZIXUAN} 0", "最少 1"),
            (f"{ZIXUAN} -3", "最少 1"),
        ):
            assert refusal in (await story.says(YINUO, f"/give {words}"))["text"]
        await story.says(YINUO, f"/give {ZIXUAN} 999")
        assert "今天还能转 1 分" in (await story.says(YINUO, f"/give {ZIXUAN} 2"))["text"]
        await story.passes(86400)
        assert "转给" in (await story.says(YINUO, f"/give {ZIXUAN} 1000"))["text"]
        assert await story.points_of(YINUO) == 1

    async def test_the_poor_keep_their_points(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await story.says(ZIXUAN, "在呢")
        assert "只有 10 分" in (await story.says(YINUO, f"/give {ZIXUAN} 11"))["text"]
        assert await story.points_of(YINUO) == 10

    async def test_a_tax_goes_to_the_house_and_nothing_is_lost(self, tmp_path: Path) -> None:
        async with told(tmp_path, "give_tax = 0.1\n") as story:
            await story.says(YINUO, "在呢")
            await story.says(OWNER, f"/grant {YINUO} 100")
            await story.says(ZIXUAN, "在呢")
            answer = await story.says(YINUO, f"/give {ZIXUAN} 55")
            assert "另扣手续费 5 分" in answer["text"]
            assert [await story.points_of(who) for who in (YINUO, ZIXUAN)] == [45, 50]
            (total,) = await story.rows("SELECT sum(balance) AS n FROM balances")
            assert total["n"] == 0

    async def test_an_anonymous_sender_has_no_pocket(self, story: Story) -> None:
        await story.says(ZIXUAN, "在呢")
        assert "匿名" in (await story.says(OWNER, f"/give {ZIXUAN} 5", anonymous=True))["text"]


class TestThanking:
    async def test_a_thanks_in_reply_pays_and_is_answered_by_a_heart(self, story: Story) -> None:
        said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="我来帮你")
        thanks = await story.does(YINUO, "say", chat_id=FORUM, text="谢谢！", reply_to=said["message_id"])
        assert await story.points_of(ZIXUAN) == 2
        reactions = find(story.world, YINUO, FORUM, thanks["message_id"])[1].reactions
        assert "❤" in str(reactions)

    async def test_a_pair_once_a_day_and_a_plain_thanks_is_left_alone(self, story: Story) -> None:
        said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="我来帮你")
        for _ in range(3):
            assert await story.says(YINUO, "謝謝", reply_to=said["message_id"]) == {}
        assert await story.says(YINUO, "谢谢") == {}
        assert await story.says(ZIXUAN, "谢谢", reply_to=said["message_id"]) == {}
        assert await story.points_of(ZIXUAN) == 2
        assert "今天已经谢过" in (await story.says(YINUO, "/thanks", reply_to=said["message_id"]))["text"]

    async def test_a_day_has_so_many_thanks(self, tmp_path: Path) -> None:
        async with told(tmp_path, "thanks_daily = 1\n") as story:
            first, second = [
                await story.does(who, "say", chat_id=FORUM, text="我来帮你") for who in (ZIXUAN, MODERATOR)
            ]
            assert "+2" in (await story.says(YINUO, "/thanks", reply_to=first["message_id"]))["text"]
            assert "最多道谢 1 次" in (await story.says(YINUO, "/thanks", reply_to=second["message_id"]))["text"]


class TestTheRulesAreTold:
    async def test_as_they_are_in_force(self, tmp_path: Path) -> None:
        async with told(tmp_path, "checkin_reward = 13\ngive_daily = 77\nactivity = false\n") as story:
            rules = await story.earning_of(YINUO)
            assert "签到得 13 分" in rules
            assert "一天最多 77 分" in rules
            assert "聊天：" not in rules


class TestTheNightlyAudit:
    async def test_what_does_not_add_up_is_told_to_the_operators(self, tmp_path: Path) -> None:
        async with told(tmp_path, f"[access]\noperators = [{OWNER}]\n") as story:
            await story.says(OWNER, "/start", chat=OWNER)
            await story.says(YINUO, "签到")
            await story.passes(86400)
            assert "对账" not in story.world.sent(OWNER)[-1]["text"]
            async with story.app.database.unit() as unit:
                await unit.run("UPDATE balances SET balance = balance + 5 WHERE account = :who", {"who": YINUO})
            await story.passes(86400)
            assert "对不上" in story.world.sent(OWNER)[-1]["text"]
            assert str(YINUO) in story.world.sent(OWNER)[-1]["text"]


class TestCooldowns:
    """What is remembered of who cannot earn yet may spare a question, never a point."""

    DAY = (-1, 738_000, 7)

    def cooldowns(self, talk: Talk) -> Cooldowns:
        cooldowns = Cooldowns()
        cooldowns.take({self.DAY: talk}, {-1: RULE}, now=talk.credited_at)
        return cooldowns

    def test_until_the_cooldown_is_over_and_not_a_second_longer(self) -> None:
        cooldowns = self.cooldowns(Talk(RULE.reward, 1_000))
        assert cooldowns.covers(self.DAY, [heard(A_SENTENCE, 1_000 + RULE.cooldown - 1)], RULE)
        assert not cooldowns.covers(self.DAY, [heard(A_SENTENCE, 1_000 + RULE.cooldown)], RULE)

    def test_a_full_day_rests_to_its_end_and_the_next_day_begins_anew(self) -> None:
        cooldowns = self.cooldowns(Talk(RULE.daily, 1_000))
        assert cooldowns.covers(self.DAY, [heard(A_SENTENCE, 80_000)], RULE)
        assert not cooldowns.covers((-1, 738_001, 7), [heard(A_SENTENCE, 1_001)], RULE)

    def test_another_rule_asks_again(self) -> None:
        cooldowns = self.cooldowns(Talk(RULE.daily, 1_000))
        assert not cooldowns.covers(self.DAY, [heard(A_SENTENCE, 1_001)], Earning(daily=RULE.daily + 10))
