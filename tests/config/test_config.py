"""Stories of the operator and the config file: what is understood, and how every mistake is told."""

from __future__ import annotations

import os
import re
import string
import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.config import Config, ConfigErrors, check, format_finding, load
from bot.config.access import Rights
from bot.config.entries import Entry
from bot.config.events import Occasion
from bot.config.tables import Level, Overlay, Tables
from bot.config.values import seconds
from tests.story import PICTURE

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    path = tmp_path / "config.toml"

    def put(content: str | bytes) -> Path:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(0o600)
        return path

    return put


def lines(path: Path, **environ: str) -> list[str]:
    found = [format_finding(finding) for finding in check(path, environ)]
    assert all(re.match(r"(error|warning) \S", line) and line.isprintable() for line in found), found
    return found


def errors(path: Path, **environ: str) -> list[str]:
    return [line.removeprefix("error ") for line in lines(path, **environ) if line.startswith("error ")]


def the_error(path: Path) -> str:
    found = errors(path, BOT_TOKEN=TOKEN)
    assert len(found) == 1, found
    return found[0]


class TestWhatIsUnderstood:
    def test_a_token_and_nothing_else_is_enough(self, write: Write) -> None:
        config = load(write(f'[telegram]\ntoken = "{TOKEN}"\n'), {})
        assert config.token == TOKEN
        assert config.group(-100).timezone == "Asia/Shanghai"
        assert config.group(-100).points.checkin_reward == 10

    def test_the_token_may_come_from_the_environment(self, write: Write) -> None:
        assert load(write(""), {"BOT_TOKEN": TOKEN}).token == TOKEN

    def test_the_files_token_goes_before_the_environments_and_the_doubt_is_told(self, write: Write) -> None:
        path = write(f'[telegram]\ntoken = "{TOKEN}"\n')
        assert load(path, {"BOT_TOKEN": "5:other"}).token == TOKEN
        assert any("BOT_TOKEN" in line for line in lines(path, BOT_TOKEN="5:other"))

    def test_the_store_lies_beside_the_config_file(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        assert load(write('[storage]\npath = "data/w.db"'), {"BOT_TOKEN": TOKEN}).database == tmp_path / "data/w.db"

    def test_a_group_differs_only_in_what_it_names(self, write: Write) -> None:
        text = """
            community = { timezone = "Asia/Taipei", day_starts_at = "04:30" }
            points = { checkin_reward = 7 }
            [groups."-100123"]
            community.locale = "zh-Hant"
            points.grant_max = 3
            access.rights.grant = "administrator"
            caps.per_day = 2
        """
        config = load(write(text), {"BOT_TOKEN": TOKEN})
        here, elsewhere = config.group(-100123), config.group(-1)
        assert (here.locale, here.timezone, here.day_starts_at) == ("zh-Hant", "Asia/Taipei", 270)
        assert (here.points.checkin_reward, here.points.grant_max, here.caps.per_day) == (7, 3, 2)
        assert (here.rights["grant"], here.rights["undo"]) == ("administrator", "can_restrict_members")
        assert (elsewhere.locale, elsewhere.points.grant_max, elsewhere.caps.per_day) == ("zh-Hans", 10000, None)
        assert elsewhere.rights["grant"] == "can_restrict_members"

    def test_the_view_of_a_group_is_made_once(self, write: Write) -> None:
        config = load(write('[groups."-5".points]\nactivity = false'), {"BOT_TOKEN": TOKEN})
        assert config.group(-5) is config.group(-5)
        assert config.group(-6) is config.group(-7)

    def test_times_of_day_and_dates_may_be_tomls_own(self, write: Write) -> None:
        text = """
            community.day_starts_at = 04:30:00
            [[schedule]]
            name = "x"
            at = 2026-12-01 20:00:00
            until = 2026-12-31
            text = "hello"
        """
        config = load(write(text), {"BOT_TOKEN": TOKEN})
        assert config.group(-1).day_starts_at == 270
        assert config.schedule[0].at == datetime.fromisoformat("2026-12-01 20:00")
        assert config.schedule[0].until == datetime.fromisoformat("2026-12-31 23:59:59")

    def test_spans_are_written_as_people_say_them(self) -> None:
        assert [seconds(span) for span in ("90s", "30m", "1h30m", "2d", "1w", "", "soon", "h1")] == [
            90, 1800, 5400, 172800, 604800, 0, 0, 0,
        ]  # fmt: skip

    def test_settings_cannot_be_changed_afterwards(self, write: Write) -> None:
        config = load(write(""), {"BOT_TOKEN": TOKEN})
        with pytest.raises(ValueError, match="frozen"):
            config.points.grant_max = 5
        with pytest.raises(TypeError):
            config.group(-1).rights["grant"] = "administrator"  # type: ignore[index]


class TestHowMistakesAreTold:
    def test_all_of_them_at_once(self, write: Write) -> None:
        text = """
            telegram = { mode = "pull", token = 5 }
            community = { timezone = "Asia/Beijing", day_starts_at = "24:00" }
            points = { grant_max = 0, lucky_chance = 2, activity = "yes" }
            surprise = 1
            [[schedule]]
            cron = "61 * * * *"
        """
        starts = sorted(line.partition(": ")[0] for line in errors(write(text)))
        assert starts == [
            "community.day_starts_at", "community.timezone", "points.activity", "points.grant_max",
            "points.lucky_chance", "schedule[0]", "schedule[0].cron", "schedule[0].name", "surprise",
            "telegram.mode", "telegram.token",
        ]  # fmt: skip

    def test_a_finding_names_place_fault_value_and_remedy(self, write: Write) -> None:
        assert the_error(write('[telegram]\nmode = "pull"')) == (
            'telegram.mode: must be "polling" or "webhook", seen "pull", did you mean "polling"?'
        )

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("[point]", 'point: is not a known key, did you mean "points"?'),
            (
                "[points]\ncheckin_rewards = 3",
                'points.checkin_rewards: is not a known key, did you mean "checkin_reward"?',
            ),
            (
                '[telegram]\ntimezone = "UTC"',
                "telegram.timezone: is not a known key, it is known as community.timezone",
            ),
            ('[groups."-5".points]\ngrantmax = 1', 'groups."-5".points.grantmax: is not a known key, did you mean'),
            ('[groups."-5".access]\noperators = [1]', 'groups."-5".access.operators: is not a known key'),
            ("[points]\nzzz = 1", "points.zzz: is not a known key, known here: activity, "),
        ],
    )
    def test_unknown_keys_are_errors_with_the_nearest_name(self, write: Write, text: str, told: str) -> None:
        assert the_error(write(text)).startswith(told)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ('points.grant_max = "10"', 'must be a whole number, seen "10", write 10 without quotes'),
            ("points.grant_max = true", "must be a whole number, seen true"),
            ("points.grant_max = 1.5", "must be a whole number, seen 1.5"),
            ("points.grant_max = -1", "must be at least 1, seen -1"),
            ("points.lucky_chance = nan", "must be a number, seen nan"),
            ("points = 5", "must be a table, seen 5, open it with [points]"),
            ("access.operators = 5", "must be a list, seen 5, write it like [1, 2]"),
            ("access.operators = [-5]", "must be at least 1, seen -5"),
            ('access.rights.grant = "can_pin_message"', 'did you mean "can_pin_messages"?'),
            ('community.timezone = "asia/shanghai"', 'did you mean "Asia/Shanghai"?'),
            ('community.timezone = "../../etc/passwd"', "must be a time zone"),
            ('community.timezone = ""', "must be a time zone"),
            ('community.locale = "fr"', 'must be "zh-Hans", "zh-Hant" or "en", seen "fr"'),
            ('community.day_starts_at = "teatime"', 'must be a time of day "HH:MM", seen "teatime"'),
            ('quiet.hours = "23:00"', "must be two times of day"),
            ('telegram.base_url = "api.telegram.org"', "must be an address of a Bot API server"),
            ('telegram.base_url = "http://[::1"', "must be an address of a Bot API server"),
            ('telegram.webhook.listen = "8443"', "must be an address and a port to listen on"),
            ('telegram.webhook.listen = "0.0.0.0:70000"', "must be an address and a port to listen on"),
            ('telegram.mode = "webhook"', "telegram.webhook.public_url: is missing"),
            ("desk.topic = true", "must be a topic's number or its name"),
            ('groups.friends.points.activity = true', 'groups.friends: is not a group\'s id, seen "friends"'),
            ("[schedule]\nname = 'x'", "schedule: must be a list, seen a table, open each entry with [[schedule]]"),
        ],
    )  # fmt: skip
    def test_bad_values_are_told_with_their_remedy(self, write: Write, text: str, told: str) -> None:
        assert told in the_error(write(text))

    def test_without_a_token_it_says_where_to_get_one_and_where_to_put_it(self, write: Write) -> None:
        (line,) = errors(write(""))
        assert line.startswith("telegram.token: is missing, ")
        assert "@BotFather" in line
        assert "BOT_TOKEN" in line
        assert "[telegram]" in line

    @pytest.mark.parametrize(
        ("entry", "told"),
        [
            ('text = "x"', 'schedule[0]: entry "早安" needs exactly one of cron, at, every, when, seen none'),
            ('cron = "0 9 * * *"\nevery = "1h"\ntext = "x"', "seen cron and every, keep one of them"),
            ('cron = "0 9 * * *"', "needs exactly one of text, photo, document"),
            ('every = "1h"\npoll = "Q | A | B"\ntext = "x"', "seen text and poll"),
            ('every = "1h"\nphoto = "a.png"\npoll = "Q | A | B"', "seen photo and poll"),
            ('cron = "0 25 * * *"\ntext = "x"', 'schedule[0].cron: entry "早安" must be a cron line'),
            ('cron = "daily"\ntext = "x"', "five fields"),
            ('at = "tomorrow"\ntext = "x"', "must be a date and time"),
            ('at = "2026-12-01"\ntext = "x"', "must be a date and time"),
            ('every = "5"\ntext = "x"', "must be a span of at least a minute"),
            ('every = "1h"\npoll = "Q | A"', "must be a question and 2 to 12 answers"),
            ('every = "1h"\ntext = "x"\nmissed = "sned"', 'did you mean "send"?'),
        ],
    )
    def test_schedule_entries_are_named_in_their_findings(self, write: Write, entry: str, told: str) -> None:
        path = write(f'[[schedule]]\nname = "早安"\n{entry}')
        (path.parent / "a.png").write_bytes(PICTURE)
        assert told in the_error(path)

    def test_a_picture_may_carry_words(self, write: Write) -> None:
        text = '[[schedule]]\nname = "x"\nevery = "1h"\nphoto = "a.png"\ntext = "hello"'
        path = write(text)
        assert "a.png" in the_error(path)
        (path.parent / "a.png").write_bytes(PICTURE)
        assert errors(path, BOT_TOKEN=TOKEN) == []

    def test_two_entries_of_one_name_are_refused(self, write: Write) -> None:
        entry = '[[schedule]]\nname = "x"\nevery = "1h"\ntext = "hello"\n'
        assert the_error(write(entry * 2)).startswith("schedule[1].name: is the name of schedule[0] too")

    def test_a_raised_error_holds_every_finding(self, write: Write) -> None:
        with pytest.raises(ConfigErrors) as raised:
            load(write("a = 1\nb = 2"), {"BOT_TOKEN": TOKEN})
        assert [finding.where for finding in raised.value.findings if finding.level == "error"] == ["a", "b"]


class TestFilesThatCannotBeRead:
    def test_a_slip_of_syntax_names_line_and_column_and_shows_the_line(self, write: Write) -> None:
        told = the_error(write("[points]\nactivity = true\ngrant_max = = 3\n"))
        assert told.startswith("config.toml line 3 column 13: is not TOML")
        assert '"grant_max = = 3"' in told

    def test_an_unfinished_file_names_its_end(self, write: Write) -> None:
        assert the_error(write("[points]\nx = [1,")).startswith("config.toml line 2 column 8: is not TOML")

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            ("[points]".encode("utf-16"), "is UTF-16, save it as UTF-8"),
            ("[points]\n# 积分".encode("gbk"), "config.toml:2: is not UTF-8, seen byte 0xbb"),
            (b"x = " + b"[" * 5000, "cannot be read as TOML"),
            (b"x = " + b"9" * 5000, "cannot be read as TOML"),
            (b"#" * 8_000_001, "larger than 8 megabytes"),
        ],
    )
    def test_strange_content_is_told_plainly(self, write: Write, content: bytes, told: str) -> None:
        assert told in the_error(write(content))

    def test_no_file_at_all(self, tmp_path: Path) -> None:
        assert "does not exist" in the_error(tmp_path / "config.toml")

    def test_a_folder_in_place_of_a_file(self, tmp_path: Path) -> None:
        assert "is a directory" in the_error(tmp_path)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_of_somebody_elses(self, write: Write) -> None:
        path = write("")
        path.chmod(0)
        assert "may not be read" in the_error(path)


class TestSecrets:
    @pytest.mark.parametrize(
        "text",
        [
            f'telegram.token = "{TOKEN} "',
            f'telegram.token = "{TOKEN}',
            f'telegram.tokn = "{TOKEN}"',
            f'telegram.token = ["{TOKEN}"]',
            f'telegram = "{TOKEN}"',
            f'telegram.base_url = "https://api.telegram.org/bot{TOKEN}/ x"',
            f'telegram.mode = "{TOKEN}"',
            f'[telegram."{TOKEN}"]',
            f"telegram.token = {TOKEN}",
            f'telegram.webhook.secret = "{TOKEN}!"',
            f'[[schedule]]\nname = "{TOKEN}"',
        ],
    )
    def test_no_finding_shows_one(self, write: Write, text: str) -> None:
        shown = "\n".join(lines(write(text)))
        assert shown
        assert TOKEN[10:30] not in shown

    def test_no_finding_shows_even_a_short_one(self, write: Write) -> None:
        path = write('telegram = { token = "5-hush", webhook = { secret = "hush hush" } }')
        assert len(errors(path)) == 2
        assert "hush" not in "".join(lines(path))

    def test_the_config_itself_shows_none(self, write: Write) -> None:
        config = load(write('telegram.webhook.secret = "hush-hush"'), {"BOT_TOKEN": TOKEN})
        assert TOKEN[10:] not in f"{config} {config!r} {config.telegram} {config.model_dump()}"
        assert "hush" not in f"{config} {config!r} {config.telegram} {config.model_dump()}"


class TestWarnings:
    def test_a_tidy_file_has_none(self, write: Write) -> None:
        assert lines(write(f'telegram.token = "{TOKEN}"\naccess.operators = [5]')) == []

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "warning access.operators: is empty"),
            ('access.operators = [5]\ntelegram.pace = "none"', "warning telegram.pace: "),
            ('access.operators = [5]\ntelegram.base_url = "http://bots.example.org"', "warning telegram.base_url: "),
            ("access.operators = [5]\npoints.grant_daily = 100", "warning points.grant_max: "),
            (
                'access.operators = [5]\ntelegram.mode = "webhook"\n'
                'telegram.webhook = {public_url = "https://x.org", secret = "hush"}',
                "warning telegram.webhook.secret: may be guessed",
            ),
        ],
    )
    def test_what_is_unwise_is_said_and_allowed(self, write: Write, text: str, told: str) -> None:
        path = write(text)
        (line,) = lines(path, BOT_TOKEN=TOKEN)
        assert line.startswith(told)
        assert load(path, {"BOT_TOKEN": TOKEN})

    def test_a_file_with_the_token_that_everybody_may_read(self, write: Write) -> None:
        path = write(f'telegram.token = "{TOKEN}"\naccess.operators = [5]')
        path.chmod(0o644)
        (line,) = lines(path)
        assert "chmod 600 config.toml" in line

    def test_a_token_that_was_cut_short(self, write: Write) -> None:
        (line,) = lines(write('telegram.token = "123456789:AAbb"\naccess.operators = [5]'))
        assert line.startswith("warning telegram.token: ")
        assert "AAbb" not in line


KEYS = [*Tables.model_fields, *Entry.model_fields, *Rights.model_fields, "token", "webhook", "-100", "rights"]
SCALARS = st.one_of(
    st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.datetimes(), st.dates(), st.times(),
    st.sampled_from(KEYS),
)  # fmt: skip
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(string.printable, max_size=8)), inner, max_size=6),
    ),
    max_leaves=30,
)


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_string(key)} = {as_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return as_string(value)
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)


def as_string(text: str) -> str:
    def escaped(char: str) -> str:
        return char if char.isalnum() and char.isascii() else f"\\U{ord(char):08x}"

    return '"' + "".join(map(escaped, text)) + '"'


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*Tables.model_fields, "stray"]), DOCUMENTS, max_size=5))
def test_any_document_is_either_used_or_explained(write: Write, document: dict[str, Any]) -> None:
    text = "\n".join(f"{as_string(key)} = {as_toml(value)}" for key, value in document.items())
    tomllib.loads(text)
    path = write(text)
    if not errors(path, BOT_TOKEN=TOKEN):
        assert isinstance(load(path, {"BOT_TOKEN": TOKEN}), Config)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.text(max_size=60)))
def test_any_bytes_are_either_used_or_explained(write: Write, content: str | bytes) -> None:
    path = write(content.encode("utf-8", "replace") if isinstance(content, str) else content)
    if not errors(path, BOT_TOKEN=TOKEN):
        assert isinstance(load(path, {"BOT_TOKEN": TOKEN}), Config)


class TestTheExampleFile:
    def test_it_says_the_defaults(self, write: Write) -> None:
        example = load(write(EXAMPLE.read_text()), {"BOT_TOKEN": TOKEN})
        assert example == load(write(""), {"BOT_TOKEN": TOKEN})

    def test_it_names_every_key_and_no_other(self) -> None:
        assert set(keys_of(tomllib.loads(uncommented()))) == set(known_keys(Tables))

    def test_its_optional_parts_are_right_too(self, write: Write) -> None:
        head, _, entry = uncommented().partition("[[schedule]]")
        head = re.sub(r"(?m)^photo = .*\n", "", head)
        contents = ("photo", "document", "poll", "quiz", "open_topic", "open_lottery", "report", "reserve")
        for key in ("at", "every", "when", *contents):
            entry = re.sub(rf"(?m)^{key} = .*\n", "", entry)
        config = load(write(f"{head}[[schedule]]{entry}"), {"BOT_TOKEN": TOKEN})
        assert config.schedule[0].missed == "send"
        assert config.event[0].lasts == "2h"
        assert config.group(-1001234567890).points.checkin_reward == 20

    @pytest.mark.parametrize("key", ["poll", "quiz", "reserve", "at", "every"])
    def test_each_way_of_writing_an_entry_is_right(self, write: Write, key: str) -> None:
        line = re.search(rf"(?m)^{key} = .*$", uncommented().partition("[[schedule]]")[2])
        assert line
        other = 'text = "x"' if key in {"at", "every"} else 'every = "1h"'
        assert errors(write(f'[[schedule]]\nname = "x"\n{other}\n{line[0]}'), BOT_TOKEN=TOKEN) == []


def uncommented() -> str:
    """The example with its optional settings switched on: a comment that reads like TOML is one."""
    return re.sub(r"(?m)^# (?=(?:\[|[a-z_]+ = ))", "", EXAMPLE.read_text())


def keys_of(table: dict[str, Any], prefix: str = "") -> list[str]:
    found: list[str] = []
    for key, value in table.items():
        if key == "groups":
            continue
        if isinstance(value, dict):
            found += keys_of(value, f"{prefix}{key}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found += keys_of(value[0], f"{prefix}{key}.")
        else:
            found.append(prefix + key)
    return found


def known_keys(model: type[BaseModel], prefix: str = "") -> list[str]:
    found: list[str] = []
    for key, field in model.model_fields.items():
        rows: dict[str, Any] = {"schedule": Entry, "event": Occasion, "points.levels": Level}
        inner = rows.get(prefix + key, field.annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found += known_keys(inner, f"{prefix}{key}.")
        elif Overlay not in get_args(inner):
            found.append(prefix + key)
    return found
