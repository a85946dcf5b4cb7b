"""Telegram's own pace is counted: who sends faster is told to wait, and the bot's own pace stays below it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.world import World
from tests.outbox.support import House, house, say
from tests.playground.conftest import FORUM, KITCHEN, OWNER, YINUO, Hand
from tests.story import PICTURE


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as each:
        each.world.floods.counts = True
        yield each


async def test_the_twenty_first_message_of_a_minute_is_refused_and_told_when(world: World, bot: Hand) -> None:
    for number in range(20):
        await bot("sendMessage", chat_id=FORUM, text=f"{number}")
    told = await bot.envelope("sendMessage", chat_id=FORUM, text="太多了")
    assert (told["error_code"], told["parameters"]) == (429, {"retry_after": 3})
    assert told["description"] == "Too Many Requests: retry after 3"
    await bot("sendMessage", chat_id=KITCHEN, text="别处照常")
    world.clock.advance(3)
    await bot("sendMessage", chat_id=FORUM, text="又可以了")


async def test_a_person_is_sent_three_at_once_and_one_a_second(world: World, bot: Hand) -> None:
    world.say(YINUO, YINUO, "/start")
    for number in range(3):
        await bot("sendMessage", chat_id=YINUO, text=f"{number}")
    assert await bot.refusal("sendMessage", chat_id=YINUO, text="太快") == "Too Many Requests: retry after 1"
    world.clock.advance(1)
    await bot("sendMessage", chat_id=YINUO, text="好")


async def test_thirty_a_second_in_all(world: World, bot: Hand) -> None:
    chats = [world.new_group(OWNER, f"群{number}") for number in range(50)]
    told = [await bot.envelope("sendMessage", chat_id=chat, text="早") for chat in chats]
    refused = [each["error_code"] for each in told if not each["ok"]]
    assert set(refused) == {429}
    assert 30 <= len(told) - len(refused) <= 46, "about thirty, and what the network held up"


async def test_an_album_counts_for_each_of_its_pictures(world: World, bot: Hand) -> None:
    file_id = world.send_photo(YINUO, FORUM, PICTURE)["photo"][0]["file_id"]
    album = [{"type": "photo", "media": file_id}] * 10
    await bot("sendMediaGroup", chat_id=FORUM, media=album)
    await bot("sendMediaGroup", chat_id=FORUM, media=album)
    assert (await bot.refusal("sendMediaGroup", chat_id=FORUM, media=album)).startswith("Too Many Requests")
    assert len(world.sent(FORUM)) == 20, "an album is sent as a whole or not at all"


async def test_edits_and_answers_to_presses_are_free(bot: Hand) -> None:
    sent = [await bot("sendMessage", chat_id=FORUM, text=f"{number}") for number in range(20)]
    for each in sent:
        await bot("editMessageText", chat_id=FORUM, message_id=each["message_id"], text="改")


async def test_one_webhook_address_a_second(world: World, bot: Hand) -> None:
    await bot("setWebhook", url="https://bot.example.org/hook")
    assert await bot.refusal("setWebhook", url="https://bot.example.org/other") == "Too Many Requests: retry after 1"
    world.clock.advance(1)
    await bot("setWebhook", url="https://bot.example.org/other")


async def test_nothing_is_counted_where_that_is_switched_off(world: World, bot: Hand) -> None:
    world.floods.counts = False
    for number in range(100):
        await bot("sendMessage", chat_id=FORUM, text=f"{number}")


async def test_the_bots_own_pace_never_meets_a_flood(home: House) -> None:
    groups = [home.group(f"群{number}") for number in range(4)]
    refused: list[bytes] = []

    def see(body: bytes) -> bytes:
        refused.extend([body] if b"Too Many Requests" in body else [])
        return body

    home.world.faults.bend = see
    async with home.sending(is_paced=True):
        await home.done(*(say(group, f"{number}") for number in range(25) for group in groups))
        while any(state == "waiting" for state in await home.states()):
            await home.skip(1)
    assert refused == []
    assert [len(home.said(group)) for group in groups] == [25] * 4


async def test_a_bot_without_a_pace_of_its_own_is_told_to_wait_and_loses_nothing(home: House) -> None:
    group = home.group()
    async with home.sending(is_paced=False):
        await home.done(*(say(group, f"{number}") for number in range(30)))
        assert len(home.said(group)) < 30
        while any(state == "waiting" for state in await home.states()):
            await home.skip(3)
    assert home.said(group) == [f"{number}" for number in range(30)]
