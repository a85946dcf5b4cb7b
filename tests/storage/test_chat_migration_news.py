"""Stories of a group's move whose news comes in any order, and what is asked anew after it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import pytest

from storage import registry
from tests.storage.moved_group import NEW, OLD, migrate, moved_from, rows_of, said, sums_are_right
from tests.story import HIKE, OWNER, YINUO, Story


def moved_to(update_id: int) -> bytes:
    told = {"message_id": 9, "date": 1_800_072_000, "chat": {"id": OLD, "type": "group", "title": "灯会"}}
    told |= {"from": {"id": OWNER, "is_bot": False, "first_name": "林书瑶"}, "migrate_to_chat_id": NEW}
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
        where = " ON ledger" if story.app.database.engine == "PostgreSQL" else ""
        await unit.all(f"DROP TRIGGER IF EXISTS ledger_keeps{where}")
        for table, rule in registry.TABLES.items():
            for column in rule.chats:
                await unit.run(f"DELETE FROM {table} WHERE {column} IN ({OLD}, {NEW})")
        await unit.run(f"DELETE FROM spread WHERE chat_id IN ({OLD}, {NEW})")
    await story.chats.load(story.app.database.reads)


async def test_administrators_are_asked_for_anew_in_the_supergroup(story: Story) -> None:
    await story.says(OWNER, "/language", chat=HIKE)
    new = await migrate(story)
    asked = len([each for each in story.world.calls if each[0] == "getChatAdministrators"])
    await story.says(OWNER, "/language", chat=new)
    assert len([each for each in story.world.calls if each[0] == "getChatAdministrators"]) == asked + 1
