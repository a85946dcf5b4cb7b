"""Stories of whose data it is: what is told, given out, forgotten, and what is destroyed when its time is over."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.services import privacy
from bot.texts.catalog import plain
from bot.texts.text import text
from playground.world.values import Person
from storage import retention
from storage.database import open_database
from storage.points.ledger_check import audit
from storage.registry import TABLES
from tests.store import fresh
from tests.story import FORUM, MODERATOR, NOON, OWNER, YINUO, ZIXUAN, Message, Story

WANDERER = 734_191_582_637
NAME, USERNAME = "漂泊的青鸟", "wandering_bluebird"
DAY = 86400


async def arrives(story: Story) -> None:
    """A member whose id and name are to be found nowhere by chance."""
    story.world.people[WANDERER] = Person(WANDERER, NAME, username=USERNAME, language_code="zh-hans")
    await story.does(WANDERER, "join", chat_id=FORUM)
    await story.says(WANDERER, "大家好", chat=FORUM)


def sent_file(story: Story, chat: int, name: str) -> bytes:
    """The newest file of that name that the bot sent there."""
    for message in reversed(story.world.sent(chat)):
        if message.get("document", {}).get("file_name") == name:
            return story.world.files[message["document"]["file_id"]].content
    raise AssertionError(f"no {name} in {chat}")


def data(story: Story, who: int) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(sent_file(story, who, "mydata.json"))
    return told


async def lives(story: Story) -> None:
    """Something in every room: points, a streak, words of a moderator, a private chat."""
    await arrives(story)
    await story.says(WANDERER, "/start", chat=WANDERER)
    await story.says(WANDERER, "签到")
    await story.says(OWNER, f"/grant {WANDERER} 30 给{NAME}的诗")
    await story.says(OWNER, f"/deduct {WANDERER} 5 {NAME}刷屏")


async def forgets(story: Story, who: int) -> Message:
    await story.says(who, "/forgetme", chat=who)
    return await story.presses(who, "忘掉我，不后悔", chat=who)


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
        assert "私下发给你" in (await story.says(WANDERER, "/mydata"))["text"]
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
        assert "什么都没动" in (await story.presses(WANDERER, "算了，留着", chat=WANDERER))["text"]
        assert "35 分" in (await story.says(WANDERER, "/points"))["text"]

    async def test_nobody_else_can_answer_it(self, story: Story) -> None:
        await lives(story)
        await story.says(WANDERER, "/forgetme")
        await story.presses(YINUO, "忘掉我，不后悔")
        assert "别人的按钮" in story.toasts(YINUO)[-1]
        assert "35 分" in (await story.says(WANDERER, "/points"))["text"]

    async def test_afterwards_there_is_only_the_fact_of_it(self, story: Story) -> None:
        await lives(story)
        assert "忘了" in (await forgets(story, WANDERER))["text"]
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


class TestTheRules:
    async def test_every_table_and_every_column_with_an_id_has_one(self, tmp_path: Path) -> None:
        async with open_database(fresh(tmp_path / "weilu.db")) as database:
            tables = await database.reads.all(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            assert {row["name"] for row in tables} == set(TABLES)
            for table, rule in TABLES.items():
                columns = {row["name"] for row in await database.reads.all(f"PRAGMA table_info({table})")}
                named = {
                    *rule.chats,
                    *rule.members,
                    *rule.mentions,
                    *rule.key,
                    *rule.numbers,
                    *rule.traces,
                    *rule.withheld,
                }
                named |= set(rule.words) | {word for words in rule.words.values() for word in words}
                assert named <= columns, table
                assert {each for each in columns if is_of_someone(each)} <= {*rule.chats, *rule.members}, table
                assert rule.erasure in ("delete", "pseudonym") or not rule.members, table
                assert rule.is_exported or not rule.members, table
                assert rule.expiry is None or rule.expiry.column in columns, table

    def test_a_column_of_somebody_without_a_rule_is_seen(self) -> None:
        assert [each for each in ("winner_id", "from_account", "owner", "message_id") if is_of_someone(each)] == [
            "winner_id",
            "from_account",
            "owner",
        ]

    async def test_nobody_stands_in_a_column_without_a_rule(self, story: Story) -> None:
        """Whatever columns are called: the wanderer's number is looked for in all of them."""
        await lives(story)
        for table, rule in TABLES.items():
            for column in await story.rows(f"SELECT name FROM pragma_table_info('{table}')"):
                name = column["name"]
                found = await story.rows(f"SELECT 1 FROM {table} WHERE {name} = :id OR {name} LIKE :like LIMIT 1",
                                         id=WANDERER, like=f"%{WANDERER}%")  # fmt: skip
                assert not found or name in {*rule.chats, *rule.members, *rule.mentions, *rule.numbers, *rule.traces}, (
                    f"{table}.{name}"
                )

    async def test_privacy_fits_a_phone_and_opens_matter_by_matter(self, story: Story) -> None:
        answer = await story.says(YINUO, "/privacy")
        assert answer["text"].count("\n") < 24
        assert "积分、兑换、邀请（有的一直留着）" in answer["text"]
        assert "气氛检查（最多 2 天）" in answer["text"]
        opened = await story.presses(YINUO, "积分、兑换、邀请")
        assert "每周、每月挣了多少积分（63 到 400 天）" in opened["text"]
        assert (await story.presses(YINUO, "‹ 返回"))["text"] == answer["text"]

    async def test_moderators_work_is_shown_to_whom_it_concerns(self, story: Story) -> None:
        assert "管理员办的事（" not in (await story.says(YINUO, "/privacy"))["text"]
        with pytest.raises(AssertionError, match="no button"):
            story.button(FORUM, "管理员办的事")
        await story.says(YINUO, "早")
        await story.says(MODERATOR, f"/grant {YINUO} 5 谢谢")
        await story.says(MODERATOR, "/poll 吃什么 | 面 | 饭")
        shown = await story.says(MODERATOR, "/privacy")
        assert "管理员办的事（" in shown["text"]
        opened = (await story.presses(MODERATOR, "管理员办的事"))["text"]
        assert "你当管理员时办过的事" in opened
        assert "公告" not in opened, "never announced anything"
        assert "没有和你有关的" not in (await story.presses(YINUO, "‹ 返回"))["text"]
        theirs = (await story.presses(YINUO, "管理员办的事"))["text"]
        assert "管理员对你做过什么" in theirs, "five points were given to them"
        assert "你当管理员时办过的事" not in theirs
        await story.says(MODERATOR, "/privacy")
        assert "没有和你有关的" in (await story.presses(ZIXUAN, "管理员办的事"))["text"]

    async def test_privacy_all_tells_of_every_table_and_for_how_long(self, story: Story) -> None:
        answer = await story.says(YINUO, "/privacy all")
        for table in privacy.KEPT:
            assert f"\n· {plain(text(f'privacy.table_{table}'), 'zh-Hans')}（" in answer["text"], table
        assert answer["text"].count("你当管理员时办过的事") == 1
        assert answer["text"].count("你办到一半、等你答话的事") == 1
        assert "每周、每月挣了多少积分（63 到 400 天）" in answer["text"]
        assert "比如签到提醒（办完就删）" in answer["text"]
        assert "讨论一结束就用不着了（办完就删）" in answer["text"]
        assert "以后还要改的是哪条消息（400 天）" in answer["text"]
        assert "你给哪些问题点过赞（90 天）" in answer["text"]

    def test_every_table_is_told_of_once_in_some_matter(self) -> None:
        assert sorted(privacy.KEPT) == sorted(table for tables in privacy.MATTERS.values() for table in tables)

    async def test_what_ends_with_another_table_does_so_by_the_schema(self, story: Story) -> None:
        for table, rule in TABLES.items():
            if rule.ends_with:
                found = await story.rows(f"SELECT \"table\", on_delete FROM pragma_foreign_key_list('{table}')")
                assert {"table": rule.ends_with, "on_delete": "CASCADE"} in found, table


NOBODYS = {
    "message_id",
    "lottery_id",
    "poll_id",
    "file_id",
    "update_id",
    "calendar_id",
    "old_id",
    "merged_id",
    "feedback_id",
    "goods_id",
    "order_id",
    "per_member",
    "is_owner",
    "actor_name",
    "target_name",
}


def is_of_someone(column: str) -> bool:
    named = re.search(
        r"(^|_)(user|chat|member|account|actor|owner|target|reporter|author|winner|person|sender)(_|$)|_id$", column
    )
    return bool(named) and column not in NOBODYS


class TestTheNight:
    async def test_what_is_past_its_time_goes_and_is_written_down(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await story.says(YINUO, "今天真冷")
        await story.passes(401 * DAY)
        assert not await story.rows("SELECT 1 FROM activity")
        assert not await story.rows("SELECT 1 FROM checkins")
        assert await story.rows("SELECT 1 FROM ledger")
        told = await story.rows("SELECT what FROM destroyed WHERE why = 'expired'")
        assert {row["what"] for row in told} >= {"activity", "checkins", "earned"}

    async def test_the_log_of_it_cannot_be_rewritten(self, story: Story) -> None:
        async with story.app.database.unit() as unit:
            await retention.record(unit, {"activity": 3}, why="expired", now=NOON)
        for statement in ("UPDATE destroyed SET number = 1", "DELETE FROM destroyed"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                async with story.app.database.unit() as unit:
                    await unit.run(statement)
        assert await retention.destroyed(story.app.database.reads, since=NOON) == {"activity": 3}
