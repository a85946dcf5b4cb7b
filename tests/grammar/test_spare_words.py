"""Words that a command cannot use are refused with its usage: nothing is done as if they had not been said."""

from __future__ import annotations

from tests.story import OWNER, YINUO, Story

BEFORE = (
    "/lottery new 茶 | ends 2h",
    "/poll 吃 | 面 | 饭",
    "/challenge new 早起 | 7d",
    "/shop new 点卡 | 价 30 | 数量 3",
    "/quiz add 软的 | *面 | 石头",
)
SPARE = (
    "/redeem 1 x", "/lottery 1 x", "/lottery verify 1 x", "/lottery cancel 1 x", "/lottery draw 1 x",
    "/challenge close 1 x", "/challenge cancel 1 x", "/challenge list x", "/poll close 1 x", "/poll list x",
    "/quiz close 1 x", "/quiz bank x", "/quiz stop x", "/quiz round 5 30s x", "/topic list x", "/schedule list x",
    "/stats 7 x", "/mood 7 x", "/mood export x", "/mood corrections x", "/mood undo 1 x", "/shop queue x",
    "/shop close 1 x", "/ask list x", "/top week x", "/top hide x", "/language x", "/doctor x", "/help points x",
    "/makeup x", "/about x", "/event cancel 1 x", "/undo 1 2", "/points @yinuo_chen x", "/checkin x", "/ledger @x",
)  # fmt: skip


async def test_spare_words_are_refused_and_change_nothing(story: Story) -> None:
    for said in BEFORE:
        await story.says(OWNER, said)
    await story.says(YINUO, "来了")
    kept = "SELECT id, state FROM lotteries UNION ALL SELECT -number, state FROM polls ORDER BY 1"
    before = await story.rows(kept)
    taken = []
    for said in SPARE:
        answer = str((await story.says(OWNER, said)).get("text", ""))
        if not any(sign in answer for sign in ("用法", "「", "没有 /")):
            taken.append(f"{said}: {answer}")
    assert not taken, "\n".join(taken)
    assert await story.rows(kept) == before
