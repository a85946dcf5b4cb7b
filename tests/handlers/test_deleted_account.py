"""A story of somebody who deletes their account: no bot is told, and they stay in every list they were in."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.feedback.given import DESK, number_of
from tests.handlers.lottery.support import opened, presses, said
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, XIAOMAN, YINUO, ZIXUAN, told

NAMELESS = "某位成员"


async def test_what_they_left_behind_goes_on_without_them(tmp_path: Path) -> None:
    async with told(tmp_path, DESK) as story:
        await story.says(YINUO, "/start", chat=YINUO)
        await story.says(YINUO, "签到")
        number = number_of(await story.says(YINUO, "/feedback 希望周末多办读书会"))
        words = (await story.does(YINUO, "say", chat_id=FORUM, text="大家好，我带了红薯"))["message_id"]
        await opened(story, "咖啡 x2 | ends 1h | claim 1h")
        for who in (YINUO, ZIXUAN):
            await presses(story, who, "参加")
        await story.does(YINUO, "delete_account")

        for who, line in ((XIAOMAN, "/thanks"), (MODERATOR, "/grant 5 好"), (OWNER, "/points")):
            assert NAMELESS in (await story.says(who, line, reply_to=words))["text"], line
        assert f"1. {NAMELESS}　17 分" in (await story.says(OWNER, "/top"))["text"]

        await story.says(OWNER, f"/feedback {number} answer 下周日见", chat=KITCHEN)
        assert f"没能送到 #{number} 的反馈人" in story.world.sent(KITCHEN)[-1]["text"]

        await story.passes(3660)
        assert f"　{NAMELESS}　" in said(story), "a winner, like anybody"
        await story.passes(3660)
        assert said(story).count("没有按时领奖") == 2
        assert await story.rows("SELECT error FROM outbox WHERE state = 'dropped'") == []
