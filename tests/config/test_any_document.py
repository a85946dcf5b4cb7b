"""Whatever stands in the file, it is used or explained; and the example names every key."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.config import Config, load
from bot.config.access import Rights
from bot.config.entries import Entry
from bot.config.events import Occasion
from bot.config.tables import Level, Overlay, Tables
from tests.config.findings import TOKEN, Write, errors

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


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
        contents = ("photo", "document", "poll", "quiz", "open_topic", "open_lottery", "report", "reserve", "segment")
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
