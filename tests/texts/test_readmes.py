"""The two READMEs say the same: headings, tables, commands, pictures, links and figures, row by row."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHINESE, ENGLISH = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.en.md"))

_COMMANDS = re.compile(r"(?<![\w/])/[a-z]+\b|weilu [a-z-]+|(?<=`)[a-z-]+(?=`)|--[a-z-]+|\bpython -m [a-z.]+")


def _rows(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("|")]


def _cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row)[1:-1]


def test_headings_stand_in_one_order_at_one_depth() -> None:
    depths = [re.findall(r"(?m)^(#+) ", page) for page in (CHINESE, ENGLISH)]
    assert depths[0] == depths[1]


def test_tables_have_the_same_rows_with_the_same_commands() -> None:
    """A row that one of them lacks is seen, and a command that stands in another row."""
    one, other = ([(len(_cells(row)), _COMMANDS.findall(row)) for row in _rows(page)] for page in (CHINESE, ENGLISH))
    assert one == other


def test_phrases_are_the_same_in_both() -> None:
    """They are words of Chinese, whoever reads about them."""
    one, other = ([_cells(row)[1] for row in _rows(page) if row.startswith("| `/")] for page in (CHINESE, ENGLISH))
    assert one == other
    assert len(one) > 20


def test_measured_figures_are_the_same_in_both() -> None:
    """Those of the last column, in their order."""
    one, other = (
        [re.findall(r"\d[\d.,]*", _cells(row)[2]) for row in _rows(page[page.index("| `python -m bench") :])]
        for page in (CHINESE, ENGLISH)
    )
    assert one == other


def test_what_is_typed_is_the_same_in_both() -> None:
    """Remarks behind it aside."""
    one, other = (
        [re.sub(r" +#.*", "", line) for line in re.findall(r"(?m)^\$ .*$", page)] for page in (CHINESE, ENGLISH)
    )
    assert one == other


def test_links_lead_to_the_same_places_and_to_what_is_there() -> None:
    links = [re.findall(r'(?:\]\(|src="|srcset=")([^)"]+)', page) for page in (CHINESE, ENGLISH)]
    ours = [sorted(each for each in found if not each.startswith("README")) for found in links]
    assert ours[0] == ours[1]
    assert not [each for each in ours[0] if "://" not in each and not (ROOT / each).exists()]


def test_every_picture_is_small_and_has_both_colours() -> None:
    pictures = {path.stem: path.stat().st_size for path in (ROOT / "docs" / "pictures").glob("*.png")}
    assert {name.rpartition("-")[0] + "-light" for name in pictures} <= set(pictures)
    assert {name.rpartition("-")[0] + "-dark" for name in pictures} <= set(pictures)
    assert not [name for name, size in pictures.items() if size > 150_000]
