"""Numbers as they stand in pictures: short ones, and round steps for an axis."""

from __future__ import annotations

import math
from typing import Final

_LARGE: Final[dict[str, tuple[tuple[float, float, str], ...]]] = {
    "zh-Hans": ((1e12, 1e12, "万亿"), (1e8, 1e8, "亿"), (1e4, 1e4, "万")),
    "zh-Hant": ((1e12, 1e12, "兆"), (1e8, 1e8, "億"), (1e4, 1e4, "萬")),
    "en": ((1e12, 1e12, "T"), (1e9, 1e9, "B"), (1e6, 1e6, "M"), (1e4, 1e3, "k")),
}
"""From which size on a number is written in which unit."""


def short(value: float, locale: str) -> str:
    """At most about six characters, however large."""
    for size, unit, sign in _LARGE.get(locale, _LARGE["zh-Hans"]):
        if abs(value) >= size:
            scaled = value / unit
            return f"{scaled:.3g}{sign}" if abs(scaled) < 1e4 else f"{value:.0e}"
    return f"{value:.0f}" if value == int(value) else f"{value:.2g}"


def ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers that hold the two between them."""
    span = high - low if high > low else abs(high) or 1.0
    step = 10 ** math.floor(math.log10(span / 4))
    step *= next(times for times in (1, 2, 2.5, 5, 10, 20) if span / (step * times) <= 5)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * place for place in range(first, max(last, first + 1) + 1)]
