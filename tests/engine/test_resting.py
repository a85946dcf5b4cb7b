"""How long a worker lets updates gather between two looks."""

from __future__ import annotations

import pytest

from bot.engine.worker import rest_after


@pytest.mark.parametrize(
    ("number", "took", "rest"),
    [(1, 0.004, 0.012), (1, 0.0, 0.0), (7, 0.5, 0.1), (199, 0.02, 0.06), (200, 0.5, 0.0), (900, 0.01, 0.0)],
)
def test_longer_after_a_longer_look_but_never_long_and_not_at_all_while_there_is_enough(
    number: int, took: float, rest: float
) -> None:
    assert rest_after(number, took) == pytest.approx(rest)
