"""The updates of a busy bot, built beforehand as JSON: who says what where; how they are served lives in `server`."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import msgspec

JSON = dict[str, Any]

CHATS = 50
MEMBERS = 4_000
EVERY = 50
"""One update in fifty is a command: 98 % chatter, 2 % commands."""

A_SECOND = 100
"""Messages that people write in a second, by their dates; how fast they are served is another thing."""

FIRST_USER = 200_000_000
_FIRST_MODERATOR = 900_000_000
_LINES = Path(__file__).parent.parent / "playground" / "sample" / "lines.txt"
_COMMANDS = ("/checkin", "签到", "签到！", "/checkin@bench_bot", "/points", "积分", "/points", "/top", "grant", "grant")
_NAMES = (
    *("一诺", "子轩", "佩珊", "沐阳", "子晴", "小满", "浩然", "书瑶", "明远", "梓涵"),
    *("Emma", "思齐", "雨桐", "嘉懿", "煜城", "懿轩", "烨伟", "苑博", "鹏涛", "炎彬"),
)


@dataclass(slots=True)
class Traffic:
    """`updates[i]` has the id `first_id + i`; `asked` are the message ids of commands, by index."""

    first_id: int
    updates: list[bytes] = field(default_factory=list)
    asked: dict[int, int] = field(default_factory=dict)


def chat_id_of(chat: int) -> int:
    return -1_001_000_000_000 - chat


def home_of(member: int) -> int:
    """The chat a member lives in: a fifth of all live in one large group."""
    return 0 if member % 5 == 0 else member % CHATS


def name_of(member: int) -> str:
    return f"{_NAMES[member % len(_NAMES)]}{member}"


def username_of(member: int) -> str:
    return "" if member % 4 == 0 else f"member_{member}"


def moderators(chat: int) -> list[JSON]:
    """The owner first."""
    first = _FIRST_MODERATOR + chat * 10
    return [{"id": first + n, "is_bot": False, "first_name": f"管理员{chat}-{n}"} for n in range(3)]


def chat_json(chat: int) -> JSON:
    told: JSON = {"id": chat_id_of(chat), "title": f"围炉夜话 {chat} 号群", "type": "supergroup"}
    if chat % 2 == 0:
        told["username"] = f"weilu_group_{chat}"
    if chat % 5 == 0:
        told["is_forum"] = True
    return told


def _user(member: int) -> JSON:
    told: JSON = {"id": FIRST_USER + member, "is_bot": False, "first_name": name_of(member)}
    if username := username_of(member):
        told["username"] = username
    told["language_code"] = ("zh-hans", "zh-hans", "zh-hant", "en")[member % 4]
    if member % 7 == 0:
        told["is_premium"] = True
    return told


class Script:
    """Chance and the lines to choose from; the same seed tells the same story."""

    def __init__(self, seed: int, *, members: int, date: int) -> None:
        self._random = Random(seed)
        self._members = members
        self._date = date
        self._lines = _LINES.read_text(encoding="utf-8").split("\n")[:-1]

    def message(self, number: int, *, is_command: bool) -> JSON:
        member = self._random.randrange(self._members)
        chat = home_of(member)
        told: JSON = {"message_id": number, "from": _user(member), "chat": chat_json(chat)}
        told["date"] = self._date + number // A_SECOND
        if chat % 5 == 0 and number % 3:
            told |= {"message_thread_id": 7 + number % 3, "is_topic_message": True}
        return self._command(told, chat, number) if is_command else self._chatter(told, number)

    def _command(self, told: JSON, chat: int, number: int) -> JSON:
        said = _COMMANDS[number // EVERY % len(_COMMANDS)]
        if said == "grant":
            said = f"/grant {1 + number % 9} 热心帮忙"
            told["reply_to_message"] = self._earlier(told, number)
            told["from"] = moderators(chat)[number % 3]
        told["text"] = said
        if said.startswith("/"):
            told["entities"] = [{"offset": 0, "length": len(said.split()[0]), "type": "bot_command"}]
        return told

    def _chatter(self, told: JSON, number: int) -> JSON:
        kind = number % 20
        if kind < 4:
            told["reply_to_message"] = self._earlier(told, number)
        if kind == 5:
            return told | {"photo": _photo(number), "caption": self._line()}
        if kind == 6:
            return told | {"sticker": _sticker(number)}
        told["text"] = self._line()
        if kind == 7:
            told["text"] = f"@member_{number % 997} {told['text']} https://example.org/{number}"
            told["entities"] = [{"offset": 0, "length": 8 + len(str(number % 997)), "type": "mention"}]
        return told

    def _earlier(self, told: JSON, number: int) -> JSON:
        author = self._random.randrange(self._members)
        return {
            "message_id": number - 3,
            "from": _user(author),
            "chat": told["chat"],
            "date": told["date"] - 30,
            "text": self._line(),
        }

    def _line(self) -> str:
        return self._random.choice(self._lines)


def _photo(number: int) -> list[JSON]:
    return [
        {
            "file_id": f"AgACAgUAAxkBAAI{number:08d}{side}",
            "file_unique_id": f"AQAD{number:08d}{side}",
            "file_size": side * 90,
            "width": side,
            "height": side,
        }
        for side in (90, 320, 800, 1280)
    ]


def _sticker(number: int) -> JSON:
    return {
        "width": 512,
        "height": 512,
        "emoji": "🔥",
        "set_name": "weilu_stickers",
        "is_animated": False,
        "is_video": False,
        "type": "regular",
        "file_id": f"CAACAgUAAxkBAAI{number:08d}",
        "file_unique_id": f"AgAD{number:08d}",
        "file_size": 12_345,
    }


def build(count: int, *, members: int = MEMBERS, seed: int = 1, every: int = EVERY) -> Traffic:
    """`count` updates, one in `every` a command (0: none is).

    Ids begin anew each time, as a store remembers for days which it has seen.
    """
    traffic = Traffic(first_id=Random().randrange(10**8, 10**9))
    script = Script(seed, members=members, date=int(time.time()) - count // A_SECOND)
    for index in range(count):
        is_command = every > 0 and index % every == every // 2
        number = 1000 + index
        if is_command:
            traffic.asked[number] = index
        update = {"update_id": traffic.first_id + index, "message": script.message(number, is_command=is_command)}
        traffic.updates.append(msgspec.json.encode(update))
    return traffic
