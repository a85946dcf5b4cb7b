"""The course of each feature that must outlive its bot: one deed a step, from the first word to the last."""

from __future__ import annotations

from functools import partial

from handlers.command.shortcuts import Began
from tests.dying import Step, spared
from tests.handlers.polls.asked import votes
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, NEWCOMER, OWNER, PEISHAN, YINUO, ZIXUAN, Story

HOUR, DAY = 3600, 86_400


def feedback(at: Story) -> list[Step]:
    return [
        lambda: at.says(ZIXUAN, "/start", chat=ZIXUAN),
        lambda: at.says(YINUO, "/feedback 周五的活动太晚了"),
        lambda: at.says(ZIXUAN, "匿名反馈 管理员总是很慢", chat=ZIXUAN),
        lambda: at.presses(OWNER, "采纳", chat=KITCHEN),
        lambda: at.says(OWNER, "/feedback 1 answer 下周提早", chat=KITCHEN),
        lambda: at.says(OWNER, "/feedback 2 answer 会改进", chat=KITCHEN),
        lambda: at.says(YINUO, "/feedback 1"),
        lambda: at.passes(2 * DAY),
    ]


def polls(at: Story) -> list[Step]:
    """Nobody dies while one is asked: whether it stands then is open, which is a story of its own."""
    return [
        spared(lambda: at.says(MODERATOR, "/poll 今晚吃什么 | 火锅 | 烧烤 | 粥 | #ends 2h")),
        lambda: votes(at, YINUO, 0),
        lambda: votes(at, ZIXUAN, 1),
        lambda: votes(at, YINUO, 2),
        lambda: at.passes(3 * HOUR),
        spared(lambda: at.says(MODERATOR, "/quiz 首都是哪 | *北京 | 上海")),
        lambda: votes(at, YINUO, 0),
        lambda: votes(at, PEISHAN, 1),
        lambda: at.says(MODERATOR, "/poll close 2"),
        lambda: at.passes(60),
    ]


def asking(at: Story) -> list[Step]:
    return [lambda: at.says(MODERATOR, "/poll 今晚吃什么 | 火锅 | 烧烤"), lambda: at.passes(3 * 60)]


def events(at: Story) -> list[Step]:
    return [
        lambda: at.says(YINUO, "/start", chat=YINUO),
        lambda: at.says(MODERATOR, "/event new 包饺子 | 2027-01-18 19:00 | 地点 活动室 | 人数 1 | 积分 15"),
        lambda: at.presses(YINUO, "报名"),
        lambda: at.presses(ZIXUAN, "报名"),
        lambda: at.says(MODERATOR, "/event move #1 2027-01-18 20:00"),
        lambda: at.passes(DAY + 8 * HOUR),
        lambda: at.passes(DAY),
        lambda: at.presses(YINUO, "我到了"),
        lambda: at.passes(2 * HOUR),
        lambda: at.says(MODERATOR, "/event new 看灯 | 2027-01-20 19:00"),
        lambda: at.presses(YINUO, "报名"),
        lambda: at.says(MODERATOR, "/event cancel 2"),
    ]


def announcements(at: Story) -> list[Step]:
    return [
        lambda: at.says(MODERATOR, "/announce 今晚八点围炉夜话"),
        lambda: at.presses(MODERATOR, "发出并置顶"),
        lambda: at.passes(5),
        *(lambda chat=chat: at.says(OWNER, "早", chat=chat) for chat in (FORUM, KITCHEN, HIKE)),
        lambda: at.says(OWNER, "/announce 大家好", chat=OWNER),
        lambda: at.presses(OWNER, "发出", chat=OWNER),
        lambda: at.passes(5),
        lambda: at.says(MODERATOR, "/announce 不了"),
        lambda: at.presses(MODERATOR, "取消"),
    ]


def shop(at: Story) -> list[Step]:
    return [
        lambda: at.says(OWNER, "/start", chat=OWNER),
        lambda: at.says(YINUO, "/start", chat=YINUO),
        lambda: at.says(YINUO, "在呢"),
        lambda: at.says(OWNER, f"/grant {YINUO} 100"),
        lambda: at.says(OWNER, "/shop new 点卡 | price 30 | limit 2"),
        lambda: at.says(OWNER, "/shop codes 1\nAAA-111\nBBB-222", chat=OWNER),
        lambda: at.says(YINUO, "/redeem 1"),
        lambda: at.says(OWNER, "/shop new 电影票 | price 40 | stock 3 | limit 0"),
        lambda: at.says(YINUO, "/redeem 2"),
        lambda: at.presses(OWNER, "退回积分", chat=OWNER),
        lambda: at.says(YINUO, "/redeem 1"),
        lambda: at.passes(60),
    ]


def chat_migration(at: Story) -> list[Step]:
    def there() -> int:
        return at.world.chats[HIKE].migrated_to

    return [
        lambda: at.says(YINUO, "签到", chat=HIKE),
        lambda: at.says(OWNER, f"/grant {YINUO} 50 带路", chat=HIKE),
        lambda: at.says(OWNER, "/event new 爬山 | 2027-01-18 19:00", chat=HIKE),
        lambda: at.presses(YINUO, "报名", chat=HIKE),
        lambda: at.says(OWNER, "/lottery new 热茶 x1 | ends 3h | price 3", chat=HIKE),
        lambda: at.presses(YINUO, "参加", chat=HIKE),
        lambda: at.does(OWNER, "migrate", chat_id=HIKE),
        lambda: at.passes(5),
        lambda: at.presses(ZIXUAN, "报名", chat=there()),
        lambda: at.says(YINUO, "/points", chat=there()),
        lambda: at.says(ZIXUAN, "签到", chat=there()),
        lambda: at.passes(4 * HOUR),
        lambda: at.passes(60),
    ]


def requests(at: Story) -> list[Step]:
    """Two ask to join: one answers, and of the other the time runs out."""

    async def asks(who: int, chat: int) -> None:
        await at.does(who, "join", chat_id=chat, link=at.world.new_link(OWNER, chat, asks=True))

    return [
        lambda: asks(NEWCOMER, FORUM),
        lambda: at.presses(NEWCOMER, "我不是机器人", chat=NEWCOMER),
        lambda: asks(NEWCOMER, KITCHEN),
        lambda: at.passes(4 * 60),
    ]


def safety(at: Story) -> list[Step]:
    """One passes the gate, one does not; a link is held and put back, one that was edited in is held; a warning mutes,
    one press lifts it, and another mutes for as long as was pressed.
    """

    def last(who: int) -> int:
        return max(number for number, post in at.world.chats[FORUM].posts.items() if post.sender_id == who)

    return [
        lambda: at.says(MODERATOR, "/start", chat=MODERATOR),
        lambda: at.does(NEWCOMER, "join", chat_id=FORUM),
        lambda: at.presses(NEWCOMER, "我不是机器人"),
        lambda: at.does(NEWCOMER, "say", chat_id=FORUM, text="看 https://spam.example/x"),
        lambda: at.presses(MODERATOR, "没问题，放回去", chat=MODERATOR),
        lambda: at.does(NEWCOMER, "say", chat_id=FORUM, text="大家好呀"),
        lambda: at.does(NEWCOMER, "edit", chat_id=FORUM, message_id=last(NEWCOMER), text="看 https://other.example/e"),
        lambda: at.does(NEWCOMER, "join", chat_id=KITCHEN),
        lambda: at.passes(4 * 60),
        lambda: at.says(YINUO, "早"),
        lambda: at.says(MODERATOR, f"/warn {YINUO} 广告"),
        lambda: at.presses(MODERATOR, "撤销（管理员）"),
        lambda: at.says(MODERATOR, f"/mute {YINUO} 刷屏"),
        lambda: at.presses(MODERATOR, "1 小时"),
        lambda: at.passes(2 * DAY),
    ]


def team(at: Story) -> list[Step]:
    """A shift is taken and another planned for every week; alerts go to who is on duty; a reply is kept ready, said and
    dropped; what is to be known is handed over, and the week's shift begins and ends.
    """

    def begins(name: str) -> Step:
        return lambda: at.makes_up(MODERATOR, Began(name, FORUM, 0), chat=MODERATOR)

    def last(who: int) -> int:
        return max(number for number, post in at.world.chats[FORUM].posts.items() if post.sender_id == who)

    return [
        *(partial(at.says, who, words, chat=who) for who in (OWNER, MODERATOR) for words in ("/help", "/start")),
        begins("duty_on"),
        lambda: at.presses(MODERATOR, "1 小时", chat=MODERATOR),
        begins("duty_plan"),
        lambda: at.says(MODERATOR, "每周日 20:00 1小时", chat=MODERATOR),
        lambda: at.says(ZIXUAN, "卖号，便宜"),
        lambda: at.says(YINUO, "/report 广告", reply_to=last(ZIXUAN)),
        begins("ready_new"),
        lambda: at.says(MODERATOR, "报名 | 报名链接在置顶", chat=MODERATOR),
        lambda: at.says(MODERATOR, "答报名", reply_to=last(ZIXUAN)),
        begins("ready"),
        lambda: at.presses(MODERATOR, "报名", chat=MODERATOR),
        lambda: at.presses(MODERATOR, "删掉", chat=MODERATOR),
        begins("handover"),
        lambda: at.says(MODERATOR, "子轩在卖号", chat=MODERATOR),
        lambda: at.passes(32 * HOUR + 60),
        lambda: at.passes(HOUR),
    ]


def incidents(at: Story) -> list[Step]:
    """A card of which roles are taken and steps done and given back, told of in the group, closed; a drill ends by a
    press.
    """
    return [
        *(partial(at.says, who, words, chat=who) for who in (OWNER, MODERATOR) for words in ("/help", "/start")),
        lambda: at.says(OWNER, "/incident open 服务器挂了"),
        lambda: at.presses(MODERATOR, "🙋 对外说明", chat=MODERATOR),
        lambda: at.presses(OWNER, "🙋 现场处理", chat=OWNER),
        lambda: at.presses(OWNER, "2", chat=OWNER),
        lambda: at.presses(OWNER, "3", chat=OWNER),
        lambda: at.presses(OWNER, "☑ 2", chat=OWNER),
        lambda: at.says(OWNER, "/incident update 在重启"),
        lambda: at.says(OWNER, "/incident close 好了"),
        lambda: at.says(OWNER, "/incident drill 断网", chat=OWNER),
        lambda: at.presses(MODERATOR, "🙋 记录时间线", chat=MODERATOR),
        lambda: at.presses(MODERATOR, "结束演练", chat=MODERATOR),
        lambda: at.passes(DAY),
    ]


def claims(at: Story) -> list[Step]:
    """One claim is cleared, another is reported by two and dismissed, and a post of the bot's own is put right."""

    def last(who: int) -> int:
        return max(number for number, post in at.world.chats[FORUM].posts.items() if post.sender_id == who)

    def announced() -> int:
        return int(next(each["message_id"] for each in at.world.sent(FORUM) if "周五停电" in each.get("text", "")))

    return [
        *(partial(at.says, who, "/start", chat=who) for who in (OWNER, MODERATOR, YINUO)),
        lambda: at.says(OWNER, "/help"),
        lambda: at.says(MODERATOR, "/help"),
        lambda: at.says(ZIXUAN, "明天全城停水三天"),
        lambda: at.says(YINUO, "求辟谣", reply_to=last(ZIXUAN)),
        lambda: at.presses(MODERATOR, "🔎 辟谣 / 发核实结果", chat=MODERATOR),
        lambda: at.says(MODERATOR, "只停城东 2 小时", chat=MODERATOR),
        lambda: at.says(ZIXUAN, "后天放假"),
        lambda: at.says(YINUO, "举报谣言", reply_to=last(ZIXUAN)),
        lambda: at.says(PEISHAN, "/report 假消息", reply_to=last(ZIXUAN)),
        lambda: at.presses(OWNER, "不成立", chat=OWNER),
        lambda: at.says(OWNER, "/announce 周五停电"),
        lambda: at.presses(OWNER, "发出"),
        lambda: at.says(YINUO, "举报假消息", reply_to=announced()),
        lambda: at.presses(OWNER, "🔎 辟谣 / 发核实结果", chat=OWNER),
        lambda: at.says(OWNER, "是周六", chat=OWNER),
        lambda: at.passes(DAY),
    ]
