"""`python -m training.typeface NotoSansCJK-Regular.ttc`: cut the typeface of pictures; needs fonttools."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path
from typing import Final

from bot.domain.mood.script import SIMPLIFIED, TRADITIONAL

_OUT: Final = Path("bot/pictures/type/weilu-sans.otf")
_SIMPLIFIED: Final = 2
"""The place of the typeface for simplified Chinese in Debian's collection (package fonts-noto-cjk)."""

_BESIDE: Final = "頔㛃䶮瓅玘嘅咗喺佢嚟嘢啲嗰冇冧嫲㗎喼囧槑兲氹乸劏啱唞嗌嘥噏揸攰畀睇瞓藠詏踎餸"
"""Characters of names and of Cantonese that the word lists and standards below leave out."""

_SIGNS: Final = (
    *((0x20, 0x17F), (0x370, 0x3FF), (0x400, 0x45F), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF)),
    *((0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x25FF)),
    *((0x2605, 0x2606), (0x2660, 0x2667), (0x266A, 0x266F), (0x2713, 0x2718), (0x3000, 0x30FF), (0xFF00, 0xFFEF)),
)


def characters() -> set[str]:
    """GB 2312, the first level of Big5, jieba's words, both sides of the script table, signs, kana, the few beside."""
    signs = {chr(code) for first, last in _SIGNS for code in range(first, last + 1)}
    words = (files("jieba") / "dict.txt").read_text(encoding="utf-8")
    standards = _charset("gb2312", 0xA1, 0xF7) | _charset("big5", 0xA1, 0xC6)
    found = signs | standards | {*words, *TRADITIONAL, *SIMPLIFIED, *_BESIDE}
    return {each for each in found if each.isprintable()}


def _charset(name: str, first: int, last: int) -> set[str]:
    pairs = (bytes((row, cell)) for row in range(first, last + 1) for cell in range(0x40, 0xFF))
    return {shown for pair in pairs if len(shown := pair.decode(name, errors="ignore")) == 1}


def cut(source: Path, out: Path) -> None:
    """Write the subset; the same source and word list give the same bytes."""
    from fontTools import subset  # only who cuts the typeface anew needs it

    options = subset.Options(
        font_number=_SIMPLIFIED,
        hinting=False,
        desubroutinize=True,
        layout_features=["kern"],
        glyph_names=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        recalc_timestamp=False,
        notdef_outline=True,
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(characters())))
    cutter.subset(font)
    subset.save_font(font, str(out), options)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.typeface", description=__doc__)
    parser.add_argument("source", type=Path, help="NotoSansCJK-Regular.ttc of the Debian package fonts-noto-cjk")
    parser.add_argument("--out", type=Path, default=_OUT)
    chosen = parser.parse_args()
    cut(chosen.source, chosen.out)


if __name__ == "__main__":
    main()
