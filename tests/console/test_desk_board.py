"""A story of the desk's board in the console, where more waits for an answer than a page shows."""

from __future__ import annotations

from pathlib import Path

from tests.console.test_pages import page
from tests.console.visiting import visited
from tests.story import FORUM, MODERATOR, YINUO


async def test_of_many_the_first_are_shown_and_all_are_counted(tmp_path: Path) -> None:
    async with visited(tmp_path) as console:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(YINUO, "/feedback 最早的")
        given = (
            "INSERT INTO feedback (chat_id, user_id, words, category, state, once, given_at, due_at, is_urgent) VALUES "
        )
        async with story.app.database.unit() as unit:
            for number in range(70):
                state = "claimed" if number > 67 else "open"
                row = (FORUM, YINUO, f"第{number}个", "problem", state, f"many:{number}", 1, 2, int(number == 66))
                await unit.many(f"{given} (?, ?, ?, ?, ?, ?, ?, ?, ?)", [row])
        board = await visitor.reads(page("desk"))
        assert "71 条等着答复，70 条过了时限" in board
        assert "没人接的：68 条，列出前 60 条" in board
        assert "最早的" in board
        assert "第66个" in board.split("没人接的")[0]
        assert "第67个" not in board
        assert "第69个" in board.split("有人在办的")[1]
