"""Stories of calls that fail: servers, lost answers, chats that are shut, topics that are gone, rights that lack."""

from __future__ import annotations

import pytest

from bot.outbox import actions
from bot.outbox.actions import Key, Priority
from bot.services.desk import Bound
from bot.texts.text import Raw
from playground.world.faults import Weather
from storage import outbox as store
from storage.people import Chat
from tests.outbox.support import OWNER, House, say


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
