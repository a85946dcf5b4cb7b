"""What runs on PostgreSQL in every run of the tests; `--postgres` puts all other stories there as well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, Store, open_database
from tests.store import Engine, fresh


@pytest.fixture(autouse=True)
def _on_postgres(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "is_postgres", True)


@pytest.fixture
def store(tmp_path: Path, _on_postgres: None) -> Store:
    return fresh(tmp_path / "weilu.db")


@pytest.fixture
async def database(store: Store) -> AsyncIterator[Database]:
    async with open_database(store) as one:
        yield one
