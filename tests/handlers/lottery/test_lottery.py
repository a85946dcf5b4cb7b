"""Stories of lotteries as the group sees them: opened, entered, left, drawn, claimed, checked, cancelled."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.lottery.record import faults
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
    MODERATOR,
    MUYANG,
    NEWCOMER,
    OWNER,
    PEISHAN,
    TSZCHING,
    XIAOMAN,
    YINUO,
    ZIXUAN,
    Story,
)

PEOPLE = (YINUO, ZIXUAN, PEISHAN, XIAOMAN)
HOUR, DAY = 3600, 86400


async def winners_of(story: Story, number: int, *states: str) -> list[int]:
    rows = await story.rows(
        "SELECT user_id, state FROM lottery_places WHERE lottery_id = :id ORDER BY place", id=number
    )
    return [row["user_id"] for row in rows if row["state"] in (states or ("won",))]


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
        assert verified.get("document") or "核对无误" in verified["text"]
        assert "核对无误" in said(story)
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
        await story.presses(YINUO, "去")
        await story.presses(ZIXUAN, "去")
        await story.says(YINUO, "/forgetme")
        await story.presses(YINUO, "忘掉我，不后悔")
        await story.passes(3)
        assert "已有 1 人参加" in said(story)
        assert await story.rows("SELECT entrants FROM lotteries WHERE id = :id", id=number) == [{"entrants": 1}]
        card = next(each["text"] for each in story.world.sent(FORUM) if "包饺子" in each.get("text", ""))
        assert "陈一诺" not in card
        assert "去 1 / 1：" in card
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
            ("耳机 | price 5 | phrase 围炉 | reserves 2", "参加要 5 积分"),
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
        assert "4 积分退给你" in await presses(story, YINUO, "退出")
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
        await story.passes(DAY)
        await story.says(YINUO, "签到")
        assert "参加成功" in await presses(story, YINUO, "参加")

    async def test_talk_and_time_in_the_group_count(self, story: Story) -> None:
        await opened(story, "围巾 | if messages 2/7 and member 1d")
        assert "还差 2 句" in await presses(story, YINUO, "参加")
        for words in ("早", "早上好"):
            await story.says(YINUO, words)
        assert "还差 1 天" in await presses(story, YINUO, "参加")
        await story.passes(DAY)
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
        assert "2 张券" in await presses(story, YINUO, "参加")
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
        assert "没有参加" in await presses(story, YINUO, "我的编号")
        await presses(story, YINUO, "参加")
        told = await presses(story, YINUO, "我的编号")
        await story.says(OWNER, f"/lottery draw {number}")
        (entrant,) = record_of(story, number)["entrants"]
        assert entrant["id"] in told
        assert "中奖了" in await presses(story, YINUO, "我的编号")


class TestEnding:
    async def test_when_enough_are_in(self, story: Story) -> None:
        number = await opened(story, "围巾 | ends 2 people")
        await presses(story, YINUO, "参加")
        assert await state_of(story, number) == "open"
        await presses(story, ZIXUAN, "参加")
        assert await state_of(story, number) == "announced"

    async def test_by_hand_and_only_with_someone_in(self, story: Story) -> None:
        number = await opened(story, "围巾")
        assert "还没有人参加" in (await story.says(OWNER, f"/lottery draw {number}"))["text"]
        await presses(story, YINUO, "参加")
        await story.says(MODERATOR, f"/lottery 开奖 #{number}")
        assert await state_of(story, number) == "announced"
        assert "已经截止" in (await story.says(OWNER, f"/lottery draw {number}"))["text"]
        assert "不能取消" in (await story.says(OWNER, f"/lottery cancel {number}"))["text"]

    async def test_too_few_and_everybody_has_their_points_again(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        number = await opened(story, "围巾 | ends 1h | least 2 | price 10")
        await presses(story, YINUO, "参加")
        await story.passes(HOUR + 5)
        assert await state_of(story, number) == "cancelled"
        await story.passes(5)
        assert await points_of(story, YINUO) == 10
        assert "来的人不够" in said(story)

    async def test_too_few_and_it_goes_on_for_longer(self, story: Story) -> None:
        number = await opened(story, "围巾 | ends 1h | least 2 | extend 1h")
        await presses(story, YINUO, "参加")
        await story.passes(HOUR + 5)
        assert await state_of(story, number) == "open"
        assert "再等 1 小时" in said(story)
        await presses(story, ZIXUAN, "参加")
        await story.passes(HOUR + 1)
        assert await state_of(story, number) == "announced"

    async def test_cancelled_by_a_moderator_gives_everything_back(self, story: Story) -> None:
        for who in PEOPLE:
            await story.says(who, "签到")
        number = await opened(story, "围巾 | price 7")
        for who in PEOPLE:
            await presses(story, who, "参加")
        await story.says(OWNER, f"/lottery cancel {number}")
        await story.passes(5)
        assert [await points_of(story, who) for who in PEOPLE] == [10] * 4
        assert await story.rows("SELECT balance FROM balances WHERE account = -1") == [{"balance": 0}]

    async def test_a_draw_spends_the_price(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        number = await opened(story, "围巾 | price 7")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        assert await points_of(story, YINUO) == 3
        assert await story.rows("SELECT balance FROM balances WHERE account = -1") == [{"balance": 0}]

    async def test_who_left_the_group_is_not_in_the_list_and_is_paid_back(self, story: Story) -> None:
        for who in (YINUO, ZIXUAN):
            await story.says(who, "签到")
        number = await opened(story, "围巾 | price 7")
        for who in (YINUO, ZIXUAN):
            await presses(story, who, "参加")
        await story.does(ZIXUAN, "leave", chat_id=FORUM)
        await story.says(OWNER, f"/lottery draw {number}")
        await story.passes(5)
        assert len(record_of(story, number)["entrants"]) == 1
        assert await winners_of(story, number) == [YINUO]
        assert await points_of(story, ZIXUAN) == 10

    async def test_a_value_from_the_world_is_awaited_after_the_list_is_out(self, story: Story) -> None:
        number = await opened(story, "围巾 | public 明晚双色球红球")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number} 太早了")
        assert await state_of(story, number) == "frozen"
        assert "只等这个公开的数：明晚双色球红球" in said(story)
        assert "写在编号后面" in (await story.says(OWNER, f"/lottery draw {number}"))["text"]
        await story.says(OWNER, f"/lottery draw {number} 03 09 14")
        record = record_of(story, number)
        assert record["public"] == {"source": "明晚双色球红球", "value": "03 09 14"}
        assert faults(record) == []


class TestDialogue:
    async def test_from_the_first_question_to_the_card_with_a_restart_between(self, story: Story) -> None:
        asked = await story.says(OWNER, "/lottery new")
        assert "奖品是什么" in asked["text"]
        assert await story.says(OWNER, "大家等一下") == {}
        when = await story.says(OWNER, "热茶 x3\n围巾", reply_to=asked["message_id"])
        assert "什么时候开奖" in when["text"]
        await story.restart()
        preview = await story.presses(OWNER, "2 小时")
        assert "· 热茶 ×3\n· 围巾 ×1" in preview["text"]
        await presses(story, OWNER, "积分")
        await presses(story, OWNER, "5")
        await presses(story, OWNER, "标题")
        assert "周末" in (await story.says(OWNER, "周末暖炉", reply_to=asked["message_id"]))["text"]
        assert await story.rows("SELECT id FROM lotteries") == []
        await presses(story, OWNER, "发布")
        assert "周末暖炉" in said(story)
        assert "参加要 5 积分" in said(story)
        assert await story.rows("SELECT count(*) AS n FROM lotteries") == [{"n": 1}]
        assert await story.says(OWNER, "好了", reply_to=asked["message_id"]) == {}

    async def test_what_cannot_be_read_is_asked_again(self, story: Story) -> None:
        asked = await story.says(OWNER, "/lottery new")
        await story.says(OWNER, "围巾", reply_to=asked["message_id"])
        assert "时间可以写" in (await story.says(OWNER, "改天", reply_to=asked["message_id"]))["text"]
        assert "满 5 人就开奖" in (await story.says(OWNER, "2h, 5人", reply_to=asked["message_id"]))["text"]

    async def test_two_moderators_at_once_each_with_their_own(self, story: Story) -> None:
        asked = {who: await story.says(who, "/lottery new") for who in (OWNER, MODERATOR)}
        for who, prize in ((OWNER, "围巾"), (MODERATOR, "手套")):
            await story.says(who, prize, reply_to=asked[who]["message_id"])
        assert "别人的按钮" in await presses(story, OWNER, "30 分钟")
        assert "手套" in (await story.presses(MODERATOR, "30 分钟"))["text"]

    async def test_called_off_at_any_step_nothing_is_left(self, story: Story) -> None:
        await story.says(OWNER, "/lottery new")
        assert "不办了" in (await story.presses(OWNER, "不办了"))["text"]
        assert await story.rows("SELECT id FROM lottery_drafts UNION SELECT user_id FROM awaited_answers") == []

    async def test_in_private_any_words_are_the_answer(self, story: Story) -> None:
        await story.says(OWNER, "大家好")
        asked = await story.says(OWNER, "/lottery new", chat=OWNER)
        if "哪个群" in asked["text"]:
            asked = await story.presses(OWNER, "围炉夜话", chat=OWNER)
        assert "奖品是什么" in asked["text"]
        assert "什么时候开奖" in (await story.says(OWNER, "围巾", chat=OWNER))["text"]
        await presses(story, OWNER, "由管理员开奖", chat=OWNER)
        await presses(story, OWNER, "发布", chat=OWNER)
        assert "围巾" in said(story)

    async def test_a_member_gets_no_dialogue_and_presses_none(self, story: Story) -> None:
        assert "管理员" in (await story.says(YINUO, "/lottery new"))["text"]
        await story.says(OWNER, "/lottery new")
        assert "别人的按钮" in await presses(story, YINUO, "不办了")


class TestAfterwards:
    async def test_a_prize_is_claimed_and_the_result_says_so(self, story: Story) -> None:
        number = await opened(story, "围巾")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        assert re.search("没有你要领的奖|沒有你要領的獎", await presses(story, ZIXUAN, "领奖"))
        assert "领到了：围巾" in await presses(story, YINUO, "领奖")
        assert "已领" in said(story)
        assert await state_of(story, number) == "settled"
        course = (await story.says(ZIXUAN, f"/lottery {number}"))["text"]
        for what in ("密钥的指纹已公布", "公布名单", "抽出 1 位", "领奖", "结束"):
            assert what in course

    async def test_unclaimed_it_goes_to_the_next_reserve_and_late_is_late(self, story: Story) -> None:
        number = await opened(story, "围巾 | reserves 1 | claim 2h")
        for who in (YINUO, ZIXUAN):
            await presses(story, who, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        ((winner,), (reserve,)) = await winners_of(story, number), await winners_of(story, number, "reserve")
        await story.passes(2 * HOUR + 5)
        assert "轮到候补" in said(story)
        assert "过了领奖的时间" in await presses(story, winner, "领奖")
        assert "领到了" in await presses(story, reserve, "领奖")
        assert await state_of(story, number) == "settled"

    async def test_unclaimed_without_reserves_it_is_over(self, story: Story) -> None:
        number = await opened(story, "围巾 | claim 1h")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        await story.passes(HOUR + 5)
        assert await state_of(story, number) == "settled"
        assert "没有候补了" in said(story)

    async def test_a_winner_the_bot_may_write_to_hears_of_it_in_private_as_well(self, story: Story) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        number = await opened(story, "围巾")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        assert f"抽奖 #{number}" in story.world.sent(YINUO)[-1]["text"]
        assert "领到了" in await presses(story, YINUO, "领奖", chat=YINUO)
        assert "已领" in said(story)

    async def test_a_migrated_group_keeps_its_lottery(self, story: Story) -> None:
        chat = -1001
        number = await opened(story, "围巾 | ends 2h | phrase 爬山去", chat=chat)
        await presses(story, YINUO, "参加", chat=chat)
        await story.does(OWNER, "migrate", chat_id=chat)
        new = next(each for each in story.world.chats if each not in (FORUM, KITCHEN, chat) and each < -100000)
        await story.says(ZIXUAN, "爬山去", chat=new)
        await story.passes(2 * HOUR + 5)
        assert len(record_of(story, number, chat=new)["entrants"]) == 2


class TestCodes:
    async def opened_with_codes(self, story: Story, codes: str) -> int:
        number = await opened(story, "兑换券 x2 | reserves 1 | claim 2h")
        told = await story.says(OWNER, f"/lottery codes {number}\n{codes}", chat=OWNER)
        if "哪个群" in told["text"]:
            told = await story.presses(OWNER, "围炉夜话", chat=OWNER)
        assert "2 个兑换码" in told["text"]
        return number

    async def test_each_goes_once_to_its_winner_in_private_and_protected(self, story: Story) -> None:
        for who in (YINUO, ZIXUAN):
            await story.says(who, "/start", chat=who)
        number = await self.opened_with_codes(story, "AAA-1\nBBB-2\nAAA-1")
        for who in (YINUO, ZIXUAN):
            await presses(story, who, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        got = []
        for who in (YINUO, ZIXUAN):
            assert "私下发给你" in await presses(story, who, "领奖")
            told = story.world.sent(who)[-1]
            assert told["has_protected_content"]
            got.append(re.search("AAA-1|BBB-2", told["text"]))
        assert {found[0] for found in got if found} == {"AAA-1", "BBB-2"}
        before = got[0][0] if got[0] else ""
        await presses(story, YINUO, "领奖", chat=YINUO)
        assert before in story.world.sent(YINUO)[-1]["text"]
        assert "AAA-1" not in said(story)
        assert await story.rows("SELECT count(*) AS n FROM lottery_codes WHERE place IS NOT NULL") == [{"n": 2}]

    async def test_whoever_never_wrote_to_the_bot_is_led_there_and_loses_nothing(self, story: Story) -> None:
        number = await self.opened_with_codes(story, "AAA-1\nBBB-2")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        await presses(story, YINUO, "领奖")
        assert await winners_of(story, number) == [YINUO]
        await story.says(YINUO, "/start", chat=YINUO)
        assert "还没领" in (await story.says(YINUO, "/lottery", chat=YINUO))["text"]
        assert "私下发给你" in await presses(story, YINUO, "领奖", chat=YINUO)

    async def test_by_an_uploaded_file(self, story: Story) -> None:
        number = await opened(story, "兑换券")
        content = base64.b64encode(b"AAA-1\r\nBBB-2\r\n").decode()
        await story.does(
            OWNER, "document", chat_id=OWNER, file=content, name="codes.txt", caption=f"/lottery codes {number}"
        )
        if "哪个群" in story.world.sent(OWNER)[-1]["text"]:
            await story.presses(OWNER, "围炉夜话", chat=OWNER)
        assert "2 个兑换码" in story.world.sent(OWNER)[-1]["text"]

    async def test_never_in_the_group(self, story: Story) -> None:
        number = await opened(story, "兑换券")
        assert "私下跟我说" in (await story.says(OWNER, f"/lottery codes {number}\nAAA"))["text"]
        assert await story.rows("SELECT code FROM lottery_codes") == []
