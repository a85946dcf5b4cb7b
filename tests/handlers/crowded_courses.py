"""The courses of boards, mornings, scores, accounts, targets and appeals: one deed a step, as in `courses`."""

from __future__ import annotations

from tests.dying import Step, spared
from tests.story import FORUM, HAORAN, KITCHEN, MODERATOR, MUYANG, NEWCOMER, OWNER, PEISHAN, YINUO, ZIXUAN, Story

HOUR, DAY = 3600, 86_400
FIVE = (YINUO, ZIXUAN, PEISHAN, MUYANG, HAORAN)


def board(at: Story) -> list[Step]:
    """One message grows while five check in; one of them looks at their own."""
    return [
        lambda: at.says(YINUO, "签到"),
        lambda: at.passes(5),
        *(lambda who=who: at.says(who, "签到") for who in FIVE[1:]),
        lambda: at.passes(5),
        lambda: at.presses(YINUO, "我的签到"),
        lambda: at.says(YINUO, "签到"),
        lambda: at.passes(60),
    ]


def morning(at: Story) -> list[Step]:
    """Two announcements and the end of a poll wait for the night to pass; one message rings."""
    return [
        lambda: at.says(OWNER, "早"),
        spared(lambda: at.says(MODERATOR, "/poll 去哪 | 海边 | 山上 | #ends 12h")),
        spared(lambda: at.passes(11 * HOUR)),
        lambda: at.passes(1800),
        lambda: at.passes(1800 + 60),
        spared(lambda: at.passes(7 * HOUR)),
        lambda: at.passes(HOUR),
        *(lambda: at.passes(60) for _ in range(5)),
    ]


def scores(at: Story) -> list[Step]:
    """An event is rated by five, one of whom thinks better of it."""
    return [
        lambda: at.says(MODERATOR, "/event new 包饺子 | 2027-01-16 14:00"),
        lambda: at.presses(YINUO, "报名"),
        lambda: at.passes(2 * HOUR),
        lambda: at.passes(2 * HOUR),
        *(lambda who=who: at.presses(who, "5 😀") for who in FIVE),
        lambda: at.presses(HAORAN, "1 😕"),
        lambda: at.says(OWNER, "/feedback figures"),
    ]


def account(at: Story) -> list[Step]:
    """The month's, once; and at the quarter's end a score is asked for."""
    return [
        *(lambda who=who: at.says(who, "签到") for who in FIVE),
        *(lambda who=who: at.says(MODERATOR, f"/grant {who} 5 谢谢") for who in FIVE),
        spared(lambda: at.passes(16 * DAY + 8 * HOUR)),
        lambda: at.passes(HOUR),
        lambda: at.passes(HOUR),
        spared(lambda: at.passes(58 * DAY + 22 * HOUR)),
        lambda: at.passes(HOUR),
        lambda: at.passes(HOUR),
    ]


def targets(at: Story) -> list[Step]:
    """One is promised for a moment, claimed, answered first and then for good, and rated; one is declined."""

    async def declines() -> None:
        asked = [each for each in at.world.sent(KITCHEN) if "为什么不做" in each.get("text", "")]
        await at.says(OWNER, "积分不够发", chat=KITCHEN, reply_to=asked[-1]["message_id"])

    return [
        lambda: at.says(YINUO, "/start", chat=YINUO),
        lambda: at.says(YINUO, "/feedback 签到按钮坏了"),
        lambda: at.says(OWNER, "/eta 1 周一 10:00", chat=KITCHEN),
        lambda: at.presses(OWNER, "标为急", chat=KITCHEN),
        lambda: at.presses(OWNER, "我来", chat=KITCHEN),
        lambda: at.presses(OWNER, "先回一句", chat=KITCHEN),
        lambda: at.presses(OWNER, "谢谢，这个很有用，我们商量一下再答你。", chat=KITCHEN),
        lambda: at.passes(47 * HOUR),
        lambda: at.says(OWNER, "/feedback 1 answer 修好了", chat=KITCHEN),
        lambda: at.says(ZIXUAN, "/feedback 希望每天都抽奖"),
        lambda: at.presses(OWNER, "不做", chat=KITCHEN),
        declines,
        lambda: at.says(OWNER, "/feedback figures", chat=KITCHEN),
    ]


def appeals(at: Story) -> list[Step]:
    """Whoever was warned and muted is heard and speaks again; who spammed is banned at the desk and let back."""
    return [
        *(lambda who=who: at.says(who, "/start", chat=who) for who in (OWNER, YINUO)),
        lambda: at.says(YINUO, "早"),
        lambda: at.says(MODERATOR, f"/warn {YINUO} 广告"),
        lambda: at.says(YINUO, "/appeal 那是我自己画的", chat=YINUO),
        lambda: at.presses(OWNER, "撤销处理", chat=OWNER),
        lambda: at.says(YINUO, "谢谢"),
        lambda: at.does(NEWCOMER, "join", chat_id=FORUM),
        lambda: at.does(NEWCOMER, "say", chat_id=FORUM, text="看 https://spam.example/x"),
        lambda: at.passes(120),
        lambda: at.presses(OWNER, "封禁这个人", chat=OWNER),
        lambda: at.presses(OWNER, "撤销（管理员）", chat=OWNER),
        lambda: at.does(NEWCOMER, "join", chat_id=FORUM),
        lambda: at.says(NEWCOMER, "大家好呀"),
        lambda: at.passes(2 * DAY),
    ]
