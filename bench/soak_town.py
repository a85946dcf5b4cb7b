"""What a town's people do for a day, every feature of the bot in it; drawn by a seed. No bot and no clock here."""

from __future__ import annotations

import base64
import contextlib
from collections import Counter
from collections.abc import Callable
from random import Random

from playground.world import World
from playground.world.errors import RefusedError
from playground.world.values import Chat

OWNER, MODERATOR, FORUM, HIKE, KITCHEN = 1001, 1002, -1001000000001, -1001, -1001000000002
WHISPER = "只说给围炉听的话"
"""Stands in every anonymous feedback, and may be read in no file afterwards."""

_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_TALK = (
    "早",
    "今晚吃什么",
    "凤凰岭人少",
    "刚学会做葱油拌面，真香",
    "贊成！",
    "Count me in",
    "气死我了",
    "谢谢",
    "几点集合？",
)
_MEMBERS = """签到
/points
/top
/ledger
/give @{name} 1
/thanks @{name}
/shop
/redeem 1
/redeem 2
/lottery
/lottery {n}
/lottery verify {n}
/feedback 周{n}的活动太晚了
/feedback {n}
/challenge
/ask 周末去哪玩
/ask list
/kb 集合
/events
/topic
/invite
/calendar
/remind
/makeup
/poll
/quiz {n}
/help
/about
/rules
/privacy
/language
/stats
打卡 第{n}天
抽奖 {n}
/report 刷屏""".splitlines()
_MODERATORS = """/poll 今晚吃什么 {n} | 火锅 | 烧烤 | 粥 | #ends 2h
/poll 周末去哪 {n} | 爬山 | 看展 | #anonymous #ends 40m
/quiz 第{n}题 | *对 | 错 | #ends 30m
/poll close {n}
/lottery new 热茶 x2 | ends 90m | price 3 | reserves 1 | claim 1h
/lottery new 围巾 x1 | ends 3 people
/lottery draw {n}
/lottery cancel {n}
/event new 包饺子{n} | 今晚20:30 | 人数 2 | 积分 15
/event new 看灯{n} | 明天9:00
/event cancel {n}
/grant @{name} {n} 热心
/deduct @{name} 1 刷屏
/undo {n}
/warn @{name} 刷屏
/announce 第{n}号通知
/challenge new 早起 | 3h | points 5
/ask new 想去哪玩 | 2h
/feedback {n} claim
/feedback {n} answer 下周提早
/feedback {n} close 办好了
/shop new 点卡{n} | price 3 | stock 3 | limit 0
/shop queue
/topic new 读书会{n}
/kb add 集合 | 东门
/mood
/economy
/audit
/stats 3
/settings
/schedule
/schedule run 早
/incident open 服务器宕机
/incident close 好了
/doctor""".splitlines()
_PRIVATE = f"""/start
/help
/points
/mydata
/feedback 私下说一句
匿名反馈 {WHISPER} {{n}}
匿名反馈 {WHISPER} {{n}}
/feedback
/feedback {{n}}
/start orders
/language
/forgetme""".splitlines()


class Town:
    """Its people; `did` counts what they did."""

    def __init__(self, world: World, random: Random) -> None:
        self.world, self.random = world, random
        self.did = Counter[str]()
        self._ways: dict[Callable[[], None], int] = {
            self.talks: 30,
            self.commands: 22,
            self.moderates: 12,
            self.presses: 30,
            self.votes: 14,
            self.reacts: 5,
            self.whispers: 9,
            self.comes_or_goes: 2,
            self.shows: 3,
            self.changes_their_words: 3,
        }

    def happens(self) -> None:
        """One deed of somebody's; one that Telegram itself would not let them do is none."""
        way = self.random.choices(list(self._ways), list(self._ways.values()))[0]
        with contextlib.suppress(RefusedError):
            way()
            self.did[way.__name__.replace("_", " ")] += 1

    def talks(self) -> None:
        self._say(self.random.choice(_TALK))

    def commands(self) -> None:
        self._say(self.random.choice(_MEMBERS))

    def moderates(self) -> None:
        chat = self._group()
        who = self.random.choice((OWNER, OWNER, MODERATOR))
        self.world.say(who, chat.id, self._filled(_MODERATORS), anonymous=self.random.random() < 0.05)

    def presses(self) -> None:
        chat = self.random.choice([each for each in self.world.chats.values() if not each.migrated_to])
        cards = [each for each in self.world.sent(chat.id)[-15:] if "reply_markup" in each]
        rows = self.random.choice(cards)["reply_markup"].get("inline_keyboard", []) if cards else []
        keys = [key for row in rows for key in row if "callback_data" in key]
        if keys:
            card = next(each for each in cards if each["reply_markup"].get("inline_keyboard") == rows)
            who = self._somebody(chat) if chat.type != "private" else chat.id
            self.world.press(who, chat.id, card["message_id"], self.random.choice(keys)["callback_data"])

    def votes(self) -> None:
        chat = self._group()
        asked = [each for each in self.world.sent(chat.id)[-40:] if "poll" in each and not each["poll"]["is_closed"]]
        if asked:
            poll = self.random.choice(asked)
            option = self.random.randrange(len(poll["poll"]["options"]))
            self.world.vote(self._somebody(chat), chat.id, poll["message_id"], [option])

    def reacts(self) -> None:
        chat = self._group()
        self.world.react(self._somebody(chat), chat.id, self.random.choice(list(chat.posts)), self.random.choice("👍❤"))

    def whispers(self) -> None:
        who = self._somebody(self._group())
        self.world.say(who, who, self._filled(_PRIVATE))

    def comes_or_goes(self) -> None:
        chat, who = self._group(), self.random.randrange(1006, 1012)
        member = chat.members.get(who)
        if member is not None and member.is_present:
            self.world.leave(who, chat.id)
        else:
            self.world.join(who, chat.id)

    def shows(self) -> None:
        chat = self._group()
        self.world.send_photo(self._somebody(chat), chat.id, _PICTURE, caption=self.random.choice(("", "#早起 到了")))

    def changes_their_words(self) -> None:
        chat = self._group()
        mine = [each for each in chat.posts.values() if each.sender_id >= OWNER and each.sender_id != self.world.bot.id]
        post = self.random.choice(mine[-20:])
        if self.random.random() < 0.5:
            self.world.edit(post.sender_id, chat.id, post.id, "改了一个字")
        else:
            self.world.delete(post.sender_id, chat.id, post.id)

    # --- who, where, what ---

    def _say(self, line: str) -> None:
        chat = self._group()
        topics = [0, *chat.topics] if chat.is_forum else [0]
        self.world.say(self._somebody(chat), chat.id, self._filled([line]), topic=self.random.choice(topics))

    def _filled(self, lines: list[str]) -> str:
        names = [each.username for each in self.world.residents() if each.username]
        return self.random.choice(lines).format(n=self.random.randint(1, 9), name=self.random.choice(names))

    def _group(self) -> Chat:
        groups = [each for each in self.world.chats.values() if each.type != "private" and not each.migrated_to]
        return self.random.choice([each for each in groups if self._people(each)])

    def _somebody(self, chat: Chat) -> int:
        return self.random.choice(self._people(chat))

    def _people(self, chat: Chat) -> list[int]:
        residents = {each.id for each in self.world.residents()}
        return [who for who, each in chat.members.items() if each.is_present and who in residents]
