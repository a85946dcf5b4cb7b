"""Stories of the guard: trial first, then held, released, taught; nobody who is known or moderates is touched."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from handlers.guard import acting
from tests.handlers.guard.scene import IN_EARNEST, LINK, met, says, stands
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, NEWCOMER, OWNER, PICTURE, YINUO, ZIXUAN, Story, told


async def test_in_trial_nothing_is_done_and_one_press_agrees_or_corrects(story: Story) -> None:
    await met(story)
    said = await says(story, NEWCOMER, LINK)
    assert stands(story, said)
    assert "会拦下 1 条" in (await story.says(OWNER, "/panel", chat=OWNER))["text"]
    card = (await story.says(OWNER, "/guard"))["text"]
    assert "试运行" in card and "刚进群就发链接：1 条，其中弄错 0" in card  # noqa: PT018
    assert "弄错 1" in (await story.presses(OWNER, "1 不对"))["text"]
    await says(story, NEWCOMER, "又一个 https://spam.example/y")
    assert "：1 条，其中弄错 1" in (await story.says(OWNER, "/guard"))["text"], "it learnt"
    assert await story.rows("SELECT said FROM guard_finds") == [{"said": ""}]


async def test_after_a_week_the_desk_reads_what_a_trial_would_have_done(story: Story) -> None:
    await met(story)
    await says(story, NEWCOMER, LINK)
    for _ in range(2):
        await story.passes(7 * 86_400 + 1)
        told_ = [each["text"] for each in story.world.sent(MODERATOR) if "防骚扰（试运行）" in each["text"]]
        assert len(told_) == 1, "nothing was found since"
        assert "刚进群就发链接：1 条" in told_[0]


async def test_a_newcomers_link_is_held_and_put_back_by_one_press(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        known, link = await says(story, YINUO, LINK), await says(story, NEWCOMER, LINK)
        assert (stands(story, known), stands(story, link)) == (True, False)
        line = story.world.sent(FORUM)[-1]
        assert "收起来了：刚进群就发链接" in line["text"]
        await story.passes(61)
        assert not stands(story, line)
        assert "刚进群就发链接" in (await story.says(NEWCOMER, "/why"))["text"]
        card = story.world.sent(MODERATOR)[-1]
        assert "收起 1 条" in card["text"] and "spam.example" in card["text"]  # noqa: PT018
        await story.presses(MODERATOR, "没问题，放回去", chat=MODERATOR)
        assert (
            "spam.example" in story.world.sent(FORUM)[-2]["text"]
            or "spam.example" in story.world.sent(FORUM)[-1]["text"]
        )
        assert "撤销了" in story.world.sent(OWNER)[-1]["text"]
        assert stands(story, await says(story, NEWCOMER, "再看 https://spam.example/z"))
        assert "只有管理员" in (await story.says(ZIXUAN, "/guard"))["text"]


async def test_moderators_are_never_touched_and_what_is_more_than_words_waits_as_a_copy(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        for number in range(12):
            assert stands(story, await says(story, MODERATOR, f"加微信 {number}"))
        assert not stands(story, await says(story, YINUO, "来加*微 信"))
        file = base64.b64encode(PICTURE).decode()
        photo = await story.does(NEWCOMER, "photo", chat_id=FORUM, file=file, caption=LINK)
        assert not stands(story, photo)
        assert any("photo" in each for each in story.world.sent(OWNER))
        before = len([each for each in story.world.sent(FORUM) if "photo" in each])
        await story.presses(MODERATOR, "没问题，放回去", chat=MODERATOR)
        assert len([each for each in story.world.sent(FORUM) if "photo" in each]) == before + 1


async def test_a_flood_is_one_card_that_grows_and_a_line_and_the_rest_goes(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        before, cards = len(story.world.sent(FORUM)), len(story.world.sent(MODERATOR))
        sent = [await says(story, ZIXUAN, f"第{number}句，刷起来") for number in range(14)]
        assert [stands(story, each) for each in sent] == [True] * 8 + [False] * 6
        assert len(story.world.sent(FORUM)) == before + 1
        assert len(story.world.sent(MODERATOR)) == cards + 1
        assert "收起 6 条" in story.world.sent(MODERATOR)[-1]["text"]
        await story.presses(MODERATOR, "确实不该发", chat=MODERATOR)
        assert "没有" not in (await story.says(OWNER, "/guard"))["text"]


async def test_an_appeal_against_a_held_message_puts_it_back(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        await story.says(NEWCOMER, "/start", chat=NEWCOMER)
        await says(story, NEWCOMER, LINK)
        assert "先收起来了" in story.world.sent(NEWCOMER)[-1]["text"]
        await story.presses(NEWCOMER, "申诉", chat=NEWCOMER)
        await story.says(NEWCOMER, "这是我的作品", chat=NEWCOMER)
        before = len(story.world.sent(NEWCOMER))
        await story.presses(OWNER, "撤销处理", chat=OWNER)
        assert len(story.world.sent(NEWCOMER)) == before + 1, "told once"
        assert any("撤销了，以后不会再拦" in each["text"] for each in story.world.sent(OWNER)), (
            "the card of what was held"
        )
        assert any("spam.example" in each["text"] for each in story.world.sent(FORUM) if "text" in each)


async def test_delete_and_mute_and_a_lure_that_only_asks(tmp_path: Path) -> None:
    async with told(tmp_path, '[guard]\ntrial = false\naction = "mute 1h"\n') as story:
        await met(story)
        lure = await says(story, NEWCOMER, "招兼职，日结三百，加薇 abc12345")
        assert stands(story, lure)
        assert "请看看" in story.world.sent(MODERATOR)[-1]["text"]
        cards, again = len(story.world.sent(MODERATOR)), await says(story, NEWCOMER, "兼职日结，加薇 abc12345")
        assert len(story.world.sent(MODERATOR)) == cards, "asked about once"
        assert "像拉人的广告" in (await story.says(OWNER, "/guard", chat=OWNER))["text"].split("请看看对不对")[1]
        await story.presses(MODERATOR, "删掉", chat=MODERATOR)
        assert (stands(story, lure), stands(story, again)) == (False, False)
        assert not stands(story, await says(story, NEWCOMER, LINK))
        assert story.world.chats[FORUM].members[NEWCOMER].status == "restricted"
        await story.passes(3601)
        assert story.world.chats[FORUM].members[NEWCOMER].status == "member"


async def test_without_the_right_moderators_are_asked_and_a_closed_door_holds_links_even_in_trial(story: Story) -> None:
    await met(story)
    await story.says(OWNER, "/panel", chat=OWNER)
    await story.presses(OWNER, "🛡 安全", chat=OWNER)
    await story.presses(OWNER, "关门", chat=OWNER)
    assert not stands(story, await says(story, NEWCOMER, LINK))
    await story.says(OWNER, "/help", chat=KITCHEN)
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=story.world.bot.id, rights=["can_pin_messages"])
    assert stands(story, await says(story, NEWCOMER, LINK + "2"))


async def test_who_is_new_is_known_after_a_restart(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        await story.restart()
        assert not stands(story, await says(story, NEWCOMER, LINK))
        assert stands(story, await says(story, ZIXUAN, LINK))


async def test_many_spammers_at_once_are_one_line_in_the_group_and_other_kinds_of_groups_are_guarded_alike(
    tmp_path: Path,
) -> None:
    async with told(tmp_path, f"[welcome]\nenabled = false\n{IN_EARNEST}") as story:
        await met(story)
        people = [await story.does(OWNER, "newcomer", name=f"新人{number}") for number in range(8)]
        for who in people:
            story.world.join(who, FORUM)
        await story.settle()
        before, cards = len(story.world.sent(FORUM)), len(story.world.sent(MODERATOR))
        with story.unheard():
            said = [story.world.say(who, FORUM, f"{LINK}{who}") for who in people]
        await story.settle()
        assert not [each for each in said if stands(story, each)]
        assert len(story.world.sent(FORUM)) == before + 1
        assert "8 人，8 条" in story.world.sent(MODERATOR)[-1]["text"]
        assert len(story.world.sent(MODERATOR)) == cards + 1
        assert "请看看对不对" in (await story.says(MODERATOR, "/guard", chat=MODERATOR))["text"]
        await story.presses(MODERATOR, "1 不对", chat=MODERATOR)
        assert any("spam.example" in each["text"] for each in story.world.sent(FORUM) if "text" in each)
        for chat in (HIKE, KITCHEN):
            await story.says(OWNER, "/help", chat=chat)
            await story.does(people[0], "join", chat_id=chat)
            assert not stands(story, await says(story, people[0], f"{LINK}{chat}", chat), chat)


async def test_what_hundreds_bring_at_once_goes_at_once_by_few_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting, "_AT_ONCE", 40)
    async with told(tmp_path, IN_EARNEST + "[welcome]\nenabled = false\n") as story:
        await met(story)
        people = [await story.does(OWNER, "newcomer", name=f"新人{number}") for number in range(130)]
        for who in people:
            story.world.join(who, FORUM)
        said = [
            story.world.say(who, FORUM, f"看 https://spam{who}.example/{number}") for who in people for number in (1, 2)
        ]
        await story.settle()
        assert not [each for each in said if stands(story, each)]
        deletes = [name for name, _ in story.world.calls if name == "deleteMessages"]
        assert len(deletes) <= 10, "those of all members together"
        assert [each["n"] for each in await story.rows("SELECT count(*) AS n FROM sanctions")] == [130]


async def test_whoever_was_in_before_is_known_over_a_restart_on_the_bots_first_day_too(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        await story.says(MODERATOR, f"/mute {YINUO} 1h 吵")
        await story.says(MODERATOR, f"/unmute {YINUO}")
        await story.restart()
        assert stands(story, await says(story, YINUO, LINK)), "Telegram told of them, and not of their coming"
        assert not stands(story, await says(story, NEWCOMER, LINK))
        assert "用法" in (await story.says(MODERATOR, "/mute"))["text"]
        assert len(await story.rows("SELECT 1 AS n FROM guard_finds")) == 1
