"""The census: no statement of the storage room that PostgreSQL was not given, and none that it does not take."""

from __future__ import annotations

import re
from pathlib import Path

import asyncpg
import pytest

from storage.database import Store, open_database
from storage.engines.postgres_text import bound
from tests.postgres.called import ROOM, VARIANTS, Recorder, call, functions, sites
from tests.postgres.test_move import carried, filled


async def test_every_statement_is_taken(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").mkdir()
    await carried(filled(tmp_path / "file" / "weilu.db"), store)
    recorder = Recorder(monkeypatch.setattr)
    async with open_database(store) as database:
        faults = [await call(database, each, variant) for each in functions() for variant in range(VARIANTS)]
    assert [fault for fault in faults if fault] == []
    missed = [
        (path.relative_to(ROOM), lines[0], text)
        for path, lines, text in sites()
        if not any((str(path), line) in recorder.seen for line in lines)
    ]
    assert len(missed) < 8, missed
    async with asyncpg.create_pool(store.url, min_size=1, max_size=1) as pool, pool.acquire() as connection:
        for path, line, text in missed:
            assert text, f"{path}:{line} is put together, and was not called"
            await connection.prepare(prepared(text))


def prepared(text: str) -> str:
    """With a value for each place, of the kind that its name says: these few need a row of their own to be reached."""
    names = re.findall(r":([a-z_]+)", text)
    values = {name: "x" if name in ("state", "key", "code") else 1 for name in names}
    return bound(text, values or (1,) * text.count("?"))[0]
