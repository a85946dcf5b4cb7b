"""Plain tables and what machine they were made on; what stands in them is measured elsewhere."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from statistics import quantiles

import click


def machine() -> str:
    model = platform.machine()
    return f"{os.cpu_count()} cores ({model}), {platform.python_implementation()} {platform.python_version()}"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Columns as wide as they need be; the first to the left, the others to the right."""
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    wide = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = [cell.ljust(wide[n]) if n == 0 else cell.rjust(wide[n]) for n, cell in enumerate(line)]
        click.echo("  ".join(cells).rstrip())
    click.echo()


def verdict(what: str, value: float, *, bound: float, unit: str = "", is_least: bool = False) -> bool:
    """One line that says whether a figure is within its bound; `is_least`: the bound is the least it may be."""
    is_good = value >= bound if is_least else value <= bound
    sign = "at least" if is_least else "at most"
    click.echo(f"{'ok  ' if is_good else 'FAIL'} {what}: {value:,.3g}{unit} ({sign} {bound:,.3g}{unit})")
    return is_good


def percentile(values: Sequence[float], percent: int) -> float:
    """By linear interpolation; of one value that value."""
    if len(values) < 2:
        return values[0] if values else float("nan")
    return quantiles(values, n=100, method="inclusive")[percent - 1]
