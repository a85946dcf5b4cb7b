"""Stories of announcements for the moment: seen before they are sent, sent once, to many groups, through a kill."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from bot.outbox import actions
from bot.outbox.actions import Priority
from bot.services import announce
from bot.services.announce import Progress
from bot.texts.text import Markup
from playground.actions import do
from storage.people import Chat
from tests.outbox.support import House, house
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, MUYANG, OWNER, YINUO, Story, told

KEEPER = f"[access]\noperators = [{OWNER}]\n"


def texts(story: Story, chat: int) -> list[str]:
    return [each.get("text", "") for each in story.world.sent(chat)]


async def test_it_is_shown_first_and_goes_out_once_on_its_authors_word(story: Story) -> None:
    await story.says(MODERATOR, "/announce 今晚八点围炉夜话")
    assert texts(story, FORUM)[0] == "今晚八点围炉夜话"
    assert "发到「围炉夜话」" in texts(story, FORUM)[1]
    await story.presses(MODERATOR, "发出并置顶")
    await story.passes(5)
    assert texts(story, FORUM).count("今晚八点围炉夜话") == 2
    assert "发完了：1 / 1" in texts(story, FORUM)[1]
    assert [name for name, _ in story.world.calls].count("pinChatMessage") == 1


async def test_nobody_else_sends_it_and_members_write_none(story: Story) -> None:
    assert "管理员" in (await story.says(YINUO, "/announce 我来说"))["text"]
    await story.says(MODERATOR, "/announce 我来说")
    await story.presses(YINUO, "发出")
    assert "给别人的" in story.toasts(YINUO)[-1]
    assert "要发什么" in (await story.says(MODERATOR, "/announce"))["text"]


async def test_a_second_press_sends_nothing_more_and_a_dropped_draft_is_gone(story: Story) -> None:
    await story.says(MODERATOR, "/announce 一次")
    message_id, data = story.button(FORUM, "发出")
    for _ in range(2):
        do(story.world, {"as": MODERATOR, "do": "press", "chat_id": FORUM, "message_id": message_id, "data": data})
    await story.settle()
    assert texts(story, FORUM).count("一次") == 2
    assert "过时" in story.toasts(MODERATOR)[-1]
    await story.says(MODERATOR, "/announce 不了")
    await story.presses(MODERATOR, "取消")
    assert texts(story, FORUM).count("不了") == 1


async def test_what_a_hidden_administrator_writes_is_sent_by_a_press_of_one_who_has_the_right(story: Story) -> None:
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=MUYANG, rights=["can_invite_users"])
    card = await story.says(OWNER, "/announce 今晚<八点>", anonymous=True)
    assert "是谁点的只有我知道" in card["text"]
    message_id, data = story.button(FORUM, "发出")
    for who in (YINUO, MUYANG):
        await story.presses(who, "发出")
        await story.presses(who, "取消")
        assert "管理员" in story.toasts(who)[-1]
    assert texts(story, FORUM).count("今晚<八点>") == 1
    await story.restart()
    for who in (OWNER, MODERATOR):
        story.world.press_vanished(who, FORUM, message_id, data)
        await story.settle()
    await story.passes(5)
    assert texts(story, FORUM).count("今晚<八点>") == 2
    assert "过时" in story.toasts(MODERATOR)[-1]
    assert await story.rows("SELECT DISTINCT user_id FROM announcements") == [{"user_id": 1087968824}]


async def test_a_hidden_draft_is_not_another_groups_to_send(story: Story) -> None:
    await story.says(OWNER, "/announce 只在这里", anonymous=True)
    _, data = story.button(FORUM, "取消")
    await story.says(OWNER, "/announce 别处", chat=KITCHEN)
    message_id, _ = story.button(KITCHEN, "发出")
    story.world.press_vanished(OWNER, KITCHEN, message_id, data)
    await story.settle()
    assert "过时" in story.toasts(OWNER)[-1]
    assert await story.rows("SELECT state FROM announcements WHERE html = '只在这里'") == [{"state": "draft"}]


async def test_an_operator_in_private_chooses_among_groups(tmp_path: Path) -> None:
    async with told(tmp_path, KEEPER) as story:
        for chat in (FORUM, KITCHEN, HIKE):
            await story.says(OWNER, "早", chat=chat)
        await story.says(OWNER, "/announce 大家好", chat=OWNER)
        assert "发到这 3 个群" in texts(story, OWNER)[-1]
        kitchen = next(key for key in _labels(story) if key.startswith("✓") and "围炉夜话" not in key)
        await story.presses(OWNER, kitchen, chat=OWNER)
        assert "发到这 2 个群" in texts(story, OWNER)[-1]
        await story.presses(OWNER, "全选（3）", chat=OWNER)
        await story.presses(OWNER, "全不选", chat=OWNER)
        assert "还没有选群" in texts(story, OWNER)[-1]
        assert _labels(story)[-1] == "取消"
        await story.presses(OWNER, "全选（3）", chat=OWNER)
        await story.presses(OWNER, f"✓{kitchen.removeprefix('✓')}", chat=OWNER)
        await story.presses(OWNER, "发出", chat=OWNER)
        await story.passes(5)
        assert sum(texts(story, chat).count("大家好") for chat in (FORUM, KITCHEN, HIKE)) == 2
        assert "发完了：2 / 2" in texts(story, OWNER)[-1]


def _labels(story: Story) -> list[str]:
    rows = story.world.sent(OWNER)[-1]["reply_markup"]["inline_keyboard"]
    return [button["text"] for row in rows for button in row]


async def test_a_thousand_groups_hear_it_at_telegrams_pace_and_none_twice_through_a_kill(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        groups = [home.group(f"群 {number}") for number in range(1000)]
        await home.knows(*(Chat(each, "supergroup") for each in groups))
        async with home.database.unit() as unit:
            draft = await announce.draft(
                unit, user_id=OWNER, shown_in=OWNER, html="<b>好消息</b>", file_id="", chats=groups, now=0
            )
            await announce.send(unit, draft, is_pinned=False)
        name = announce.name_of(draft.id)
        said = [actions.Say(chat_id=each, words=Markup("<b>好消息</b>"), name=name) for each in groups]
        async with home.sending(is_paced=True):
            await home.post(*said, on_crash="drop", priority=Priority.ANNOUNCEMENT)
            await _until(home, 400)
        half = await _progress(home, draft.id)
        assert 0 <= len(home.calls("sendMessage")) - half.sent <= 8  # what was in flight
        assert half.sent + half.waiting == 1000
        async with home.sending(is_paced=True):
            await _until(home, 990)
            await home.skip(2)
        heard = Counter({each: len(home.said(each)) for each in groups})
        assert max(heard.values()) == 1
        states = Counter(await home.states())
        in_doubt = states["dropped"]
        assert sum(heard.values()) >= 1000 - in_doubt
        assert states["sent"] + in_doubt == 1000
        assert await _progress(home, draft.id) == Progress(states["sent"], in_doubt, 0)
        assert in_doubt <= 8  # what was in flight at the kill is not said again, and its reason is kept


async def _progress(home: House, number: int) -> Progress:
    """What the author would be shown."""
    async with home.database.unit() as unit:
        seen = await announce.progress(unit, number, started_at=0, now=0)
    assert seen is not None
    return seen[1]


async def _until(home: House, count: int) -> None:
    """Seconds pass, one by one, until so many groups have heard it, at no time more than 30 a second."""
    began, before = home.monotonic(), len(home.calls("sendMessage"))
    async with asyncio.timeout(60):
        while (heard := len(home.calls("sendMessage"))) < count:
            assert heard - before <= 30 * (1 + home.monotonic() - began)
            await home.skip(1)
