"""Stories of the light decode: what people and service messages really send is read, not set aside."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot import light
from tests.story import FORUM, OWNER, YINUO, Story


def read(**fields: Any) -> light.Message:
    chat = {"id": FORUM, "type": "supergroup", "title": "围炉夜话"}
    message = {"message_id": 5, "date": 1, "chat": chat, **fields}
    found = light.decode_update(json.dumps({"update_id": 1, "message": message}).encode()).message
    assert found is not None
    return found


@pytest.mark.parametrize("field", light.SERVICE_FIELDS)
def test_every_service_field_is_seen_when_it_is_there(field: str) -> None:
    value: Any = 7 if field.startswith("migrate") else [{"id": 1}] if field == "new_chat_members" else {}
    assert light.carries(read(**{field: value}), field)
    assert not light.carries(read(text="晚上好"), field)


async def test_a_forwarded_message_is_counted_like_any_other(story: Story) -> None:
    said = await story.does(YINUO, "say", chat_id=FORUM, text="看看这个")
    await story.does(OWNER, "forward", chat_id=FORUM, message_id=said["message_id"], to=FORUM)
    counted = await story.rows("SELECT user_id, messages FROM activity ORDER BY user_id")
    assert [(row["user_id"], row["messages"]) for row in counted] == [(OWNER, 1), (YINUO, 1)]
    assert await story.rows("SELECT * FROM inbox") == []
