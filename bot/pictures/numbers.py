"""Numbers as they stand in pictures: short ones, and round steps for an axis."""

from __future__ import annotations

import math
from typing import Final

_LARGE: Final = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k"))


def short(value: float) -> str:
    """At most about five characters, however large."""
    for size, sign in _LARGE:
        if abs(value) >= size:
            scaled = value / (1e3 if sign == "k" else size)
            return f"{scaled:.3g}{sign}" if abs(scaled) < 1e4 else f"{value:.0e}"
    return f"{value:.0f}" if value == int(value) else f"{value:.2g}"


def ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers that hold the two between them."""
    span = high - low if high > low else abs(high) or 1.0
    step = 10 ** math.floor(math.log10(span / 4))
    step *= next(times for times in (1, 2, 2.5, 5, 10, 20) if span / (step * times) <= 5)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * place for place in range(first, max(last, first + 1) + 1)]
