"""What the bot wants done is done in Telegram once, in order, at its pace, whatever Telegram answers."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.outbox import actions
from bot.outbox.actions import Key, Priority
from bot.outbox.pace import Pace
from bot.outbox.send_queue import SendQueue
from bot.services.desk import Bound
from bot.texts.text import Raw, When, text
from playground.world.faults import Weather
from storage import outbox as store
from storage import retention
from storage.outbox import Due
from storage.people import Chat
from tests.outbox.support import OWNER, House, house, say


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as built:
        yield built


# --- order, priority, names ---


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


# --- pace ---


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


# --- what Telegram answers ---


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


@pytest.mark.parametrize("code", [500, 502, 503])
async def test_a_server_that_fails_is_asked_again(home: House, code: int) -> None:
    group = home.group()
    home.world.faults.next("sendMessage", "error", code=code, description="Internal Server Error")
    async with home.sending():
        await home.done(say(group, "你好"), on_crash="drop")
        assert await home.states() == ["waiting"]  # known not to be done: the mark of doubt is gone
        await home.skip(40)
    assert home.said(group) == ["你好"]


async def test_a_lost_answer_doubles_what_must_arrive_and_drops_small_talk(home: House) -> None:
    group = home.group()
    for _ in range(2):
        home.world.faults.next("sendMessage", "lost_after")
    async with home.sending():
        await home.done(say(group, "闲聊"), on_crash="drop")
        await home.done(say(group, "中奖名单"), on_crash="resend")
        await home.skip(10)
    assert home.said(group) == ["闲聊", "中奖名单", "中奖名单"]
    assert await home.states() == ["dropped", "sent"]


async def test_an_edit_whose_answer_was_lost_goes_again(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(say(group, "旧", name="card"))
        home.world.faults.next("editMessageText", "lost_after")
        await home.done(actions.Edit(chat_id=group, words=Raw("新"), named="card"), on_crash="drop")
        await home.skip(10)
    assert home.said(group) == ["新"]
    assert await home.states() == ["sent", "sent"]


async def test_words_that_must_arrive_outlive_a_long_night_and_stale_answers_do_not(home: House) -> None:
    group = home.group()
    home.world.faults.set(Weather("errors"))
    old = home.clock.now() - 2 * 3600
    await home.post(say(group, "结果"), on_crash="resend", at=old)
    await home.post(say(group, "回答"), on_crash="drop", at=old)
    async with home.sending():
        await home.idle()
        for _ in range(3):
            await home.skip(60)
        home.world.faults.set(Weather())
        await home.skip(60)
    assert "结果" in home.said(group)
    assert await home.states() in (["sent", "dropped"], ["sent", "sent"])


async def test_a_stale_answer_is_given_up_when_it_fails(home: House) -> None:
    group = home.group()
    home.world.faults.next("sendMessage", "error")
    await home.post(say(group, "回答"), on_crash="drop", at=home.clock.now() - 2 * 3600)
    async with home.sending():
        await home.idle()
    assert await home.states() == ["dropped"]


async def test_a_group_that_put_the_bot_out_is_parked_with_all_that_waited(home: House) -> None:
    group, other = home.group("走了"), home.group("还在")
    await home.knows(Chat(group, "supergroup"))
    home.world.remove_bot(OWNER, group)
    await home.post(*(say(group, f"{n}") for n in range(5)))
    async with home.sending():
        await home.done(say(other, "在"))
        assert home.said(other) == ["在"]
    rows = await home.rows()
    assert [row["state"] for row in rows] == ["dropped"] * 5 + ["sent"]
    assert "kicked" in rows[0]["error"]
    assert len(home.calls("sendMessage")) <= 2
    chat = await home.database.reads.one("SELECT state FROM chats WHERE chat_id = :id", {"id": group})
    assert chat is not None
    assert chat["state"] == "parked"
    assert home.parked == [group]


async def test_words_for_a_deleted_topic_go_to_general_and_moderators_hear_it_once(home: House) -> None:
    group = home.group(is_forum=True)
    topic = home.world.topic_new(OWNER, group, "活动")
    home.world.topic_delete(OWNER, group, topic)
    desk = home.group("管理")
    home.desk = Bound(desk)
    await home.knows(Chat(group, "supergroup", "围炉夜话"))
    async with home.sending():
        await home.done(say(group, "一", topic=topic, name="card"), say(group, "二", topic=topic))
    assert home.said(group) == ["一", "二"]
    assert len(home.calls("sendMessage")) == 4  # one refused, two gone through, one alert
    assert len(home.said(desk)) == 1
    assert "围炉夜话" in home.said(desk)[0]
    kept = await store.kept_post(home.database.reads, chat_id=group, name="card")
    assert kept is not None
    assert kept.topic == 0
    async with home.sending():  # after a restart the topic is met again, the moderators are not told again
        await home.done(say(group, "三", topic=topic))
    assert len(home.said(desk)) == 1


async def test_without_a_desk_administrators_who_began_a_chat_are_told(home: House) -> None:
    group = home.group(is_forum=True)
    home.world.say(OWNER, OWNER, "/start")
    await home.knows(Chat(group, "supergroup"), Chat(OWNER, "private"))
    async with home.database.unit() as unit:
        await unit.run(
            "INSERT INTO administrators (chat_id, user_id, is_owner, rights) VALUES (:g, :o, 1, '[]')",
            {"g": group, "o": OWNER},
        )
    async with home.sending():
        await home.done(say(group, "一", topic=777))
    assert home.said(group) == ["一"]
    assert len(home.said(OWNER)) == 1


async def test_words_for_a_closed_topic_go_to_general_until_it_is_open_again(home: House) -> None:
    group = home.group(is_forum=True)
    topic = home.world.topic_new(OWNER, group, "活动")
    home.world.demote(OWNER, group, home.world.bot.id)
    home.world.topic_close(OWNER, group, topic)
    async with home.sending():
        await home.done(say(group, "一", topic=topic))
        home.world.topic_reopen(OWNER, group, topic)
        await home.done(say(group, "二", topic=topic))
    assert [message["text"] for message in home.world.sent(group, topic=1)] == ["一"]
    assert [message["text"] for message in home.world.sent(group, topic=topic)] == ["二"]


async def test_a_missing_right_is_told_to_the_moderators_once(home: House) -> None:
    group = home.group()
    desk = home.group("管理")
    home.desk = Bound(desk)
    home.world.demote(OWNER, group, home.world.bot.id)
    muted = actions.Restrict(chat_id=group, user_id=OWNER, rule="mute")
    async with home.sending():
        await home.done(muted, muted, say(group, "继续"))
    assert home.said(group) == ["继续"]
    assert await home.states() == ["dropped", "dropped", "sent", "sent"]
    assert len(home.said(desk)) == 1


async def test_somebody_who_blocked_the_bot_is_let_be(home: House) -> None:
    home.world.say(OWNER, OWNER, "/start")
    await home.knows(Chat(OWNER, "private"))
    home.world.set_blocked(OWNER, blocked=True)
    async with home.sending():
        await home.done(say(OWNER, "在吗"))
    assert await home.states() == ["dropped"]
    assert home.parked == [OWNER]


async def test_a_toast_does_not_wait_for_a_flooded_group(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(say(group, "按我", keys=[[Key(Raw("按"), data="a")]]))
        home.world.press(OWNER, group, home.world.sent(group)[0]["message_id"], "a")
        query = list(home.world.queries)[-1]
        home.world.faults.set(Weather("flood", retry_after=60), chat_id=group)
        await home.done(say(group, "等着"))
        await home.done(actions.Toast(chat_id=group, query_id=query, words=Raw("好")), priority=Priority.PRESS)
    assert await home.states() == ["sent", "waiting", "sent"]


async def test_a_token_that_no_longer_holds_loses_nothing(home: House) -> None:
    group = home.group()
    token, home.world.token = home.world.token, "12345678:another-token-of-the-same-shape-00"
    async with home.sending():
        await home.done(say(group, "你好"), on_crash="drop")
        assert await home.states() == ["waiting"]
        home.world.token = token
        await home.skip(61)
    assert home.said(group) == ["你好"]


async def test_general_is_never_named(home: House) -> None:
    group = home.group(is_forum=True)
    async with home.sending():
        await home.done(say(group, "大厅", topic=1))
    assert "message_thread_id" not in home.calls("sendMessage")[0]


async def test_an_edit_that_changes_nothing_is_done(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(say(group, "同样", name="card"))
        await home.done(actions.Edit(chat_id=group, words=Raw("同样"), named="card"))
    assert await home.states() == ["sent", "sent"]


@pytest.mark.parametrize("kind", [actions.Edit, actions.Delete])
async def test_a_message_that_is_gone_is_let_be(home: House, kind: type[actions.Edit | actions.Delete]) -> None:
    group = home.group()
    action = (
        actions.Edit(chat_id=group, words=Raw("?"), message_id=999)
        if kind is actions.Edit
        else actions.Delete(chat_id=group, message_id=999)
    )
    async with home.sending():
        await home.done(action)
    row = (await home.rows())[0]
    assert row["state"] == "dropped"
    assert "not found" in row["error"]


async def test_the_answer_to_a_deleted_message_is_said_without_it(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(say(group, "回答", reply_to=999))
    assert home.said(group) == ["回答"]


async def test_a_toast_that_came_too_late_troubles_nobody(home: House) -> None:
    group = home.group()
    home.operators = (OWNER,)
    async with home.sending():
        await home.done(actions.Toast(chat_id=group, query_id="42", words=Raw("好")), priority=Priority.PRESS)
    assert await home.states() == ["sent"]


async def test_a_press_is_answered_with_at_most_200_characters(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(say(group, "按我", keys=[[Key(Raw("按"), data="a")]]))
        home.world.press(OWNER, group, home.world.sent(group)[0]["message_id"], "a")
        query = list(home.world.queries)[-1]
        await home.done(actions.Toast(chat_id=group, query_id=query, words=Raw("好" * 300)), priority=Priority.PRESS)
    assert len(home.calls("answerCallbackQuery")[0]["text"]) == 200
    assert await home.states() == ["sent", "sent"]


async def test_a_date_a_year_away_shows_its_year_on_a_button_and_in_the_answer_to_it(home: House) -> None:
    group = home.group()
    far = text("mood.picture_label", when=When(home.clock.now() + 400 * 86400, "UTC", "day"))
    async with home.sending():
        await home.done(say(group, "按我", keys=[[Key(far, data="a")]]))
        message = home.world.sent(group)[0]
        home.world.press(OWNER, group, message["message_id"], "a")
        query = list(home.world.queries)[-1]
        await home.done(actions.Toast(chat_id=group, query_id=query, words=far), priority=Priority.PRESS)
    assert "年" in message["reply_markup"]["inline_keyboard"][0][0]["text"]
    assert "年" in home.calls("answerCallbackQuery")[0]["text"]


async def test_a_group_that_became_a_supergroup_is_followed(home: House) -> None:
    old = home.group("老群", is_super=False)
    await home.knows(Chat(old, "group"))
    async with home.sending():
        await home.done(say(old, "搬家前"))
        new = home.world.migrate(OWNER, old)
        await home.done(say(old, "一"), say(old, "二"), say(old, "三"))
    assert home.said(new) == ["一", "二", "三"]
    assert {row["chat_id"] for row in await home.rows()} == {new}
    assert await home.states() == ["sent"] * 4


async def test_broken_markup_is_sent_as_plain_text_and_operators_hear_of_it(home: House) -> None:
    group = home.group()
    home.world.say(OWNER, OWNER, "/start")
    home.operators = (OWNER,)
    await home.knows(Chat(OWNER, "private"))
    home.world.faults.next(
        "sendMessage",
        "error",
        code=400,
        description="Bad Request: can't parse entities: Unclosed start tag at byte offset 3",
    )
    async with home.sending():
        await home.done(say(group, "你<好"))
    assert home.said(group) == ["你<好"]
    assert "parse_mode" not in home.calls("sendMessage")[0]
    assert len(home.said(OWNER)) == 1


async def test_an_unknown_refusal_is_recorded_and_told_to_the_operators_once(home: House) -> None:
    group = home.group()
    home.world.say(OWNER, OWNER, "/start")
    home.operators = (OWNER,)
    await home.knows(Chat(OWNER, "private"))
    for _ in range(2):
        home.world.faults.next(
            "sendMessage", "error", code=400, description="Bad Request: SOMETHING_NEW", chat_id=group
        )
    async with home.sending():
        await home.done(say(group, "一"), say(group, "二"), say(group, "三"))
    assert home.said(group) == ["三"]
    rows = await home.rows()
    assert [row["error"].lower() for row in rows[:2]] == ["something_new"] * 2
    assert len(home.said(OWNER)) == 1


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


# --- a death in the middle ---


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


async def test_old_rows_are_swept_and_waiting_ones_stay(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(say(group, "旧"))
    await home.post(say(group, "新"))
    async with home.database.unit() as unit:
        assert await retention.sweep(unit, now=home.clock.now() + 2 * 86400 + 1) == {"outbox": 1}
    assert await home.states() == ["waiting"]
