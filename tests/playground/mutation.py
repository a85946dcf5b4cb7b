"""Updates as no Telegram should send them: real ones bent by seeded chance, and a choice of monsters."""

from __future__ import annotations

import json
import random
from typing import Any

from playground.actions import do
from tests.story import FORUM, MODERATOR, NEWCOMER, XIAOMAN, YINUO, ZIXUAN, Story

STRANGE: list[Any] = [
    None,
    True,
    0,
    -1,
    2**31,
    2**63 - 1,
    2**63,
    -(2**63) - 1,
    10**40,
    1.5,
    1e300,
    "",
    "/grant@weilu_bot @a 99999999999999999999",
    "\ud800",
    "\x00",
    "签到" * 3000,
    [],
    {},
    [[[[]]]],
    {"id": "x"},
    {"id": 1, "type": "galaxy"},
]

MONSTERS: list[bytes] = [
    b"",
    b"null",
    b"[]",
    b"17",
    b'"update_id"',
    b"{",
    b"{}",
    b'{"update_id": 1e3}',
    b'{"message": {"text": "nobody numbered me"}}',
    b'{"update_id": 7000001, "message": {"text": "\xff\xfe\xfd"}}',
    b'{"update_id": 7000002, "callback_query": {"id": "\xc3\x28", "from": {"id": 5, "first_name": "a"}, "data": "x"}}',
    b'{"update_id": 7000003, "message": ' + b'{"reply_to_message":' * 3000 + b"1" + b"}" * 3000 + b"}",
    b'{"update_id": 7000004, "telepathy": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    b'{"update_id": 7000005, "a_kind_of_the_year_2040": {"from": {"id": 1}}}',
    b'{"update_id": 7000006}',
    b'{"update_id": 7000007, "message": {"message_id": 1, "date": 9223372036854775807, "chat": {"id": -1001000000001, '
    b'"type": "supergroup"}, "from": {"id": 5, "first_name": "a"}, "text": "late"}}',
    b'{"update_id": 7000008, "message": {"message_id": 1, "date": -9223372036854775808, "chat": {"id": -1001000000001, '
    b'"type": "supergroup"}, "from": {"id": 5, "first_name": "a"}, "text": "/help"}}',
    b'{"update_id": 7000009, "message": {"message_id": 1, "date": 1, "chat": {"id": -1001000000001, '
    b'"type": "supergroup"}, "from": {"id": 5, "first_name": "a"}, "migrate_to_chat_id": 12}}',
    b'{"update_id": 7000010, "message": {"message_id": 1, "date": 1, "chat": {"id": -1001000000001, '
    b'"type": "supergroup"}, "from": {"id": 5, "first_name": "a"}, "migrate_to_chat_id": -1001000000001}}',
    b'{"update_id": ' + b"9" * 5000 + b"}",
]


async def real_updates(story: Story) -> list[dict[str, Any]]:
    """What a little life in the group sends the bot, as it waits there unread."""
    await story.says(MODERATOR, "/language")
    button_id, data = story.button(FORUM, "English")
    world = story.world
    do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "早上好"})
    do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/help"})
    do(world, {"as": ZIXUAN, "do": "say", "chat_id": ZIXUAN, "text": "/start"})
    do(world, {"as": XIAOMAN, "do": "say", "chat_id": FORUM, "text": "签到！"})
    do(world, {"as": MODERATOR, "do": "say", "chat_id": FORUM, "text": "/grant @yinuo_chen 5 thanks"})
    do(world, {"as": ZIXUAN, "do": "press", "chat_id": FORUM, "message_id": button_id, "data": data})
    do(world, {"as": NEWCOMER, "do": "join", "chat_id": FORUM})
    do(world, {"as": NEWCOMER, "do": "leave", "chat_id": FORUM})
    do(world, {"as": YINUO, "do": "edit", "chat_id": FORUM, "message_id": _last(story), "text": "改一下"})
    do(world, {"as": MODERATOR, "do": "say", "chat_id": FORUM, "text": "匿名说一句", "anonymous": True})
    waiting = list(world.updates.pending)
    await story.settle()
    return waiting


def _last(story: Story) -> int:
    return int(
        next(each for each in reversed(story.world.messages(FORUM)) if each.get("text") == "早上好")["message_id"]
    )


def mutated(update: dict[str, Any], chance: random.Random, *, update_id: int) -> bytes:
    """The update with one to three of its places bent, lost, or filled with something strange."""
    bent = json.loads(json.dumps(update)) | {"update_id": update_id}
    for _ in range(chance.randint(1, 3)):
        if not (places := _places(bent)):
            break
        holder, name = chance.choice(places)
        match chance.randrange(4):
            case 0:
                del holder[name]
            case 1 if isinstance(holder, dict):
                holder[f"{name}_of_the_year_2040"] = chance.choice(STRANGE)
            case _:
                holder[name] = chance.choice(STRANGE)
    return json.dumps(bent, ensure_ascii=chance.random() < 0.5).encode(errors="surrogatepass")


def _places(value: Any) -> list[tuple[Any, Any]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found: list[tuple[Any, Any]] = []
    for name, each in list(inside):
        found += [(value, name), *_places(each)]
    return found
