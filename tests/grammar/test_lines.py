"""The lines of commands: a table of what is written and how it is read, and what holds for any line at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grammar.reading import Kind
from bot.domain.lottery.fields import FIELDS
from bot.domain.lottery.reading import read_line as read_lottery
from bot.domain.polls.flags import FLAGS
from bot.domain.polls.reading import read_line as read_poll
from bot.domain.polls.reading import read_terms
from bot.domain.refusals import Refusal
from bot.texts.sentences import LOCALES, sentence
from tests.grammar.lines import read
from tests.grammar.readings import HERE, rows

TABLE = rows("lines.tsv")
COMMANDS = sorted({command for command, *_ in TABLE})

names = st.sampled_from(["耳机", "BMW X5", "Windows 11 x64", "Tea", "茶叶", "《三体》", "iPhone 15", "👨‍👩‍👧 票"])
counts = st.sampled_from(["", " x2", " ×3", " *4", " 5个", "　x6"])
fields = st.sampled_from(
    [
        "ends 2h",
        "截止2小时",
        "截止：2小时",
        "ends=2h",
        "結束 20:00",
        "候补2",
        "price 30",
        "價格：30",
        "口令 暗号",
        "if 签到 3/7",
    ]
)
gaps = st.sampled_from([" | ", "|", " ｜ ", "\n", " |\n", "\u200b|\u2067 "])
written = st.text(
    "截止ends2h：:=| ｜\n#匿名价格x×*个AB茶耳机周五20:00标题条件签到/7\u200b\u3000", max_size=40
) | st.text(max_size=40)


def test_what_is_written_is_read_as_the_table_says() -> None:
    """Listed whole, so that one look shows what a change moved."""
    moved = [
        f"{command} {line!r}: {read(command, line)}" for command, line, said in TABLE if read(command, line) != said
    ]
    assert moved == []


def test_the_tables_hold_six_hundred_inputs_and_more() -> None:
    assert len({tuple(row[:2]) for row in rows("readings.tsv") + TABLE}) >= 600


@pytest.mark.parametrize("command", COMMANDS)
@given(line=written)
def test_a_line_is_read_or_refused_by_name(command: str, line: str) -> None:
    assert read(command, line)


@given(st.lists(st.tuples(names, counts), min_size=1, max_size=4), st.lists(fields, max_size=3), gaps)
def test_every_part_of_a_draws_line_is_a_prize_or_a_setting(
    prizes: list[tuple[str, str]], settings: list[str], gap: str
) -> None:
    read = read_lottery(gap.join([*(name + count for name, count in prizes), *settings]), here=HERE)
    assert [each.name for each in read.terms.prizes] == [name for name, _ in prizes]
    assert read.doubts == ()
    assert bool(read.terms.ends_at) == any(each.startswith(("ends", "截止", "結束")) for each in settings)
    assert bool(read.terms.conditions) == any(each.startswith("if") for each in settings)


@given(st.lists(st.text("甲乙丙丁ABC123?！ ", min_size=1).filter(str.strip), min_size=2, max_size=5), gaps)
def test_every_part_of_a_polls_line_is_an_option(parts: list[str], gap: str) -> None:
    told = list(dict.fromkeys(" ".join(each.split()) for each in parts))
    if len(told) >= 2:
        read = read_poll(gap.join(["问", *told]), kind="poll", here=HERE)
        assert list(read.terms.options) == told


@given(st.sampled_from(sorted(FIELDS.fields)), st.text("截止2h周五茶x ", max_size=8), st.data())
def test_what_begins_with_a_fields_word_is_no_prize_that_goes_unasked(
    name: str, value: str, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(FIELDS.fields[name]))
    line = f"茶 | {word} {value}"
    try:
        read = read_lottery(line, here=HERE)
    except Refusal:
        return
    assert len(read.terms.prizes) == 1 or read.doubts


@given(st.sampled_from(sorted(FLAGS.fields)), st.text("截止2h周五茶 ", max_size=8), st.data())
def test_what_begins_with_a_flags_word_is_no_option_that_goes_unasked(
    name: str, value: str, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(FLAGS.fields[name]))
    part = f"{word} {value}".strip() if name not in FLAGS.switches else word
    try:
        read = read_poll(f"问 | 甲 | 乙 | {part}", kind="poll", here=HERE)
    except Refusal:
        return
    assert len(read.terms.options) == 2 or read.doubts


def test_where_nobody_is_shown_it_a_flag_has_its_sign() -> None:
    """Banks of questions and the polls of discussions are read when nobody is there to be asked."""
    terms = read_terms("问 | 匿名 | 甲 | 乙 | 截止 2h | #多选", kind="poll", here=HERE)
    assert terms.options == ("匿名", "甲", "乙", "截止 2h")
    assert (terms.is_anonymous, terms.is_multiple, terms.ends_at) == (False, True, 0)


def test_each_kind_has_one_remedy_in_every_language() -> None:
    kinds = [kind for kind in Kind.__args__ if kind not in ("passed", "people")]  # type: ignore[attr-defined]
    remedies = {(kind, locale): sentence(f"grammar.{kind}", locale) for kind in kinds for locale in LOCALES}
    assert len(set(remedies.values())) == len(remedies)
