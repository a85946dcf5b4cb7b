"""Stories of a lively group that becomes a supergroup: what it had, what goes on in it, and a move that fails."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.handlers.lottery.support import opened, presses, said
from tests.story import HIKE, OWNER, PICTURE, YINUO, ZIXUAN, Story, told

DOT = base64.b64encode(PICTURE).decode()
QUIZ = "月饼是哪个节吃的 | 端午 | *中秋"


async def becomes_a_supergroup(story: Story) -> int:
    return int(await story.does(OWNER, "migrate", chat_id=HIKE))


async def test_a_group_with_invite_links_a_quiz_bank_and_answers_kept_takes_them_along(story: Story) -> None:
    await story.does(OWNER, "promote", chat_id=HIKE, user_id=story.world.bot.id, rights=["can_invite_users"])
    link = (await story.says(YINUO, "/invite", chat=HIKE))["text"]
    assert "https://t.me/" in link
    assert "1" in (await story.says(OWNER, f"/quiz add {QUIZ}", chat=HIKE))["text"]
    await story.says(OWNER, "/kb new 集合地点 | 地铁口", chat=HIKE)
    await story.says(YINUO, "签到", chat=HIKE)
    points = await story.points_of(YINUO, chat=HIKE)
    new = await becomes_a_supergroup(story)
    assert points > 0
    assert await story.points_of(YINUO, chat=new) == points
    for table, n in (("invite_links", 1), ("questions", 1), ("knowledge", 1)):
        assert await story.rows(f"SELECT count(*) AS n FROM {table} WHERE chat_id = :new", new=new) == [{"n": n}], table


async def test_what_goes_on_is_put_up_once_more_and_can_be_pressed(story: Story) -> None:
    number = await opened(story, "热茶 x2 | ends 2h", chat=HIKE)
    await presses(story, YINUO, "参加", chat=HIKE)
    await story.says(OWNER, "/event new 看日出 | 2027-01-18 19:00", chat=HIKE)
    await story.presses(YINUO, "报名", chat=HIKE)
    await story.says(OWNER, "/incident open 山路封了", chat=HIKE)
    new = await becomes_a_supergroup(story)
    assert "进行中　1 人参加" in said(story, new)
    await presses(story, ZIXUAN, "参加", chat=new)
    await story.presses(ZIXUAN, "报名", chat=new)
    await story.says(OWNER, "/incident update 改走西线", chat=new)
    await story.passes(3)
    assert "进行中　2 人参加" in said(story, new)
    assert "报名 2" in said(story, new)
    assert "改走西线" in said(story, new)
    await story.passes(2 * 3600)
    result = await story.rows("SELECT state FROM lotteries WHERE id = :id", id=number)
    assert result == [{"state": "announced"}]
    assert "恭喜" in said(story, new) or "中奖" in said(story, new)


async def test_challenges_and_questions_are_put_up_once_more_and_go_on(story: Story) -> None:
    await story.says(OWNER, "/challenge new 早起 | 1d | #早起", chat=HIKE)
    await story.says(OWNER, "/challenge new 晚饭 | 1d | #晚饭 | 征集 | 投票 2d", chat=HIKE)
    await story.does(YINUO, "photo", chat_id=HIKE, file=DOT, caption="#晚饭 我做的")
    await story.presses(OWNER, "✅ 通过", chat=HIKE)
    await story.says(OWNER, "/challenge 结束 2", chat=HIKE)
    await story.says(OWNER, "/ask open 山路问答 | 3d", chat=HIKE)
    await story.says(YINUO, "/ask 带几瓶水", chat=HIKE)
    new = await becomes_a_supergroup(story)
    await story.passes(3)
    (card,) = [each for each in story.world.sent(new) if "打卡挑战：早起" in each.get("text", "")]
    await story.says(ZIXUAN, "今天也起了", chat=new, reply_to=card["message_id"])
    assert len(await story.rows("SELECT 1 FROM challenge_entries WHERE user_id = :who", who=ZIXUAN)) == 1
    await story.presses(ZIXUAN, "❤ 0", chat=new)
    assert "❤ 1" in str(story.world.sent(new))
    await story.presses(ZIXUAN, "👍 0", chat=new)
    assert "👍 1" in str(story.world.sent(new))
    await story.says(OWNER, "/ask answer 1 两瓶", chat=new)
    assert "两瓶" in said(story, new)


async def test_polls_end_with_the_votes_they_had_for_nobody_can_go_on_voting(story: Story) -> None:
    await story.says(OWNER, "/poll 去哪爬 | 香山 | 凤凰岭", chat=HIKE)
    asked = next(each for each in story.world.sent(HIKE) if "poll" in each)
    await story.does(YINUO, "vote", chat_id=HIKE, message_id=asked["message_id"], options=[1])
    new = await becomes_a_supergroup(story)
    await story.passes(3)
    assert await story.rows("SELECT state FROM polls") == [{"state": "closed"}]
    assert "凤凰岭" in said(story, new)
    assert "1 人参加" in said(story, new)
    assert "投票没法跟过来" in said(story, new)


async def test_a_group_with_nothing_going_on_hears_nothing_of_it(story: Story) -> None:
    await story.says(YINUO, "签到", chat=HIKE)
    new = await becomes_a_supergroup(story)
    assert story.world.sent(new) == []


@pytest.mark.of_the_file("breaks it by a trigger of SQLite's")
async def test_a_move_that_fails_is_told_to_operators_and_tried_until_it_works(tmp_path: Path) -> None:
    async with told(tmp_path, f"[access]\noperators = [{OWNER}]\n") as story:
        await story.says(OWNER, "/start", chat=OWNER)
        await story.says(YINUO, "签到", chat=HIKE)
        paid = await story.points_of(YINUO, chat=HIKE)
        async with story.app.database.unit() as unit:
            await unit.run(
                "CREATE TRIGGER broken BEFORE UPDATE OF chat_id ON checkins BEGIN SELECT RAISE(ABORT, 'broken'); END"
            )
        new = await becomes_a_supergroup(story)
        assert "周末爬山小队" in story.world.sent(OWNER)[-1]["text"]
        assert "还没能搬过去" in story.world.sent(OWNER)[-1]["text"]
        await story.says(ZIXUAN, "签到", chat=new)
        await story.restart()
        await story.passes(3600)
        assert sum("还没能搬过去" in each.get("text", "") for each in story.world.sent(OWNER)) == 1
        async with story.app.database.unit() as unit:
            await unit.run("DROP TRIGGER broken")
        await story.passes(3600)
        assert await story.points_of(YINUO, chat=new) == paid
        assert await story.points_of(ZIXUAN, chat=new) > 0
        assert await story.rows("SELECT * FROM timers WHERE kind = 'move'") == []
