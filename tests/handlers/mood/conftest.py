"""A desk that watches a group's mood."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.mood.watching import DESK, NO_TRAINING
from tests.story import (
    Story,
    told,
)


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Story]:
    """The moderators sit in the hikers' group."""
    async with told(tmp_path, DESK + NO_TRAINING) as story:
        await story.pulse.loaded.wait()
        yield story
