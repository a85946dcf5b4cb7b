"""A member who checks in at given moments."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.handlers.checkin.member import Member
from tests.store import fresh


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(fresh(tmp_path / "weilu.db")) as opened:
        yield opened


@pytest.fixture
def mei(database: Database) -> Member:
    return Member(database)
