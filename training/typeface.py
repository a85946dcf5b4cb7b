"""`python -m training.typeface sans NotoSansCJK-Regular.ttc`: cut a face of the pictures; needs fonttools.

`--covered` prints which scripts can be drawn.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Final

import click

from bot.domain.mood.script import SIMPLIFIED, TRADITIONAL
from bot.pictures.typeface import drawable

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


_JOINERS: Final = (0x200C, 0x200D)
"""Signs without a width that part or join the letters beside them."""

BLOCKS: Final = {
    "arabic": ((0x600, 0x6FF), (0x750, 0x77F)),
    "armenian": ((0x531, 0x58F),),
    "bengali": ((0x980, 0x9FF), (0x964, 0x965)),
    "devanagari": ((0x900, 0x97F),),
    "ethiopic": ((0x1200, 0x137F),),
    "georgian": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF)),
    "gujarati": ((0xA80, 0xAFF), _JOINERS),
    "gurmukhi": ((0xA00, 0xA7F), _JOINERS),
    "hebrew": ((0x590, 0x5F4), (0xFB1D, 0xFB4F)),
    "kannada": ((0xC80, 0xCFF), _JOINERS),
    "khmer": ((0x1780, 0x17F9), (0x200B, 0x200D)),
    "lao": ((0xE80, 0xEFF),),
    "malayalam": ((0xD00, 0xD7F), _JOINERS),
    "mongolian": ((0x1800, 0x18AA), _JOINERS),
    "myanmar": ((0x1000, 0x109F),),
    "sinhala": ((0xD80, 0xDFF), _JOINERS),
    "tamil": ((0xB80, 0xBFF),),
    "telugu": ((0xC00, 0xC7F), _JOINERS),
    "thai": ((0xE01, 0xE5B),),
    "tibetan": ((0xF00, 0xFDA),),
}
"""The blocks of scripts that have a face of their own, whose characters take shape beside others."""

_FACES: Final[dict[str, tuple[str, Callable[[], set[str]], list[str]]]] = {
    "sans": ("weilu-sans.otf", characters, ["kern"]),
    "hangul": ("weilu-hangul.otf", lambda: _charset("euc_kr", 0xB0, 0xC8) | _within((0x3131, 0x318E)), []),
    "emoji": ("weilu-emoji.ttf", lambda: _within((0x203C, 0x3299), (0x1F000, 0x1FAFF)), []),
} | {script: (f"weilu-{script}.ttf", partial(_within, (0x20, 0x20), *spans), ["*"]) for script, spans in BLOCKS.items()}
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


NAMES: Final = {
    "简体": "陈一诺", "繁體": "黃子晴", "Latin": "Emma", "Tiếng Việt": "Nguyễn Ái", "Кириллица": "Наталья",
    "Ελληνικά": "Νίκος", "日本語": "さくら", "한국어": "김민준", "ไทย": "สมชาย", "عربي": "محمد", "ئۇيغۇرچە": "ئالىم",
    "עברית": "שלום", "हिन्दी": "प्रियंका", "বাংলা": "আনিসুর", "தமிழ்": "கார்த்திக்", "မြန်မာ": "အောင်ဆန်း", "ខ្មែរ": "សុភា",
    "ລາວ": "ສົມສັກ", "བོད་ཡིག": "བསྟན་འཛིན", "ქართული": "გიორგი", "հայերեն": "Արամ", "አማርኛ": "አበበ", "emoji": "🌸🎮",
    "తెలుగు": "శ్రీను", "ಕನ್ನಡ": "ರಮೇಶ್", "മലയാളം": "അരുൺ", "ગુજરાતી": "હર્ષ", "ਪੰਜਾਬੀ": "ਗੁਰਪ੍ਰੀਤ", "සිංහල": "නිමල්",
    "ᠮᠣᠩᠭᠣᠯ": "ᠪᠠᠭᠠᠲᠤᠷ",
}  # fmt: skip
"""A name in each script, or language, that may stand in a picture."""


def covered() -> dict[str, str]:
    """What becomes of each of those names: drawn as written, in plainer letters, or not at all."""
    found = {}
    for script, name in NAMES.items():
        shown = drawable(name)
        found[script] = "no" if "□" in shown or not shown else "yes" if shown == name else f"as {shown}"
    return found


def main() -> None:
    if sys.argv[1:] == ["--covered"]:
        for script, how in covered().items():
            click.echo(f"{script}\t{NAMES[script]}\t{how}")
        return
    parser = argparse.ArgumentParser(prog="python -m training.typeface", description=__doc__)
    parser.add_argument("face", choices=_FACES)
    parser.add_argument(
        "source",
        type=Path,
        help="sans, hangul: NotoSansCJK-Regular.ttc of the Debian package fonts-noto-cjk; the others: "
        "Google's Noto Emoji, Noto Serif Tibetan and Noto Sans of the script, Regular, as TrueType files. Gujarati, "
        "gurmukhi, kannada, malayalam, mongolian, sinhala and telugu are those of the Debian package fonts-noto-core, "
        "version 20201225-1",
    )
    chosen = parser.parse_args()
    name, wanted, features = _FACES[chosen.face]
    cut(chosen.source, _FOLDER / name, wanted(), features)


if __name__ == "__main__":
    main()
