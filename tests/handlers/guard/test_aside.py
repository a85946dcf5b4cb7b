"""Stories of what counts for nothing and is looked at all the same: edits, channels, and who was put out elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.guard.scene import IN_EARNEST, LINK, met, says, stands
from tests.story import FORUM, KITCHEN, MODERATOR, NEWCOMER, OWNER, YINUO, ZIXUAN, Story, told


async def edits(story: Story, who: int, said: dict[str, object], text: str) -> None:
    await story.does(who, "edit", chat_id=FORUM, message_id=said["message_id"], text=text)


async def test_a_newcomer_who_edits_a_link_in_is_held_and_a_known_member_is_not(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        fresh, known, word = [await says(story, who, "大家好呀") for who in (NEWCOMER, YINUO, YINUO)]
        await story.passes(20)
        await edits(story, NEWCOMER, fresh, LINK)
        await edits(story, YINUO, known, LINK)
        await edits(story, YINUO, word, "来加-微信呀")
        assert [stands(story, each) for each in (fresh, known, word)] == [False, True, False]
        assert await story.points_of(YINUO) == 0, "what is edited earns nothing"


async def test_an_edit_is_no_flood_and_what_was_let_pass_is_judged_anew_where_it_says_something_else(
    tmp_path: Path,
) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        said = await says(story, NEWCOMER, "招兼职，日结三百，加薇 abc12345")
        assert stands(story, said), "a lure asks"
        await story.presses(MODERATOR, "没问题", chat=MODERATOR)
        for number in range(20):
            await edits(story, NEWCOMER, said, f"改了第{number}次，还是没写对")
        assert stands(story, said)
        await edits(story, NEWCOMER, said, LINK)
        assert not stands(story, said)


async def test_words_in_a_channels_name_are_a_newcomers_until_a_moderator_knows_it(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        plain = await says(story, ZIXUAN, "今天天气不错", channel="好物频道")
        link = await says(story, ZIXUAN, LINK, channel="好物频道")
        assert (stands(story, plain), stands(story, link)) == (True, False)
        assert "好物频道 的消息先收起来了" in story.world.sent(FORUM)[-1]["text"]
        assert not stands(story, await says(story, ZIXUAN, "加微信聊", channel="另一个频道"))
        await story.presses(MODERATOR, "没问题，放回去", chat=MODERATOR)
        assert stands(story, await says(story, ZIXUAN, LINK, channel="另一个频道")), "it is known now"
        hidden = await story.does(OWNER, "say", chat_id=FORUM, text=LINK, anonymous=True)
        assert stands(story, hidden), "an administrator who hides"


async def test_the_channel_that_the_group_belongs_to_is_never_touched(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        post = story.world.auto_forward(KITCHEN, "厨房公告", LINK)
        await story.settle()
        own = await says(story, OWNER, LINK, KITCHEN, channel="厨房公告")
        strange = await says(story, OWNER, LINK, KITCHEN, channel="好物频道")
        assert [stands(story, each, KITCHEN) for each in (post, own, strange)] == [True, True, False]


async def test_moderators_are_asked_once_about_who_was_banned_elsewhere_and_nothing_is_done(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        await story.says(ZIXUAN, "早")
        await story.does(OWNER, "ban", chat_id=KITCHEN, user_id=ZIXUAN)
        fresh = await story.does(OWNER, "newcomer", name="新人")
        await story.does(fresh, "join", chat_id=KITCHEN)
        await story.does(OWNER, "ban", chat_id=KITCHEN, user_id=fresh)
        await story.does(fresh, "join", chat_id=FORUM)
        await story.restart()
        cards = len(story.world.sent(MODERATOR))
        said = await says(story, fresh, "大家好，我是新来的")
        card = story.world.sent(MODERATOR)[-1]["text"]
        assert stands(story, said)
        assert "别的群封禁过" in card
        assert "深夜厨房" not in card, "where it was is nobody's business"
        await says(story, fresh, "请多关照，这里都聊什么")
        assert len(story.world.sent(MODERATOR)) == cards + 1, "once"
        await says(story, ZIXUAN, "早，我一直在这里")
        assert len(story.world.sent(MODERATOR)) == cards + 1, "who is known here is not asked about"
        await story.does(OWNER, "unban", chat_id=KITCHEN, user_id=fresh)
        assert [row["user_id"] for row in await story.rows("SELECT user_id FROM removals")] == [ZIXUAN]


async def test_who_comes_in_and_spams_at_once_is_new_in_that_very_batch(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        fresh = await story.does(OWNER, "newcomer", name="新人")
        with story.unheard():
            story.world.join(fresh, FORUM)
            said = story.world.say(fresh, FORUM, LINK)
        await story.settle()
        assert not stands(story, said)


COMMANDS = ["/help https://spam.example/x", "/checkin@weilu_bot https://spam.example/x"]


@pytest.mark.parametrize("words", COMMANDS)
async def test_a_newcomers_command_with_a_link_is_held_and_carried_out_all_the_same(tmp_path: Path, words: str) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        before = len(story.world.sent(FORUM))
        assert not stands(story, await says(story, NEWCOMER, words))
        assert len(story.world.sent(FORUM)) >= before + 2, "the answer, and the guard's line"
        assert stands(story, await says(story, YINUO, words))


async def test_what_a_member_asks_of_the_bot_is_no_flood_no_repeat_and_may_name_what_it_is_about(
    tmp_path: Path,
) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        for who in (YINUO, NEWCOMER):
            asked = [await says(story, who, "/points@weilu_bot") for _ in range(12)]
            assert all(stands(story, each) for each in asked)
        assert stands(story, await says(story, YINUO, "/feedback 有人到处说加微信"))
        assert await story.rows("SELECT 1 AS n FROM guard_finds") == []


@pytest.mark.parametrize("words", ["T。me/spam_group 进来", "t . me / spam", "去 spam点com 看", "spam。vip"])
async def test_a_newcomers_address_that_telegram_makes_no_link_of_is_held(tmp_path: Path, words: str) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        assert not stands(story, await says(story, NEWCOMER, words))
        assert stands(story, await says(story, YINUO, words))


async def test_a_newcomer_may_call_people_and_this_place_and_is_held_for_leading_elsewhere(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        await story.says(OWNER, "/help", chat=KITCHEN)
        await story.does(NEWCOMER, "join", chat_id=KITCHEN)
        post = story.world.auto_forward(KITCHEN, "厨房公告", "新文章")
        story.world.channel("厨房公告", username="chufang_gonggao")
        story.world.channel("好物频道", username="haowu_pindao")
        known = story.world.people[YINUO].username
        for words in (
            f"@{known} 你好呀",
            "@nobody_knows_me 你好呀",
            "有问题看 @chufang_gonggao",
        ):
            assert stands(story, await says(story, NEWCOMER, words, KITCHEN), KITCHEN), words
        assert stands(story, post, KITCHEN)
        assert await story.rows("SELECT why, state, said FROM guard_finds WHERE state <> 'passed' OR said <> ''") == []
        story.world.faults.next("getChat", "error", code=500, description="Internal Server Error")
        assert stands(story, await says(story, NEWCOMER, "来看 @haowu_pindao", KITCHEN), KITCHEN), (
            "Telegram kept silent"
        )
        assert not stands(story, await says(story, NEWCOMER, "都来 @haowu_pindao 看看", KITCHEN), KITCHEN)
        assert "刚进群就 @ 别处" in story.world.sent(OWNER)[-1]["text"]
        await story.presses(OWNER, "没问题，放回去", chat=OWNER)
        assert stands(story, await says(story, NEWCOMER, "再说一次 @haowu_pindao", KITCHEN), KITCHEN), "it learnt"


async def test_a_raid_of_names_is_asked_about_so_often_and_no_oftener(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST + "[welcome]\nenabled = false\n") as story:
        await met(story)
        with story.unheard():
            for number in range(40):
                story.world.say(NEWCOMER, FORUM, f"@somebody_{number} 在吗", channel=f"频道{number}")
        before = [name for name, _ in story.world.calls].count("getChat")
        await story.settle()
        assert [name for name, _ in story.world.calls].count("getChat") - before <= 65, "each channel, and twenty names"


async def test_whoever_comments_from_outside_is_as_new_as_their_first_words(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        await story.says(OWNER, "/help", chat=KITCHEN)
        post = story.world.auto_forward(KITCHEN, "围炉频道", "新文章")
        await story.settle()

        async def comments(who: int, text: str) -> bool:
            sent = await story.does(who, "say", chat_id=KITCHEN, text=text, reply_to=post["message_id"])
            return stands(story, sent, KITCHEN)

        assert await comments(ZIXUAN, LINK), "a member, of whom nothing was known until now"
        assert not await comments(YINUO, LINK), "no member"
        assert await comments(YINUO, "写得真好")
        assert not await comments(YINUO, "/help https://spam.example/y")
        await story.passes(86_400)
        assert await comments(YINUO, "这篇也好 https://blog.example/z")


async def test_where_telegram_keeps_silent_nobody_is_taken_for_new(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        await story.says(OWNER, "/help", chat=KITCHEN)
        post = story.world.auto_forward(KITCHEN, "围炉频道", "新文章")
        await story.settle()
        for _ in range(4):
            story.world.faults.next("getChatMember", "error", code=500, description="Internal Server Error")
        sent = await story.does(ZIXUAN, "say", chat_id=KITCHEN, text=LINK, reply_to=post["message_id"])
        assert stands(story, sent, KITCHEN)
