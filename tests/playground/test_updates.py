"""How updates reach the bot: offsets, waiting, conflicts, what is asked for, what may be seen."""

import asyncio

from playground.world import World
from playground.world.updates import KINDS, UNASKED
from tests.playground.conftest import FORUM, HIKE, NEWCOMER, OWNER, YINUO, Hand


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_a_higher_offset_confirms_them(world: World, bot: Hand) -> None:
    for word in ("一", "二", "三"):
        world.say(YINUO, FORUM, word)
    first = await bot("getUpdates")
    assert texts(first) == ["一", "二", "三"]
    assert await bot("getUpdates", offset=first[0]["update_id"]) == first
    assert texts(await bot("getUpdates", offset=first[1]["update_id"])) == ["二", "三"]
    assert texts(await bot("getUpdates")) == ["二", "三"], "what was confirmed is forgotten, the rest is not"
    assert await bot("getUpdates", offset=first[2]["update_id"] + 1) == []


async def test_a_negative_offset_keeps_only_the_end_of_the_queue(world: World, bot: Hand) -> None:
    for word in "一二三四":
        world.say(YINUO, FORUM, word)
    assert texts(await bot("getUpdates", offset=-2)) == ["三", "四"]
    assert texts(await bot("getUpdates")) == ["三", "四"]


async def test_limit_cuts_the_batch_and_the_rest_waits(world: World, bot: Hand) -> None:
    for number in range(130):
        world.say(YINUO, FORUM, f"第{number}句")
    assert len(await bot("getUpdates")) == 100
    assert len(await bot("getUpdates", limit=5)) == 5
    ids = [update["update_id"] for update in await bot("getUpdates")]
    assert ids == list(range(ids[0], ids[0] + 100))


async def test_who_asks_the_same_again_at_once_waits_and_gets_one_update(world: World, bot: Hand) -> None:
    world.updates.brakes.are_on, moment = True, [100.0]
    world.updates.brakes.monotonic = lambda: moment[0]
    assert await bot("getUpdates") == []
    again = asyncio.ensure_future(bot("getUpdates"))
    while world.updates._waiter is None:
        await asyncio.sleep(0)
    for word in ("一", "二"):
        world.say(YINUO, FORUM, word)
    assert texts(await again) == ["一"]
    moment[0] += 0.5
    assert texts(await bot("getUpdates")) == ["一", "二"]
    moment[0] += 3
    await bot("getUpdates", offset=-1)
    world.updates.drop()
    moment[0] += 3
    assert await bot("getUpdates", offset=-1) == [], "after a while it is no busy loop any more"


async def test_of_many_pollers_at_once_the_later_are_told_three_seconds_late(world: World, bot: Hand) -> None:
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    brakes = world.updates.brakes
    brakes.are_on, brakes.rest, brakes.monotonic = True, rest, lambda: 100.0
    waiting = asyncio.ensure_future(bot.envelope("getUpdates", timeout=30))
    for number in range(3):
        while world.updates._waiter is None:
            await asyncio.sleep(0)
        first, waiting = waiting, asyncio.ensure_future(bot.envelope("getUpdates", timeout=30))
        assert (await first)["error_code"] == 409
        assert len(rests) == number, "the first of them at once"
    world.say(YINUO, FORUM, "好")
    assert (await waiting)["ok"]
    assert set(rests) == {3.0}


async def test_a_waiting_request_is_answered_when_something_happens(world: World, bot: Hand) -> None:
    waiting = asyncio.ensure_future(bot("getUpdates", timeout=30))
    while world.updates._waiter is None:
        await asyncio.sleep(0)
    world.say(YINUO, FORUM, "醒醒")
    assert texts(await waiting) == ["醒醒"]


async def test_a_second_poller_ends_the_first_with_409(world: World, bot: Hand) -> None:
    first = asyncio.ensure_future(bot.envelope("getUpdates", timeout=30))
    while world.updates._waiter is None:
        await asyncio.sleep(0)
    second = asyncio.ensure_future(bot("getUpdates", timeout=30))
    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    world.say(YINUO, FORUM, "还在")
    assert texts(await second) == ["还在"]


async def test_a_second_poller_takes_over_only_when_it_waits(world: World, bot: Hand) -> None:
    first = asyncio.ensure_future(bot("getUpdates", timeout=30))
    while world.updates._waiter is None:
        await asyncio.sleep(0)
    assert await bot("getUpdates") == [], "who does not wait ends nobody's waiting"
    world.say(YINUO, FORUM, "醒醒")
    assert texts(await first) == ["醒醒"]
    assert texts(await bot("getUpdates", timeout=30)) == ["醒醒"], "neither does who is answered at once"


async def test_setting_a_webhook_ends_a_waiting_request(world: World, bot: Hand) -> None:
    waiting = asyncio.ensure_future(bot.refusal("getUpdates", timeout=30))
    while world.updates._waiter is None:
        await asyncio.sleep(0)
    await bot("setWebhook", url="https://bot.example.org/hook")
    assert await waiting == "Conflict: terminated by setWebhook request"


async def test_an_offset_far_beyond_the_end_confirms_nothing(world: World, bot: Hand) -> None:
    world.say(YINUO, FORUM, "一")
    (told,) = await bot("getUpdates")
    assert texts(await bot("getUpdates", offset=told["update_id"] + 12)) == ["一"], "everything, from the head"
    assert await bot("getUpdates", offset=told["update_id"] + 11) == [], "up to ten beyond is believed"
    assert await bot("getUpdates") == []


async def test_an_answer_holds_four_megabytes_at_most(world: World, bot: Hand) -> None:
    for _ in range(3):
        world.say(YINUO, FORUM, "早")
    for update in world.updates.pending:
        update["message"]["text"] = "长" * 700_000  # three bytes each: only one fits twice
    first = await bot("getUpdates")
    assert len(first) == 1
    rest = await bot("getUpdates", offset=first[-1]["update_id"] + 1)
    assert len(rest) == 1, "the rest waits for its turn"


async def test_after_a_week_without_news_ids_begin_anew_at_random(world: World, bot: Hand) -> None:
    world.say(YINUO, FORUM, "一")
    (told,) = await bot("getUpdates")
    assert await bot("getUpdates", offset=told["update_id"] + 1) == []
    world.clock.advance(7 * 86_400)
    world.say(YINUO, FORUM, "二")
    (later,) = await bot("getUpdates", offset=told["update_id"] + 1)
    assert later["update_id"] != told["update_id"] + 1


async def test_what_did_not_change_for_the_eye_comes_as_an_edit_too(world: World, bot: Hand) -> None:
    said = world.say(YINUO, FORUM, "看 https://example.org")
    world.touch(FORUM, said["message_id"])
    (told,) = await bot.news("edited_message")
    assert (told["text"], told["message_id"]) == (said["text"], said["message_id"])


async def test_moving_the_clock_answers_the_waiting_request_with_nothing(world: World, bot: Hand) -> None:
    waiting = asyncio.ensure_future(bot("getUpdates", timeout=30))
    while world.updates._waiter is None:
        await asyncio.sleep(0)
    before = world.now()
    moved = await bot.client.post("/playground/clock", json={"advance": 86_400})
    assert moved.headers["date"] == "Sat, 16 Jan 2027 08:00:00 GMT"
    assert await waiting == []
    assert world.now() == before + 86_400


async def test_what_is_asked_for_is_kept_in_whatever_case_and_unknown_kinds_are_overlooked(
    world: World, bot: Hand
) -> None:
    await bot("getUpdates", allowed_updates=["MESSAGE", "telepathy"])
    assert world.updates.allowed == {"message"}
    await bot("getUpdates")
    assert world.updates.allowed == {"message"}
    await bot("getUpdates", allowed_updates=["telepathy"])
    assert world.updates.allowed == KINDS - UNASKED


async def test_a_wrong_token_is_unauthorized(bot: Hand) -> None:
    bot.token = "1:wrong"
    assert await bot.envelope("getMe") == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_plain_group_that_grew_tells_where_it_went(world: World, bot: Hand) -> None:
    new = world.migrate(OWNER, HIKE)
    told = await bot.envelope("sendMessage", chat_id=HIKE, text="在吗")
    assert told["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert told["parameters"] == {"migrate_to_chat_id": new}
    first, second = await bot.news("message")
    assert (first["chat"]["id"], first["migrate_to_chat_id"]) == (HIKE, new)
    assert (second["chat"]["id"], second["migrate_from_chat_id"]) == (new, HIKE)
    assert (await bot("sendMessage", chat_id=new, text="在"))["chat"]["type"] == "supergroup"
    assert not world.complaints


async def test_watchers_hear_what_concerns_them_and_the_stream_ends_with_the_world(world: World) -> None:
    heard: list[str] = []

    async def watch(who: int) -> None:
        heard.extend([f"{who}:{event['kind']}" async for event in world.feed.watch(who) if event])

    watchers = [asyncio.ensure_future(watch(who)) for who in (YINUO, NEWCOMER)]
    while len(world.feed._watchers) < 2:
        await asyncio.sleep(0)
    world.say(OWNER, FORUM, "大家好")
    world.close()
    await asyncio.gather(*watchers)
    assert heard == [f"{YINUO}:message"]
