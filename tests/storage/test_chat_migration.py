"""Stories of a group that becomes a supergroup: its id changes, and nothing else does."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.engine.turn import Turn
from bot.texts.text import text
from playground.actions import do
from storage import registry
from storage.chat_migration import migrate_chat
from storage.database import Database
from tests.story import HIKE, OWNER, YINUO, ZIXUAN, Story, told

OLD, NEW = -77, -1007700000077


async def migrate(story: Story) -> int:
    """The owner turns the hiking group into a supergroup; its new id."""
    return int(await story.does(OWNER, "migrate", chat_id=HIKE))


async def rows_of(database: Database, chat_id: int) -> dict[str, int]:
    """How many rows of each registered table speak of the chat."""
    found: dict[str, int] = {}
    for table, rule in registry.TABLES.items():
        for column in rule.chats:
            row = await database.reads.one(
                f"SELECT count(*) AS n FROM {table} WHERE {column} = :chat_id", {"chat_id": chat_id}
            )
            found[table] = row["n"] if row else 0
    return found


async def live(story: Story) -> None:
    """A while in the hiking group: chatter, check-ins, a grant, a language."""
    for who in (OWNER, YINUO, ZIXUAN):
        await story.says(who, "走起", chat=HIKE)
        await story.says(who, "签到", chat=HIKE)
    await story.says(OWNER, "/grant @yinuo_chen 50 带路", chat=HIKE)
    await story.says(OWNER, "/language", chat=HIKE)
    await story.presses(OWNER, "English", chat=HIKE)


async def balances(story: Story, chat_id: int) -> dict[int, int]:
    found = await story.rows("SELECT account, balance FROM balances WHERE chat_id = :id", id=chat_id)
    return {row["account"]: row["balance"] for row in found}


async def spread(story: Story, chat_id: int) -> list[dict[str, Any]]:
    return await story.rows(
        "SELECT board, since, level, bucket, members FROM spread WHERE chat_id = :id AND members <> 0 ORDER BY 1,2,3,4",
        id=chat_id,
    )


async def sums_are_right(story: Story, chat_id: int) -> None:
    kept = await balances(story, chat_id)
    summed: dict[int, int] = {}
    for row in await story.rows("SELECT * FROM ledger WHERE chat_id = :id", id=chat_id):
        summed[row["from_account"]] = summed.get(row["from_account"], 0) - row["amount"]
        summed[row["to_account"]] = summed.get(row["to_account"], 0) + row["amount"]
    assert kept == summed
    standing = [row for row in await spread(story, chat_id) if row["board"] == "all" and row["level"] == 0]
    assert sum(row["members"] for row in standing) == len([n for who, n in kept.items() if who > 0 and n > 0])


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


def moved_to(update_id: int) -> bytes:
    told = {"message_id": 9, "date": 1_800_072_000, "chat": {"id": OLD, "type": "group", "title": "灯会"}}
    told |= {"from": {"id": OWNER, "is_bot": False, "first_name": "林书瑶"}, "migrate_to_chat_id": NEW}
    return json.dumps({"update_id": update_id, "message": told}).encode()


def moved_from(update_id: int) -> bytes:
    told = {"message_id": 1, "date": 1_800_072_000, "chat": {"id": NEW, "type": "supergroup", "title": "灯会"}}
    told |= {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "migrate_from_chat_id": OLD}
    return json.dumps({"update_id": update_id, "message": told}).encode()


def said(update_id: int, chat: int, text: str = "早") -> bytes:
    kind = "group" if chat == OLD else "supergroup"
    told = {"message_id": update_id, "date": 1_800_072_000, "chat": {"id": chat, "type": kind, "title": "灯会"}}
    told |= {"from": {"id": YINUO, "is_bot": False, "first_name": "陈一诺"}, "text": text}
    return json.dumps({"update_id": update_id, "message": told}).encode()


PIECES: list[Callable[[int], bytes]] = [
    moved_to,
    moved_from,
    lambda n: said(n, OLD),
    lambda n: said(n, NEW),
    lambda n: said(n, OLD, "签到"),
]


@pytest.mark.parametrize("is_one_batch", [True, False], ids=["one batch", "one by one"])
async def test_the_news_of_it_may_come_in_any_order(story: Story, is_one_batch: bool) -> None:
    """Both service messages, chatter by either id and a check-in by the old one, in many of their orders."""
    engine, next_id = story.app.engine, itertools.count(50_000)
    for round_, order in enumerate(itertools.permutations(PIECES)):
        if round_ % 6 != (0 if is_one_batch else 3):
            continue  # a sixth of the 120 orders each
        await _forget(story)
        batch = [piece(next(next_id)) for piece in order]
        for part in [batch] if is_one_batch else [[each] for each in batch]:
            await engine.receive(part)
            await story.app.idle()
        left = await rows_of(story.app.database, OLD)
        assert {table for table, n in left.items() if n} <= {"outbox"}, f"order {round_}"
        found = await story.rows("SELECT messages FROM members WHERE chat_id = :id AND user_id = :u", id=NEW, u=YINUO)
        assert found == [{"messages": 2}], f"order {round_}"
        assert await story.rows("SELECT count(*) AS n FROM checkins WHERE chat_id = :id", id=NEW) == [{"n": 1}]
        assert await story.rows("SELECT * FROM inbox") == []
        await sums_are_right(story, NEW)
    story.world.complaints.clear()


async def _forget(story: Story) -> None:
    """The store as before the group was met, and the bot's memory of it."""
    async with story.app.database.unit() as unit:
        await unit.run("DROP TRIGGER IF EXISTS ledger_keeps")
        for table, rule in registry.TABLES.items():
            for column in rule.chats:
                await unit.run(f"DELETE FROM {table} WHERE {column} IN ({OLD}, {NEW})")
        await unit.run(f"DELETE FROM spread WHERE chat_id IN ({OLD}, {NEW})")
    await story.chats.load(story.app.database.reads)


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


async def test_administrators_are_asked_for_anew_in_the_supergroup(story: Story) -> None:
    await story.says(OWNER, "/language", chat=HIKE)
    new = await migrate(story)
    asked = len([each for each in story.world.calls if each[0] == "getChatAdministrators"])
    await story.says(OWNER, "/language", chat=new)
    assert len([each for each in story.world.calls if each[0] == "getChatAdministrators"]) == asked + 1
