"""Stories of the moderators' panel: every deed of theirs by buttons, in private, with rights asked anew each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.engine.buttons import unpack
from bot.engine.entrances import Command
from bot.engine.shortcuts import Shortcut
from bot.services.feedback import tickets
from handlers import ENTRANCES
from handlers.ask import command as ask
from handlers.challenge import command as challenge
from handlers.command.doors import Area
from handlers.command.shortcuts import MEMBERS, Began, Sure
from handlers.discussion import command as discussion
from handlers.events import commands as events
from handlers.feedback import command as feedback
from handlers.feedback.buttons import AtDesk, card_keys
from handlers.lottery import asking as lottery
from handlers.moderation import incident
from handlers.mood import command as mood
from handlers.polls import command as polls
from handlers.polls import quiz
from handlers.schedule import commands as schedule
from handlers.shop import keeping as shop
from handlers.surveys import command as surveys
from handlers.topics import command as topics
from handlers.welcome import command as welcome
from tests.buttons import data, labels, urls
from tests.phone import SCREEN, lines_of
from tests.story import FORUM, HAORAN, KITCHEN, MODERATOR, OWNER, YINUO, Story

VERBS: dict[str, Iterable[str]] = {
    "lottery": lottery._ASKED,
    "poll": polls._VERBS,
    "quiz": {*polls._VERBS, *quiz._VERBS},
    "event": events._VERBS,
    "topic": {*topics._VERBS, *discussion._VERBS},
    "challenge": challenge._VERBS,
    "ask": ask._VERBS,
    "shop": [key.removeprefix("shop.words_") for key in shop._ACTIONS],
    "feedback": {*feedback._ACTIONS, "block", "keep", "figures", "export"},
    "kb": {"new"},
    "incident": incident._VERBS,
    "mood": mood._VERBS,
    "schedule": schedule._WORDS,
    "welcome": welcome._VERBS,
    "survey": surveys._VERBS,
}
"""What a command takes as its first word, from the tables by which it is read."""

OF_MEMBERS = {
    ("lottery", "verify"), ("topic", "follow"), ("topic", "unfollow"), ("feedback", "add"),
}  # fmt: skip
"""Of these words, what members do too; listing is the command without words."""

WORDLESS = {
    *("guard", "segments", "note"),
    "eta",
    "promise",
    "warn",
    "mute",
    "unmute",
    "ban",
    "unban",
    "grant",
    "deduct",
    "undo",
    "stats",
    "announce",
    "correct",
    "audit",
    "console",
    "economy",
    "doctor",
    "settings",
}
"""Commands of moderators whose words begin with no verb. Of `/settings` the page is the group's."""


def to_reach() -> set[tuple[str, str]]:
    named = {(command, verb) for command, verbs in VERBS.items() for verb in verbs if verb != "list"}
    return (named - OF_MEMBERS) | {(name, "") for name in WORDLESS}


def test_the_tables_leave_no_command_of_moderators_out() -> None:
    ours = {each.name for each in ENTRANCES if isinstance(each, Command) and each.who != "member"} - {"panel"}
    assert ours <= {*VERBS, *WORDLESS}


async def begun(story: Story) -> None:
    for who in (OWNER, MODERATOR, YINUO, HAORAN):
        await story.says(who, "签到")
        await story.says(who, "/start", chat=who)


async def test_all_that_moderators_do_is_reached_from_the_panel_by_buttons(story: Story) -> None:
    await begun(story)
    shortcuts = {each.name: each for each in ENTRANCES if isinstance(each, Shortcut)}
    pressed = set[str]()
    panel = await story.says(OWNER, "/panel", chat=OWNER)
    for value, label in zip(data(panel), labels(panel), strict=True):
        if isinstance(unpack(value), Area):
            page = await story.presses(OWNER, label, chat=OWNER)
            pressed |= {each.name for each in map(unpack, data(page)) if isinstance(each, Began)}
            await story.presses(OWNER, "🛠 管理台", chat=OWNER)
    assert pressed == {name for name, each in shortcuts.items() if each.area not in MEMBERS}
    reached = {_command_of(shortcuts[name]) for name in pressed} | {
        ("feedback", what) for what in await _at_a_ticket(story)
    }
    assert to_reach() - reached == set()


_BEGUN_ELSEWHERE = {
    "announce": ("announce", ""),
    "fb_figures": ("feedback", "figures"),
    "welcome_set": ("welcome", "set"),
    "survey_new": ("survey", "new"),
    "fb_export": ("feedback", "export"),
}


def _command_of(one: Shortcut) -> tuple[str, str]:
    """The command, and the first of its words where that is one of its verbs."""
    verb = (one.words.split() or [""])[0]
    return _BEGUN_ELSEWHERE.get(one.name, (one.command, verb if verb in VERBS.get(one.command, ()) else ""))


async def _at_a_ticket(story: Story) -> set[str]:
    """What the buttons of a feedback's page do, which is opened from the panel, in every state it may be in."""
    await story.says(YINUO, "/feedback 灯坏了", chat=YINUO)
    await story.presses(OWNER, "📮 反馈", chat=OWNER)
    await story.presses(OWNER, "处理反馈", chat=OWNER)
    page = await story.presses(OWNER, "#1 灯坏了", chat=OWNER)
    one = await tickets.ticket(story.app.database.reads, 1)
    assert data(page)[:-1] == [key.data for row in card_keys(one) for key in row]
    states = [
        one,
        replace(one, state="answered"),
        replace(one, state="closed"),
        replace(one, state="closed", adopted_at=1),
        replace(one, is_urgent=True),
        replace(one, like_id=2),
        replace(one, user_id=0, voice="v"),
    ]
    keys = [key.data for each in states for row in card_keys(each) for key in row]
    return {value.what for value in map(unpack, keys) if isinstance(value, AtDesk)}


async def test_what_waits_runs_and_is_planned_is_told_first(story: Story) -> None:
    await begun(story)
    assert "没有等着处理的事" in (await story.says(OWNER, "/panel", chat=OWNER))["text"]
    await story.says(YINUO, "/feedback 灯坏了", chat=YINUO)
    said = await story.does(HAORAN, "say", chat_id=FORUM, text="坏话")
    await story.says(YINUO, "/report 骂人", reply_to=said["message_id"])
    await story.says(OWNER, "/lottery new 热茶 | ends 2h")
    await story.says(OWNER, "/event new 桌游夜 | 明天 19:00")
    panel = await story.presses(OWNER, "🔄 刷新", chat=OWNER)
    for told in ("反馈 1 条", "举报 1 条", "抽奖 1 个", "桌游夜"):
        assert told in panel["text"], told
    assert lines_of(panel["text"]) <= SCREEN
    await story.presses(OWNER, "🚩 秩序", chat=OWNER)
    await story.presses(OWNER, "处理举报", chat=OWNER)
    await story.presses(OWNER, "#1 " + story.world.people[HAORAN].first_name, chat=OWNER)
    label = next(each for each in labels(story.world.sent(OWNER)[-1]) if "成立" in each)
    await story.presses(OWNER, label, chat=OWNER)
    assert await story.rows("SELECT state FROM reports") == [{"state": "upheld"}]


async def test_what_is_said_against_a_moderator_waits_on_no_panel(story: Story) -> None:
    await begun(story)
    said = await story.does(MODERATOR, "say", chat_id=FORUM, text="坏话")
    await story.says(YINUO, "/report 骂人", reply_to=said["message_id"])
    assert "举报" not in (await story.says(MODERATOR, "/panel", chat=MODERATOR))["text"]


async def test_in_a_group_it_answers_with_the_way_to_private(story: Story) -> None:
    await begun(story)
    answer = await story.says(MODERATOR, "/panel")
    assert urls(answer) == ["https://t.me/weilu_bot?start=panel"]
    assert "管理台" in (await story.says(MODERATOR, "/start panel", chat=MODERATOR))["text"]
    assert "管理员" in (await story.says(YINUO, "/panel"))["text"]
    assert "管理员" in (await story.says(YINUO, "/panel", chat=YINUO))["text"]


async def test_rights_are_asked_anew_at_each_press(story: Story) -> None:
    await begun(story)
    await story.says(MODERATOR, "/panel", chat=MODERATOR)
    await story.presses(MODERATOR, "💰 积分", chat=MODERATOR)
    await story.presses(MODERATOR, "加分", chat=MODERATOR)
    await story.presses(MODERATOR, story.world.people[YINUO].first_name, chat=MODERATOR)
    story.world.chats[FORUM].members[MODERATOR].status = "member"
    await story.does(OWNER, "demote", chat_id=FORUM, user_id=MODERATOR)
    assert "管理员" in (await story.says(MODERATOR, "20 帮忙", chat=MODERATOR))["text"]
    await story.presses(MODERATOR, "🔄 刷新", chat=MODERATOR)
    assert await story.points_of(YINUO) == 10


async def test_points_are_granted_by_buttons_and_words(story: Story) -> None:
    await begun(story)
    await story.says(MODERATOR, "/panel", chat=MODERATOR)
    await story.presses(MODERATOR, "💰 积分", chat=MODERATOR)
    await story.presses(MODERATOR, "加分", chat=MODERATOR)
    await story.presses(MODERATOR, story.world.people[YINUO].first_name, chat=MODERATOR)
    await story.restart()
    assert "多少分" in (await story.says(MODERATOR, "abc", chat=MODERATOR))["text"], "it may be written again"
    await story.says(MODERATOR, "20 帮忙整理", chat=MODERATOR)
    assert await story.points_of(YINUO) == 30
    await story.presses(MODERATOR, "‹ 💰 积分", chat=MODERATOR)
    await story.presses(MODERATOR, "加分", chat=MODERATOR)
    handle = story.world.people[HAORAN].username
    await story.says(MODERATOR, f"@{handle} 5 谢谢", chat=MODERATOR)
    assert await story.points_of(HAORAN) == 15


async def test_what_cannot_be_taken_back_is_asked_about_once_more(story: Story) -> None:
    await begun(story)
    await story.says(OWNER, "/lottery new 热茶 | ends 2h | title 冬天的茶")
    await story.presses(YINUO, "参加")
    await story.says(OWNER, "/panel", chat=OWNER)
    await story.presses(OWNER, "🎁 抽奖", chat=OWNER)
    await story.presses(OWNER, "现在开奖", chat=OWNER)
    asked = await story.presses(OWNER, "#1 冬天的茶", chat=OWNER)
    assert "确定吗" in asked["text"]
    assert await story.rows("SELECT state FROM lotteries") == [{"state": "open"}]
    await story.presses(OWNER, "✅ 确定", chat=OWNER)
    assert (await story.rows("SELECT state FROM lotteries"))[0]["state"] not in ("open", "cancelled")
    await story.makes_up(OWNER, Sure("lottery_draw", FORUM, "1"), chat=OWNER)
    assert "过时" in story.toasts(OWNER)[-1], "a second press finds nothing to draw"


async def test_a_warning_from_the_panel_is_read_in_the_group(story: Story) -> None:
    await begun(story)
    await story.says(MODERATOR, "/panel", chat=MODERATOR)
    await story.presses(MODERATOR, "🚩 秩序", chat=MODERATOR)
    await story.presses(MODERATOR, "警告成员", chat=MODERATOR)
    await story.presses(MODERATOR, story.world.people[HAORAN].first_name, chat=MODERATOR)
    await story.says(MODERATOR, "刷屏", chat=MODERATOR)
    assert "刷屏" in story.world.sent(FORUM)[-1]["text"]


async def test_nothing_of_one_group_is_done_from_another(story: Story) -> None:
    await begun(story)
    await story.says(HAORAN, "早", chat=KITCHEN)
    await story.says(MODERATOR, "/panel", chat=MODERATOR)
    await story.makes_up(MODERATOR, Began("group_set", KITCHEN, 0), chat=MODERATOR)
    await story.makes_up(MODERATOR, Area(KITCHEN, "points"), chat=MODERATOR)
    assert len([each for each in story.toasts(MODERATOR) if "管理员" in each]) == 2
