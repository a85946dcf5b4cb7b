"""Stories of draws with more winners than one message names: all are named, and only members claim."""

from __future__ import annotations

import re

import pytest

from handlers.lottery.buttons import Claim
from tests.handlers.lottery.support import opened, presses, said
from tests.story import FORUM, OWNER, YINUO, ZIXUAN, Story

WINNERS = 93


@pytest.fixture
async def people(story: Story) -> list[int]:
    found = [int(await story.does(OWNER, "newcomer", name=f"路人{number}")) for number in range(WINNERS)]
    for who in found:
        story.world.join(who, FORUM)
    await story.settle()
    return found


async def test_every_winner_is_named_and_can_claim_under_each_of_the_lists(story: Story, people: list[int]) -> None:
    number = await opened(story, f"茶 x{WINNERS} | title 人人有份")
    for who in people:
        story.world.press(who, FORUM, *_enter(story))
    await story.settle()
    await story.says(OWNER, f"/lottery draw {number}")
    lists = [
        each
        for each in story.world.sent(FORUM)
        if re.match(r"🎉 抽奖 #1 开奖|抽奖 #1\s+得奖名单", each.get("text", ""))
    ]
    named = {name for each in lists for name in re.findall(r"路人\d+", each["text"])}
    assert len(named) == WINNERS
    assert len([each for each in lists if each.get("reply_markup")]) == 3
    assert "得奖名单 3/3" in said(story)
    await presses(story, people[-1], "领奖")
    claimed = [each["text"] for each in story.world.sent(FORUM) if "已领" in each.get("text", "")]
    assert len(claimed) == 1, "the list that names them tells it"
    assert f"路人{WINNERS - 1}" in next(line for line in claimed[0].splitlines() if "已领" in line)


def _enter(story: Story) -> tuple[int, str]:
    return story.button(FORUM, "参加")


@pytest.mark.parametrize("how", ["left", "banned"])
async def test_a_winner_who_is_gone_is_sent_no_code(story: Story, how: str) -> None:
    await story.says(YINUO, "/start", chat=YINUO)
    number = await opened(story, "点卡 x1 | title 送卡 | claim 1h")
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(OWNER, f"/lottery codes {number}\nAAA-111", chat=OWNER)
    await presses(story, YINUO, "参加")
    await presses(story, ZIXUAN, "参加")
    await presses(story, ZIXUAN, "退出")
    await story.says(OWNER, f"/lottery draw {number}")
    if how == "left":
        await story.does(YINUO, "leave", chat_id=FORUM)
    else:
        await story.does(OWNER, "ban", chat_id=FORUM, user_id=YINUO)
    await story.makes_up(YINUO, Claim(number), chat=YINUO)
    assert "AAA-111" not in said(story, YINUO)
    assert "不在那个群" in story.toasts(YINUO)[-1]
