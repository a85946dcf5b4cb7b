"""`python -m training.typeface sans NotoSansCJK-Regular.ttc`: cut a face of the pictures; needs fonttools."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Final

from bot.domain.mood.script import SIMPLIFIED, TRADITIONAL

_FOLDER: Final = Path("bot/pictures/type")
_SIMPLIFIED: Final = 2
"""The place of the typeface for simplified Chinese in Debian's collection (package fonts-noto-cjk)."""

_BESIDE: Final = "頔㛃䶮瓅玘嘅咗喺佢嚟嘢啲嗰冇冧嫲㗎喼囧槑兲氹乸劏啱唞嗌嘥噏揸攰畀睇瞓藠詏踎餸"
"""Characters of names and of Cantonese that the word lists and standards below leave out."""

_SIGNS: Final = (
    *((0x20, 0x17F), (0x370, 0x3FF), (0x400, 0x45F), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF)),
    *((0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x25FF)),
    *((0x2605, 0x2606), (0x2660, 0x2667), (0x266A, 0x266F), (0x2713, 0x2718), (0x3000, 0x30FF), (0xFF00, 0xFFEF)),
)


def _within(*spans: tuple[int, int]) -> set[str]:
    return {chr(code) for first, last in spans for code in range(first, last + 1)}


def characters() -> set[str]:
    """GB 2312, the first level of Big5, jieba's words, both sides of the script table, signs, kana, the few beside."""
    words = (files("jieba") / "dict.txt").read_text(encoding="utf-8")
    standards = _charset("gb2312", 0xA1, 0xF7) | _charset("big5", 0xA1, 0xC6)
    found = _within(*_SIGNS) | standards | {*words, *TRADITIONAL, *SIMPLIFIED, *_BESIDE}
    return {each for each in found if each.isprintable()}


def _charset(name: str, first: int, last: int) -> set[str]:
    pairs = (bytes((row, cell)) for row in range(first, last + 1) for cell in range(0x40, 0xFF))
    return {shown for pair in pairs if len(shown := pair.decode(name, errors="ignore")) == 1}


_FACES: Final[dict[str, tuple[str, Callable[[], set[str]], list[str]]]] = {
    "sans": ("weilu-sans.otf", characters, ["kern"]),
    "hangul": ("weilu-hangul.otf", lambda: _charset("euc_kr", 0xB0, 0xC8) | _within((0x3131, 0x318E)), []),
    "arabic": ("weilu-arabic.ttf", lambda: _within((0x20, 0x20), (0x600, 0x6FF), (0x750, 0x77F)), ["*"]),
    "thai": ("weilu-thai.ttf", lambda: _within((0x20, 0x20), (0xE01, 0xE5B)), ["*"]),
    "emoji": ("weilu-emoji.ttf", lambda: _within((0x203C, 0x3299), (0x1F000, 0x1FAFF)), []),
}
"""The file of a face, its characters, and the features that join them."""


def cut(source: Path, out: Path, wanted: set[str], features: list[str]) -> None:
    """Write the subset; the same source and word list give the same bytes."""
    from fontTools import subset  # only who cuts the typeface anew needs it

    options = subset.Options(
        font_number=_SIMPLIFIED if source.suffix == ".ttc" else -1,
        hinting=False,
        desubroutinize=True,
        layout_features=features,
        glyph_names=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        recalc_timestamp=False,
        notdef_outline=True,
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(wanted)))
    cutter.subset(font)
    subset.save_font(font, str(out), options)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.typeface", description=__doc__)
    parser.add_argument("face", choices=_FACES)
    parser.add_argument(
        "source",
        type=Path,
        help="sans, hangul: NotoSansCJK-Regular.ttc of the Debian package fonts-noto-cjk; the others: "
        "Google's Noto Sans Arabic, Noto Sans Thai and Noto Emoji, Regular, as TrueType files",
    )
    chosen = parser.parse_args()
    name, wanted, features = _FACES[chosen.face]
    cut(chosen.source, _FOLDER / name, wanted(), features)


if __name__ == "__main__":
    main()
