"""The measure of workers that die, in small: every kind of blow, and the books as without."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bench import facts
from bench.workers import Blows, run


def test_workers_that_are_killed_cut_off_and_lose_their_server_keep_the_books(tmp_path: Path) -> None:
    blows = Blows(kills=4, sessions=2, restarts=1)
    quiet = asyncio.run(run(tmp_path / "quiet", workers=1, blows=Blows(), actions=50, seed=3))
    struck = asyncio.run(run(tmp_path / "struck", workers=3, blows=blows, actions=50, seed=3))
    assert struck.blows == {"kill": 4, "session": 2, "restart": 1}
    assert quiet.wrong + struck.wrong == []
    assert facts.compare(quiet.facts, struck.facts) == []
    assert struck.facts["entries by kind"]
