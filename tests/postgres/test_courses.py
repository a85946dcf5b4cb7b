"""The course of each feature, from beginning to end, on PostgreSQL: every statement runs with values of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.test_dying import COURSES, EXTRA
from tests.lives import Course, lived


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.__name__)
async def test_nothing_of_it_fails_or_is_left(course: Course, tmp_path: Path) -> None:
    life = await lived(tmp_path / "quiet", course, extra=EXTRA.get(course, ""))
    left = {what: life.holds[what] for what in ("bad timers", "inbox", "unsent", "books")}
    assert left == {"bad timers": [], "inbox": [], "unsent": [], "books": []}
