"""How much code a message and a command go through: our functions and files that run from their coming to their end."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from bench.report import table
from tests.story import YINUO, ZIXUAN, told

ROOT = Path(__file__).parent.parent
ROOMS = tuple(f"{ROOT / room}/" for room in ("bot", "handlers", "storage"))


async def _walked(work: Callable[[], Awaitable[object]]) -> set[CodeType]:
    """The functions that the loop's thread calls meanwhile; classes, modules and comprehensions are no functions."""
    seen: set[CodeType] = set()

    def called(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(ROOMS) and not frame.f_code.co_name.startswith("<"):
            seen.add(frame.f_code)

    sys.setprofile(called)
    try:
        await work()
    finally:
        sys.setprofile(None)
    return seen


async def _walks(folder: Path) -> dict[str, set[CodeType]]:
    """Each is done once before, so that what only the first of a kind does is not counted."""
    async with told(folder) as story:
        await story.says(YINUO, "今天的月亮好大")
        await story.says(ZIXUAN, "/checkin")
        return {
            "one chat message": await _walked(lambda: story.says(YINUO, "楼下的烤红薯出炉了")),
            "one /checkin": await _walked(lambda: story.says(YINUO, "/checkin")),
        }


def report() -> None:
    """Print the counts."""
    with tempfile.TemporaryDirectory() as folder:
        walks = asyncio.run(_walks(Path(folder)))
    rows = [(name, len(seen), len({code.co_filename for code in seen})) for name, seen in walks.items()]
    table(("walk", "functions", "files"), rows)
