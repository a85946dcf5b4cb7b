"""What Telegram does not take as it is comes in a plainer form, and what a chat does not allow is remembered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.outbox import actions
from bot.outbox.limits import DAY, Limits
from bot.outbox.retry_after import keep_rest, still_resting
from bot.texts.text import Raw
from storage import limits
from tests.outbox.scene import Scene
from tests.outbox.support import OWNER, House, house


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as built:
        yield built


@pytest.mark.parametrize("why", ["CHAT_SEND_PHOTOS_FORBIDDEN", "IMAGE_PROCESS_FAILED", "PHOTO_INVALID_DIMENSIONS"])
async def test_a_picture_that_is_not_taken_is_said_in_words(home: House, tmp_path: Path, why: str) -> None:
    scene = Scene(home)
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 32)
    async with home.sending(folder=tmp_path):
        await scene.set()
        home.world.faults.next("sendPhoto", "error", code=400, description=f"Bad Request: {why}")
        await home.done(scene.action(actions.Photo))
        assert [each["text"] for each in scene.here()] == ["图上的话"]
        await home.done(scene.action(actions.Photo))
    last = scene.here()[-1]
    assert ("photo" in last) is (why != "CHAT_SEND_PHOTOS_FORBIDDEN"), "a group's rule is remembered, a bad file is not"


async def test_a_picture_whose_file_is_lost_is_said_in_words(home: House, tmp_path: Path) -> None:
    scene = Scene(home)
    async with home.sending(folder=tmp_path):
        await scene.set()
        await home.done(scene.action(actions.Photo))
    assert [each["text"] for each in scene.here()] == ["图上的话"]


async def test_a_reaction_that_the_group_does_not_allow_is_a_short_reply_from_then_on(home: House) -> None:
    scene = Scene(home)
    topic = home.world.topic_new(OWNER, scene.group, "闲聊")
    async with home.sending():
        await scene.set()
        for _ in range(2):
            home.world.faults.next("setMessageReaction", "error", code=400, description="Bad Request: REACTION_INVALID")
        await home.done(actions.React(chat_id=scene.group, message_id=scene.message, emoji="👌", topic=topic))
    async with home.sending():  # also after a restart
        await home.done(actions.React(chat_id=scene.group, message_id=scene.message, emoji="👌"))
    replies = [(each["text"], each["reply_to_message"]["message_id"]) for each in scene.here()]
    assert replies == [("👌 收到", scene.message)] * 2
    assert scene.here()[0]["message_thread_id"] == topic
    kept = await limits.standing(home.database.reads, now=home.clock.now(), chat_id=scene.group)
    assert [each.kind for each in kept] == ["reaction:👌"]


@pytest.mark.parametrize(
    "why",
    ["message to be replied not found", "REPLY_MESSAGE_ID_INVALID", "replied message not found"],
)
async def test_an_answer_whose_question_is_gone_is_said_without_it(home: House, why: str) -> None:
    scene = Scene(home)
    async with home.sending():
        await scene.set()
        home.world.faults.next("sendMessage", "error", code=400, description=f"Bad Request: {why}")
        await home.done(scene.action(actions.Say))
    assert [each["text"] for each in scene.here()] == ["话"]
    assert "reply_to_message" not in scene.here()[0]


async def test_what_leaves_a_closed_topic_leaves_the_reply_behind(home: House) -> None:
    scene = Scene(home)
    async with home.sending():
        await scene.set()
        home.world.faults.next("sendMessage", "error", code=400, description="Bad Request: TOPIC_CLOSED")
        await home.done(actions.Say(chat_id=scene.group, words=Raw("话"), topic=7, reply_to=scene.message))
    call = home.calls("sendMessage")[-2]
    assert "reply_parameters" not in call
    assert "message_thread_id" not in call


async def test_a_pause_that_telegram_asked_for_outlives_a_restart(home: House) -> None:
    scene = Scene(home)
    async with home.sending():
        await scene.set()
        home.world.faults.next("sendMessage", "flood", retry_after=3600)
        await home.done(scene.action(actions.Say))
    calls = len(home.calls("sendMessage"))
    async with home.sending():
        await home.done(actions.Say(chat_id=scene.desk, words=Raw("别处照常")))
        await home.skip(3000)
        assert len(home.calls("sendMessage")) == calls + 1
        await home.skip(700)
    assert [each["text"] for each in scene.here()] == ["话"]


async def test_nothing_of_a_private_chat_is_kept_and_nothing_of_a_clock_that_was_ahead_is_believed(home: House) -> None:
    group = home.group()
    now = home.clock.now()
    known = Limits(home.database)
    await keep_rest(known, chat_id=OWNER, seconds=3600, now=now)
    await known.learn(OWNER, "photos", until=now + DAY)
    assert await limits.standing(home.database.reads, now=now) == []
    assert known.forbids(OWNER, "photos", now=now)
    await known.learn(group, "photos", until=now + 500 * DAY)
    await keep_rest(known, chat_id=group, seconds=3600, now=now + 500 * DAY)
    afresh = Limits(home.database)
    await afresh.load(now=now)
    assert still_resting(afresh, now=now) == {}
    assert not afresh.forbids(group, "photos", now=now)
