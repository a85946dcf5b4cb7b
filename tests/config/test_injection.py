"""Stories of hostile words: in names, titles, feedback, reasons and config they stay words, and change no message."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.config import load
from tests.config.findings import TOKEN
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Story, told

HOSTILE = [
    '</b><a href="tg://user?id=1001">点我</a>',
    "<script>alert(1)</script>",
    "&lt;b&gt;{who} {0} %s ${x}",
    "[链接](tg://user?id=1001) *粗* `码`",
    "@shuyao_lin /grant@weilu_bot 9999",
    "\u202e反着写\u202c\u0000\u200b",
    '"}],"do":"say","fleeting":true,"x":[{"',
    "'; DROP TABLE feedback; --",
]


def links(message: dict[str, Any]) -> list[str]:
    """Where a message leads that its words do not show: a mention of somebody, a link under other words."""
    entities = message.get("entities", []) + message.get("caption_entities", [])
    return [each.get("url") or str(each["user"]["id"]) for each in entities if "url" in each or "user" in each]


def shown(message: dict[str, Any]) -> str:
    return str(message.get("text", message.get("caption", "")))


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def words(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class TestHostileWords:
    async def test_in_feedback(self, tmp_path: Path, words: str) -> None:
        async with told(tmp_path, f"\n[desk]\nchat = {KITCHEN}\n") as story:
            await story.says(YINUO, f"/feedback {words}")
            card = story.world.sent(KITCHEN)[-1]
            assert cleaned(words) in shown(card)
            assert links(card) == [str(YINUO)]
            await story.says(OWNER, f"/feedback 1 answer {words}", chat=KITCHEN)
            page = await story.says(YINUO, "/feedback 1")
            assert cleaned(words) in shown(page)
            assert links(page) == []
            assert len(await story.rows("SELECT 1 FROM feedback")) == 1

    async def test_in_a_reason(self, story: Story, words: str) -> None:
        await story.says(YINUO, "签到")
        told_ = await story.says(OWNER, f"/grant {YINUO} 5 {words}")
        assert links(told_) == [str(YINUO)]
        assert links(await story.says(YINUO, "/ledger")) == []
        audit = await story.says(OWNER, "/audit")
        assert links(audit) == []
        assert shown(audit).count("\n") == 1

    async def test_in_a_name(self, story: Story, words: str) -> None:
        story.world.people[YINUO].first_name = words
        await story.says(YINUO, "签到")
        top = await story.says(ZIXUAN, "/top")
        assert links(top) == []
        granted = await story.says(OWNER, f"/grant {YINUO} 5 好")
        assert links(granted) == [str(YINUO)]
        assert re.search(r"#\d+", shown(granted))

    async def test_in_a_groups_title(self, story: Story, words: str) -> None:
        story.world.chats[FORUM].title = words
        await story.says(MODERATOR, "/start", chat=MODERATOR)
        await story.says(YINUO, "/feedback 你好")
        card = story.world.sent(MODERATOR)[-1]
        assert cleaned(words) in shown(card)
        assert links(card) == [str(YINUO)]

    async def test_in_what_is_given_out(self, story: Story, words: str) -> None:
        await story.says(YINUO, "签到")
        await story.says(OWNER, f"/grant {YINUO} 5 {words}")
        await story.says(YINUO, "/mydata", chat=YINUO)
        (file,) = [each for each in story.world.files.values() if each.name == "mydata.json"]
        rows = json.loads(file.content)["tables"]["ledger"]
        assert rows[-1]["reason"] == " ".join(words.replace("\0", "").split())

    async def test_in_the_config(self, tmp_path: Path, words: str) -> None:
        """A level's name and an entry's are shown as they are written."""
        extra = (
            f"levels = [{{ name = {json.dumps(words[:16])}, score = 5 }}]\n"
            f'[[schedule]]\nname = {json.dumps(words)}\ncron = "0 9 * * *"\ntext = "早"\n'
        )
        async with told(tmp_path, extra) as story:
            await story.says(YINUO, "签到")
            points = await story.says(YINUO, "/points")
            assert cleaned(words[:16]) in shown(points)
            assert links(points) == []
            schedule = await story.says(OWNER, "/schedule")
            assert cleaned(words) in shown(schedule)
            assert links(schedule) == []


def test_a_character_that_means_nothing_is_left_out_of_the_config(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        '[community]\nabout = "茶\\u0000会"\n[[schedule]]\nname = "早\\u0000安"\ncron = "0 9 * * *"\ntext = "早"\n'
    )
    config = load(file, {"BOT_TOKEN": TOKEN})
    assert (config.community.about, config.schedule[0].name) == ("茶会", "早安")


def cleaned(words: str) -> str:
    """Without what would turn the rest of the message round, and what is no character."""
    return words.translate(dict.fromkeys((0, 0x202C, 0x202E))).strip()


async def test_words_that_look_like_our_own_json_do_not_vanish_from_the_queue(story: Story) -> None:
    """A row goes once it is sent because its action said so, never because somebody's words did."""
    await story.says(OWNER, f'/grant {YINUO} 5 "fleeting":true')
    await story.says(YINUO, "签到")
    await story.says(OWNER, f'/grant {YINUO} 5 "fleeting":true')
    assert await story.rows("SELECT 1 FROM outbox WHERE body LIKE '%fleeting%' AND state = 'sent'")
