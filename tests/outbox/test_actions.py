"""Each action, as a group sees it: data in the bot becomes a message, a poll, a restriction, a topic, a menu."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.outbox import actions
from bot.outbox.actions import AnyAction, Key
from bot.outbox.call import PointlessError, Where
from bot.outbox.render import calls
from bot.texts.catalog import commands
from bot.texts.text import Raw, When, Who, text
from playground.world import World
from storage import outbox as store
from tests.outbox.support import OWNER, House, house, say


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as built:
        yield built


def member(world: World, group: int, name: str = "陈一诺") -> int:
    person = world.add_person(name)
    world.join(person.id, group)
    return person.id


async def test_a_picture_and_a_file_are_sent_from_the_data_folder(home: House, tmp_path: Path) -> None:
    group = home.group()
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "secret").write_bytes(b"not for members")
    (data / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 32)
    async with home.sending(folder=data):
        await home.done(
            actions.Photo(chat_id=group, path="a.png", caption=Raw("图 <1>")),
            actions.Document(chat_id=group, filename="mydata.json", data=b"{}", protect=True),
            actions.Document(chat_id=group, filename="secret", path="../secret"),
            actions.Document(chat_id=group, filename="missing", path="missing"),
        )
    photo, document = home.world.sent(group)
    assert photo["caption"] == "图 <1>"
    assert document["document"]["file_name"] == "mydata.json"
    assert document["has_protected_content"]
    assert await home.states() == ["sent", "sent", "dropped", "dropped"]


async def test_a_poll_is_asked_and_closed_by_its_name(home: House) -> None:
    group = home.group()
    ask = actions.Ask(
        chat_id=group, question=Raw("周末？"), options=[Raw("爬山"), Raw("读书")], multiple=True, name="poll:1"
    )
    async with home.sending():
        await home.done(ask)
        await home.done(actions.ClosePoll(chat_id=group, named="poll:1"))
        await home.done(actions.ClosePoll(chat_id=group, named="poll:1"))
    poll = home.world.sent(group)[0]["poll"]
    assert [each["text"] for each in poll["options"]] == ["爬山", "读书"]
    assert (poll["is_anonymous"], poll["allows_multiple_answers"], poll["is_closed"]) == (False, True, True)
    assert await home.states() == ["sent"] * 3


async def test_a_quiz_knows_the_right_answer_and_closes_by_itself(home: House) -> None:
    group = home.group()
    quiz = actions.Ask(
        chat_id=group,
        question=Raw("1+1?"),
        options=[Raw("1"), Raw("2")],
        right=[1],
        explanation=Raw("数一数"),
        closes_at=home.clock.now() + 600,
    )
    async with home.sending():
        await home.done(quiz)
    poll = home.world.sent(group)[0]["poll"]
    assert (poll["type"], poll["correct_option_ids"], poll["explanation"]) == ("quiz", [1], "数一数")
    assert poll["close_date"] == quiz.closes_at


async def test_a_member_is_muted_heard_again_put_out_and_forgiven(home: House) -> None:
    group = home.group()
    who = member(home.world, group)
    until = home.clock.now() + 600
    async with home.sending():
        await home.done(actions.Restrict(chat_id=group, user_id=who, rule="mute", until=until))
        muted = home.world.chats[group].members[who]
        assert (muted.status, muted.until) == ("restricted", until)
        await home.done(actions.Restrict(chat_id=group, user_id=who, rule="unmute"))
        assert home.world.chats[group].members[who].status == "member"
        await home.done(actions.Restrict(chat_id=group, user_id=who, rule="ban"))
        assert home.world.chats[group].members[who].status == "kicked"
        await home.done(actions.Restrict(chat_id=group, user_id=who, rule="unban"))
        assert home.world.chats[group].members[who].status == "left"


def test_a_short_mute_that_comes_late_never_lasts_for_ever() -> None:
    mute = actions.Restrict(chat_id=-1, user_id=1, rule="mute", until=1000)
    assert calls(mute, Where(-1, "en", now=990))[0].params["until_date"] == 1025
    with pytest.raises(PointlessError):
        calls(mute, Where(-1, "en", now=1000))


async def test_a_topic_is_opened_renamed_closed_and_known_by_its_name(home: House) -> None:
    group = home.group(is_forum=True)
    async with home.sending():
        await home.done(actions.Topic(chat_id=group, rule="open", title="读书会", name="topic:books"))
        kept = await store.kept_post(home.database.reads, chat_id=group, name="topic:books")
        assert kept is not None
        topic = home.world.topic_id(group, "读书会")
        assert (kept.message_id, kept.topic) == (topic, topic)
        await home.done(
            actions.Topic(chat_id=group, rule="rename", topic=topic, title="电影夜"),
            actions.Topic(chat_id=group, rule="close", topic=topic),
            actions.Topic(chat_id=group, rule="rename", topic=1, title="大厅"),
        )
        found = home.world.chats[group].topics
        assert (found[topic].name, found[topic].is_closed, found[1].name) == ("电影夜", True, "大厅")
        await home.done(
            actions.Topic(chat_id=group, rule="reopen", topic=topic),
            actions.Topic(chat_id=group, rule="delete", topic=topic),
        )
    assert topic not in home.world.chats[group].topics
    assert set(await home.states()) == {"sent"}


async def test_reactions_tags_and_pins(home: House) -> None:
    group = home.group()
    who = member(home.world, group)
    message = home.world.say(who, group, "你好")["message_id"]
    async with home.sending():
        await home.done(
            actions.React(chat_id=group, message_id=message, emoji="👍"),
            actions.Tag(chat_id=group, user_id=who, words="金卡"),
            actions.Pin(chat_id=group, message_id=message),
        )
        assert home.world.chats[group].pinned == [message]
        assert home.world.chats[group].members[who].tag == "金卡"
        assert home.world.chats[group].posts[message].reactions
        await home.done(
            actions.React(chat_id=group, message_id=message), actions.Pin(chat_id=group, message_id=message, off=True)
        )
    assert home.world.chats[group].pinned == []
    assert not home.world.chats[group].posts[message].reactions
    assert set(await home.states()) == {"sent"}


async def test_the_menu_speaks_the_languages_telegram_can_tell_apart(home: House) -> None:
    names = list(commands())[:3]
    async with home.sending():
        await home.done(actions.Commands(chat_id=0, scope="all_group_chats", names=[*names, "no_such"]))
    told = {params.get("language_code", ""): params["commands"] for params in home.calls("setMyCommands")}
    assert set(told) == {"", "zh", "en"}
    assert [each["command"] for each in told["en"]] == names
    assert told["en"][0]["description"] == commands()[names[0]].menu["en"]
    assert told[""] == told["zh"]


async def test_leaving_a_group(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(actions.Leave(chat_id=group))
    assert not home.world.chats[group].members[home.world.bot.id].is_present


async def test_the_words_are_in_the_language_of_the_chat_or_the_deeds_own(home: House) -> None:
    group = home.group()
    words = text("outbox.refused", row=1, error="<b>")
    async with home.sending():
        await home.done(
            say(group, "…"),
            actions.Say(chat_id=group, words=words),
            actions.Say(chat_id=group, words=words, locale="en"),
        )
    assert "发件箱" in home.said(group)[1]
    assert "outbox row 1" in home.said(group)[2]
    assert "<b>" in home.said(group)[2]


async def test_overlong_words_are_cut_to_what_telegram_takes(home: House) -> None:
    group = home.group()
    (caption,) = (actions.Document(chat_id=group, filename="a", data=b"1", caption=Raw("&" * 3000)),)
    async with home.sending():
        await home.done(say(group, "😀<" * 4000), caption)
    said = home.said(group)
    assert len(said[0].encode("utf-16-le")) // 2 <= 4096
    assert len(said[1]) == 1024
    assert await home.states() == ["sent", "sent"]


async def test_buttons_and_links(home: House) -> None:
    group = home.group()
    keys = [
        [Key(text("outbox.refused", row=1, error="x" * 99), data="a"), Key(Raw("网页"), url="https://example.org/")],
        [],
    ]
    async with home.sending():
        await home.done(say(group, "选", keys=keys))
    first, second = home.world.sent(group)[0]["reply_markup"]["inline_keyboard"][0]
    assert first["callback_data"] == "a"
    assert len(first["text"]) <= 64
    assert second["url"] == "https://example.org/"


async def test_the_playground_had_nothing_to_complain_of(home: House) -> None:
    group = home.group(is_forum=True)
    who = member(home.world, group)
    topic = home.world.topic_new(OWNER, group, "活动")
    wanted: list[AnyAction] = [
        actions.Say(
            chat_id=group,
            words=text("outbox.no_right", group=Who(who, "陈"), error=When(0, "Asia/Shanghai")),
            topic=topic,
            reply_to=1,
            silent=True,
            protect=True,
            keys=[[Key(Raw("a"), data="b")]],
            pin=True,
            name="x",
        ),
        actions.Edit(chat_id=group, named="x", keys=[[Key(Raw("c"), data="d")]]),
        actions.Edit(chat_id=group, named="x"),
        actions.Tag(chat_id=group, user_id=who),
    ]
    async with home.sending():
        await home.done(*wanted)
    assert home.world.complaints == []
    assert set(await home.states()) == {"sent"}
