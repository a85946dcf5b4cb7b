"""Stories of many who come and go at once: a raid is settled by the batch, and costs no turn each."""

from __future__ import annotations

import json
from typing import Any

from bot.botapi.fast_updates import decode_update
from tests.story import FORUM, YINUO, Story

RAIDERS = range(5001, 5301)


def standing(who: int, status: str) -> dict[str, Any]:
    return {"status": status, "user": {"id": who, "is_bot": False, "first_name": f"路人{who}"}}


def update(number: int, **fields: Any) -> bytes:
    return json.dumps({"update_id": 800_000_000 + number, **fields}).encode()


def passage(number: int, who: int, old: str, new: str, *, at: int) -> bytes:
    chat = {"id": FORUM, "type": "supergroup", "title": "围炉夜话", "is_forum": True}
    told = {"chat": chat, "from": {"id": who, "first_name": "x"}, "date": at}
    told |= {"old_chat_member": standing(who, old), "new_chat_member": standing(who, new)}
    return update(number, chat_member=told)


async def test_a_raid_has_no_turn_each_and_everybody_is_known(story: Story) -> None:
    await story.says(YINUO, "早")
    now = story.world.now()
    await story.take_in([passage(n, who, "left", "member", at=now) for n, who in enumerate(RAIDERS)])
    assert await story.rows("SELECT 1 FROM inbox") == []
    states = await story.rows("SELECT state FROM members WHERE user_id >= 5001")
    assert [row["state"] for row in states] == ["in"] * len(RAIDERS)
    assert len(await story.rows("SELECT 1 FROM people WHERE user_id >= 5001")) == len(RAIDERS)
    away = [passage(1000 + n, who, "member", "kicked", at=now + 1) for n, who in enumerate(RAIDERS)]
    await story.take_in([*away, passage(2000, RAIDERS[0], "kicked", "member", at=now + 1)])
    assert len(await story.rows("SELECT 1 FROM members WHERE user_id >= 5001 AND state = 'in'")) == 1


async def test_what_cannot_be_read_of_a_standing_waits_for_a_turn(story: Story) -> None:
    await story.says(YINUO, "早")
    told = {"chat": {"id": FORUM, "type": "supergroup"}, "from": {"id": YINUO, "first_name": "x"}, "date": 1}
    odd = update(3, chat_member=told | {"new_chat_member": {"status": "member"}})
    rising = passage(4, YINUO, "member", "administrator", at=story.world.now())
    assert all(story.router.is_wanted(decode_update(each)) for each in (odd, rising))
    assert not story.router.is_wanted(decode_update(passage(5, YINUO, "member", "restricted", at=1)))
