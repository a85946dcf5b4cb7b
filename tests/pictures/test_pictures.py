"""Stories of pictures: what they show can be measured on them, whatever people are called and however long it gets."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from bot.pictures import typeface
from bot.pictures.forms import Bar, Bars, Day, Heat, HeatRow, Legend, Line, Month, Point, Theme
from bot.pictures.pen import ROOM, WIDTH, Pen
from bot.pictures.themes import PALETTES, Colour, between
from bot.texts.text import Raw, Words
from tests.pictures.forms import LIGHT, poll, seen, share_of, where


def said(*words: str) -> list[Words]:
    return [Raw(each) for each in words]


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


def lengths(image: Image.Image, colour: Colour) -> list[int]:
    """How long the bars of a colour are, from the top down."""
    rows = where(image, colour).sum(1)
    bars = [list(rows[run]) for run in np.split(np.arange(len(rows)), np.flatnonzero(np.diff(rows > 20)) + 1)]
    return [int(max(run)) for run in bars if max(run) > 20]


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
