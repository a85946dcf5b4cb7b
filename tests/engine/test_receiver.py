"""Stories of the engine: the three doors of a turn, order, timers, stopping in the middle and going on after it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.botapi import fast_updates
from bot.botapi.client import raw
from bot.domain.refusals import AdministratorsOnly, NotANumber
from bot.engine.buttons import pack, press
from bot.engine.entrances import button
from bot.engine.turn import Turn
from bot.outbox.actions import Key
from bot.texts.text import Raw
from playground.actions import do
from storage import key_values
from tests.engine.scene import binds, fact, inbox
from tests.story import FORUM, HAORAN, KITCHEN, MODERATOR, NEWCOMER, OWNER, XIAOMAN, YINUO, Story, told


async def test_help_is_answered_where_it_was_asked(story: Story) -> None:
    topic = story.world.topic_id(FORUM, "闲聊")
    answer = await story.says(YINUO, "/help", topic=topic)
    assert "点一类" in answer["text"]
    assert answer["message_thread_id"] == topic


@pytest.mark.of_the_file("reads its bytes")
async def test_chatter_is_counted_and_its_words_are_let_go(story: Story) -> None:
    for words in ("早", "吃了吗", "吃了"):
        assert await story.says(XIAOMAN, words) == {}
    assert await story.rows("SELECT messages FROM members WHERE user_id = :id", id=XIAOMAN) == [{"messages": 3}]
    dump = "".join(story.app.database.path.read_bytes().decode("latin-1")) if story.app else ""
    assert "吃了吗".encode().decode("latin-1") not in dump


async def test_a_command_counts_in_any_case_and_only_when_meant_for_this_bot(story: Story) -> None:
    assert (await story.says(YINUO, "/ABOUT@Weilu_Bot"))["text"] == (await story.says(YINUO, "/about"))["text"]
    assert await story.says(YINUO, "/about@another_bot") == {}
    assert await story.says(YINUO, "/nothing_of_ours") == {}


async def test_words_handed_on_are_nobodys_command(story: Story) -> None:
    """A moderator who forwards "/grant me 1000" to show it around has not granted anything."""
    await story.says(YINUO, "/about", chat=FORUM)
    spoken = next(each for each in reversed(story.world.messages(FORUM)) if each.get("text") == "/about")
    before = len(story.world.sent(FORUM))
    await story.does(MODERATOR, "forward", chat_id=FORUM, message_id=spoken["message_id"], to=FORUM)
    assert "forward_origin" in story.world.messages(FORUM)[-1]
    assert await inbox(story, "bad") == []
    assert len(story.world.sent(FORUM)) == before


async def test_a_refused_turn_leaves_nothing_behind_but_the_refusal(story: Story) -> None:
    async def refused(turn: Turn) -> None:
        await key_values.keep(turn.unit, "half", "done")
        turn.say(Raw("this is taken back"))
        raise AdministratorsOnly

    binds(story, "refused", refused)
    assert "管理员" in (await story.says(YINUO, "/refused"))["text"]
    assert await fact(story, "half") is None
    assert await inbox(story, "waiting") == await inbox(story, "bad") == []
    assert not [each for each in story.world.sent(FORUM) if each["text"] == "this is taken back"]


async def test_a_bug_is_taken_back_kept_told_once_and_the_lane_goes_on(tmp_path: Path) -> None:
    async with told(tmp_path, f"[access]\noperators = [{OWNER}]\n") as story:
        story.may_spoil = True
        await story.says(OWNER, "/start", chat=OWNER)

        async def broken(turn: Turn) -> None:
            await key_values.keep(turn.unit, "half", "done")
            turn.say(Raw("this is taken back"))
            raise ValueError("half a character: \ud83d")

        binds(story, "broken", broken)
        letters = len(story.world.sent(OWNER))
        do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/broken"})
        do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/broken"})
        assert "围炉" in (await story.says(YINUO, "/about"))["text"]
        assert await fact(story, "half") is None
        bad = await inbox(story, "bad")
        assert len(bad) == 2
        assert "ValueError: half a character: ?" in bad[0]["error"]
        assert "in broken" in bad[0]["error"]
        sorry = [each for each in story.world.sent(FORUM) if "是我的问题" in each["text"]]
        assert len(sorry) == 2
        news = story.world.sent(OWNER)[letters:]
        assert len(news) == 1, "the operators hear of one bug once"
        assert "ValueError" in news[0]["text"]


async def test_a_refusal_that_cannot_be_told_is_a_bug_and_not_the_end(story: Story) -> None:
    story.may_spoil = True

    async def refused(turn: Turn) -> None:
        raise NotANumber(seen="\ud83d")

    binds(story, "refused", refused)
    await story.says(YINUO, "/refused")
    assert len(await inbox(story, "bad")) == 1
    assert (await story.says(YINUO, "/about"))["text"]


async def test_telegram_cannot_be_asked_inside_a_transaction(story: Story) -> None:
    story.may_spoil = True

    async def asks_too_late(turn: Turn) -> None:
        await key_values.keep(turn.unit, "half", "done")
        await raw(story.app.bot, "getMe", {})

    async def asks_in_time(turn: Turn) -> None:
        await raw(story.app.bot, "getMe", {})
        await key_values.keep(turn.unit, "whole", "done")

    binds(story, "late", asks_too_late)
    binds(story, "early", asks_in_time)
    await story.says(YINUO, "/late")
    await story.says(YINUO, "/early")
    assert "NetworkInsideTransaction" in (await inbox(story, "bad"))[0]["error"]
    assert await fact(story, "half") is None
    assert await fact(story, "whole") == "done"


async def test_a_child_task_does_not_open_the_guard_for_good(story: Story) -> None:
    """A transaction that a child task began ends in its parent; later turns of that worker are guarded as before."""

    story.may_spoil = True

    async def divided(turn: Turn) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(key_values.keep(turn.unit, "by a child", "done"))

    async def asks_too_late(turn: Turn) -> None:
        await key_values.keep(turn.unit, "half", "done")
        await raw(story.app.bot, "getMe", {})

    binds(story, "divided", divided)
    binds(story, "late", asks_too_late)
    for _ in range(20):
        await story.says(YINUO, "/divided")
    for _ in range(20):
        await story.says(YINUO, "/late")
    assert await fact(story, "by a child") == "done"
    assert len(await inbox(story, "bad")) == 20


async def test_every_press_is_answered_even_when_its_handler_says_nothing(story: Story) -> None:
    async def offers(turn: Turn) -> None:
        turn.say(Raw("here"), keys=[[Key(Raw("按我"), pack(Quiet(1)))]])

    async def quiet(turn: Turn, pressed: Quiet) -> None:
        await key_values.keep(turn.unit, "pressed", str(pressed.number))

    binds(story, "offers", offers)
    story.router.wiring.add(button(Quiet, quiet))
    await story.says(YINUO, "/offers")
    await story.presses(YINUO, "按我")
    assert await fact(story, "pressed") == "1"
    assert story.toasts(YINUO) == [""]


@press("test-quiet")
@dataclass(frozen=True, slots=True)
class Quiet:
    number: int


@pytest.mark.parametrize(
    "data", ["lang:", "lang:klingon", "lang:en:1", "lang", "gone:5", "::::", "lang:%FF", "in:points:01", "lg:1:+2", "x"]
)
async def test_a_forged_or_forgotten_button_is_told_off_kindly(story: Story, data: str) -> None:
    async def offers(turn: Turn) -> None:
        turn.say(Raw("here"), keys=[[Key(Raw("按我"), data)]])

    binds(story, "offers", offers)
    await story.says(MODERATOR, "/offers")
    await story.presses(MODERATOR, "按我")
    assert "这个按钮" in story.toasts(MODERATOR)[-1]
    assert await inbox(story, "bad") == []


async def test_service_messages_reach_whoever_listens_and_are_no_chatter(story: Story) -> None:
    """A closed topic is told by an empty object; comings by a list; a pin by a message within the message."""
    heard: list[str] = []
    for name in fast_updates.SERVICE_FIELDS:

        async def listens(turn: Turn, name: str = name) -> None:
            assert turn.message is not None
            assert getattr(turn.message, name) is not None
            heard.append(name)

        story.router.wiring.fields[name] = listens
    await story.does(MODERATOR, "topic_new", chat_id=FORUM, name="读书")
    topic = story.world.topic_id(FORUM, "读书")
    await story.does(MODERATOR, "topic_rename", chat_id=FORUM, topic=topic, name="看书")
    await story.does(MODERATOR, "topic_close", chat_id=FORUM, topic=topic)
    await story.does(MODERATOR, "topic_reopen", chat_id=FORUM, topic=topic)
    await story.does(MODERATOR, "pin", chat_id=FORUM, message_id=story.world.messages(FORUM)[0]["message_id"])
    await story.does(NEWCOMER, "join", chat_id=FORUM)
    await story.does(NEWCOMER, "leave", chat_id=FORUM)
    assert heard == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "pinned_message",
        "new_chat_members",
        "left_chat_member",
    ]
    assert await story.rows("SELECT * FROM activity") == []


async def test_the_bots_own_clock_follows_the_worlds(story: Story) -> None:
    story.world.clock.advance(-7200)
    await story.says(HAORAN, "/about", chat=KITCHEN)
    assert abs(story.app.clock.now() - story.world.now()) <= 1
