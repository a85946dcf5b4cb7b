"""The grammar alone: a table of what is written and how it is read, and what holds for anything that may be written."""

from __future__ import annotations

import inspect
import re
from datetime import datetime
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grammar import clocks, counts, days, numbers, spans, switches
from bot.domain.grammar.commands import read_command
from bot.domain.grammar.counts import Counted, read_count
from bot.domain.grammar.moments import FIRST_YEAR, LAST_YEAR, Here, read_moment
from bot.domain.grammar.numbers import read_number
from bot.domain.grammar.people import read_person
from bot.domain.grammar.reading import Doubtful, NotUnderstood, Understood
from bot.domain.grammar.script import plain, simplified, visible
from bot.domain.grammar.spans import read_span
from bot.domain.schedule import forms
from tests.grammar.readings import FIELDS, HERE, NOON, READERS, ZONE, rows

TABLE = rows("readings.tsv")
INVISIBLE = "\u200b\u200c\u2060\u2067\u2069\u00ad\ufeff\u202a"

written = st.one_of(
    st.text(max_size=40),
    st.text("0123456789２５ xX×*个份:：|｜#＃@截止ends2h周五晚上点半天小时后.-/年月日人\n\u200b\u3000", max_size=24),
)
hidden = st.text(INVISIBLE, min_size=1, max_size=3)


def test_what_is_written_is_read_as_the_table_says() -> None:
    """Listed whole, so that one look shows what a change moved."""
    assert [
        f"{kind} {said!r}: {READERS[kind](said)}" for kind, said, reading in TABLE if READERS[kind](said) != reading
    ] == []


def test_the_table_knows_every_kind() -> None:
    assert {kind for kind, *_ in TABLE} == set(READERS)


@given(written)
def test_nothing_that_may_be_written_raises(said: str) -> None:
    for read in READERS.values():
        read(said)


@given(written, hidden, st.data())
def test_invisible_characters_count_for_nothing(said: str, unseen: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(said)))
    for kind in ("number", "people", "span", "moment", "switch", "field", "plain"):
        assert READERS[kind](said[:at] + unseen + said[at:]) == READERS[kind](said), kind


@given(st.sampled_from([said for kind, said, _ in TABLE if kind in ("number", "span", "moment", "people", "switch")]))
def test_width_counts_for_nothing(said: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in said)
    for kind in ("number", "span", "moment", "people", "switch"):
        assert READERS[kind](wide) == READERS[kind](said), kind


@given(st.text(max_size=40).filter(lambda said: visible(said).strip()))
def test_a_name_without_a_count_is_kept_as_written(name: str) -> None:
    found = read_count(name)
    if isinstance(found, Understood | Doubtful) and found.value.count == 1:
        assert " ".join(visible(name).split()).startswith(found.value.name)


@given(st.sampled_from(["茶", "耳机", "Tea", "iPhone 15", "《三体》"]), st.integers(1, 999), st.sampled_from("x×*"))
def test_a_count_behind_white_space_is_read(name: str, count: int, sign: str) -> None:
    if not (sign == "x" and name[-1].isascii() and count in (32, 64, 86)):
        assert read_count(f"{name} {sign}{count}") == Understood(Counted(name, count))


@given(st.integers(1, 10**6))
def test_a_span_in_minutes_is_the_same_in_any_language(minutes: int) -> None:
    for said in (f"{minutes}m", f"{minutes} min", f"{minutes}分钟", f"{minutes}分鐘"):
        assert read_span(said) == Understood(minutes * 60)


@given(st.datetimes(datetime(2027, 1, 17), datetime(2099, 12, 30)))
def test_a_full_date_is_that_moment_in_every_form(wall: datetime) -> None:
    wall = wall.replace(second=0, microsecond=0)
    at = int(wall.replace(tzinfo=ZoneInfo(ZONE)).timestamp())
    for form in ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日%H点%M分", "%b %d, %Y %H:%M"):
        assert read_moment(wall.strftime(form), HERE) == Understood(at), form


@given(written, st.integers(946_684_800, 4_000_000_000), st.sampled_from([ZONE, "UTC", "America/New_York"]))
def test_a_moment_that_is_read_is_still_to_come_and_within_reach(said: str, now: int, zone: str) -> None:
    found = read_moment(said, Here(now, zone))
    if isinstance(found, Understood):
        assert found.value > now
        assert FIRST_YEAR <= datetime.fromtimestamp(found.value, ZoneInfo(zone)).year <= LAST_YEAR


@given(st.sampled_from(["今天", "今晚", "今早", "today", "tonight", "this"]), st.integers(0, 23), st.integers(0, 59))
def test_todays_words_never_mean_another_day(word: str, hour: int, minute: int) -> None:
    found = read_moment(f"{word} {hour}:{minute:02}", HERE)
    if isinstance(found, Understood):
        assert datetime.fromtimestamp(found.value, ZoneInfo(ZONE)).toordinal() == datetime.fromtimestamp(
            NOON, ZoneInfo(ZONE)
        ).toordinal() + (hour == 24)


@given(st.text(max_size=30))
def test_a_part_that_begins_with_a_fields_word_is_never_taken_for_anything_else(value: str) -> None:
    for word in ("截止", "截至", "ends", "deadline", "標題"):
        for sign in (" ", "：", "=", "\u3000"):
            found = FIELDS.read(f"{word}{sign}{value}")
            assert found is not None
            assert found.name in ("ends", "title")


@given(st.text("abcdefgh谢好1234567890 \u3000", max_size=20), st.integers(1, 99_999))
def test_nothing_around_a_person_is_dropped(rest: str, amount: int) -> None:
    named = read_person(f"{amount} @name {rest}", is_amount_next=True)
    assert named.who == "name"
    assert named.rest.split() == [str(amount), *rest.split()]


@given(st.text(max_size=30))
def test_what_follows_a_command_is_kept(words: str) -> None:
    spoken = read_command(f"/poll {words}")
    assert spoken is not None
    assert (spoken.name, spoken.words) == ("poll", words.strip())


@given(written)
def test_the_plain_form_of_a_plain_form_is_itself(said: str) -> None:
    assert plain(plain(said)) == plain(said)


@pytest.mark.parametrize(
    "module", [clocks, counts, days, forms, numbers, spans, switches], ids=lambda each: each.__name__
)
def test_the_grammars_own_words_are_written_in_the_form_they_are_compared_in(module: ModuleType) -> None:
    """A pattern that held a traditional character, or one its class is not written by, would never be found."""
    own = re.findall(r"[\u3400-\u9fff]", inspect.getsource(module))
    assert [char for char in own if simplified(char) != char] == []


SAME = "我要參加 我要参加 #讀書 #读书 線上 线上 妳好 你好 看著 看着 颱風 台风 頭髮 头发 發財 发财 剩餘 剩余 裡面 里面"


@pytest.mark.parametrize(("hant", "hans"), list(zip(SAME.split()[::2], SAME.split()[1::2], strict=True)))
def test_both_scripts_are_one(hant: str, hans: str) -> None:
    assert plain(hant) == plain(hans)


def test_what_is_not_understood_names_a_remedy() -> None:
    found = read_moment("soon", HERE)
    assert isinstance(found, NotUnderstood)
    assert found.remedy == "grammar.moment"
    assert isinstance(read_number("ten"), NotUnderstood)
