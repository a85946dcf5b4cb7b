"""A story of what the console counts of the desk, the guard, draws and the bot itself: each is what was done."""

from __future__ import annotations

import re
from pathlib import Path

from tests.console.scene import SCHEDULE, lively
from tests.console.test_pages import page
from tests.console.visiting import CONFIG, Console, console_of
from tests.handlers.insights.on_pages import figures
from tests.story import EMMA, FORUM, MODERATOR, MUYANG, OWNER, PEISHAN, XIAOMAN, YINUO, ZIXUAN, told

PEOPLE = (YINUO, ZIXUAN, PEISHAN, MUYANG, XIAOMAN, EMMA, OWNER, MODERATOR)


async def test_each_count_is_what_was_done_in_the_group(tmp_path: Path) -> None:
    """Six entered the draw, two gave feedback and wait for longer than a day, one said a word that is not allowed; what
    was due at nine was due while the bot was away.
    """
    async with told(tmp_path, CONFIG + SCHEDULE) as story:
        await lively(story)
        await story.restart()
        async with console_of(story) as console:
            await compare(console)


async def compare(console: Console) -> None:
    visitor = await console.enters(OWNER)
    assert re.search(r"#1\s+周末福利\s+6\s", await visitor.reads(page("draws")))
    assert "2 条等着答复，2 条过了时限" in await visitor.reads(page("desk"))
    guard = (await visitor.reads(page("guard"))).partition("等着处理")[0]
    assert re.findall(r"(\d+) 条，其中弄错 (\d+)", guard) == [("1", "0")]
    posted = sum("早上好" in each.get("text", "") for each in console.story.world.sent(FORUM))
    schedule = await visitor.reads(page("schedule"))
    assert (schedule.count("已发"), schedule.count("没发：停机错过了")) == (2 * posted, 2), "its row, and the run"
    first = await visitor.reads("/")
    assert "有 1 个群有事等着处理" in first
    assert "反馈 2 条，2 条已超时" in first
    health = figures(await visitor.sees("/page/health"))
    assert {label: health[label] for label in ("等着处理的消息", "等着发出的", "出错搁置的", "群", "认识的人")} == {
        "等着处理的消息": "0", "等着发出的": "0", "出错搁置的": "0", "群": "1", "认识的人": str(len(PEOPLE)),
    }  # fmt: skip
