"""Stories of people whom Telegram tells strangely of: deleted accounts, invisible names, fields that are not there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.botapi import fast_updates
from bot.botapi.people import ANONYMOUS_ADMIN, person, rights_of, sender_of, update_of
from bot.domain.names import LONGEST, shown_name
from tests.story import FORUM, MODERATOR, OWNER, XIAOMAN, YINUO, Story

STRANGE = {
    "deleted": "",
    "a Hangul filler": "\u3164",
    "zero width": "\u200b\u200d\u2060",
    "blanks": " \u00a0\u2003\u2800",
    "marks alone": "\u0301\u0302\ufe0f",
    "line feeds": "甲\n乙\r\n丙\u2028丁",
    "turned round": "\u202egnp.exe",
    "isolated": "\u2067שלום\u2066",
    "controls": "a\x00b\x1bc\u0085",
    "half a sign": "甲\ufffd",
    "endless": "长" * 500,
}
"""What people call themselves; whom Telegram has deleted is called nothing."""


@pytest.mark.parametrize("name", STRANGE)
async def test_whatever_they_are_called_everything_works_for_them_and_about_them(story: Story, name: str) -> None:
    story.world.people[YINUO].first_name, story.world.people[YINUO].last_name = STRANGE[name], ""
    said = await story.does(YINUO, "say", chat_id=FORUM, text="大家好")
    theirs = [await story.says(YINUO, words) for words in ("签到", "/points", "/top", "/mydata", "/feedback 太吵了")]
    about = [
        await story.says(who, words, reply_to=said["message_id"])
        for who, words in (
            (MODERATOR, "/grant 5 好"),
            (XIAOMAN, "/thanks"),
            (XIAOMAN, "/report 广告"),
            (MODERATOR, "/warn 刷屏"),
            (OWNER, "/points"),
        )
    ]
    await story.does(XIAOMAN, "react", chat_id=FORUM, message_id=said["message_id"], emoji="👍")
    await story.does(YINUO, "leave", chat_id=FORUM)
    await story.does(YINUO, "join", chat_id=FORUM)
    board = (await story.says(OWNER, "/top"))["text"]
    assert all(each for each in (*theirs[:3], theirs[4], *about)), "somebody was answered by nothing"
    assert "出了点问题" not in json.dumps([theirs, about], ensure_ascii=False)
    assert board.count("\n") <= 12, "a name breaks the lines"
    for each in await story.rows("SELECT name FROM people WHERE user_id = :id", id=YINUO):
        assert each["name"] == shown_name(STRANGE[name].replace("\0", "")), "what no store can hold stays at the door"


_RIGHTS = ("can_edit_tag", "can_manage_topics", "can_delete_messages", "can_be_edited", "is_anonymous")


@pytest.mark.parametrize("status", ["creator", "administrator", "member", "restricted", "left", "kicked"])
@pytest.mark.parametrize("left_out", [*_RIGHTS, "everything"])
def test_a_member_is_read_whatever_is_left_out_of_it(status: str, left_out: str) -> None:
    user = {"id": 5, "is_bot": False, "first_name": "甲"}
    full = {"can_pin_messages": True} | dict.fromkeys(_RIGHTS, True)
    told = {} if left_out == "everything" else {name: value for name, value in full.items() if name != left_out}
    member = {"user": user, "status": status} | told
    update = {
        "update_id": 1,
        "my_chat_member": {
            "chat": {"id": FORUM, "type": "supergroup", "title": "围炉夜话"},
            "from": {"id": 6, "is_bot": False},
            "date": 1_800_000_000,
            "old_chat_member": {"user": user, "status": "left"},
            "new_chat_member": member,
        },
    }
    news = update_of(json.dumps(update), None).my_chat_member
    assert news is not None
    assert news.from_user.first_name == ""
    rights = rights_of(news.new_chat_member.to_dict())
    assert left_out not in rights.names
    assert rights.is_administrator is (status in ("creator", "administrator"))


async def test_the_bot_is_made_administrator_by_news_that_lack_a_field(story: Story) -> None:
    news: dict[str, Any] = {
        "chat": {"id": FORUM, "type": "supergroup", "title": "围炉夜话", "is_forum": True},
        "from": story.world.people[OWNER].user(),
        "date": story.world.now(),
        "old_chat_member": {"user": story.world.bot.user(), "status": "member"},
        "new_chat_member": {"user": story.world.bot.user(), "status": "administrator", "can_pin_messages": True},
    }
    await story.app.engine.receive([json.dumps({"update_id": 900_000_000, "my_chat_member": news}).encode()])
    await story.app.idle()
    assert await story.rows("SELECT 1 FROM inbox") == []


@pytest.mark.parametrize("name", STRANGE)
def test_every_way_to_a_person_makes_the_same_name(name: str) -> None:
    user = {"id": 5, "is_bot": False, "first_name": STRANGE[name]}
    chat = {"id": FORUM, "type": "supergroup", "title": "群"}
    message = {"message_id": 1, "date": 1_800_000_000, "chat": chat, "text": "x"}
    body = json.dumps({"update_id": 1, "message": message | {"from": user}})
    read = update_of(body, None).message
    assert read is not None
    assert read.from_user is not None
    shown = shown_name(STRANGE[name])
    assert person(read.from_user).name == sender_of(read).name == shown
    found = fast_updates.decode_update(body.encode()).user
    assert found is not None
    assert found.name == shown
    hidden = message | {"from": user | {"id": ANONYMOUS_ADMIN}, "sender_chat": chat, "author_signature": STRANGE[name]}
    behind = update_of(json.dumps({"update_id": 2, "message": hidden}), None).message
    assert behind is not None
    assert sender_of(behind).name in (shown, "群")


@given(some.text(max_size=20), some.text(max_size=20))
@settings(max_examples=500, deadline=None)
def test_a_name_is_one_line_that_turns_nothing_round_or_nothing(first: str, last: str) -> None:
    name = shown_name(first, last)
    assert len(name) <= LONGEST
    assert len(name.splitlines()) <= 1
    assert not set(name) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\x00")
    assert name == name.strip()
    assert shown_name(name) == name
