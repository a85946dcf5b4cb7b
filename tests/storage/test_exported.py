"""What a group's export holds, and what people are told of themselves in words."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from storage.chat_export import export_chat
from storage.registry import TABLES
from tests.storage.filled_tables import ELSEWHERE, GROUP, OTHER, fill, store
from tests.story import YINUO, told

pytestmark = pytest.mark.of_the_file("filled by SQLite beside the bot")

__all__ = ["store"]


OF_NO_GROUP = {"migrations", "settled", "facts", "gaps", "inbox", "calendars", "schedule_lines", "erasures",
               "destroyed", "preferences", "consents", "posts", "console_sessions", "console_links"}  # fmt: skip
"""The whole store's own, and what stands in a private chat in what is filled in here."""


class TestExported:
    async def test_every_table_of_a_group_is_in_its_export(self, store: Path) -> None:
        with sqlite3.connect(store) as connection:
            connection.execute("INSERT INTO chats (chat_id, kind, known_at) VALUES (?, 'group', 1)", (GROUP,))
            connection.execute("INSERT INTO people (user_id, name) VALUES (?, 'x')", (OTHER,))
        connection.close()
        counts = export_chat(store, chat_id=GROUP, file=store.parent / "group.json")
        missing = set(TABLES) - set(counts)
        assert missing == OF_NO_GROUP
        assert not export_empty(store, chat_id=ELSEWHERE)


def export_empty(store: Path, *, chat_id: int) -> dict[str, int]:
    """What a group has that nothing was filled in for, but for itself."""
    with sqlite3.connect(store) as connection:
        connection.execute("INSERT INTO chats (chat_id, kind, known_at) VALUES (?, 'group', 1)", (chat_id,))
    connection.close()
    counts = export_chat(store, chat_id=chat_id, file=store.parent / "empty.json")
    return {table: rows for table, rows in counts.items() if table != "chats"}


class TestForPeople:
    async def test_the_file_for_people_can_be_written_of_every_table(self, tmp_path: Path) -> None:
        async with told(tmp_path) as story:
            await story.says(YINUO, "/start", chat=YINUO)
            story.may_spoil = True
            fill(story.config.database, member=YINUO)
            async with story.app.database.unit() as unit:
                await unit.run("UPDATE timers SET state = 'bad'")
            await story.says(YINUO, "/mydata", chat=YINUO)
            files = {each["document"]["file_name"]: each["document"] for each in story.world.sent(YINUO)[-2:]}
            words = story.world.files[files["mydata.txt"]["file_id"]].content.decode()
            kept = json.loads(story.world.files[files["mydata.json"]["file_id"]].content)
            assert words.count("==") == len(kept["tables"]) > 50, "every table is in it"
            assert "1月16日 12:00" in words
            assert "idempotency_key" not in words
