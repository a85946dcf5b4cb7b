"""Stories of an outbox that dies, or meets a bug of ours: what is sent again, and what never is."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.outbox import actions
from bot.texts.text import text
from playground.world.faults import Weather
from storage import outbox as store
from storage.people import Chat
from tests.outbox.support import OWNER, House, say


async def test_one_unreadable_row_does_not_stop_the_lane(home: House) -> None:
    group = home.group()
    async with home.database.unit() as unit:
        await store.post(unit, [store.Posted(group, 1, '{"do":"dance"}', "resend")], now=home.clock.now())
    async with home.sending():
        await home.done(say(group, "继续"))
    assert home.said(group) == ["继续"]
    assert await home.states() == ["dropped", "sent"]


async def test_a_bug_in_one_deed_is_told_and_the_others_go_on(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    group = home.group()
    home.world.say(OWNER, OWNER, "/start")
    home.operators = (OWNER,)
    await home.knows(Chat(OWNER, "private"))
    await home.post(actions.Photo(chat_id=group, caption=text("outbox.there_is_no_such_sentence")))
    from bot.texts import sentences

    monkeypatch.setattr(sentences, "on_gap", sentences.fail_on_gap)
    async with home.sending():
        await home.done(say(group, "继续"))
    assert await home.states() == ["dropped", "sent", "sent"]
    assert len(home.said(OWNER)) == 1


async def test_while_telegram_cannot_be_reached_everything_waits_and_nothing_is_lost(home: House) -> None:
    group = home.group()
    there = home.bot
    home.bot = type(there)(home.world.token, "http://127.0.0.1:9/bot", request=there.request)
    async with home.sending():
        await home.done(say(group, "闲聊"), on_crash="drop")
        assert await home.states() == ["waiting"]
    home.bot = there
    async with home.sending():
        await home.idle()
    assert home.said(group) == ["闲聊"]


async def test_a_death_before_the_answer_doubles_what_must_arrive_and_never_small_talk(home: House) -> None:
    group, other = home.group(), home.group()
    home.world.faults.set(Weather("slow", delay=3600))
    await home.post(say(group, "闲聊"), on_crash="drop")
    await home.post(say(other, "名单"), on_crash="resend")
    async with home.sending():
        while (await home.states())[0] != "sending":
            pass
    home.world.faults.set(Weather())
    async with home.sending():
        await home.idle()
    assert home.said(group) == []
    assert home.said(other) == ["名单"]
    rows = await home.rows()
    assert [(row["state"], row["error"]) for row in rows] == [("dropped", "in doubt"), ("sent", "")]


@pytest.mark.of_the_file("keeps copies of it, as a death leaves it")
async def test_a_death_between_sending_and_recording_doubles_results_and_never_small_talk(
    home: House, tmp_path: Path
) -> None:
    """The store as it lay on the disk at the moment the words appeared is what a power cut would leave."""
    small, great = home.group("闲聊"), home.group("开奖")
    await home.post(say(small, "闲聊"), on_crash="drop")
    async with home.sending():
        while not home.said(small):
            await asyncio.sleep(0)
        first = left_on_disk(home, tmp_path / "first")
        await home.idle()
    async with home.waking_up_from(first), home.sending():
        await home.idle()
        assert await home.states() == ["dropped"]
        await home.post(say(great, "名单"), on_crash="resend")
        while not home.said(great):
            await asyncio.sleep(0)
        second = left_on_disk(home, tmp_path / "second")
        await home.idle()
    async with home.waking_up_from(second), home.sending():
        await home.idle()
        assert await home.states() == ["dropped", "sent"]
    assert home.said(small) == ["闲聊"]
    assert home.said(great) == ["名单", "名单"]


def left_on_disk(home: House, folder: Path) -> Path:
    folder.mkdir()
    for name in ("weilu.db", "weilu.db-wal"):
        shutil.copy(home.database.path.with_name(name), folder / name)
    return folder / "weilu.db"


async def test_a_clean_stop_writes_down_what_was_in_flight(home: House) -> None:
    group = home.group()
    await home.post(*(say(group, f"{n}") for n in range(5)))
    async with home.sending() as outbox:
        while not home.said(group):
            await home.rows()
        outbox.stop()
        while outbox._in_flight:
            await home.rows()
    sent = (await home.states()).count("sent")
    assert sent == len(home.said(group))
