"""What the console's stories begin with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.console.visiting import Console, visited


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    async with visited(tmp_path) as each:
        yield each
