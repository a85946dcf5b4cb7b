"""Stories of /help and the menus of commands: by role, by pages that fit a phone, few at a time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.engine.entrances import Command, Menu
from bot.texts.catalog import LOCALES, commands
from handlers import ENTRANCES
from handlers.basics.help import PAGES
from playground.world.commands import commands_for
from tests.phone import SCREEN, card_lines
from tests.story import EMMA, FORUM, MODERATOR, OWNER, PEISHAN, YINUO, Message, Story, told

COMMANDS = {each.name: each for each in ENTRANCES if isinstance(each, Command)}
MOST: dict[Menu, int] = {"private": 8, "group": 8, "administrators": 12}


def buttons(message: Message) -> list[str]:
    return [key["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for key in row]


def menu(story: Story, who: int, chat: int) -> dict[str, str]:
    offered = commands_for(story.world, story.world.chats[chat], who)
    return {each["command"]: each["description"] for each in offered}


@pytest.mark.parametrize("of", MOST)
def test_no_menu_is_longer_than_a_glance(of: Menu) -> None:
    listed = [name for name, each in COMMANDS.items() if of in each.shown.menus]
    assert 6 <= len(listed) <= MOST[of]
    assert "help" in listed
    assert of == "administrators" or all(COMMANDS[name].who == "member" for name in listed)


def test_every_command_has_a_page_of_the_help() -> None:
    assert {each.shown.page for each in COMMANDS.values()} == set(PAGES)
    assert [name for name, each in COMMANDS.items() if (each.shown.page == "desk") != (each.who != "member")] == []


async def test_telegram_offers_a_menu_by_scope_rights_and_language(tmp_path: Path) -> None:
    async with told(tmp_path, is_menu_known=False) as story:
        await story.says(YINUO, "/start", chat=YINUO)
        await story.says(EMMA, "/start", chat=EMMA)
        shown = {(who, chat): menu(story, who, chat) for who in (YINUO, EMMA) for chat in (who, FORUM)}
        moderators = menu(story, MODERATOR, FORUM)
    assert all(len(each) <= 8 for each in shown.values())
    assert "start" in shown[YINUO, YINUO]
    assert "start" not in shown[YINUO, FORUM]
    assert shown[YINUO, FORUM]["checkin"] == commands()["checkin"].menu["zh-Hans"]
    assert shown[EMMA, FORUM]["checkin"] == commands()["checkin"].menu["en"]
    assert "grant" in moderators
    assert "grant" not in shown[YINUO, FORUM]
    assert len(moderators) <= 12


async def test_help_has_a_button_a_page_and_a_way_back(story: Story) -> None:
    first = await story.says(YINUO, "/help")
    assert len(buttons(first)) <= 6
    pages = buttons(first)
    for label in pages:
        page = await story.presses(YINUO, label)
        assert page["message_id"] == first["message_id"]
        assert card_lines(page) <= SCREEN, page["text"]
        assert buttons(await story.presses(YINUO, "‹ 返回")) == pages


async def test_help_leaves_no_command_of_ones_role_out(story: Story) -> None:
    for who in (MODERATOR, YINUO):
        await story.says(who, "早")
    for who, chat in ((YINUO, FORUM), (YINUO, YINUO), (MODERATOR, FORUM), (MODERATOR, MODERATOR)):
        found: set[str] = set()
        for label in buttons(await story.says(who, "/help", chat=chat)):
            told = (await story.presses(who, label, chat=chat))["text"]
            found |= set(re.findall(r"/([a-z]+)[\u00a0 ]", told)) - {"help"}
            await story.presses(who, "‹ 返回", chat=chat)
        roles = ("member",) if who == YINUO else ("member", "moderator")
        assert found == {name for name, each in COMMANDS.items() if each.who in roles} - {"help"}


async def test_the_page_of_moderators_opens_to_nobody_else(story: Story) -> None:
    await story.says(MODERATOR, "/help")
    assert await story.presses(YINUO, "🛠 管理员") == {}
    assert "管理员" in story.toasts(YINUO)[-1]
    assert "/grant" in (await story.presses(MODERATOR, "🛠 管理员"))["text"]


async def test_syntax_is_shown_to_those_who_may_use_it(story: Story) -> None:
    for name, words in commands().items():
        told = (await story.says(YINUO, f"/help {name}"))["text"]
        if COMMANDS[name].who == "member":
            assert words.usage["zh-Hans"] in told
        else:
            assert told == f"/{name}（{words.menu['zh-Hans']}）是管理员用的。"
        assert not words.manage["zh-Hans"] or words.manage["zh-Hans"] not in told
    assert commands()["shop"].manage["zh-Hans"] in (await story.says(MODERATOR, "/help shop"))["text"]


@pytest.mark.parametrize("command", ["lottery", "shop", "challenge", "topic"])
async def test_a_refusal_shows_the_half_that_whoever_wrote_may_use(story: Story, command: str) -> None:
    words = commands()[command]
    told = (await story.says(YINUO, f"/{command} foo"))["text"]
    assert words.usage["zh-Hans"] in told
    assert words.manage["zh-Hans"] not in told
    assert words.manage["zh-Hans"] in (await story.says(OWNER, f"/{command} foo"))["text"]


async def test_help_for_one_command_says_how_to_write_it_and_what_may_be_said_instead(story: Story) -> None:
    shown = (await story.says(YINUO, "/help /checkin"))["text"]
    assert "/checkin" in shown
    assert "打卡" in shown
    assert "直接说" not in (await story.says(YINUO, "/help give"))["text"]


async def test_every_page_fits_a_phone_in_every_language(story: Story) -> None:
    for who, locale in ((YINUO, "zh-Hans"), (PEISHAN, "zh-Hant"), (EMMA, "en")):
        assert locale in LOCALES
        await story.says(who, "/language", chat=who)
        for label in buttons(await story.says(who, "/help", chat=who)):
            told = await story.presses(who, label, chat=who)
            assert card_lines(told) <= SCREEN, told["text"]
            await story.presses(who, "‹ Back" if locale == "en" else "‹ 返回", chat=who)


async def test_how_points_come_is_told_with_their_commands_in_the_groups_language(story: Story) -> None:
    await story.says(YINUO, "/help")
    told = (await story.presses(YINUO, "💰 签到、积分"))["text"]
    assert "签到得 10 分" in told
    assert "银卡" in told
    await story.says(OWNER, "/language")
    await story.presses(OWNER, "English")
    await story.says(YINUO, "/help", chat=FORUM)
    words = (await story.presses(YINUO, "💰 Points"))["text"]
    assert "Silver" in words
    assert "银卡" not in words
