"""Stories of the members' home: one message in private that is edited, with all there is behind its buttons."""

from __future__ import annotations

from bot.engine.buttons import unpack
from bot.engine.entrances import Command
from bot.engine.shortcuts import Shortcut
from handlers import ENTRANCES
from handlers.command.shortcuts import Began
from playground.world.population import bring_bot
from tests.buttons import data, labels, urls
from tests.phone import SCREEN, lines_of
from tests.story import FORUM, HAORAN, KITCHEN, MODERATOR, MUYANG, NEWCOMER, OWNER, YINUO, Story


async def test_the_home_tells_what_one_has_and_what_is_open_with_eight_buttons(story: Story) -> None:
    await story.says(YINUO, "签到")
    await story.says(OWNER, "/lottery new 热茶 x2 | ends 2h | title 冬天的茶")
    await story.says(OWNER, "/event new 桌游夜 | 明天 19:00")
    await story.says(OWNER, "/poll 吃什么 | 面 | 饭")
    home = await story.says(YINUO, "/start", chat=YINUO)
    assert "10 分" in home["text"]
    assert "连续签到 1 天" in home["text"]
    for what in ("冬天的茶", "桌游夜", "吃什么"):
        assert what in home["text"]
    assert labels(home)[:8] == ["签到", "我的积分", "排行榜", "商店", "投票", "抽奖", "活动", "反馈"]
    assert "🛠 管理台" not in labels(home)
    assert lines_of(home["text"]) <= SCREEN
    links = [each["url"] for each in home["entities"] if each["type"] == "text_link"]
    assert all(each.startswith("https://t.me/c/") for each in links)
    assert len(links) == 3


async def test_what_a_button_shows_comes_into_the_same_message_and_leads_back(story: Story) -> None:
    await story.says(YINUO, "早")
    home = await story.says(YINUO, "/start", chat=YINUO)
    assert "欢迎" in home["text"], "a fresh member is told how to begin"
    for label in [*labels(home)[:8], "更多"]:
        shown = await story.presses(YINUO, label, chat=YINUO)
        assert shown["message_id"] == home["message_id"], label
        assert "‹ 首页" in labels(shown), label
        again = await story.presses(YINUO, "‹ 首页", chat=YINUO)
        assert labels(again) == labels(home)
    assert "10 分" in again["text"]


async def test_the_way_back_stays_while_other_buttons_turn_the_message_over(story: Story) -> None:
    await story.says(YINUO, "签到")
    await story.says(YINUO, "/start", chat=YINUO)
    await story.presses(YINUO, "排行榜", chat=YINUO)
    await story.restart()
    turned = await story.presses(YINUO, "本周", chat=YINUO)
    assert "‹ 首页" in labels(turned)
    assert "10 分" in (await story.presses(YINUO, "‹ 首页", chat=YINUO))["text"]


async def test_in_several_groups_it_is_asked_which_and_may_be_changed(story: Story) -> None:
    await story.says(HAORAN, "早")
    await story.says(HAORAN, "签到", chat=KITCHEN)
    asked = await story.says(HAORAN, "/start", chat=HAORAN)
    kitchen = story.world.chats[KITCHEN].title
    assert {kitchen, story.world.chats[FORUM].title} <= set(labels(asked))
    assert kitchen in (await story.presses(HAORAN, kitchen, chat=HAORAN))["text"]
    assert labels(await story.presses(HAORAN, "换个群", chat=HAORAN)) == labels(asked)


async def test_who_shares_no_group_is_told_how_to_begin_and_adds_the_bot_with_its_rights(story: Story) -> None:
    greeted = await story.says(NEWCOMER, "/start", chat=NEWCOMER)
    assert "还没有共同的群" in greeted["text"]
    (link,) = urls(greeted)
    assert link.startswith("https://t.me/weilu_bot?startgroup=true&admin=")
    rights = link.partition("&admin=")[2].split("+")
    assert {"pin_messages", "delete_messages", "restrict_members", "invite_users", "manage_topics"} <= set(rights)
    assert "还没有共同的群" in (await story.presses(NEWCOMER, "再看看", chat=NEWCOMER) or greeted)["text"]


async def test_whoever_left_presses_in_vain_and_is_greeted_as_somebody_without_a_group(story: Story) -> None:
    await story.says(MUYANG, "签到")
    await story.says(MUYANG, "/start", chat=MUYANG)
    await story.does(MUYANG, "leave", chat_id=FORUM)
    await story.presses(MUYANG, "签到", chat=MUYANG)
    assert await story.presses(MUYANG, "🔄 刷新", chat=MUYANG) == {}
    assert all("群" in each for each in story.toasts(MUYANG)[-2:])
    assert "还没有共同的群" in (await story.says(MUYANG, "/start", chat=MUYANG))["text"]


async def test_moderators_have_a_way_to_the_panel(story: Story) -> None:
    await story.says(MODERATOR, "早")
    await story.says(MODERATOR, "/start", chat=MODERATOR)
    assert "管理台" in (await story.presses(MODERATOR, "🛠 管理台", chat=MODERATOR))["text"]


async def test_points_are_given_by_buttons_and_one_number(story: Story) -> None:
    for who in (YINUO, HAORAN):
        await story.says(who, "签到")
    await story.says(YINUO, "/start", chat=YINUO)
    await story.presses(YINUO, "更多", chat=YINUO)
    await story.presses(YINUO, "转分", chat=YINUO)
    await story.presses(YINUO, story.world.people[HAORAN].first_name, chat=YINUO)
    assert "4" in (await story.says(YINUO, "4 谢谢你", chat=YINUO))["text"]
    assert await story.points_of(HAORAN) == 14
    assert "没听懂" in (await story.says(YINUO, "4", chat=YINUO))["text"], "it was asked once"
    assert await story.points_of(HAORAN) == 14


async def test_a_question_left_by_another_button_takes_no_later_words_for_its_answer(story: Story) -> None:
    for who in (YINUO, HAORAN):
        await story.says(who, "签到")
    await story.says(YINUO, "/start", chat=YINUO)
    await story.presses(YINUO, "更多", chat=YINUO)
    await story.presses(YINUO, "反馈、设置", chat=YINUO)
    await story.presses(YINUO, "写反馈", chat=YINUO)
    await story.presses(YINUO, "‹ 反馈、设置", chat=YINUO)
    assert "没听懂" in (await story.says(YINUO, "灯坏了", chat=YINUO))["text"]


async def test_all_that_members_do_is_reached_from_the_home(story: Story) -> None:
    """But for what points at a message in the group: thanks, and reports."""
    await story.says(YINUO, "早")
    seen = [await story.says(YINUO, "/start", chat=YINUO)]
    for label in ("更多", "反馈、设置", "这个群"):
        seen.append(await story.presses(YINUO, label, chat=YINUO))
        assert len(labels(seen[-1])) <= 18
    begun = {each.name for page in seen for each in map(unpack, data(page)) if isinstance(each, Began)}
    commands = {each.command for each in ENTRANCES if isinstance(each, Shortcut) and each.name in begun}
    members = {each.name for each in ENTRANCES if isinstance(each, Command) and each.who == "member"}
    assert members - commands == {"start", "thanks", "report"}


async def test_before_anything_is_said_in_a_group_its_moderators_are_known_in_private(story: Story) -> None:
    """As `play` begins: all that the bot has heard is that it came into its groups."""
    bring_bot(story.world)
    await story.settle()
    assert "你想管哪个群" in (await story.says(OWNER, "/panel", chat=OWNER))["text"]
    assert "在哪个群" in (await story.says(YINUO, "/start", chat=YINUO))["text"]
    assert "管理员" in (await story.says(YINUO, "/panel", chat=YINUO))["text"]
