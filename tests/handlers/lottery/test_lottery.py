"""Stories of lotteries as the group sees them: opened, entered, left, drawn, claimed, checked, cancelled."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.lottery.record import faults
from tests.handlers.lottery.course import DAY, HOUR, PEOPLE
from tests.handlers.lottery.support import (
    button,
    number_in,
    opened,
    papers,
    points_of,
    presses,
    record_of,
    said,
    state_of,
)
from tests.story import (
    FORUM,
    KITCHEN,
    MUYANG,
    NEWCOMER,
    OWNER,
    PEISHAN,
    TSZCHING,
    YINUO,
    ZIXUAN,
    Story,
)


class TestOneLine:
    async def test_from_opening_to_the_record_anyone_can_check(self, story: Story) -> None:
        card = await story.says(OWNER, "/lottery new 热茶 x2 | title 周末暖炉 | ends 2h | reserves 1 | claim 24h")
        number, commit = number_in(card), re.search(r"[0-9a-f]{64}", card["text"])
        assert "周末暖炉" in card["text"]
        assert commit
        for who in PEOPLE:
            assert re.search("参加成功|參加成功", await presses(story, who, "参加"))
        await story.passes(3)
        assert button(story, "参加（4）", FORUM)[0] == card["message_id"]
        await story.passes(2 * HOUR + 5)
        record = record_of(story, number)
        assert faults(record) == []
        assert record["commit"] == commit[0]
        assert len(record["winners"]) == 2
        assert papers(story, f"lottery-{number}-entrants.json") == [record["entrants"]]
        assert record["entrants_hash"] in said(story)
        assert await state_of(story, number) == "announced"
        verified = await story.says(YINUO, f"/lottery verify {number}")
        assert verified.get("document") or "验算无误" in verified["text"]
        assert "验算无误" in said(story)
        assert record["secret"] in said(story)

    async def test_who_asks_gets_the_script_that_draws_it_again_and_it_agrees(
        self, story: Story, tmp_path: Path
    ) -> None:
        number = await opened(story, "热茶 x2 | ends 2h")
        await presses(story, OWNER, "参加")
        await story.passes(2 * HOUR + 5)
        script = await story.says(OWNER, f"/lottery verify {number}")
        assert script["document"]["file_name"] == "verify_lottery.py"
        assert f"python3 verify_lottery.py lottery-{number}.json" in script["caption"]
        file, record = tmp_path / "verify_lottery.py", tmp_path / f"lottery-{number}.json"
        file.write_bytes(story.world.files[script["document"]["file_id"]].content)
        record.write_text(json.dumps(record_of(story, number)), encoding="utf-8")
        done = subprocess.run([sys.executable, str(file), str(record)], check=False, cwd=tmp_path)
        assert done.returncode == 0

    async def test_a_forgotten_entrant_is_not_counted_and_a_guest_not_named(self, story: Story) -> None:
        number = await opened(story, "围巾 | ends 2h")
        await presses(story, YINUO, "参加")
        await presses(story, ZIXUAN, "参加")
        await story.says(OWNER, "/event new 包饺子 | 2027-01-18 19:00 | 人数 1")
        await story.presses(YINUO, "报名")
        await story.presses(ZIXUAN, "报名")
        await story.says(YINUO, "/forgetme")
        await story.presses(YINUO, "确认删除")
        await story.passes(3)
        assert "进行中　1 人参加" in said(story)
        assert await story.rows("SELECT entrants FROM lotteries WHERE id = :id", id=number) == [{"entrants": 1}]
        card = next(each["text"] for each in story.world.sent(FORUM) if "包饺子" in each.get("text", ""))
        assert "陈一诺" not in card
        assert "报名 1 / 1，满了" in card
        assert "你能去了" in said(story)

    async def test_whoever_is_not_in_the_group_cannot_enter_by_its_button(self, story: Story) -> None:
        number = await opened(story, "围巾")
        message_id, data = button(story, "参加", FORUM)
        story.world.press_vanished(NEWCOMER, FORUM, message_id, data)
        await story.settle()
        assert "你不在那个群里" in story.toasts(NEWCOMER)[-1]
        assert await story.rows("SELECT 1 FROM lottery_entries WHERE lottery_id = :id", id=number) == []

    @pytest.mark.parametrize("spoken", ["抽奖", "抽獎", "/lottery", "「抽奖！」"])
    async def test_what_is_on_is_listed_however_it_is_asked(self, story: Story, spoken: str) -> None:
        assert "现在没有抽奖" in (await story.says(YINUO, spoken))["text"]
        number = await opened(story, "围巾")
        assert f"#{number}　围巾　0 人　进行中" in (await story.says(YINUO, spoken))["text"]

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("耳机 x3 | 红包 ×２ | title 年末", "· 耳机 ×3\n· 红包 ×2"),
            ("耳机 | ends 20:00", "1月16日 20:00 开奖"),
            ("耳机 | ends 2027-02-01 08:30", "2月1日 08:30 开奖"),
            ("耳机 | ends 30分钟 | ends 50人", "1月16日 12:30 开奖\n满 50 人就开奖"),
            ("耳机 | ends manual", "由管理员开奖"),
            ("耳机 | 条件 入群 7天，签到 3/7", "条件：入群满 7 天\n条件：最近 7 天签到过 3 天"),
            ("耳机 | price 5 | phrase 围炉 | reserves 2", "参加要 5 分"),
            ("耳機｜截止 ２小時｜候補 2", "1月16日 14:00 开奖"),
        ],
    )
    async def test_its_fields_are_read_in_any_of_our_words(self, story: Story, line: str, told: str) -> None:
        assert told in (await story.says(OWNER, f"/lottery new {line}"))["text"]

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("x | ends 昨天", "「昨天」我没看懂"),
            ("x | ends 25:00", "「25:00」我没看懂"),
            ("x | ends 2020-01-01 10:00", "已经过去了"),
            ("x | ends 2027-02-30 10:00", "时间可以写"),
            ("x x0", "要几份"),
            ("x x1001", "最多 1000"),
            ("x x900 | reserves 101", "加起来最多 1000"),
            ("x | price -1", "太小"),
            ("x | price 很多", "「很多」我没看懂"),
            ("x | if 有缘", "「有缘」不是我认得的条件"),
            ("x | title A | 随便", "「随便」我没看懂"),
            ("x | phrase 签到", "已经有别的用处了"),
        ],
    )
    async def test_what_cannot_be_read_is_named(self, story: Story, line: str, told: str) -> None:
        assert told in (await story.says(OWNER, f"/lottery new {line}"))["text"]
        assert await story.rows("SELECT id FROM lotteries") == []

    async def test_members_may_not_open_draw_or_cancel(self, story: Story) -> None:
        number = await opened(story, "围巾")
        for words in ("new 围巾", f"draw {number}", f"cancel {number}"):
            assert "管理员" in (await story.says(YINUO, f"/lottery {words}"))["text"]
        assert await state_of(story, number) == "open"

    async def test_a_number_of_another_group_is_unknown_here(self, story: Story) -> None:
        number = await opened(story, "围巾", chat=KITCHEN)
        assert f"没有抽奖 #{number}" in (await story.says(OWNER, f"/lottery draw {number}"))["text"]
        assert "用法" in (await story.says(OWNER, "/lottery draw"))["text"]
        assert "用法" in (await story.says(OWNER, "/lottery 怎么玩"))["text"]


class TestEntering:
    async def test_the_price_is_taken_with_the_entry_and_returned_on_leaving(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        number = await opened(story, "围巾 | price 4")
        assert "参加成功" in await presses(story, YINUO, "参加")
        assert await points_of(story, YINUO) == 6
        assert "已经参加了" in await presses(story, YINUO, "参加")
        assert await points_of(story, YINUO) == 6
        assert "4 分已退给你" in await presses(story, YINUO, "退出")
        assert await points_of(story, YINUO) == 10
        assert "没有参加" in await presses(story, YINUO, "退出")
        assert "你现在有 0" in await presses(story, ZIXUAN, "参加")
        assert await story.rows("SELECT entrants FROM lotteries WHERE id = :id", id=number) == [{"entrants": 0}]
        assert f"抽奖 #{number} 退回" in (await story.says(YINUO, "/ledger"))["text"]

    async def test_the_phrase_enters_and_is_answered_by_a_reaction(self, story: Story) -> None:
        await opened(story, "围巾 | phrase 围炉夜话")
        assert await story.says(YINUO, "围炉夜话！") == {}
        assert await story.says(ZIXUAN, "大家来围炉夜话") == {}
        assert await story.rows("SELECT user_id FROM lottery_entries") == [{"user_id": YINUO}]
        assert "已经参加了" in (await story.says(YINUO, "围炉夜话"))["text"]
        await story.restart()
        await story.says(PEISHAN, "围炉夜话")
        assert len(await story.rows("SELECT user_id FROM lottery_entries")) == 2
        assert await story.says(PEISHAN, "围炉夜话", chat=KITCHEN) == {}

    async def test_the_phrase_is_only_a_phrase_while_it_stands(self, story: Story) -> None:
        number = await opened(story, "围巾 | phrase 围炉夜话")
        await story.says(OWNER, f"/lottery cancel {number}")
        assert await story.says(YINUO, "围炉夜话") == {}

    async def test_a_refusal_names_the_condition_that_failed_and_what_is_missing(self, story: Story) -> None:
        await opened(story, "围巾 | if checkin 2/7 | if points 15")
        assert "还差 2 天" in await presses(story, YINUO, "参加")
        await story.says(YINUO, "签到")
        assert "还差 1 天" in await presses(story, YINUO, "参加")
        await story.passes(DAY + 60)
        await story.says(YINUO, "签到")
        assert "参加成功" in await presses(story, YINUO, "参加")

    async def test_talk_and_time_in_the_group_count(self, story: Story) -> None:
        await opened(story, "围巾 | if messages 2/7 and member 1d")
        assert "还差 2 句" in await presses(story, YINUO, "参加")
        for words in ("早", "早上好"):
            await story.says(YINUO, words)
        assert "还差 1 天" in await presses(story, YINUO, "参加")
        await story.passes(DAY + 60)
        assert "参加成功" in await presses(story, YINUO, "参加")

    async def test_being_in_another_group_is_asked_of_telegram(self, story: Story) -> None:
        await opened(story, f"围巾 | if chat {KITCHEN}")
        inside = next(who for who in (YINUO, ZIXUAN, MUYANG, TSZCHING) if who in story.world.chats[KITCHEN].members)
        outside = next(who for who in PEOPLE if who not in story.world.chats[KITCHEN].members)
        assert re.search("成功", await presses(story, inside, "参加"))
        assert re.search("先加入「深夜厨房」", await presses(story, outside, "参加"))

    async def test_more_tickets_weigh_more_and_cost_more(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        number = await opened(story, "围巾 | price 3 | tickets 2")
        await presses(story, YINUO, "参加")
        assert "2 张奖券" in await presses(story, YINUO, "参加")
        assert "已经参加了" in await presses(story, YINUO, "参加")
        assert await points_of(story, YINUO) == 4
        await story.says(OWNER, f"/lottery draw {number}")
        assert [each["tickets"] for each in record_of(story, number)["entrants"]] == [2]

    async def test_the_last_winners_rest(self, story: Story) -> None:
        first = await opened(story, "围巾")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {first}")
        await opened(story, "手套 | rest 1")
        assert "最近 1 次" in await presses(story, YINUO, "参加")
        assert "参加成功" in await presses(story, ZIXUAN, "参加")

    async def test_ones_own_number_is_told_to_oneself(self, story: Story) -> None:
        number = await opened(story, "围巾")
        assert "没有参加" in await presses(story, YINUO, "我的名单代号")
        await presses(story, YINUO, "参加")
        told = await presses(story, YINUO, "我的名单代号")
        await story.says(OWNER, f"/lottery draw {number}")
        (entrant,) = record_of(story, number)["entrants"]
        assert entrant["id"] in told
        assert "中奖了" in await presses(story, YINUO, "我的名单代号")
