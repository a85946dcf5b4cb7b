"""Stories of pictures: what they show can be measured on them, whatever people are called and however long it gets."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from bot.outbox import actions
from bot.pictures import draw as drawing
from bot.pictures import typeface
from bot.pictures.draw import draw
from bot.pictures.forms import Bar, Bars, Day, Heat, HeatRow, Legend, Line, Month, Picture, Point, Theme
from bot.pictures.numbers import short, ticks
from bot.pictures.pen import LABEL, ROOM, WIDTH, Pen
from bot.pictures.themes import PALETTES, Colour, between
from bot.texts.catalog import LOCALES
from bot.texts.sentences import catalog_file
from bot.texts.text import Raw, Words, text
from tests.outbox.support import House, house
from training.typeface import characters

ROOT = Path(__file__).parents[2]
LIGHT = PALETTES["light"]
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


def said(*words: str) -> list[Words]:
    return [Raw(each) for each in words]


def poll(*counts: float) -> Bars:
    bars = [Bar(Raw(f"选项 {place}"), count) for place, count in enumerate(counts)]
    return Bars(
        title=Raw("周末去哪儿？"), subtitle=Raw("投票 #1"), bars=bars, empty=Raw("没有人投票。"), foot=Raw("完")
    )


def january(*states: str) -> Month:
    days = [Day(number, state) for number, state in enumerate(states, 1)]  # type: ignore[arg-type]
    return Month(
        title=Raw("一月"), weekdays=said(*"一二三四五六日"), before=4, days=days, legend=[("done", Raw("已签到"))]
    )


def week(*rows: list[float | None], written: bool = False) -> Heat:
    told = [HeatRow(Raw(f"周{place}"), list(cells)) for place, cells in enumerate(rows)]
    heads = said(*map(str, range(len(rows[0]))))
    return Heat(title=Raw("热闹"), columns=heads, rows=told, written=written, less=Raw("少"), more=Raw("多"))


def mood(*values: float | None) -> Line:
    points = [Point(Raw(f"{place:02}:00"), value, 4, 8) for place, value in enumerate(values)]
    return Line(title=Raw("心情"), points=points, low=0, high=20, legend=Legend(Raw("负面"), Raw("平时")))


def seen(picture: Picture, *, theme: Theme = "light") -> Image.Image:
    drawn = draw(picture, locale="zh-Hans", theme=theme)
    assert len(drawn) < 100_000
    image = Image.open(BytesIO(drawn))
    assert image.format == "PNG"
    assert image.width == WIDTH
    assert image.width + image.height < 10_000  # what Telegram takes for a photo
    return image.convert("RGB")


def where(image: Image.Image, colour: Colour) -> NDArray[np.bool_]:
    """The pixels of a colour, nearly."""
    near: NDArray[np.bool_] = np.abs(np.asarray(image, np.int16) - np.array(colour, np.int16)).max(2) < 12
    return near


def share_of(image: Image.Image, colour: Colour) -> float:
    return float(where(image, colour).mean())


def lengths(image: Image.Image, colour: Colour) -> list[int]:
    """How long the bars of a colour are, from the top down."""
    rows = where(image, colour).sum(1)
    bars = [list(rows[run]) for run in np.split(np.arange(len(rows)), np.flatnonzero(np.diff(rows > 20)) + 1)]
    return [int(max(run)) for run in bars if max(run) > 20]


# --- the forms -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_form_is_a_small_picture_of_the_same_width_on_its_own_paper(theme: Theme) -> None:
    for form in (poll(3, 1), january("done", "missed"), week([1, 2, None]), mood(1, 9, None, 3)):
        image = seen(form, theme=theme)
        assert where(image, PALETTES[theme].paper)[5, 5]
        assert share_of(image, PALETTES[theme].paper) > 0.4


def test_bars_are_as_long_as_their_values_are_large() -> None:
    image = seen(poll(20, 10, 5, 0))
    whole, half, quarter = lengths(image, LIGHT.glow)
    assert whole == pytest.approx(ROOM, abs=8)
    assert half == pytest.approx(whole / 2, abs=8)
    assert quarter == pytest.approx(whole / 4, abs=8)


def test_a_bar_may_stand_for_a_share_of_the_whole() -> None:
    full = Bars(title=Raw("票"), bars=[Bar(Raw("甲"), 10)], full=40)
    assert lengths(seen(full), LIGHT.glow) == [pytest.approx(ROOM / 4, abs=8)]


def test_the_leader_and_the_right_answer_stand_out() -> None:
    assert not lengths(seen(poll(4, 2)), LIGHT.leaf)
    leader, right = Bar(Raw("甲"), 4, mark="first"), Bar(Raw("乙"), 4, mark="right")
    image = seen(Bars(title=Raw("谁？"), bars=[leader, right]))
    assert max(lengths(image, LIGHT.ember)) > ROOM / 2
    assert max(lengths(image, LIGHT.leaf)) > ROOM / 2


def test_a_poll_without_votes_says_so_in_words() -> None:
    with_words = seen(poll())
    without = seen(Bars(title=Raw("周末去哪儿？"), subtitle=Raw("投票 #1"), bars=[], foot=Raw("完")))
    assert with_words.height > without.height


def test_many_rows_and_the_largest_numbers_fit() -> None:
    assert seen(poll(*range(40))).height > 3000
    seen(poll(1e300, 1e12, 3, 0, -5))
    seen(mood(1e12, -1e12))
    seen(week([1e15, 0, 0.001]))


def test_days_done_are_full_and_days_missed_are_not() -> None:
    done, missed = seen(january(*["done"] * 31)), seen(january(*["missed"] * 31))
    assert share_of(done, LIGHT.ember) > 0.25
    assert share_of(missed, LIGHT.ember) < 0.02
    assert share_of(missed, LIGHT.track) > 0.25
    made_up = seen(january(*["made_up"] * 31))
    assert 0.01 < share_of(made_up, LIGHT.gold) < share_of(done, LIGHT.ember) / 2


def test_the_fullest_cell_is_the_darkest_and_an_unknown_one_stays_empty() -> None:
    assert share_of(seen(week([9, 9], [9, 9])), LIGHT.ember) > 3 * share_of(seen(week([9, 1], [1, 1])), LIGHT.ember)
    assert share_of(seen(week([9, None])), LIGHT.track) < share_of(seen(week([9, 0])), LIGHT.track)


def test_a_line_rises_where_its_values_do_and_breaks_where_none_is_known() -> None:
    def highest(image: Image.Image, left: int, right: int) -> int:
        rows = np.flatnonzero(where(image, LIGHT.ember)[300:, left:right].any(1))
        return int(rows[0]) if len(rows) else image.height

    rising = seen(mood(1, 1, 1, 18, 18, 18))
    assert highest(rising, 800, 950) < highest(rising, 180, 320)
    gap = seen(mood(9, 9, None, None, 9, 9))
    assert highest(gap, 540, 620) == gap.height


def test_words_of_a_mark_stand_clear_of_the_line() -> None:
    points = [Point(Raw(f"{place}日"), value) for place, value in enumerate((2, 9, 16))]
    points.append(Point(Raw("今天"), 25, mark=Raw("25 %，比平时多")))
    image = seen(Line(title=Raw("心情"), points=points, low=0, high=25))
    rows = where(image, LIGHT.leaf).any(1)
    first, last = np.flatnonzero(np.diff(rows))[:2]
    assert last - first > 20  # the words, then the dot
    assert not where(image, LIGHT.ember)[first + 1 : last + 1].any()


def test_a_point_alone_has_what_is_usual_behind_it_too() -> None:
    band = between(LIGHT.paper, LIGHT.glow, 0.38)
    beside = Point(Raw("一点"))
    alone = Line(title=Raw("心情"), points=[beside, Point(Raw("两点"), 6, 4, 8), beside], low=0, high=10)
    assert share_of(seen(alone), band) > 0.002


def test_the_legend_tells_of_no_band_where_there_is_none() -> None:
    bare = Line(title=Raw("心情"), points=[Point(Raw("今天"), 3)], legend=Legend(Raw("负面"), Raw("平时")))
    assert share_of(seen(bare), between(LIGHT.paper, LIGHT.glow, 0.38)) == 0


def test_the_last_point_has_its_label_whole() -> None:
    many = Line(title=Raw("心情"), points=[Point(Raw(f"12月{day}日"), day) for day in range(1, 31)], low=0)
    bare = Line(title=Raw("心情"), points=[Point(Raw(""), day) for day in range(1, 31)], low=0)
    labelled, without = (np.asarray(seen(each)) for each in (many, bare))
    columns = np.flatnonzero((labelled != without).any((0, 2)))
    assert WIDTH - 120 < columns[-1] < WIDTH - 20


def test_a_line_without_a_single_value_is_an_empty_field() -> None:
    seen(mood(None, None))
    seen(Line(title=Raw("心情"), points=[]))


# --- words -----------------------------------------------------------------------------------------------------------


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
    assert typeface.drawable("ሰላም") == "□□□"
    assert typeface.drawable("Ęą Nguyễn") == "Ea Nguyen"
    assert typeface.drawable("ﾊﾝｶｸ ＡＢ") == "ﾊﾝｶｸ ＡＢ"


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


# --- on its way ------------------------------------------------------------------------------------------------------


def test_neither_pillow_nor_the_typeface_is_loaded_at_the_start() -> None:
    code = "import bot.app, handlers, sys; print('PIL' in sys.modules, 'bot.pictures.draw' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["False", "False"]


@pytest.fixture
async def home(tmp_path: Path):  # type: ignore[no-untyped-def]
    async with house(tmp_path) as built:
        yield built


async def test_a_picture_goes_out_drawn_with_its_caption_and_buttons(home: House) -> None:
    group = home.group()
    key = actions.Key(Raw("看"), "x")
    async with home.sending():
        await home.done(actions.Photo(chat_id=group, drawn=poll(3, 1), caption=Raw("3 比 1"), keys=[[key]]))
    sent = home.world.sent(group)[0]
    size = sent["photo"][-1]
    assert (size["width"], sent["caption"]) == (WIDTH, "3 比 1")
    assert sent["reply_markup"]["inline_keyboard"][0][0]["text"] == "看"
    content = home.world.files[size["file_id"]].content
    assert where(Image.open(BytesIO(content)).convert("RGB"), LIGHT.paper)[5, 5]
    assert len((await home.rows())[0]["body"]) < 1000


async def test_another_picture_takes_the_place_of_the_one_there(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(actions.Photo(chat_id=group, drawn=poll(3), caption=Raw("一"), name="card"))
        await home.done(actions.Edit(chat_id=group, drawn=poll(3, 4, 5), words=Raw("三"), named="card"))
    (message,) = home.world.sent(group)
    assert message["caption"] == "三"
    assert message["photo"][-1]["height"] > 500


async def test_a_group_that_takes_no_photos_gets_the_caption_and_its_moderators_the_reason(home: House) -> None:
    group = home.group()
    home.world.restrict(1001, group, home.world.bot.id, allowed=["can_send_messages"])
    async with home.sending():
        await home.done(actions.Photo(chat_id=group, drawn=poll(3, 1), caption=Raw("3 比 1")))
    assert home.said(group) == ["3 比 1"]
    assert await home.states() == ["sent"]


async def test_a_picture_that_cannot_be_drawn_is_told_by_its_caption(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "PALETTES", {})
    group = home.group()
    async with home.sending():
        await home.done(actions.Photo(chat_id=group, drawn=poll(3, 1), caption=text("polls.no_votes")))
    assert home.said(group)[0]
    assert await home.states() == ["sent"]


def test_a_name_of_nothing_that_can_be_drawn_has_a_sign_and_emoji_have_their_shape() -> None:
    pen = Pen(LIGHT, locale="zh-Hans")
    assert pen.said(Raw("\u200b\u2060")) == "…"
    assert pen.said(Raw("🌸🌸")) == "🌸🌸"
    assert pen.said(Raw("3️⃣ 👍🏽")) == "3 👍"
    assert pen.said(Raw("")) == ""


def test_a_name_from_the_right_takes_as_much_room_before_what_follows_it() -> None:
    """Its letters join, so they are not as wide as each by itself, and the space stands after them."""
    assert typeface.runs("محمد 和") == [("محمد", "weilu-arabic.ttf"), (" 和", "weilu-sans.otf")]
    apart = sum(typeface.width(each, size=40) for each in "محمد")
    assert typeface.width("محمد", size=40) != pytest.approx(apart)
