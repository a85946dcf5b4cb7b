"""Stories of whose data it is: what is told, given out, forgotten, and what is destroyed when its time is over."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from storage.points.ledger_check import audit
from tests.handlers.basics.wanderer import DAY, NAME, USERNAME, WANDERER, arrives, lives
from tests.story import MODERATOR, NOON, OWNER, YINUO, ZIXUAN, Message, Story


def sent_file(story: Story, chat: int, name: str) -> bytes:
    """The newest file of that name that the bot sent there."""
    for message in reversed(story.world.sent(chat)):
        if message.get("document", {}).get("file_name") == name:
            return story.world.files[message["document"]["file_id"]].content
    raise AssertionError(f"no {name} in {chat}")


def data(story: Story, who: int) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(sent_file(story, who, "mydata.json"))
    return told


async def forgets(story: Story, who: int) -> Message:
    await story.says(who, "/forgetme", chat=who)
    return await story.presses(who, "确认删除", chat=who)


class TestTakingItOut:
    async def test_every_row_about_me_in_every_table(self, story: Story) -> None:
        await lives(story)
        await story.says(WANDERER, "/mydata", chat=WANDERER)
        told = data(story, WANDERER)
        assert told["user_id"] == WANDERER
        assert set(told["tables"]) >= {"chats", "people", "members", "activity", "ledger", "balances", "checkins"}
        assert told["tables"]["people"][0] | {"name": NAME, "username": USERNAME} == told["tables"]["people"][0]
        assert [row["amount"] for row in told["tables"]["ledger"]] == [10, 30, 5]
        assert any(NAME in row["reason"] for row in told["tables"]["ledger"])

    async def test_other_people_are_not_in_it(self, story: Story) -> None:
        await lives(story)
        await story.says(WANDERER, "/mydata", chat=WANDERER)
        assert not re.search(rf"\b{OWNER}\b", sent_file(story, WANDERER, "mydata.json").decode())

    async def test_people_can_read_the_same_in_words(self, story: Story) -> None:
        await lives(story)
        await story.says(WANDERER, "我的资料", chat=WANDERER)
        words = sent_file(story, WANDERER, "mydata.txt").decode()
        assert "== 每一笔积分" in words
        assert "1月16日 12:00　围炉夜话　" in words
        assert "30 分" in words
        assert "another member" not in words
        assert "2027-01-16　围炉夜话　" in words

    async def test_asked_in_the_group_it_still_comes_privately(self, story: Story) -> None:
        await lives(story)
        assert "私信发给你" in (await story.says(WANDERER, "/mydata"))["text"]
        assert data(story, WANDERER)["tables"]["balances"]

    async def test_where_the_bot_may_not_write_yet_there_is_a_link(self, story: Story) -> None:
        await arrives(story)
        answer = await story.says(WANDERER, "/mydata")
        link = answer["reply_markup"]["inline_keyboard"][0][0]["url"]
        assert link.endswith("?start=mydata")
        await story.says(WANDERER, "/start mydata", chat=WANDERER)
        assert data(story, WANDERER)["tables"]["people"]

    async def test_the_files_stay_in_no_queue(self, story: Story) -> None:
        await lives(story)
        await story.says(WANDERER, "/mydata", chat=WANDERER)
        assert not await story.rows("SELECT 1 FROM outbox WHERE body LIKE '%mydata.json%'")

    async def test_a_hidden_administrator_is_told_why_not(self, story: Story) -> None:
        assert "匿名" in (await story.says(OWNER, "/mydata", anonymous=True))["text"]


class TestForgetting:
    async def test_it_asks_first_and_can_be_left(self, story: Story) -> None:
        await lives(story)
        assert "真的" in (await story.says(WANDERER, "/forgetme", chat=WANDERER))["text"]
        assert "没有删除任何东西" in (await story.presses(WANDERER, "取消", chat=WANDERER))["text"]
        assert "35 分" in (await story.says(WANDERER, "/points"))["text"]

    async def test_nobody_else_can_answer_it(self, story: Story) -> None:
        await lives(story)
        await story.says(WANDERER, "/forgetme")
        await story.presses(YINUO, "确认删除")
        assert "给别人的" in story.toasts(YINUO)[-1]
        assert "35 分" in (await story.says(WANDERER, "/points"))["text"]

    async def test_afterwards_there_is_only_the_fact_of_it(self, story: Story) -> None:
        await lives(story)
        assert "忘掉你" in (await forgets(story, WANDERER))["text"]
        await story.says(WANDERER, "/mydata", chat=WANDERER)
        told = data(story, WANDERER)
        assert set(told) == {"format", "at", "erased_at"}
        assert told["erased_at"] >= NOON

    async def test_the_balance_does_not_come_back(self, story: Story) -> None:
        await lives(story)
        await forgets(story, WANDERER)
        await story.says(WANDERER, "我又来了")
        assert (await story.says(WANDERER, "/points"))["text"].startswith("0 分")
        assert "+10" in (await story.says(WANDERER, "签到"))["text"]
        assert (await story.says(WANDERER, "/points"))["text"].startswith("10 分")

    async def test_the_books_still_balance(self, story: Story) -> None:
        await lives(story)
        await story.says(YINUO, "签到")
        await forgets(story, WANDERER)
        assert await audit(story.app.database.reads) == []
        assert (await story.rows("SELECT sum(balance) AS total FROM balances"))[0]["total"] == 0
        assert "第 1 名" in (await story.says(YINUO, "/points"))["text"]

    async def test_a_moderators_own_words_go_with_them(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await story.says(MODERATOR, "签到")
        await story.says(MODERATOR, f"/grant {YINUO} 5 独一无二的理由")
        await forgets(story, MODERATOR)
        assert not await story.rows("SELECT 1 FROM ledger WHERE reason LIKE '%独一无二%' OR actor_id = 1002")
        assert "15 分" in (await story.says(YINUO, "/points"))["text"]

    @pytest.mark.of_the_file("reads its bytes")
    async def test_no_byte_of_them_is_left_in_the_file(self, story: Story) -> None:
        await lives(story)
        await story.says(WANDERER, "/mydata", chat=WANDERER)
        path = story.config.database
        assert found_in(story, path) == {"id", "name", "username", "reason"}
        await forgets(story, WANDERER)
        await story.passes(DAY)  # the night writes the store anew
        assert found_in(story, path) == set()

    async def test_no_byte_of_them_is_left_after_a_vacuum_at_once(self, story: Story) -> None:
        await lives(story)
        await forgets(story, WANDERER)
        await story.end()
        with sqlite3.connect(story.config.database) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        assert found_in(story, story.config.database) == set()

    async def test_it_is_written_down_how_much_was_destroyed_and_not_whose(self, story: Story) -> None:
        await lives(story)
        await forgets(story, WANDERER)
        rows = await story.rows("SELECT what, number FROM destroyed WHERE why = 'asked'")
        assert {"what": "checkins", "number": 1} in rows
        assert {row["what"] for row in rows} >= {"people", "members", "activity", "chats"}

    async def test_others_are_left_alone(self, story: Story) -> None:
        await lives(story)
        await story.says(ZIXUAN, "签到")
        before = await story.rows("SELECT * FROM people WHERE user_id = :id", id=ZIXUAN)
        await forgets(story, WANDERER)
        assert await story.rows("SELECT * FROM people WHERE user_id = :id", id=ZIXUAN) == before
        assert "10 分" in (await story.says(ZIXUAN, "/points"))["text"]


def found_in(story: Story, path: Path) -> set[str]:
    """What of the wanderer is to be read in the store's files, raw: ids as text and as SQLite writes numbers."""
    content = b"".join(each.read_bytes() for each in (path, path.with_name(path.name + "-wal")) if each.exists())
    wanted = {
        "id": (str(WANDERER).encode(), WANDERER.to_bytes(6, "big")),
        "name": (NAME.encode(), json.dumps(NAME)[1:-1].encode()),
        "username": (USERNAME.encode(),),
        "reason": ("的诗".encode(), "刷屏".encode()),
    }
    return {what for what, forms in wanted.items() if any(form in content for form in forms)}
