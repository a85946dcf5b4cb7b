"""A table: every rule of the guard in every kind of group, with and without the right to delete, and hidden hands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import pytest

from tests.handlers.guard.scene import stands
from tests.story import FORUM, HIKE, KITCHEN, OWNER, YINUO, ZIXUAN, Message, Story, told

CONFIG: Final = '[guard]\ntrial = false\nwords = ["加微信"]\n[welcome]\nenabled = false\n'
KNOWN: Final = {FORUM: YINUO, KITCHEN: ZIXUAN}
Say = Callable[[Story, int, int, bool], Awaitable[Message]]
"""Whose it is, where, and whether they hide behind the group."""


def words(*lines: str) -> Say:
    """Said one after the other; the last is what is looked at."""

    async def say(story: Story, who: int, chat: int, is_hidden: bool) -> Message:
        sent = [await story.does(who, "say", chat_id=chat, text=line, anonymous=is_hidden) for line in lines]
        return dict(sent[-1])

    return say


async def contact(story: Story, who: int, chat: int, _: bool) -> Message:
    return dict(await story.does(who, "contact", chat_id=chat))


async def forward(story: Story, who: int, chat: int, _: bool) -> Message:
    said = await story.does(who, "say", chat_id=who, text="转来的一段话")
    return dict(await story.does(who, "forward", chat_id=who, message_id=said["message_id"], to=chat))


async def edit(story: Story, who: int, chat: int, is_hidden: bool) -> Message:
    said = await story.does(who, "say", chat_id=chat, text="大家好呀", anonymous=is_hidden)
    await story.does(who, "edit", chat_id=chat, message_id=said["message_id"], text="看 https://x.example/e")
    return dict(said)


async def mentions(story: Story, who: int, chat: int, is_hidden: bool) -> Message:
    text = " ".join(f"@member_{number:02}" for number in range(9))
    found = [{"type": "mention", "offset": at * 11, "length": 10} for at in range(9)]
    return dict(await story.does(who, "say", chat_id=chat, text=text, entities=found, anonymous=is_hidden))


RULES: Final[dict[str, Say]] = {
    "link": words("看看这个 https://x.example/1"),
    "edit": edit,
    "word": words("来 加·微 信"),
    "flood": words(*(f"第{number}句，刷起来" for number in range(9))),
    "repeats": words(*["全场五折快来看看"] * 3),
    "mentions": mentions,
    "contact": contact,
    "forward": forward,
    "look_alike": words("大家好，有事找我"),
}
ASKING: Final[dict[str, Say]] = {
    "lure": words("招兼职，日结三百，加薇 abc12345"),
    "model": words("量化机器人自动跑，月化三十，不用盯盘，免费体验七天，VX lh_robot"),
}


BY_THEMSELVES: Final = ("contact", "forward", "edit")
"""What the playground sends in nobody else's name."""


async def newcomer(story: Story, chat: int, rule: str) -> int:
    name = story.world.people[OWNER].name if rule == "look_alike" else f"新人{rule}"
    who: int = await story.does(OWNER, "newcomer", name=name)
    await story.does(who, "join", chat_id=chat)
    return who


async def met(story: Story, chat: int, *, may_delete: bool) -> None:
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
            said = await say(story, who, chat, False)
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
            assert stands(story, await say(story, OWNER, chat, False), chat), rule
            if chat == HIKE or rule in BY_THEMSELVES:
                continue
            assert stands(story, await say(story, OWNER, chat, True), chat), f"{rule}, hidden"
        assert not [each for each in story.world.sent(OWNER) if "🛡" in each.get("text", "")]
        assert await story.rows("SELECT state, said FROM guard_finds WHERE state <> 'passed' OR said <> ''") == []


@pytest.mark.parametrize("chat", [FORUM, KITCHEN], ids=["forum", "supergroup"])
async def test_known_members_are_never_touched_by_what_is_for_newcomers(tmp_path: Path, chat: int) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story, chat, may_delete=True)
        await story.says(KNOWN[chat], "早", chat=chat)
        for say in (RULES["link"], RULES["forward"], RULES["contact"], *ASKING.values()):
            assert stands(story, await say(story, KNOWN[chat], chat, False), chat)
