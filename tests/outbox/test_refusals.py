"""Stories of single refusals of Telegram's: what is let be, what is said in another way, what operators hear."""

from __future__ import annotations

import pytest

from bot.outbox import actions
from bot.outbox.actions import Key, Priority
from bot.texts.text import Raw, When, text
from storage.people import Chat
from tests.outbox.support import OWNER, House, say


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
