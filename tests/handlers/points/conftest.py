"""People of a group and what they give each other, for the stories of the ledger."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.store import fresh


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(fresh(tmp_path / "weilu.db")) as opened:
        yield opened
