"""What the bot wants done is done in Telegram once, in order, at its pace, whatever Telegram answers."""

from __future__ import annotations

import asyncio

from bot.outbox import actions
from bot.outbox.actions import Key, Priority
from bot.outbox.pace import Pace
from bot.outbox.send_queue import SendQueue
from bot.texts.text import Raw
from playground.world.faults import Weather
from storage import retention
from storage.outbox import Due
from tests.outbox.support import House, say


async def test_words_arrive_in_the_order_they_were_said(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(*(say(group, f"{n}") for n in range(20)))
    assert home.said(group) == [f"{n}" for n in range(20)]
    assert set(await home.states()) == {"sent"}


async def test_nothing_is_sent_to_a_chat_while_its_last_message_is_under_way(home: House) -> None:
    group = home.group()
    home.world.faults.set(Weather("slow", delay=0.2), chat_id=group)
    await home.post(say(group, "慢"), on_crash="drop")
    async with home.sending():
        while await home.states() != ["sending"]:
            await asyncio.sleep(0)
        for _ in range(20):  # until it hangs in the slow wire
            await home.rows()
        home.world.faults.set(Weather(), chat_id=group)
        await home.done(say(group, "快"), priority=Priority.PRESS)
    assert home.said(group) == ["慢", "快"]


async def test_an_answer_overtakes_announcements_that_wait(home: House) -> None:
    group = home.group()
    await home.post(say(group, "通知一"), say(group, "通知二"), priority=Priority.ANNOUNCEMENT)
    await home.post(say(group, "回答"), priority=Priority.ANSWER)
    async with home.sending():
        await home.idle()
    assert home.said(group) == ["回答", "通知一", "通知二"]


async def test_a_card_is_edited_and_deleted_by_its_name(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(say(group, "抽奖开始", name="lottery:1:card"))
        await home.done(actions.Edit(chat_id=group, words=Raw("抽奖结束"), named="lottery:1:card"))
        assert home.said(group) == ["抽奖结束"]
        await home.done(actions.Delete(chat_id=group, named="lottery:1:card"))
        assert home.said(group) == []
        await home.done(actions.Edit(chat_id=group, words=Raw("谁在？"), named="lottery:1:card"))
    last = (await home.rows())[-1]
    assert (last["state"], last["error"]) == ("dropped", "no message is known as lottery:1:card")


async def test_an_edit_in_haste_waits_for_the_card_it_is_about(home: House) -> None:
    group = home.group()
    await home.post(say(group, "卡片", name="card"), priority=Priority.ANNOUNCEMENT)
    await home.post(actions.Edit(chat_id=group, words=Raw("新卡片"), named="card"), priority=Priority.PRESS)
    async with home.sending():
        await home.idle()
    assert home.said(group) == ["新卡片"]


async def test_a_pinned_message_is_pinned_after_it_is_sent(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(say(group, "群规", pin=True))
    assert home.world.chats[group].pinned == [home.world.sent(group)[0]["message_id"]]


async def test_ten_thousand_waiting_words_are_read_without_harm(home: House) -> None:
    loud, calm = home.group("热闹"), home.group("清净")
    await home.post(*(say(loud, f"{n}") for n in range(10_000)))
    async with home.sending(is_paced=True) as outbox:
        await home.done(say(calm, "现在"))
        assert home.said(calm) == ["现在"]
        assert outbox.waiting == 10_000 - len(home.said(loud))


async def test_a_group_hears_twenty_a_minute_and_another_is_not_kept_waiting(home: House) -> None:
    loud, calm = home.group("热闹"), home.group("清净")
    async with home.sending(is_paced=True):
        await home.done(*(say(loud, f"{n}") for n in range(25)))
        assert len(home.said(loud)) == 20
        await home.done(say(calm, "在"))
        assert home.said(calm) == ["在"]
        await home.skip(3.1)
        assert len(home.said(loud)) == 21
        await home.skip(60)
        assert len(home.said(loud)) == 25


async def test_a_toast_does_not_wait_for_the_groups_pace(home: House) -> None:
    group = home.group()
    async with home.sending(is_paced=True):
        await home.done(*(say(group, f"{n}") for n in range(22)), say(group, "按我", keys=[[Key(Raw("按"), data="a")]]))
        home.world.faults.next("answerCallbackQuery", "error", code=400, description="Bad Request: query is too old")
        await home.done(actions.Toast(chat_id=group, query_id="1", words=Raw("好")), priority=Priority.PRESS)
    assert [row["state"] for row in await home.rows()][-1] == "sent"
    assert len(home.said(group)) == 20


def test_thirty_a_second_in_all_and_answers_go_before_announcements() -> None:
    lanes = SendQueue(Pace(is_limited=True))
    body = actions.encode(say(0, "好")).decode()
    notices = [Due(n, -n, Priority.ANNOUNCEMENT, body, "drop", 0, False, 0) for n in range(1, 41)]
    answer = Due(41, -99, Priority.ANSWER, body, "drop", 0, False, 0)
    lanes.add([*notices, answer], now=100.0)
    taken = list(iter(lambda: lanes.take(now=100.0), None))
    assert taken == [answer, *notices[:29]]
    next_at = lanes.next_at(now=100.0)
    assert next_at is not None
    assert 100.0 < next_at < 100.1
    assert lanes.take(now=next_at) == notices[29]


async def test_a_storm_in_one_group_leaves_another_groups_answers_alone(home: House) -> None:
    stormy, calm = home.group("风暴"), home.group("晴天")
    home.world.faults.set(Weather("flood", retry_after=30), chat_id=stormy)
    async with home.sending():
        await home.done(*(say(stormy, f"{n}") for n in range(50)))
        await home.done(*(say(calm, f"{n}") for n in range(50)))
        assert home.said(calm) == [f"{n}" for n in range(50)]
        assert home.said(stormy) == []
        home.world.faults.set(Weather(), chat_id=stormy)
        await home.done(say(stormy, "最后"))
        assert home.said(stormy) == []  # told to wait, it waits
        await home.skip(31)
    assert home.said(stormy) == [*(f"{n}" for n in range(50)), "最后"]


async def test_old_rows_are_swept_and_waiting_ones_stay(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(say(group, "旧"))
    await home.post(say(group, "新"))
    async with home.database.unit() as unit:
        assert await retention.sweep(unit, now=home.clock.now() + 2 * 86400 + 1) == {"outbox": 1}
    assert await home.states() == ["waiting"]
