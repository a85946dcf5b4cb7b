"""Stories of a group that becomes a supergroup: its id changes, and nothing else does."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from bot.engine.turn import Turn
from bot.texts.text import text
from playground.actions import do
from storage.chat_migration import migrate_chat
from tests.storage.moved_group import NEW, OLD, balances, migrate, moved_from, rows_of, said, spread, sums_are_right
from tests.story import HIKE, OWNER, YINUO, ZIXUAN, Story, told


async def live(story: Story) -> None:
    """A while in the hiking group: chatter, check-ins, a grant, a language."""
    for who in (OWNER, YINUO, ZIXUAN):
        await story.says(who, "走起", chat=HIKE)
        await story.says(who, "签到", chat=HIKE)
    await story.says(OWNER, "/grant @yinuo_chen 50 带路", chat=HIKE)
    await story.says(OWNER, "/language", chat=HIKE)
    await story.presses(OWNER, "English", chat=HIKE)


async def test_a_group_keeps_everything_but_its_id(story: Story) -> None:
    await live(story)
    before, points, standing = (
        await rows_of(story.app.database, HIKE),
        await balances(story, HIKE),
        await spread(story, HIKE),
    )
    new = await migrate(story)
    assert set((await rows_of(story.app.database, HIKE)).values()) == {0}
    after = await rows_of(story.app.database, new)
    for table in ("ledger", "balances", "earned", "spread", "checkins", "members", "activity", "posts"):
        assert after[table] == before[table], table
        assert before[table] or table == "posts", f"the story has nothing in {table}"
    assert await balances(story, new) == points
    assert await spread(story, new) == standing
    await sums_are_right(story, new)
    assert str(points[YINUO]) in (await story.says(YINUO, "/points", chat=new))["text"]
    assert (await story.rows("SELECT kind, locale FROM chats WHERE chat_id = :id", id=new)) == [
        {"kind": "supergroup", "locale": "en"}
    ]


async def test_a_group_said_to_become_itself_loses_nothing(story: Story) -> None:
    await live(story)
    before = await rows_of(story.app.database, HIKE)
    async with story.app.database.unit() as unit:
        await migrate_chat(unit, old=HIKE, new=HIKE, now=0)
    assert await rows_of(story.app.database, HIKE) == before


async def test_a_day_checked_in_before_is_checked_in_after(story: Story) -> None:
    await live(story)
    points = await balances(story, HIKE)
    new = await migrate(story)
    await story.says(YINUO, "签到", chat=new)
    assert await balances(story, new) == points


async def test_the_same_after_a_restart(story: Story) -> None:
    await live(story)
    new = await migrate(story)
    await story.restart()
    assert "What is kept" in (await story.says(YINUO, "/privacy", chat=new))["text"]
    await sums_are_right(story, new)


async def test_rows_that_meet_rows_of_the_new_chat_are_put_together(story: Story) -> None:
    """The new chat was spoken in before the news of the move came: nothing is counted twice, nothing is lost."""
    engine = story.app.engine
    for n, chat in enumerate((OLD, OLD, NEW, NEW, NEW)):
        await engine.receive([said(60_000 + n, chat)])
    await engine.receive([said(60_010, OLD, "签到")])
    await story.app.idle()
    await engine.receive([said(60_011, NEW, "签到")])
    await story.app.idle()
    paid = (await balances(story, OLD))[YINUO] + (await balances(story, NEW))[YINUO]
    await engine.receive([moved_from(60_020)])
    await story.app.idle()
    assert await story.rows("SELECT messages FROM members WHERE chat_id = :id AND user_id = :u", id=NEW, u=YINUO) == [
        {"messages": 5}
    ]
    assert (await balances(story, NEW))[YINUO] == paid
    await sums_are_right(story, NEW)
    assert await story.rows("SELECT * FROM spread WHERE chat_id = :id", id=OLD) == []
    story.world.complaints.clear()


async def test_what_waited_for_its_turn_under_the_old_id_is_answered_at_the_new_one(story: Story) -> None:

    async def ponders(turn: Turn) -> None:
        for _ in range(200):
            await asyncio.sleep(0)
        turn.say(text("general.about"))

    story.router.wiring.commands["ponders"] = ponders
    do(story.world, {"as": YINUO, "do": "say", "chat_id": HIKE, "text": "/ponders"})
    new = do(story.world, {"as": OWNER, "do": "migrate", "chat_id": HIKE})
    do(story.world, {"as": YINUO, "do": "say", "chat_id": new, "text": "/rules"})
    await story.settle()
    answers = [each["text"] for each in story.world.sent(new)]
    assert len(answers) == 2
    assert "跑腿" in answers[0], "the older one is answered first"


async def test_what_the_config_says_of_the_old_id_holds_for_the_new_one(tmp_path: Path) -> None:
    overlay = f'[groups."{HIKE}".points]\ncheckin_reward = 77\nstreak_step = 0\n'
    async with told(tmp_path, overlay) as story:
        await story.says(YINUO, "签到", chat=HIKE)
        new = await migrate(story)
        await story.says(ZIXUAN, "签到", chat=new)
        await story.restart()
        await story.passes(24 * 3600)
        await story.says(YINUO, "签到", chat=new)
        assert await balances(story, new) == {0: -231, YINUO: 154, ZIXUAN: 77}


async def test_the_bot_put_out_of_the_old_group_is_not_put_out_of_the_new_one(story: Story) -> None:
    """Telegram may say that the bot has left the group that is no more."""
    new = await migrate(story)
    bot = {"id": story.world.bot.id, "is_bot": True, "first_name": "围炉", "username": "weilu_bot"}
    change = {
        "chat": {"id": HIKE, "type": "group", "title": "周末爬山小队"},
        "from": {"id": OWNER, "is_bot": False, "first_name": "林书瑶"},
        "date": story.world.now(),
        "old_chat_member": {"status": "member", "user": bot},
        "new_chat_member": {"status": "left", "user": bot},
    }
    await story.app.engine.receive([json.dumps({"update_id": 70_000, "my_chat_member": change}).encode()])
    await story.app.idle()
    assert await story.rows("SELECT state FROM chats WHERE chat_id = :id", id=new) == [{"state": "active"}]
