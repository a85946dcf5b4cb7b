"""Hours of a whole community in which everything goes wrong; the day of `python -m bench soak` cut short."""

from __future__ import annotations

from pathlib import Path

from bench.soak import run, secrets_in
from bench.soak_town import WHISPER


async def test_after_hours_of_troubles_nothing_is_stuck_lost_or_leaked(tmp_path: Path) -> None:
    day = await run(tmp_path / "soak", hours=4, seed=3)
    assert day.wrong == {}
    assert len(day.troubles.struck) > 9
    assert min(day.town.did.values()) > 0


def test_a_secret_beside_the_store_is_found_in_any_file(tmp_path: Path) -> None:
    (tmp_path / "weilu.db.secret").write_text("ab" * 32, encoding="ascii")
    assert secrets_in(tmp_path, token="1:token") == []
    (tmp_path / "bot.log").write_text(f"at /bot1:token/getMe\n{WHISPER}", encoding="utf-8")
    (tmp_path / "copy.key").write_bytes(bytes.fromhex("ab" * 32))
    assert secrets_in(tmp_path, token="1:token") == [
        "bot.log holds the token",
        "bot.log holds words said in confidence",
        "copy.key holds the key",
    ]
