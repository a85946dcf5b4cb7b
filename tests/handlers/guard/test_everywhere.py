"""A table: every rule of the guard in every kind of group, with and without the right to delete, and hidden hands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import pytest

from playground.world.state import standing
from tests.handlers.guard.scene import stands
from tests.story import FORUM, HIKE, KITCHEN, OWNER, YINUO, ZIXUAN, Message, Story, told

CONFIG: Final = '[guard]\ntrial = false\nwords = ["加微信"]\n[welcome]\nenabled = false\n'
KNOWN: Final = {FORUM: YINUO, KITCHEN: ZIXUAN}
Say = Callable[[Story, int, int, dict[str, Any]], Awaitable[Message]]
"""Whose it is, where, and in whose name: their own, the group's, a channel's."""


def words(*lines: str) -> Say:
    """Said one after the other; the last is what is looked at."""

    async def say(story: Story, who: int, chat: int, name: dict[str, Any]) -> Message:
        sent = [await story.does(who, "say", chat_id=chat, text=line, **name) for line in lines]
        return dict(sent[-1])

    return say


def shown(body: dict[str, Any], **extra: Any) -> Say:
    """Whatever a message may hold beside words."""

    async def say(story: Story, who: int, chat: int, name: dict[str, Any]) -> Message:
        sent = story.world.speak(who, chat, body, **name, **extra)
        await story.settle()
        return dict(sent)

    return say


def edited(body: dict[str, Any]) -> Say:
    """Nobody looks twice; who hides behind the group edits nothing in here."""

    async def say(story: Story, who: int, chat: int, name: dict[str, Any]) -> Message:
        said = await shown(body)(story, who, chat, name)
        if "anonymous" not in name:
            await story.does(who, "edit", chat_id=chat, message_id=said["message_id"], text="看 https://x.example/e")
        return said

    return say


async def mentions(story: Story, who: int, chat: int, name: dict[str, Any]) -> Message:
    text = " ".join(f"@member_{number:02}" for number in range(9))
    found = [{"type": "mention", "offset": at * 11, "length": 10} for at in range(9)]
    return dict(await story.does(who, "say", chat_id=chat, text=text, entities=found, **name))


_FILE: Final = {"file_id": "F", "file_unique_id": "f"}
PHOTO: Final = [{**_FILE, "width": 9, "height": 9}]
POLL: Final = {
    "id": "7", "question": "去哪", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
    "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
}  # fmt: skip
OPTION: Final = {"persistent_id": "o", "voter_count": 0}
BUTTON: Final = {"inline_keyboard": [[{"text": "点我", "url": "https://x.example/b"}]]}

RULES: Final[dict[str, Say]] = {
    "poll": shown({"poll": {**POLL, "question": "进群看 t.me/spam_group"}}),
    "option": shown({"poll": {**POLL, "options": [{**OPTION, "text": "看 https://x.example/o"}]}}),
    "poll_word": shown({"poll": {**POLL, "options": [{**OPTION, "text": "加微信"}]}}),
    "caption": edited({"photo": PHOTO, "caption": "夕阳"}),
    "button": shown({"text": "好东西", "reply_markup": BUTTON}),
    "checklist": shown({"checklist": {"title": "清单", "tasks": [{"id": 1, "text": "看 x.example.com/7 www.x.com"}]}}),
    "venue": shown({"venue": {"location": {"latitude": 1.5, "longitude": 1.5}, "title": "t.me/spam", "address": "路"}}),
    "channel": words("@haowu_pindao 快来看看"),
    "bot": words("发消息给 @haowu_bot 领东西"),
    "link": words("看看这个 https://x.example/1"),
    "edit": edited({"text": "大家好呀"}),
    "word": words("来 加·微 信"),
    "flood": words(*(f"第{number}句，刷起来" for number in range(9))),
    "repeats": words(*["全场五折快来看看"] * 3),
    "mentions": mentions,
    "contact": shown({"contact": {"phone_number": "+8613800000000", "first_name": "小美"}}),
    "forward": shown(
        {"text": "转来的一段话"}, extra={"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "谁"}}
    ),
    "look_alike": words("大家好，有事找我"),
}
ASKING: Final[dict[str, Say]] = {
    "file": shown({"document": {**_FILE, "file_name": "日结三百，加薇 abc12345.txt"}}),
    "lure": words("招兼职，日结三百，加薇 abc12345"),
    "model": words("量化机器人自动跑，月化三十，不用盯盘，免费体验七天，VX lh_robot"),
}


OF_NEWCOMERS: Final = RULES.keys() - {"word", "poll_word", "flood", "repeats", "mentions"}


async def newcomer(story: Story, chat: int, rule: str) -> int:
    name = story.world.people[OWNER].name if rule == "look_alike" else f"新人{rule}"
    who: int = await story.does(OWNER, "newcomer", name=name)
    await story.does(who, "join", chat_id=chat)
    return who


async def met(story: Story, chat: int, *, may_delete: bool) -> None:
    story.world.channel("好物频道", username="haowu_pindao")
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(OWNER, "/guard", chat=chat)
    if not may_delete:
        rights = ["can_pin_messages", "can_restrict_members"]
        await story.does(OWNER, "promote", chat_id=chat, user_id=story.world.bot.id, rights=rights)


@pytest.mark.parametrize("may_delete", [True, False], ids=["may delete", "may not"])
@pytest.mark.parametrize("chat", [FORUM, KITCHEN, HIKE], ids=["forum", "supergroup", "basic"])
async def test_every_rule_in_every_kind_of_group(tmp_path: Path, chat: int, *, may_delete: bool) -> None:
    """What would be taken out where the bot may not delete is asked about instead; a lure is asked about anywhere."""
    async with told(tmp_path, CONFIG) as story:
        await met(story, chat, may_delete=may_delete)
        wrong = []
        for rule, say in (RULES | ASKING).items():
            who = await newcomer(story, chat, rule)
            before = len(story.world.sent(OWNER))
            said = await say(story, who, chat, {})
            does_stand = stands(story, said, chat)
            cards = [each for each in story.world.sent(OWNER)[before:] if "🛡" in each.get("text", "")]
            is_asked = any("请看看" in each["text"] for each in cards)
            expected = rule in ASKING or not may_delete
            if (does_stand, is_asked) != (expected, expected):
                wrong.append(f"{rule}: stands {does_stand}, asked {is_asked}")
        assert not wrong


@pytest.mark.parametrize("may_delete", [True, False], ids=["may delete", "may not"])
@pytest.mark.parametrize("chat", [FORUM, KITCHEN, HIKE], ids=["forum", "supergroup", "basic"])
async def test_whoever_moderates_openly_or_hidden_is_never_touched_by_any_rule(
    tmp_path: Path, chat: int, *, may_delete: bool
) -> None:
    """In a basic group nobody can hide; an owner who came a moment ago is a moderator all the same."""
    async with told(tmp_path, CONFIG) as story:
        await met(story, chat, may_delete=may_delete)
        for rule, say in (RULES | ASKING).items():
            assert stands(story, await say(story, OWNER, chat, {}), chat), rule
            if chat != HIKE:
                assert stands(story, await say(story, OWNER, chat, {"anonymous": True}), chat), f"{rule}, hidden"
        assert not [each for each in story.world.sent(OWNER) if "🛡" in each.get("text", "")]
        assert await story.rows("SELECT state, said FROM guard_finds WHERE state <> 'passed' OR said <> ''") == []


@pytest.mark.parametrize("chat", [FORUM, KITCHEN], ids=["forum", "supergroup"])
async def test_known_members_are_never_touched_by_what_is_for_newcomers(tmp_path: Path, chat: int) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story, chat, may_delete=True)
        await story.says(KNOWN[chat], "早", chat=chat)
        for say in [RULES[rule] for rule in OF_NEWCOMERS] + [*ASKING.values()]:
            story.world.clock.advance(60)
            assert stands(story, await say(story, KNOWN[chat], chat, {}), chat)


@pytest.mark.parametrize("chat", [FORUM, KITCHEN], ids=["forum", "supergroup"])
async def test_a_channel_that_nobody_knows_is_new_by_every_rule(tmp_path: Path, chat: int) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story, chat, may_delete=True)
        await newcomer(story, chat, "look_alike")
        names = {rule: f"频道 {rule}" for rule in RULES | ASKING} | {"look_alike": story.world.people[OWNER].name}
        fell = {
            rule: not stands(story, await say(story, KNOWN[chat], chat, {"channel": names[rule]}), chat)
            for rule, say in (RULES | ASKING).items()
        }
        assert fell == {rule: rule not in ASKING for rule in RULES | ASKING}


RIGHTS: Final = {"both": ["can_delete_messages", "can_restrict_members"], "deletes": ["can_delete_messages"],
                 "restricts": ["can_restrict_members"], "neither": ["can_pin_messages"]}  # fmt: skip


@pytest.mark.parametrize("rights", RIGHTS.values(), ids=RIGHTS)
@pytest.mark.parametrize("chat", [FORUM, KITCHEN, HIKE], ids=["forum", "supergroup", "basic"])
@pytest.mark.parametrize("action", ["hold", "delete", "mute 1h", "trial"])
async def test_what_is_done_is_what_is_chosen_as_far_as_telegram_goes(
    tmp_path: Path, action: str, chat: int, rights: list[str]
) -> None:
    """Where the bot may not delete moderators are asked; nobody is muted where the bot may not, in a basic group, or
    behind a channel; in trial nothing is done whatever it may.
    """
    way = f'trial = false\naction = "{action}"' if action != "trial" else "trial = true"
    async with told(tmp_path, CONFIG.replace("trial = false", way)) as story:
        await met(story, chat, may_delete=True)
        await story.does(OWNER, "promote", chat_id=chat, user_id=story.world.bot.id, rights=rights)
        who, goes = await newcomer(story, chat, "link"), action != "trial" and "can_delete_messages" in rights
        assert stands(story, await RULES["link"](story, who, chat, {}), chat) != goes
        is_muted = goes and action.startswith("mute") and "can_restrict_members" in rights and chat != HIKE
        assert standing(story.world.chats[chat], who).status == ("restricted" if is_muted else "member")
        cards = [each["text"] for each in story.world.sent(OWNER) if "🛡" in each.get("text", "")]
        assert len(cards) == (action != "trial")
        assert all(("请看看" in each) != goes for each in cards)
        if chat != HIKE:
            assert stands(story, await RULES["link"](story, KNOWN[chat], chat, {"channel": "频道"}), chat) != goes
            assert standing(story.world.chats[chat], KNOWN[chat]).status == "member"
        await story.passes(3601)
        assert standing(story.world.chats[chat], who).status == "member", "nobody stays muted"
