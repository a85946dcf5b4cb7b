"""/lottery: draws that anyone can run again; commands, buttons and timers by file, all bound at the foot of each."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers.lottery import asking, claiming, dialogue, entering, scheduled, steps

ENTRANCES: list[Entrance] = [
    *asking.ENTRANCES,
    *dialogue.ENTRANCES,
    *entering.ENTRANCES,
    *claiming.ENTRANCES,
    *steps.ENTRANCES,
    *scheduled.ENTRANCES,
]
