"""How the bot is used and kept waiting, for machines: commands by outcome, pauses by chat, how long the store takes."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from storage import counts, limits
from storage.database import Reader

_OUTCOMES: Final = ("used", "failed", "left")


@dataclass(frozen=True, slots=True)
class Usage:
    """`commands`: by name and outcome (`used`, `refused`, `failed`, `left`), of today and yesterday.

    `pauses`: seconds for which Telegram wants silence, by chat; `read_seconds`: what one small question took.
    """

    commands: dict[tuple[str, str], int]
    pauses: dict[int, int]
    read_seconds: float


async def of(reader: Reader, *, now: int) -> Usage:
    began = time.monotonic()
    standing = await limits.standing(reader, now=now)
    read_seconds = time.monotonic() - began
    today = datetime.fromtimestamp(now, UTC).toordinal()
    found = Counter[tuple[str, str]]()
    for (command, outcome), number in (await counts.commands_everywhere(reader, since=today - 1)).items():
        found[command, outcome if outcome in _OUTCOMES else "refused"] += number
    pauses = {each.chat_id: each.until - now for each in standing if each.kind == "pause"}
    return Usage(dict(found), pauses, read_seconds)
