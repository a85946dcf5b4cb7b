"""A town whose kitchen holds one of everything that a number can name, and people who have no business with it."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.story import (
    EMMA,
    HAORAN,
    KITCHEN,
    MODERATOR,
    MUYANG,
    NEWCOMER,
    OWNER,
    PEISHAN,
    TSZCHING,
    YINUO,
    ZIXUAN,
    Story,
    told,
)

ROLES = {
    "an outsider": NEWCOMER,
    "a member of another group": YINUO,
    "a moderator of another group": MODERATOR,
    "the accused": PEISHAN,
    "the author": ZIXUAN,
    "a member who left": EMMA,
    "a banned member": HAORAN,
}
AUTHOR = frozenset({"the author"})
MEMBERS = frozenset({"the author", "the accused"})
ENTERED = AUTHOR | {"a member who left", "a banned member"}
ALL = frozenset(ROLES)

HAND = TSZCHING
"""Moderates the kitchen beside its owner."""

SECRET = "葱油"
"""Stands in every name and sentence that belongs to the kitchen."""

DOT = base64.b64encode(b"a picture of a bowl").decode()

CONFIG = f"""grant_alone = 100
vote_reward = 0
[[schedule]]
name = "{SECRET}早安"
cron = "0 9 * * *"
text = "早"
chats = [{KITCHEN}]
[gate]
question = "{SECRET}"
answers = ["*是", "不是"]
"""


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Story]:
    """The bot knows everybody in private; who left and who was banned had a part in all of it before."""
    async with told(folder, CONFIG) as story:
        rights = ["can_restrict_members", "can_pin_messages", "can_delete_messages", "can_change_info"]
        await story.does(OWNER, "promote", chat_id=KITCHEN, user_id=HAND, rights=rights)
        for who in (OWNER, HAND, *ROLES.values()):
            await story.says(who, "/start", chat=who)
        for who in (OWNER, HAND, ZIXUAN, PEISHAN, EMMA, HAORAN, MUYANG):
            await story.says(who, "签到", chat=KITCHEN)
        await story.says(MODERATOR, "/help")
        await _contest(story, f"{SECRET}夜宵 | 1d | #夜宵 | 征集 | 投票 7d", tag="夜宵")
        await story.presses(HAND, "✅ 通过", chat=KITCHEN)
        await story.passes(2 * 86_400)
        await story.says(ZIXUAN, "签到", chat=KITCHEN)
        await _talk(story)
        await _gatherings(story)
        await _points(story)
        await _alert(story)
        await _order(story)
        await _gate(story)
        await _survey(story)
        await _guard(story)
        await story.says(ZIXUAN, f"/complain {SECRET}太咸", chat=ZIXUAN)
        await story.does(EMMA, "leave", chat_id=KITCHEN)
        await story.does(OWNER, "ban", chat_id=KITCHEN, user_id=HAORAN)
        await story.passes(120)
        yield story


async def _talk(story: Story) -> None:
    """Three feedbacks (#2 like #1, #3 closed), a report, a question, drafts of announcements."""
    for words in ("的按钮点了没有反应", "的按钮点了以后没反应", "能不能多放一点"):
        await story.says(ZIXUAN, f"/feedback {SECRET}{words}", chat=KITCHEN)
    await story.says(OWNER, "/feedback 3 close 好了", chat=KITCHEN)
    said = await story.does(PEISHAN, "say", chat_id=KITCHEN, text=f"{SECRET}难吃死了")
    await story.says(HAND, "/thanks @zixuan_w", chat=KITCHEN, reply_to=said["message_id"])
    await story.says(ZIXUAN, "/report 难听", chat=KITCHEN, reply_to=said["message_id"])
    await story.says(OWNER, f"/kb new {SECRET}面几点开卖 | {SECRET}十点", chat=KITCHEN)
    for words in ("面几点开卖？", "面的配方是什么？"):
        await story.says(ZIXUAN, f"{SECRET}{words}", chat=KITCHEN)
    await story.says(OWNER, f"/promise {SECRET}换锅 | 最晚 30天", chat=KITCHEN)
    await story.says(OWNER, f"/ask open {SECRET}课堂 | @zixuan_w | 7d", chat=KITCHEN)
    await story.says(PEISHAN, f"/ask {SECRET}要放糖吗", chat=KITCHEN)
    await story.says(OWNER, f"/announce {SECRET}涨价", chat=KITCHEN, anonymous=True)
    await story.says(HAND, f"/announce {SECRET}又涨价", chat=KITCHEN)
    await story.says(OWNER, f"/announce {SECRET}降价", chat=KITCHEN, anonymous=True)
    async with story.app.database.unit() as unit:  # as where two have to announce
        await unit.run("UPDATE announcements SET released_by = :by WHERE id = 3", {"by": OWNER})
    await story.says(OWNER, "/announce", chat=KITCHEN)
    for words in (f"{SECRET}上新", "每周一 20:00"):
        await story.says(OWNER, words, chat=OWNER)
    await story.presses(OWNER, "发出", chat=OWNER)


async def _gatherings(story: Story) -> None:
    """A work to be judged, an event to come and one on now, a draw, a poll."""
    await _contest(story, f"{SECRET}摆盘 | 7d | #摆盘 | 征集", tag="摆盘")
    await story.says(OWNER, f"/event new {SECRET}聚餐 | 明天 20:00", chat=KITCHEN)
    await story.says(HAND, f"/event new {SECRET}宵夜", chat=KITCHEN)
    await story.says(OWNER, f"/event new {SECRET}午饭 | 12:30 | points 5", chat=KITCHEN)
    await story.says(OWNER, f"/lottery new 锅 x1 | title {SECRET}送锅 | ends 2h", chat=KITCHEN)
    for who in (ZIXUAN, EMMA, HAORAN):
        await story.presses(who, "参加", chat=KITCHEN)
    await story.says(OWNER, f"/lottery new 勺 x1 | title {SECRET}送勺 | ends 2h", chat=KITCHEN)
    await story.presses(ZIXUAN, "参加", chat=KITCHEN)
    await story.says(OWNER, "/lottery draw 2", chat=KITCHEN)
    await story.says(OWNER, f"/poll {SECRET}要放糖吗 | 放 | 不放", chat=KITCHEN)
    asked = next(each for each in reversed(story.world.sent(KITCHEN)) if "poll" in each)
    await story.does(ZIXUAN, "vote", chat_id=KITCHEN, message_id=asked["message_id"], options=[0])


async def _contest(story: Story, line: str, *, tag: str) -> None:
    await story.says(OWNER, f"/challenge new {line}", chat=KITCHEN)
    await story.does(ZIXUAN, "photo", chat_id=KITCHEN, file=DOT, caption=f"#{tag} {SECRET}")


async def _points(story: Story) -> None:
    """Goods, an order, a grant to many, one that waits for a second hand, a deed that waits for its tap."""
    await story.says(OWNER, f"/grant {ZIXUAN} 90 好", chat=KITCHEN)
    await story.says(OWNER, f"/shop new {SECRET}面 | price 10 | stock 5", chat=KITCHEN)
    await story.says(ZIXUAN, "/redeem 1", chat=KITCHEN)
    await story.says(OWNER, f"/grant 5 poll 1 {SECRET}", chat=KITCHEN)
    await story.presses(HAND, "确认加分", chat=KITCHEN)
    await story.says(OWNER, f"/grant {ZIXUAN} 300 {SECRET}", chat=KITCHEN)
    await story.says(ZIXUAN, "/makeup", chat=KITCHEN)
    await story.says(OWNER, f"/rules set 少放{SECRET}", chat=KITCHEN)
    await story.says(OWNER, "/undo 1", chat=KITCHEN, anonymous=True)


async def _alert(story: Story) -> None:
    """As the mood check would have written it."""
    async with story.app.database.unit() as unit:
        await unit.run(
            "INSERT INTO mood_alerts (chat_id, aspect, at, marks, state, quiet_until) "
            "VALUES (:chat_id, 'hostile', :at, '[4]', 'told', 0)",
            {"chat_id": KITCHEN, "at": story.world.now()},
        )


async def _order(story: Story) -> None:
    """A mute that waits for its span; a drill, a ready reply; five warnings and an appeal."""
    await story.says(HAND, f"/mute {MUYANG} {SECRET}", chat=KITCHEN)
    await story.says(OWNER, f"/incident drill {SECRET}", chat=KITCHEN)
    async with story.app.database.unit() as unit:
        await unit.run(
            "INSERT INTO ready_replies (chat_id, name, words, by_id, at) VALUES (:chat_id, :name, :name, :by, 0)",
            {"chat_id": KITCHEN, "name": SECRET, "by": HAND},
        )
        await unit.run(
            "INSERT INTO trend_notes (chat_id, at, words, by_id) VALUES (:chat_id, 1, :words, :by)",
            {"chat_id": KITCHEN, "words": SECRET, "by": HAND},
        )
        for _ in range(5):
            await unit.run(
                "INSERT INTO sanctions (chat_id, target_id, target_name, actor_id, actor_name, kind, at, until) "
                "VALUES (:chat_id, :target, :name, :actor, '', 'warn', :at, :at + 2000000)",
                {"chat_id": KITCHEN, "target": MUYANG, "name": SECRET, "actor": HAND, "at": story.world.now()},
            )
        await unit.run(
            "INSERT INTO appeals (sanction, chat_id, user_id, words, at) VALUES (1, :chat_id, :user_id, :words, :at)",
            {"chat_id": KITCHEN, "user_id": MUYANG, "words": SECRET, "at": story.world.now()},
        )


async def _survey(story: Story) -> None:
    """One that asks everybody for a year."""
    async with story.app.database.unit() as unit:
        await unit.run(
            "INSERT INTO surveys (chat_id, by_id, goal, questions, crowd, least, made_at, ends_at) "
            "VALUES (:chat_id, :by, :goal, :questions, 'all', 5, :at, :at + 30000000)",
            {
                "chat_id": KITCHEN,
                "by": OWNER,
                "goal": SECRET,
                "questions": f"{SECRET}：多放 / 少放",
                "at": story.world.now(),
            },
        )


async def _gate(story: Story) -> None:
    """Two who have to pass it, and a request that is left to moderators."""
    async with story.app.database.unit() as unit:
        for who, state in ((ZIXUAN, "waits"), (PEISHAN, "waits"), (NEWCOMER, "left")):
            await unit.run(
                "INSERT INTO gate_guests (chat_id, user_id, name, came_at, ends_at, state) "
                "VALUES (:chat_id, :user_id, :name, :at, :at + 9000000, :state)",
                {"chat_id": KITCHEN, "user_id": who, "name": SECRET, "at": story.world.now(), "state": state},
            )


async def _guard(story: Story) -> None:
    """A message that a trial counted, one held by the sixth sanction, one of a channel's, one reported; the seventh
    sanction is a deletion.
    """
    async with story.app.database.unit() as unit:
        for kind in ("hold", "delete"):
            await unit.run(
                "INSERT INTO sanctions (chat_id, target_id, target_name, actor_id, actor_name, kind, why, at) "
                "VALUES (:chat_id, :target, :name, 0, '', :kind, 'link', :at)",
                {"chat_id": KITCHEN, "target": MUYANG, "name": SECRET, "kind": kind, "at": story.world.now()},
            )
        await unit.run(
            "INSERT INTO reports (chat_id, reporter_id, target_id, target_name, message_id, words, at) "
            "VALUES (:chat_id, :reporter, :target, :name, 9004, :name, :at)",
            {"chat_id": KITCHEN, "reporter": ZIXUAN, "target": MUYANG, "name": SECRET, "at": story.world.now()},
        )
        finds = ((9001, 0, "would"), (9002, 6, "held"), (9003, 0, "asked"), (9004, 0, "passed"))
        for message, sanction, state in finds:
            await unit.run(
                "INSERT INTO guard_finds (chat_id, user_id, name, message_id, why, said, at, sanction, state) "
                "VALUES (:chat_id, :user_id, :name, :message, 'link', :name, :at, :sanction, :state)",
                {
                    "chat_id": KITCHEN,
                    "user_id": MUYANG if state != "asked" else -1_009_000_001,
                    "name": SECRET,
                    "message": message,
                    "at": story.world.now(),
                    "sanction": sanction,
                    "state": state,
                },
            )
