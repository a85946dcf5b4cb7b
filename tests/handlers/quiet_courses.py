"""The courses of what keeps a big group quiet and hears everybody: one deed a step, as in `courses`."""

from __future__ import annotations

from tests.dying import Step, spared
from tests.handlers.icebreak.test_icebreak import talked
from tests.story import FORUM, HAORAN, MUYANG, OWNER, PEISHAN, YINUO, ZIXUAN, Story

HOUR, DAY = 3600, 86_400


def surveys(at: Story) -> list[Step]:
    """Five answer, one of them with words, and the group is told."""
    people = (YINUO, ZIXUAN, PEISHAN, MUYANG, HAORAN)

    def answers(who: int) -> list[Step]:
        return [
            lambda: at.says(who, "/start survey1", chat=who),
            lambda: at.presses(who, "徒步", chat=who),
            lambda: at.says(who, "多走走", chat=who),
        ]

    return [
        *(lambda who=who: at.says(who, "/start", chat=who) for who in (OWNER, *people)),
        *(lambda who=who: at.says(who, "早") for who in people),
        lambda: at.says(OWNER, "/survey new", chat=OWNER),
        lambda: at.says(OWNER, "下次办什么", chat=OWNER),
        lambda: at.says(OWNER, "喜欢哪样：徒步 / 读书\n还想说什么", chat=OWNER),
        lambda: at.presses(OWNER, "所有成员", chat=OWNER),
        lambda: at.presses(OWNER, "3 天", chat=OWNER),
        lambda: at.presses(OWNER, "发布调查", chat=OWNER),
        *(step for who in people for step in answers(who)),
        lambda: at.passes(3 * DAY + 60),
        lambda: at.passes(60),
    ]


def promises(at: Story) -> list[Step]:
    """One is kept late, after its owner and the desk were reminded; one is put off with a reason."""
    return [
        lambda: at.says(OWNER, "/start", chat=OWNER),
        lambda: at.says(OWNER, "/promise 修好相册 | 明天 00:30"),
        lambda: at.says(OWNER, "/promise 换服务器 | 周三 20:00"),
        lambda: at.says(OWNER, "/promise 2 move 周五 20:00 | 货还没到"),
        lambda: at.passes(13 * HOUR),
        lambda: at.passes(9 * HOUR),
        lambda: at.passes(DAY),
        lambda: at.presses(OWNER, "做到了", chat=OWNER),
        lambda: at.says(YINUO, "/promises"),
    ]


def answers(at: Story) -> list[Step]:
    """The base answers twice: one asks a person, whose ticket is answered and closed, one was helped; one is missed."""
    return [
        lambda: at.says(ZIXUAN, "/start", chat=ZIXUAN),
        lambda: at.says(OWNER, "/kb new 门禁卡丢了怎么补办 | 带身份证到前台。"),
        lambda: at.says(ZIXUAN, "请问门禁卡丢了怎么补办？"),
        lambda: at.presses(ZIXUAN, "找人问"),
        lambda: at.passes(61),
        lambda: at.says(OWNER, "/feedback 1 answer 前台在一楼"),
        lambda: at.says(YINUO, "门禁卡丢了怎么补办？"),
        lambda: at.presses(YINUO, "帮到我了"),
        lambda: at.says(YINUO, "年会几点开场？"),
        lambda: at.passes(61),
        lambda: at.says(OWNER, "/kb asked"),
    ]


def unanswered(at: Story) -> list[Step]:
    """Of three questions one was replied to; the rest comes once, and what is asked in the evening in the morning."""

    async def replied() -> None:
        asked = min(number for number, post in at.world.chats[FORUM].posts.items() if post.body.get("text") == "几点？")
        await at.says(PEISHAN, "八点", reply_to=asked)

    return [
        lambda: at.does(YINUO, "say", chat_id=FORUM, text="几点？"),
        lambda: at.does(ZIXUAN, "say", chat_id=FORUM, text="停车怎么收费？"),
        lambda: at.does(PEISHAN, "say", chat_id=FORUM, text="有人看到我的伞吗？"),
        replied,
        lambda: at.passes(3 * HOUR + 60),
        lambda: at.passes(7 * HOUR),
        lambda: at.does(YINUO, "say", chat_id=FORUM, text="明天集合几点？"),
        lambda: at.passes(5 * HOUR),
        lambda: at.passes(7 * HOUR),
        lambda: at.passes(HOUR),
    ]


def icebreak(at: Story) -> list[Step]:
    return [
        lambda: at.says(YINUO, "早"),
        spared(lambda: talked(at, messages=40)),
        lambda: at.passes(7 * HOUR + 60),
        lambda: at.passes(1800),
        lambda: at.passes(DAY),
        lambda: at.passes(2 * DAY),
        lambda: at.passes(60),
    ]


def vanishing(at: Story) -> list[Step]:
    """Answers go with their commands; a receipt stays."""
    return [
        lambda: at.says(YINUO, "签到"),
        lambda: at.says(ZIXUAN, "/points"),
        lambda: at.passes(30),
        lambda: at.says(OWNER, f"/grant {YINUO} 20 谢谢"),
        lambda: at.says(PEISHAN, "/top"),
        lambda: at.passes(600),
        lambda: at.passes(60),
        lambda: at.says(YINUO, "/points"),
        lambda: at.passes(700),
    ]


def terms(at: Story) -> list[Step]:
    """Presses of a minute are announced once, and hold from the next day."""
    return [
        lambda: at.says(OWNER, "/settings"),
        lambda: at.presses(OWNER, "签到得分 +"),
        lambda: at.presses(OWNER, "签到得分 +"),
        lambda: at.says(YINUO, "签到"),
        lambda: at.passes(90),
        lambda: at.passes(13 * HOUR),
        lambda: at.passes(60),
        lambda: at.says(YINUO, "签到"),
        lambda: at.says(OWNER, "/settings"),
    ]
