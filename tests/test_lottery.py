"""Stories of lotteries as the group sees them: opened, entered, left, drawn, claimed, checked."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.domain.lottery.record import faults
from tests.story import FORUM, OWNER, PEISHAN, XIAOMAN, YINUO, ZIXUAN, Story

PEOPLE = (YINUO, ZIXUAN, PEISHAN, XIAOMAN)


def number_in(message: dict[str, Any]) -> int:
    found = re.search(r"#(\d+)", message["text"])
    assert found, message["text"]
    return int(found[1])


def record_of(story: Story, number: int, chat: int = FORUM) -> dict[str, Any]:
    (document,) = [
        each["document"]
        for each in story.world.sent(chat)
        if each.get("document", {}).get("file_name") == f"lottery-{number}.json"
    ][-1:]
    return json.loads(story.world.files[document["file_id"]].content)  # type: ignore[no-any-return]


async def opened(story: Story, line: str, *, by: int = OWNER, chat: int = FORUM) -> int:
    return number_in(await story.says(by, f"/lottery new {line}", chat=chat))


class TestOneLine:
    async def test_from_opening_to_the_record_anyone_can_check(self, story: Story) -> None:
        card = await story.says(OWNER, "/lottery new 热茶 x2 | title 周末暖炉 | ends 2h | reserves 1 | claim 24h")
        number = number_in(card)
        assert "周末暖炉" in card["text"]
        commit = re.search(r"[0-9a-f]{64}", card["text"])
        assert commit
        for who in PEOPLE:
            await story.presses(who, "参加") if who == YINUO else await press_enter(story, who)
            assert re.search("参加成功|參加成功", story.toasts(who)[-1])
        await story.passes(3)
        await story.passes(2 * 3600)
        record = record_of(story, number)
        assert faults(record) == []
        assert record["commit"] == commit[0]
        assert len(record["winners"]) == 2
        assert len(record["entrants"]) == 4
        assert await story.rows("SELECT state FROM lotteries") == [{"state": "announced"}]


async def press_enter(story: Story, who: int, chat: int = FORUM) -> None:
    for message in reversed(story.world.sent(chat)):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for each in row:
                if each["text"].startswith("参加"):
                    await story.does(
                        who, "press", chat_id=chat, message_id=message["message_id"], data=each["callback_data"]
                    )
                    return
    raise AssertionError("no card")
