"""What an operator's hand may slip to in the config file: each slip is named with its remedy, none is a traceback."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from bot.config import check, load
from bot.domain.grammar.moments import FIRST_YEAR, LAST_YEAR

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
ENTRY = '[[schedule]]\nname = "早"\ncron = "0 9 * * *"\ntext = "早"\n'
Told = Callable[[str], list[str]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The errors that `check` finds in a file of these words: what, value seen, remedy."""

    def errors(words: str) -> list[str]:
        path = tmp_path / "config.toml"
        path.write_text(words, encoding="utf-8")
        found = check(path, {"BOT_TOKEN": TOKEN})
        return [f"{each.where}: {each.what}, {each.seen}, {each.remedy}" for each in found if each.level == "error"]

    return errors


def the_one(found: list[str]) -> str:
    assert len(found) == 1, found
    return found[0]


SLIPS = (
    ("[community]\ntimezone = “Asia/Shanghai”\n", 'write straight quotes, " and not “'),
    ("[community]\ntimezone = ‘Asia/Shanghai’\n", "write straight quotes"),
    ('[community]\ntimezone ＝ "Asia/Shanghai"\n', "write = and not the wide ＝"),
    ("［community］\n", "write [ and not the wide ［"),
    ("[access]\noperators = [1，2]\n", "write , and not the wide ，"),
    ("＃ 说明\n", "write # and not the wide ＃"),
    ('[storage]\npath = "C:\\weilu\\weilu.db"\n', "in single quotes"),
    ('[storage]\npath = "D:\\数据\\weilu.db"\n', "in single quotes"),
    ('[storage]\npath = "C:\\users\\weilu.db"\n', "in single quotes"),
    ('[storage]\npath = "C:\\bot\\new.db"\n', "in single quotes"),
    ("[community]\nlocale = en\n", "put text in quotes"),
    ('[community]\nlocale = "en\n', "close the quotes"),
    ('[community]\nlocale = "en" # 好 “英文”\nlocale = "en"\n', "keep one"),
    ("[points]\n[points]\n", "keep one"),
    ("[points\n", "close the table's name with ]"),
    ("[[schedule\n", "close the entry's name with ]]"),
    ("points\n", "key = value"),
    ("积分 = 1\n", 'in "quotes"'),
    ("[access]\noperators = [1, 2\n", "close the list with ]"),
    ("[points]\nactivity = True\n", "true, false"),
    ("[points] activity = true\n", "one key a line"),
    ("x = 2026-02-30 10:00:00\n", "2026-12-01"),
)


@pytest.mark.parametrize(("words", "remedy"), SLIPS, ids=[words.split("\n")[-2] for words, _ in SLIPS])
def test_a_slip_of_syntax_is_named_with_its_remedy(told: Told, words: str, remedy: str) -> None:
    assert remedy in the_one(told(words))


def test_whatever_the_reader_of_toml_complains_of_has_a_remedy() -> None:
    """All its sentences, taken from its own source."""
    from bot.config.syntax import syntax_finding

    source = Path(tomllib.__file__).with_name("_parser.py").read_text(encoding="utf-8")
    known = re.findall(r"suffixed_err\(\s*src,\s*\w+,\s*f?\"((?:[^\"\\]|\\.)*)\"", source)
    assert len(known) > 20
    bare = [
        words for words in known if "compare the line" in syntax_finding("x", "", words.replace("\\\\", "\\")).remedy
    ]
    assert bare == []


MOMENTS = ("0001-01-01 09:00", "1999-12-31 23:59", "2100-01-01 00:00", "9999-12-31 23:59")


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("written", ['"{}"', "{}:00"], ids=["in quotes", "as TOML has it"])
@pytest.mark.parametrize("key", ["schedule.at", "schedule.since", "schedule.until", "event.at"])
def test_a_moment_lies_in_years_that_people_live_in(told: Told, moment: str, written: str, key: str) -> None:
    table, _, name = key.partition(".")
    value = written.format(moment)
    if table == "event":
        words = f'[[event]]\nname = "聚"\nat = {value}\n'
    elif name == "at":
        words = ENTRY.replace('cron = "0 9 * * *"', f"at = {value}")
    else:
        words = f"{ENTRY}{name} = {value}\n"
    assert f"must lie in the years {FIRST_YEAR} to {LAST_YEAR}" in the_one(told(words))


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbf[community]\r\nlocale = "en"\r\n')
    assert load(path, {"BOT_TOKEN": TOKEN}).community.locale == "en"


class TestWhereTheStoreIs:
    @pytest.mark.parametrize(
        ("path", "what"),
        [
            ("nowhere/weilu.db", "lies in a folder that is not there"),
            ("~/weilu.db", "lies in a folder that is not there"),
            (".", "is a folder"),
            ("schedule.d", "is a folder"),
            ("config.toml", "is a file that is no store"),
            ("schedule.d/year.toml", "is a file that is no store"),
            ("config.toml/weilu.db", "lies in a folder that is not there"),
            ("/dev/null", "is no plain file"),
        ],
    )
    def test_a_place_that_cannot_be_is_named(self, told: Told, tmp_path: Path, path: str, what: str) -> None:
        (tmp_path / "schedule.d").mkdir()
        (tmp_path / "schedule.d" / "year.toml").write_text(ENTRY)
        assert what in the_one(told(f'[storage]\npath = "{path}"\n'))

    def test_a_store_in_use_is_not_opened_for_that_would_end_its_locks(self, told: Told, tmp_path: Path) -> None:
        (tmp_path / "weilu.db-shm").touch()
        (tmp_path / "weilu.db").write_text("not to be looked at")
        assert told("") == []

    def test_an_empty_file_and_a_store_may_be_it(self, told: Told, tmp_path: Path) -> None:
        (tmp_path / "weilu.db").touch()
        assert told("") == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh_CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh_TW", "zh-Hant"),
     ("zh-HK", "zh-Hant"), ("ZH-hant", "zh-Hant"), ("en-US", "en")],
)  # fmt: skip
def test_a_language_by_its_other_names(tmp_path: Path, written: str, meant: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'community.locale = "{written}"\ngroups."-1".community.locale = "{written}"\n')
    config = load(path, {"BOT_TOKEN": TOKEN})
    assert config.community.locale == config.group(-1).locale == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Beijing", "Asia/Shanghai"), ("Asia/Beijing", "Asia/Shanghai"), ("北京", "Asia/Shanghai"),
     ("UTC+8", "Asia/Shanghai"), ("Shanghai", "Asia/Shanghai"), ("Hong Kong", "Asia/Hong_Kong"),
     ("台北", "Asia/Taipei"), ("Berlin", "Europe/Berlin"), ("new york", "America/New_York"),
     ("Asia/Shanghia", "Asia/Shanghai")],
)  # fmt: skip
def test_a_city_is_taken_for_its_zone(told: Told, written: str, meant: str) -> None:
    assert f'did you mean "{meant}"?' in the_one(told(f'community.timezone = "{written}"'))


def test_a_zone_like_no_other_gets_an_example_and_no_wild_guess(told: Told) -> None:
    assert 'name it like "Asia/Shanghai"' in the_one(told('community.timezone = "火星"'))


@pytest.mark.parametrize("twin", ["a", "Ａ", "A ", "A!"])
def test_entries_that_people_could_not_tell_apart_are_refused(told: Told, twin: str) -> None:
    words = ENTRY.replace("早", "A", 1) + ENTRY.replace('"早"', f'"{twin}"', 1)
    assert "schedule[1].name: is the name of schedule[0] too" in the_one(told(words))


class TestPictures:
    @pytest.mark.parametrize("content", [b"", b"Dear operator", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"])
    def test_what_is_no_picture_is_known_by_its_content(self, told: Told, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "a.png").write_bytes(content)
        for words in (
            ENTRY + 'photo = "a.png"\n',
            '[[event]]\nname = "聚"\nat = "2027-01-01 20:00"\nphoto = "a.png"\n',
        ):
            assert "picture" in the_one(told(words))

    def test_a_picture_that_was_cut_off_is_named(self, told: Told, tmp_path: Path) -> None:
        Image.effect_noise((200, 200), 50).save(tmp_path / "a.png")
        content = (tmp_path / "a.png").read_bytes()
        (tmp_path / "a.png").write_bytes(content[: len(content) // 2])
        assert "is a damaged picture" in the_one(told(ENTRY + 'photo = "a.png"\n'))

    @pytest.mark.parametrize("size", [(6000, 6000), (2100, 100), (1, 21)])
    def test_a_picture_beyond_telegrams_measures_is_named(
        self, told: Told, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        Image.new("1", size).save(tmp_path / "a.png")
        assert f"is {size[0]} by {size[1]} points" in the_one(told(ENTRY + 'photo = "a.png"\n'))

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
    def test_a_real_one_passes_whatever_its_name(self, told: Told, tmp_path: Path, kind: str) -> None:
        Image.new("RGB", (40, 30)).save(tmp_path / "picture", format=kind)
        assert told(ENTRY + 'photo = "picture"\n') == []


def test_the_years_are_those_of_the_contract() -> None:
    assert (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)) == (date(2000, 1, 1), date(2099, 12, 31))
