"""Sensitive actions of hidden administrators: each waits for a tap by one who has the right, and is done once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.texts.sentences import catalog_file
from handlers.command.confirm import HELD
from tests.story import FORUM, MODERATOR, MUYANG, OWNER, YINUO, ZIXUAN, Story, told

STORIES = {
    "undo": ("/undo {entry}", "ledger"),
    "shop_new": ("/shop new 杯子 | price 10 | stock 1", "goods"),
    "shop_close": ("/shop close 1", "goods"),
    "lottery_draw": ("/lottery draw 1", "lotteries"),
    "lottery_cancel": ("/lottery cancel 1", "lotteries"),
    "event_cancel": ("/event cancel 1", "events"),
    "event_points": ("/event new 聚会 | 明天 20:00 | points 5", "events"),
    "challenge_points": ("/challenge new 早起 | 7d | #早起 | points 50", "challenges"),
    "incident_open": ("/incident open 服务器坏了", "incidents"),
    "incident_close": ("/incident close 修好了", "incidents"),
    "warn": (f"/warn {YINUO} 刷屏", "sanctions"),
    "mute": (f"/mute {YINUO} 1h 刷屏", "sanctions"),
    "ban": (f"/ban {YINUO} 广告", "sanctions"),
    "welcome_set": ("/welcome set 欢迎 {name}", "group_words"),
    "rules_set": ("/rules set 好好说话", "rule_versions"),
}
"""What is told of each, and the table in which it leaves its trace."""

BY_SUM = {"grant", "deduct"}
"""Held from a sum on: stories of their own."""

BY_PRESS = {
    *("grant_many", "grant_second", "undo_many", "settings", "language", "report_upheld", "report_dismissed"),
    *("mood_deleted", "mood_warned", "feedback_adopt", "feedback_public", "feedback_block", "post_drop"),
    *(
        "door_closed",
        "tip_posted",
        "notice_posted",
        "door_opened",
        "gate_admitted",
        "gate_declined",
        "guard_right",
        "guard_deleted",
        "deleted",
        "cited",
        "lifted",
        "appeal_stands",
        "appeal_lifted",
    ),
}
"""Done by a button: whoever presses is known, hidden or not."""

BY_THE_BOT = {"guard_hold", "guard_delete"}
"""Nobody's hand."""

IN_PRIVATE = {"feedback_export", "quiz_emptied", "console"}
"""Refused to whoever hides."""

AT_THE_DESK = {
    *(f"feedback_{each}" for each in ("claim", "ask", "answer", "close", "merge", "reopen", "add", "assign", "sort")),
    *("feedback_urgent", "feedback_calm", "feedback_decline", "feedback_eta", "feedback_reply", "mood_undone"),
    *("unmute", "unban", "corrected", "cleared", "kb_removed", "incident_drill", "survey_opened", "survey_closed"),
    *("promised", "promise_kept", "promise_move", "promise_drop"),
}
"""Everyday work that moves no points, names nobody and is taken back by a word."""


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path) as story:
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=MUYANG, rights=["can_invite_users"])
        await story.says(YINUO, "签到")
        await story.says(ZIXUAN, "签到")
        yield story


async def given(town: Story, action: str) -> str:
    """What the action is done to; returns its command."""
    before = {
        "shop_close": "/shop new 杯子 | price 10 | stock 1",
        "lottery_draw": "/lottery new 书 x1 | title 送书 | ends 2h",
        "lottery_cancel": "/lottery new 书 x1 | title 送书 | ends 2h",
        "event_cancel": "/event new 聚会 | 明天 20:00",
        "incident_close": "/incident open 服务器坏了",
    }
    if action in before:
        await town.says(MODERATOR, before[action])
    if action == "lottery_draw":
        await town.presses(ZIXUAN, "参加")
    entry = (await town.rows("SELECT id FROM ledger WHERE to_account = :id", id=YINUO))[0]["id"]
    return STORIES[action][0].replace("{entry}", str(entry))


async def trace(town: Story, action: str) -> list[dict[str, Any]]:
    return await town.rows(f"SELECT * FROM {STORIES[action][1]}")


def test_every_deed_of_the_audit_log_is_held_or_known_why_not() -> None:
    noted = {key.removeprefix("deed_") for key in catalog_file("zh-Hans", "audit") if key.startswith("deed_")}
    assert noted == {*HELD, *BY_SUM, *BY_PRESS, *IN_PRIVATE, *AT_THE_DESK, *BY_THE_BOT}
    assert set(STORIES) == set(HELD)


@pytest.mark.parametrize("action", STORIES)
async def test_a_hidden_hand_is_shown_to_the_bot_alone_before_it_is_done_once(town: Story, action: str) -> None:
    command = await given(town, action)
    before = await trace(town, action)
    card = await town.says(OWNER, command, anonymous=True)
    assert "点一下确认" in card["text"]
    message_id, data = town.button(FORUM, "确认")
    await town.restart()
    for who in (ZIXUAN,) if action == "warn" else (ZIXUAN, MUYANG):
        await town.presses(who, "确认")
        assert "管理员" in town.toasts(who)[-1]
    assert await trace(town, action) == before
    await town.presses(OWNER, "确认")
    after = await trace(town, action)
    assert after != before
    noted = await town.rows("SELECT actor_id, actor_name FROM audit WHERE deed = :deed", deed=action)
    assert noted[-1] == {"actor_id": 1087968824, "actor_name": ""}
    town.world.press_vanished(OWNER, FORUM, message_id, data)
    await town.settle()
    assert "过时" in town.toasts(OWNER)[-1]
    assert await trace(town, action) == after
    shown = {each["message_id"]: each.get("text", "") for each in town.world.sent(FORUM)}
    assert "点一下确认" not in shown.get(message_id, ""), "the card tells what came of it, or makes room for what does"


@pytest.mark.parametrize("action", STORIES)
async def test_whoever_shows_themselves_does_it_at_once(town: Story, action: str) -> None:
    command = await given(town, action)
    before = await trace(town, action)
    assert "点一下确认" not in (await town.says(OWNER, command)).get("text", "")
    assert await trace(town, action) != before


async def test_nobody_gives_back_to_themselves_behind_the_mask(town: Story) -> None:
    await town.says(MODERATOR, "签到")
    await town.says(OWNER, f"/deduct {MODERATOR} 3 刷屏")
    entry = (await town.rows("SELECT id FROM ledger WHERE kind = 'deduct'"))[0]["id"]
    await town.says(OWNER, f"/undo {entry}", anonymous=True)
    await town.presses(MODERATOR, "确认")
    assert "不能给自己" in town.toasts(MODERATOR)[-1]
    assert not await town.rows("SELECT 1 FROM ledger WHERE kind = 'undo'")
    await town.presses(OWNER, "确认")
    assert await town.rows("SELECT 1 FROM ledger WHERE kind = 'undo'")


async def test_a_warning_in_reply_still_means_its_member_at_the_tap(town: Story) -> None:
    said = await town.does(ZIXUAN, "say", chat_id=FORUM, text="难听的话")
    await town.says(OWNER, "/warn 骂人", anonymous=True, reply_to=said["message_id"])
    assert "王子轩" in (await town.presses(OWNER, "确认"))["text"]
    assert await town.rows("SELECT target_id, words FROM audit") == [{"target_id": ZIXUAN, "words": "骂人"}]
