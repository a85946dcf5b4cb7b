"""`kill -9` in mid-sentence: the real process, real sockets, a real store; what is promised holds all the same."""

from __future__ import annotations

from pathlib import Path

from bench.kill import prove


async def test_killed_at_random_moments_nothing_is_lost_and_nothing_counts_twice(tmp_path: Path) -> None:
    proof = await prove(tmp_path, kills=8, seed=20)
    assert proof.kills.total() == 8
    assert proof.differences == []
    assert proof.missing == []
