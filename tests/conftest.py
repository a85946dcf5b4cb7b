"""What every test stands on: sentences that are missing fail loudly, and a story to tell."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.texts import sentences
from tests.story import Story, told


@pytest.fixture(autouse=True)
def _no_missing_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "on_gap", sentences.fail_on_gap)


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path) as each:
        yield each
