"""A month of a group, lived and written down as it happens: who came which way, spoke, checked in, took part, redeemed,
went, was forgotten; with kills and restarts, a new id and a past taken in on the way.
"""

from __future__ import annotations

import json
from pathlib import Path

from bot.services.history import take_in
from playground.actions import do
from tests.handlers.insights.doings import (
    CALM_SLOTS,
    MORNING,
    PRICE,
    SLOTS,
    comes_and_goes,
    takes_part,
    talks,
)
from tests.handlers.insights.inhabitants import Month, Person
from tests.handlers.insights.stream import DAY, HOUR, Happening
from tests.story import HIKE, MODERATOR, OWNER, PEISHAN, YINUO, ZIXUAN

DAYS, CALM_FROM = 39, 31
TAKEN_IN_ON, MOVES_ON, FORGETS_ON = 6, 12, (15, 20)
RESIDENTS = (OWNER, MODERATOR, YINUO, ZIXUAN, PEISHAN)

PLAN = f"""
[access]
operators = [{OWNER}]
[stats]
voices = 20
newcomers = 7
stay = 50
[[schedule]]
name = "周报"
chats = [{HIKE}]
when = "每周一 9:00"
report = "group"
[[schedule]]
name = "月报"
chats = [{HIKE}]
when = "每月1日 9:00"
report = "group_month"
"""


async def live(month: Month, folder: Path) -> None:
    month.begins = month.now
    for who in RESIDENTS:
        month.people[who] = Person(who, 0, 0.8)
    for day in range(DAYS):
        await _a_day(month, day, folder)


async def _a_day(month: Month, day: int, folder: Path) -> None:
    story = month.story
    if day == TAKEN_IN_ON:
        await _past(month, folder)
    if day == MOVES_ON:
        month.chat = int(do(story.world, {"as": OWNER, "do": "migrate", "chat_id": month.chat}))
        month.links.clear()
        await month.settles()
    if day % 7 in (0, 5):
        await _something_new(month, day)
    if day in FORGETS_ON:
        await _forgets(month, day)
    for slot, step in SLOTS if day < CALM_FROM else CALM_SLOTS:
        if slot == MORNING:
            await month.settles(may_die=False)
            _reported(month)
        comes_and_goes(month, day, slot)
        talks(month, day, slot)
        takes_part(month, slot)
        await month.settles()
        story.world.clock.advance(step)
    if day % 9 == 8:
        await story.restart()


def _reported(month: Month) -> None:
    """What was told at nine, before anybody says anything more."""
    month.stream.night = month.now, len(month.stream.deeds)
    for each in month.story.world.sent(month.chat)[-3:]:
        if any(head in each.get("text", "") for head in ("群周报", "群月报")) and each["date"] == month.now:
            month.stream.reports.append((month.now, len(month.stream.deeds), each["text"]))


async def _something_new(month: Month, day: int) -> None:
    """A lottery or an event; the lottery before is drawn."""
    story = month.story
    if day == 0:
        month.note(OWNER, "command", "shop")
        await story.says(OWNER, f"/shop new 贴纸 | price {PRICE} | stock 999 | limit 0", chat=month.chat)
    if day == 14:
        month.note(MODERATOR, "poll")
        await story.says(MODERATOR, "/poll 去哪爬 | 香山 | 凤凰岭", chat=month.chat)
    if day % 7 == 5:
        month.note(MODERATOR, "event", n=month.now + 32 * HOUR)
        await story.says(MODERATOR, "/event new 夜爬 | 明天 20:00", chat=month.chat)
        return
    for number in range(day // 7, day // 7 + 1):
        if number:
            month.note(MODERATOR, "draw")
            await story.says(MODERATOR, f"/lottery draw {number}", chat=month.chat)
    month.note(MODERATOR, "command", "lottery")
    await story.says(MODERATOR, f"/lottery new 登山杖 x1 | title 第{day // 7 + 1}次 | ends manual", chat=month.chat)
    month.cards.append(story.button(month.chat, "参加"))


async def _forgets(month: Month, day: int) -> None:
    """A resident first, then somebody who came and is still in."""
    stayed = [each.id for each in month.people.values() if each.is_in and each.came_on in range(4, 16)]
    who = YINUO if day == FORGETS_ON[0] else stayed[0]
    await month.story.says(who, "/forgetme", chat=who)
    await month.story.presses(who, "确认删除", chat=who)
    month.note(who, "forgotten")
    month.stream.balances.pop(month.stream.name(who), None)
    month.stream.lives[who] += 1


async def _past(month: Month, folder: Path) -> None:
    """Days before the bot's first one, as Telegram Desktop writes them."""
    messages = []
    for number in range(40):
        at, who = month.begins - 6 * DAY + number // 5 * 9 * HOUR, (YINUO, ZIXUAN, PEISHAN, 7, 8)[number % 5]
        messages.append(
            {"id": number, "type": "message", "date_unixtime": str(at), "from_id": f"user{who}", "text": "早"}
        )
        month.stream.deeds.append(Happening(at, f"{who}/past", "said before"))
    file = folder / "result.json"
    file.write_text(json.dumps({"id": -HIKE, "messages": messages}), encoding="utf-8")
    group = month.story.chats.group(month.chat)
    await take_in(
        month.story.app.database, file, chat_id=month.chat, timezone=group.timezone, day_starts_at=0, bot_id=1,
        tell=lambda _: None,
    )  # fmt: skip
