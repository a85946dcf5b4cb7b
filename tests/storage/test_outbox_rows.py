"""How many rows of what was done stay in the outbox."""

from __future__ import annotations

from pathlib import Path

from storage import outbox
from storage.database import open_database
from storage.outbox import MOST_SENT, Posted, Result
from tests.store import fresh


async def test_so_many_of_the_last_rows_stay_and_all_that_waits_or_failed(tmp_path: Path) -> None:
    over = 300
    async with open_database(fresh(tmp_path / "weilu.db")) as database:
        async with database.unit() as unit:
            await outbox.post(unit, [Posted(-1, 1, "{}", "resend")] * (MOST_SENT + over), now=1)
        dropped, waiting, last = range(1, 11), range(11, 21), MOST_SENT + over
        async with database.unit() as unit:
            await outbox.record(unit, [Result(each, "dropped") for each in dropped], now=2)
            await outbox.record(unit, [Result(each, "sent") for each in range(21, last + 1)], now=2)
        rows = await database.reads.all("SELECT state, count(*) AS n, min(id) AS first FROM outbox GROUP BY state")
        assert {row["state"]: (row["n"], row["first"]) for row in rows} == {
            "dropped": (len(dropped), 1),
            "waiting": (len(waiting), 11),
            "sent": (MOST_SENT, over + 1),
        }
