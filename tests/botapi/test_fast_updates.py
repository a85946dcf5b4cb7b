"""Stories of the light decode: what people and service messages really send is read, not set aside."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.botapi import batches, fast_updates, readings
from bot.botapi.loose import UNREADABLE
from bot.botapi.responses import result_of
from bot.domain import guard
from bot.domain.activity import Heard, Names
from tests.story import FORUM, OWNER, YINUO, Story


def read(**fields: Any) -> fast_updates.Message:
    chat = {"id": FORUM, "type": "supergroup", "title": "围炉夜话"}
    message = {"message_id": 5, "date": 1, "chat": chat, **fields}
    found = fast_updates.decode_update(json.dumps({"update_id": 1, "message": message}).encode()).message
    assert found is not None
    return found


@pytest.mark.parametrize("field", fast_updates.SERVICE_FIELDS)
def test_every_service_field_is_seen_when_it_is_there(field: str) -> None:
    value: Any = 7 if field.startswith("migrate") else [{"id": 1}] if field == "new_chat_members" else {}
    assert fast_updates.carries(read(**{field: value}), field)
    assert not fast_updates.carries(read(text="晚上好"), field)


async def test_a_forwarded_message_is_counted_like_any_other(story: Story) -> None:
    said = await story.does(YINUO, "say", chat_id=FORUM, text="看看这个")
    await story.does(OWNER, "forward", chat_id=FORUM, message_id=said["message_id"], to=FORUM)
    counted = await story.rows("SELECT user_id, messages FROM activity ORDER BY user_id")
    assert [(row["user_id"], row["messages"]) for row in counted] == [(OWNER, 1), (YINUO, 1)]
    assert await story.rows("SELECT * FROM inbox") == []


CHAT, ELSEWHERE = {"id": FORUM, "type": "supergroup"}, {"id": -200, "type": "channel"}


@pytest.mark.parametrize(
    ("fields", "is_forward", "marks"),
    [
        ({"text": "大家好"}, False, 0),
        ({"story": {"id": 1, "chat": ELSEWHERE}}, True, guard.MEDIA),
        ({"text": "看这个", "external_reply": {"chat": ELSEWHERE, "origin": {}}}, False, guard.LINK),
        ({"text": "看这个", "external_reply": {"origin": {}}}, False, guard.LINK),
        ({"text": "接着那个话题说", "external_reply": {"chat": CHAT, "origin": {}}}, False, 0),
        ({"text": "大家好", "external_reply": 7}, False, 0),
    ],
)
def test_what_shows_something_from_elsewhere_leads_there(fields: Any, is_forward: bool, marks: int) -> None:
    said = readings.heard(read(**fields), fast_updates.User(7, "小美"))
    assert (said.is_forward, said.marks) == (is_forward, marks)


class TestNames:
    """Written down once an hour at most, and whenever they change."""

    def test_another_name_is_news_and_the_same_one_only_an_hour_later(self) -> None:
        names, said = Names(), Heard(-1, 7, "小美", "mei", 7_200, 0, "晚上好")
        assert names.news([said]) == {7: said}
        names.take([said])
        assert names.news([said]) == {}
        renamed = said._replace(name="大美")
        assert names.news([said, renamed]) == {7: renamed}
        assert names.news([renamed, said]) == {}, "the latest is the one that counts"
        later = said._replace(at=10_800)
        assert names.news([later]) == {7: later}

    async def test_who_was_forgotten_and_speaks_again_has_a_name_again(self, story: Story) -> None:
        await story.says(YINUO, "晚上好")
        await story.says(YINUO, "/forgetme", chat=YINUO)
        await story.presses(YINUO, "确认删除", chat=YINUO)
        assert await story.rows("SELECT * FROM people WHERE user_id = :id", id=YINUO) == []
        await story.says(YINUO, "我回来了")
        assert len(await story.rows("SELECT * FROM people WHERE user_id = :id", id=YINUO)) == 1


@pytest.mark.parametrize("field", ["new_chat_title", "video_chat_started", "boost_added", "something_of_next_year"])
async def test_news_of_the_group_are_nobodys_talk_also_of_kinds_not_known(story: Story, field: str) -> None:
    said = await story.does(YINUO, "say", chat_id=FORUM, text="晚上好")
    await hears(story, said, **{field: {"x": 1}})
    assert [row["messages"] for row in await story.rows("SELECT messages FROM activity")] == [1]


@pytest.mark.parametrize("field", fast_updates.CONTENT_FIELDS)
async def test_whatever_a_member_shows_is_talk(story: Story, field: str) -> None:
    said = await story.does(YINUO, "say", chat_id=FORUM, text="晚上好")
    await hears(story, said, **{field: [{"x": 1}] if field == "photo" else {"x": 1}})
    assert [row["messages"] for row in await story.rows("SELECT messages FROM activity")] == [2]


async def hears(story: Story, said: dict[str, Any], /, **fields: Any) -> None:
    """The same member once more, with these fields in place of words."""
    message = {name: value for name, value in said.items() if name != "text"} | fields
    message["message_id"] += 1
    update = {"update_id": 900_000_000, "message": message}
    await story.app.engine.receive([json.dumps(update).encode()])
    await story.app.idle()


DEEP = b'{"update_id":%d,"message":{"x":' + b"[" * 100_000 + b'"]}"' + b"]" * 100_000 + b"}}"


def test_one_update_nested_beyond_sense_is_taken_out_of_its_batch() -> None:
    first, last = b'{"update_id":7,"x":"],["}', b'{"update_id":9}'
    answer = b'{"ok":true,"result":[' + b",".join((first, DEEP % 8, last)) + b"]}"
    batch = batches.decode_batch(result_of(200, answer))
    assert [batches.id_of(each) for each in batch] == [7, 8, 9]
    assert [bytes(batch[0]), bytes(batch[2])] == [first, last]


def test_a_batch_that_is_cut_off_is_asked_for_again() -> None:
    for answer in (b'[{"update_id":7},', b'[{"update_id":7', b"[" * 100_000, b'{"a":1}'):
        with pytest.raises(UNREADABLE):
            batches.decode_batch(answer)


async def test_it_is_set_aside_once_and_the_others_are_heard(story: Story) -> None:
    story.may_spoil = True
    said = await story.does(YINUO, "say", chat_id=FORUM, text="晚上好")
    after = json.dumps({"update_id": 900_000_001, "message": said | {"message_id": 99}}).encode()
    batch = batches.decode_batch(b"[" + DEEP % 900_000_000 + b"," + after + b"]")
    for _ in range(2):
        assert await story.app.engine.receive(batch) == 900_000_001
    assert [row["messages"] for row in await story.rows("SELECT messages FROM activity")] == [2]
    assert [row["update_id"] for row in await story.rows("SELECT update_id FROM inbox WHERE state = 'bad'")] == [
        900_000_000
    ]
