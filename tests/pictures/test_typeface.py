"""What the typeface can draw: every name and every sentence, whole words, short numbers."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.pictures import typeface
from bot.pictures.forms import Bar, Bars, Day, Heat, HeatRow, Legend, Line, Month, Point
from bot.pictures.numbers import short, ticks
from bot.pictures.pen import LABEL, WIDTH
from bot.texts.catalog import LOCALES
from bot.texts.sentences import catalog_file
from bot.texts.text import Raw
from tests.pictures.forms import LIGHT, seen, share_of
from training.typeface import BLOCKS, characters, covered

ROOT = Path(__file__).parents[2]


NAMES = [
    "陈一诺",
    "子轩🎮",
    "مرحبا بالعالم",
    "שלום",
    "𝓐𝓵𝓮𝔁",
    "\u202e反过来",
    "김민준",
    "สมชาย",
    "🌸🌸",
    "\u200b\u2060",
    "",
    " ",
    "\n换行\n",
    "龘靐齉",
    "x" * 300,
    "长" * 300,
]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_breaks_a_picture(name: str) -> None:
    marked = Point(Raw(name), 3, mark=Raw(name))
    for form in (
        Bars(title=Raw(name), subtitle=Raw(name), foot=Raw(name), bars=[Bar(Raw(name), 3, Raw(name), "first", 1)]),
        Line(title=Raw(name), points=[marked, marked], legend=Legend(Raw(name), Raw(name))),
        Month(title=Raw(name), weekdays=[Raw(name)] * 7, before=0, days=[Day(1, "done")], legend=[("done", Raw(name))]),
        Heat(title=Raw(name), columns=[Raw(name)], rows=[HeatRow(Raw(name), [1])], written=True, unit=name[:9]),
    ):
        image = seen(form)
        edge = image.crop((WIDTH - 20, 0, WIDTH, image.height))
        assert share_of(edge, LIGHT.paper) == 1


@settings(max_examples=60, deadline=None)
@given(st.text())
@example("Ƣ0000000000000")
def test_anything_can_be_made_drawable(words: str) -> None:
    shown = typeface.drawable(words)
    assert all(map(typeface.has, shown))
    for line in typeface.lines(shown, size=LABEL, room=300, most=3):
        assert typeface.width(line.rstrip("，。、；：？！）》」』】〕…—·%％,.;:?!)]}’”"), size=LABEL) <= 300


def test_names_are_written_in_the_scripts_of_their_people() -> None:
    """`python -m training.typeface --covered` prints it: Vietnamese and accented Greek in plainer letters."""
    how = covered()
    assert [each for each, said in how.items() if said == "no"] == []
    assert {each for each, said in how.items() if said.startswith("as ")} == {"Tiếng Việt", "Ελληνικά"}


def test_every_character_of_the_catalogs_can_be_drawn() -> None:
    features = [path.stem for path in (ROOT / "bot/texts/zh-Hans").glob("*.toml")]
    told = {words for locale in LOCALES for feature in features for words in catalog_file(locale, feature).values()}
    lacking = {each for each in "".join(map(str, told)) if "□" in typeface.drawable(each)}
    assert not lacking


def test_the_typeface_has_what_its_recipe_names() -> None:
    """Signs apart, of which Noto Sans CJK itself lacks some hundreds."""
    lacking = {each for each in characters() if not typeface.has(each)}
    assert not [each for each in lacking if unicodedata.name(each).startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA"))]
    assert not lacking & set("签到簽咗喆堃赟饋ёλあア①★✓，。éü￥")


def test_emoji_go_fancy_letters_turn_plain_and_what_is_lacking_is_a_box() -> None:
    assert typeface.drawable("子轩🎮🔥 𝓐𝓵𝓮𝔁 👨‍👩‍👧") == "子轩🎮🔥 Alex 👨👩👧"
    assert typeface.drawable("한 ไทย محمد") == "한 ไทย محمد"
    assert typeface.drawable("ᏣᎳ") == "□□"
    assert typeface.drawable("Ęą Nguyễn") == "Ea Nguyen"
    assert typeface.drawable("ﾊﾝｶｸ ＡＢ") == "ﾊﾝｶｸ ＡＢ"


@pytest.mark.parametrize("joined", ["ශ්\u200dරී", "می\u200cخواهم", "क्\u200dष", "ᠣᠯ\u180eᠤᠨ"])
def test_signs_that_join_or_part_letters_stay_between_them_and_take_no_room(joined: str) -> None:
    assert typeface.drawable(joined) == joined
    ((run, face),) = typeface.runs(joined)
    parts = [typeface.width(part, size=LABEL) for part in re.split("[\u200c\u200d\u180e]", joined)]
    box = typeface.sized(LABEL, face).getlength("\U0010fffe")
    assert run == joined
    assert typeface.width(joined, size=LABEL) < sum(parts) + box / 2


def test_anywhere_else_they_are_left_out() -> None:
    assert typeface.drawable("陈\u200d一诺 👨\u200d👩 ab\u200c \u200dශ\u200d") == "陈一诺 👨👩 ab ශ"


def test_each_face_has_the_script_that_its_recipe_names() -> None:
    """Whatever Unicode counts as a letter there, with a few that Noto leaves out."""
    for script, spans in BLOCKS.items():
        letters = [chr(code) for first, last in spans for code in range(first, last + 1)]
        letters = [each for each in letters if unicodedata.category(each).startswith("L")]
        lacking = [each for each in letters if typeface.face_of(each) != f"weilu-{script}.ttf"]
        assert len(lacking) <= len(letters) / 10, (script, "".join(lacking))


def test_lines_keep_words_whole_and_begin_with_no_stop() -> None:
    found = typeface.lines("周末一起去徒步，然后 coffee 吧！", size=40, room=300, most=9)
    assert "".join(found).replace(" ", "") == "周末一起去徒步，然后coffee吧！"
    assert any("coffee" in line for line in found)
    assert not [line for line in found if line[0] in "，！"]


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert typeface.cut("短", size=40, room=300) == "短"
    cut = typeface.cut("很长" * 50, size=40, room=300)
    assert cut.endswith("…")
    assert 260 < typeface.width(cut, size=40) <= 300
    assert len(typeface.lines("很长" * 50, size=40, room=300, most=2)) == 2


def test_numbers_stay_short_and_axes_stay_round() -> None:
    large = (0, 7, 9999, 12_345, 1_234_567, 2.5e9)
    assert [short(each, "zh-Hans") for each in large] == ["0", "7", "9999", "1.23万", "123万", "25亿"]
    assert [short(each, "zh-Hant") for each in large] == ["0", "7", "9999", "1.23萬", "123萬", "25億"]
    assert [short(each, "en") for each in large] == ["0", "7", "9999", "12.3k", "1.23M", "2.5B"]
    for low, high in ((0, 1), (0, 7), (3, 3), (0, 0), (-5, 12), (0, 1234), (0.1, 0.2)):
        marks = ticks(low, high)
        assert marks[0] <= low <= high <= marks[-1]
        assert 2 <= len(marks) <= 8


def test_neither_pillow_nor_the_typeface_is_loaded_at_the_start() -> None:
    code = "import bot.app, handlers, sys; print('PIL' in sys.modules, 'bot.pictures.draw' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["False", "False"]
