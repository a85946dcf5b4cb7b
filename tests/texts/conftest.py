"""What every story of sentences stands on."""

from __future__ import annotations

import pytest

from bot.texts import sentences


@pytest.fixture(autouse=True)
def gaps_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "on_gap", sentences.fail_on_gap)
