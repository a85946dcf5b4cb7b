"""/lottery: draws that anyone can run again; commands, buttons and timers by file, all bound at the foot of each."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers.lottery import asking, claiming, entering, scheduled, steps

ENTRANCES: list[Entrance] = [
    *asking.ENTRANCES,
    *entering.ENTRANCES,
    *claiming.ENTRANCES,
    *steps.ENTRANCES,
    *scheduled.ENTRANCES,
]
