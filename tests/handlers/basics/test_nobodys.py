"""Every column of somebody has its rule, what the rules say to people, and what the night takes away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.services import privacy
from bot.texts.catalog import plain
from bot.texts.sentences import Locale
from bot.texts.text import text
from storage import retention
from storage.database import open_database
from storage.errors import RowRefusedError
from storage.registry import TABLES
from tests.handlers.basics.wanderer import DAY, WANDERER, lives
from tests.store import fresh
from tests.story import EMMA, FORUM, MODERATOR, NOON, PEISHAN, YINUO, ZIXUAN, Story


async def everything(story: Story, who: int) -> list[str]:
    """What /privacy all answers, message by message."""
    before = len(story.world.sent(who))
    await story.says(who, "/privacy all", chat=who)
    return [each["text"] for each in story.world.sent(who)[before:]]


class TestTheRules:
    @pytest.mark.of_the_file("asks SQLite for its tables")
    async def test_every_table_and_every_column_with_an_id_has_one(self, tmp_path: Path) -> None:
        async with open_database(fresh(tmp_path / "weilu.db")) as database:
            tables = await database.reads.all(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            assert {row["name"] for row in tables} == set(TABLES)
            for table, rule in TABLES.items():
                columns = set(await database.reads.columns(table))
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
            for name in await story.app.database.reads.columns(table):
                found = await story.rows(
                    f"SELECT 1 FROM {table} WHERE CAST({name} AS TEXT) LIKE :like LIMIT 1", like=f"%{WANDERER}%"
                )
                assert not found or name in {*rule.chats, *rule.members, *rule.mentions, *rule.numbers, *rule.traces}, (
                    f"{table}.{name}"
                )

    async def test_privacy_fits_a_phone_and_opens_matter_by_matter(self, story: Story) -> None:
        answer = await story.says(YINUO, "/privacy")
        assert answer["text"].count("\n") < 24
        assert "积分、兑换、邀请（有的长期保留）" in answer["text"]
        assert "气氛检查（最多 2 天）" in answer["text"]
        opened = await story.presses(YINUO, "积分、兑换、邀请")
        assert "每周、每月得了多少积分（63 到 400 天）" in opened["text"]
        assert (await story.presses(YINUO, "‹ 返回"))["text"] == answer["text"]

    async def test_moderators_work_is_shown_to_whom_it_concerns(self, story: Story) -> None:
        assert "管理员的操作（" not in (await story.says(YINUO, "/privacy"))["text"]
        with pytest.raises(AssertionError, match="no button"):
            story.button(FORUM, "管理员的操作")
        await story.says(YINUO, "早")
        await story.says(MODERATOR, f"/grant {YINUO} 5 谢谢")
        await story.says(MODERATOR, "/poll 吃什么 | 面 | 饭")
        shown = await story.says(MODERATOR, "/privacy")
        assert "管理员的操作（" in shown["text"]
        opened = (await story.presses(MODERATOR, "管理员的操作"))["text"]
        assert "你当管理员时发起的投票" in opened
        assert "公告" not in opened, "never announced anything"
        assert "没有和你有关的" not in (await story.presses(YINUO, "‹ 返回"))["text"]
        theirs = (await story.presses(YINUO, "管理员的操作"))["text"]
        assert "管理员对你的操作" in theirs, "five points were given to them"
        assert "你当管理员时发起的投票" not in theirs
        await story.says(MODERATOR, "/privacy")
        assert "没有和你有关的" in (await story.presses(ZIXUAN, "管理员的操作"))["text"]

    @pytest.mark.parametrize(("who", "locale"), [(YINUO, "zh-Hans"), (PEISHAN, "zh-Hant"), (EMMA, "en")])
    async def test_privacy_all_is_whole_in_every_language(self, story: Story, who: int, locale: Locale) -> None:
        """Telegram cuts at 4,096 characters, and the promise stands at the end."""
        parts = await everything(story, who)
        assert max(map(len, parts)) < 4000
        for table in privacy.KEPT:
            assert f"\n· {plain(text(f'privacy.table_{table}'), locale)}" in "".join(parts), table
        assert plain(text("mood.privacy"), locale).strip() in parts[-1]
        assert parts[-1].endswith(plain(text("privacy.yours"), locale).strip())

    async def test_privacy_all_tells_for_how_long(self, story: Story) -> None:
        told = "".join(await everything(story, YINUO))
        for line in (
            "我问了你、正等你回答的问题（办完就删）",
            "每周、每月得了多少积分（63 到 400 天）",
            "你在哪个群是管理员，有哪些权限（卸任就删）",
            "话题讨论里用过的词（讨论结束就删）",
            "之后还要更新的私聊消息（如反馈卡片）（400 天）",
            "你给哪些问题点过赞（90 天）",
        ):
            assert told.count(line) == 1, line

    def test_every_table_is_told_of_once_in_some_matter(self) -> None:
        assert sorted(privacy.KEPT) == sorted(table for tables in privacy.MATTERS.values() for table in tables)

    @pytest.mark.of_the_file("asks SQLite for its foreign keys")
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
            with pytest.raises(RowRefusedError, match="append-only"):
                async with story.app.database.unit() as unit:
                    await unit.run(statement)
        assert await retention.destroyed(story.app.database.reads, since=NOON) == {"activity": 3}
