"""A group with something on every page of the console: a draw made, feedback, entries, finds, talk of a day."""

from __future__ import annotations

from tests.story import EMMA, FORUM, KITCHEN, MODERATOR, MUYANG, OWNER, PEISHAN, XIAOMAN, YINUO, ZIXUAN, Story

SCHEDULE = f"""
[guard]
words = ["刷单"]
[[schedule]]
name = "早安"
cron = "0 9 * * *"
text = "早上好，今天也要好好吃饭"
chats = [{FORUM}]
[[schedule]]
name = "周五电影夜：每周五晚上八点，大家一起投票选一部片子来看"
cron = "0 20 * * 5"
text = "今晚看什么"
chats = [{FORUM}]
[[schedule]]
name = "厨房晚报"
cron = "0 20 * * *"
text = "今晚吃什么"
chats = [{KITCHEN}]
"""

TALK = (
    "今天天气真好，一起去公园走走吧",
    "好啊，我带了热可可和点心",
    "太累了，这个项目真的烦死人了",
    "笑死，猫又把花瓶打翻了",
)


async def lively(story: Story) -> None:
    """A day and a half of it; the draw is number 1, the feedback too."""
    people = (YINUO, ZIXUAN, PEISHAN, MUYANG, XIAOMAN, EMMA)
    await story.says(MODERATOR, "/lottery new 电影票 x1 | 热可可 x2 | 标题 周末福利 | 截止 2h | 候补 1")
    for who in people:
        await story.presses(who, "参加")
    with story.unheard():
        for at, who in enumerate((*people, OWNER, MODERATOR)):
            await story.does(who, "say", chat_id=FORUM, text="签到")
            for words in TALK:
                await story.does(who, "say", chat_id=FORUM, text=f"{words} {at}")
    await story.settle()
    await story.says(MODERATOR, f"/grant {YINUO} 50 请大家吃烤红薯")
    await story.says(MODERATOR, f"/grant {ZIXUAN} 20 修好了投影仪")
    await story.says(XIAOMAN, "/feedback 能不能每周留一天晚上专门聊电影？大家都想看老片子")
    await story.says(YINUO, "/feedback 群规第二条看不懂")
    await story.says(MUYANG, "刷单日结，加我")
    await story.passes(7300)
    await story.passes(86_400)
