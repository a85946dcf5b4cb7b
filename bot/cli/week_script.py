"""What happened in 围炉夜话 in the week before you came: who said, pressed and voted what, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

OWNER, MODERATOR, YINUO, ZIXUAN, PEISHAN, MUYANG, TSZCHING, XIAOMAN, EMMA, HAORAN = range(10)
"""Places in the default community's list of people."""


@dataclass(frozen=True, slots=True)
class Says:
    """`topic` by its name, empty for General; `to` is whose last words it replies to; `is_private`: to the bot."""

    who: int
    text: str
    topic: str = ""
    to: int | None = None
    is_private: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether the bot has something to say or to do about it."""
        return self.text.startswith("/") or self.text in ("签到", "谢谢")


@dataclass(frozen=True, slots=True)
class Presses:
    """The newest button whose words begin so."""

    who: int
    label: str
    is_answered: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Votes:
    """In the newest poll."""

    who: int
    option: int
    is_answered: ClassVar[bool] = False


Doing: TypeAlias = Says | Presses | Votes


def check_ins(*people: int) -> list[Doing]:
    return [Says(who, "签到") for who in people]


DAYS: tuple[tuple[Doing, ...], ...] = (
    (
        *check_ins(YINUO, ZIXUAN, XIAOMAN, PEISHAN),
        Says(OWNER, "/rules set 好好说话，不吵架\n不发广告和不明链接\n问问题先看看「建议」"),
        Says(HAORAN, "请问读书会这周读哪本？", topic="活动"),
        Says(MUYANG, "《边城》，第三章到第五章", topic="活动", to=HAORAN),
        Says(HAORAN, "谢谢", topic="活动", to=MUYANG),
    ),
    (
        *check_ins(YINUO, ZIXUAN, EMMA, MUYANG),
        Says(TSZCHING, "/feedback 能不能每周留一天晚上专门聊电影？", is_private=True),
        Says(MODERATOR, "/poll 电影夜放在周几？ | 周三 | 周五 | 周日"),
        *(Votes(who, option) for who, option in ((YINUO, 1), (ZIXUAN, 1), (PEISHAN, 2), (EMMA, 1), (XIAOMAN, 0))),
        Says(XIAOMAN, "烤红薯出炉了，来楼下拿"),
        Says(ZIXUAN, "谢谢", to=XIAOMAN),
    ),
    (
        *check_ins(YINUO, ZIXUAN, XIAOMAN, PEISHAN, TSZCHING),
        Says(MODERATOR, "/feedback 1 answer 好主意，投票结果是周五，这周就开始"),
        Says(MODERATOR, "/grant 20 请大家吃烤红薯", to=XIAOMAN),
        Says(PEISHAN, "今天的月亮好大", topic="闲聊"),
    ),
    (
        *check_ins(YINUO, ZIXUAN, MUYANG, EMMA),
        Says(MODERATOR, "/lottery new 电影票 x2 | 标题 电影夜的票 | 截止 20小时 | 候补 1"),
        *(Presses(who, "参加") for who in (YINUO, ZIXUAN, PEISHAN, MUYANG, EMMA)),
        Says(HAORAN, "加班到现在，烦死了，真的不想干了", topic="闲聊"),
        Says(PEISHAN, "抱抱，先吃点东西", topic="闲聊", to=HAORAN),
    ),
    (
        *check_ins(YINUO, ZIXUAN, XIAOMAN, HAORAN, PEISHAN),
        *(Presses(who, "领奖") for who in (YINUO, ZIXUAN, PEISHAN, MUYANG, EMMA)),
        Says(YINUO, "电影好看！散场还一起吃了宵夜", topic="活动"),
        Says(EMMA, "That was lovely, thank you all", topic="活动"),
        Says(OWNER, "/rules set 好好说话，不吵架\n不发广告和不明链接\n问问题先看看「建议」\n聊剧情前先说一声"),
    ),
    (
        *check_ins(YINUO, MUYANG, XIAOMAN, TSZCHING, EMMA),
        Says(MODERATOR, "/event new 爬凤凰岭 | 3天 | 地点 地铁北安河站 | 人数 20", topic="活动"),
        *(Presses(who, "报名") for who in (YINUO, ZIXUAN, XIAOMAN)),
        Says(MODERATOR, "/lottery new 保温杯 x1 | 热可可 x3 | 标题 暖冬小礼 | 截止 3天 | 候补 2"),
        *(Presses(who, "参加") for who in (ZIXUAN, PEISHAN, MUYANG, XIAOMAN)),
        Says(MODERATOR, "/poll 下次读哪本？ | 《呼兰河传》 | 《我与地坛》 | 《城南旧事》 | #开话题"),
        # A tie, so that whoever comes decides it.
        *(Votes(who, option) for who, option in ((ZIXUAN, 0), (PEISHAN, 2), (EMMA, 1), (XIAOMAN, 0), (HAORAN, 1))),
    ),
)
