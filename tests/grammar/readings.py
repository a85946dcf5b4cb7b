"""The table of what is written and how it is read, and the short form in which a reading is written down there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.grammar.commands import read_command
from bot.domain.grammar.counts import Counted, read_count
from bot.domain.grammar.fields import Field, Vocabulary, parts_of
from bot.domain.grammar.flags import parted
from bot.domain.grammar.moments import Here, read_deadline, read_moment
from bot.domain.grammar.numbers import read_number, read_people
from bot.domain.grammar.people import read_person
from bot.domain.grammar.reading import Doubtful, NotUnderstood, Reading
from bot.domain.grammar.script import plain
from bot.domain.grammar.spans import read_span
from bot.domain.grammar.switches import read_switch
from bot.services.schedule.saying import next_said

ZONE = "Asia/Shanghai"
NOON = 1_800_072_000
"""2027-01-16 12:00 in Shanghai, a Saturday."""

HERE = Here(NOON, ZONE, lambda said: next_said(said, zone=ZONE, now=NOON))

FIELDS = Vocabulary(
    {
        "ends": ("ends", "end", "deadline", "截止", "截至", "结束"),
        "price": ("price", "价格"),
        "title": ("title", "标题"),
        "anonymous": ("anonymous", "匿名"),
    },
    frozenset({"anonymous"}),
)


def rows(name: str) -> list[list[str]]:
    """Of a table beside this module: cells by tabs, with the escapes of Python's strings; `#` begins a heading."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [[_unescaped(cell) for cell in line.split("\t")] for line in lines if line and not line.startswith("# ")]


def _unescaped(cell: str) -> str:
    return cell.encode("latin-1", "backslashreplace").decode("unicode-escape") if "\\" in cell else cell


def short(reading: Reading[object]) -> str:
    """`?` before what is doubtful, `!` before the kind of what is not understood."""
    if isinstance(reading, NotUnderstood):
        return f"!{reading.kind}"
    return ("?" if isinstance(reading, Doubtful) else "") + _value(reading.value)


def _value(value: object) -> str:
    if isinstance(value, Counted):
        return f"{value.name} ×{value.count}"
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value)


def _at(reading: Reading[int]) -> str:
    said = short(reading)
    return said if said.startswith("!") else f"{datetime.fromtimestamp(int(said), ZoneInfo(ZONE)):%Y-%m-%d %H:%M}"


def _person(words: str) -> str:
    named = read_person(words, mentions=("小满",), is_amount_next=True)
    return f"{named.who} | {named.rest}"


def _field(words: str) -> str:
    found = FIELDS.read(words)
    return f"{found.name} | {found.value} | {found.certainty}" if isinstance(found, Field) else "-"


def _flags(words: str) -> str:
    part, flags = parted(words, FIELDS)
    return " | ".join([part, *flags])


def _command(words: str) -> str:
    spoken = read_command(words)
    return f"{spoken.name} | {spoken.to} | {spoken.words}" if spoken else "-"


READERS: dict[str, Callable[[str], str]] = {
    "number": lambda words: short(read_number(words)),
    "people": lambda words: short(read_people(words)),
    "count": lambda words: short(read_count(words)),
    "span": lambda words: short(read_span(words)),
    "moment": lambda words: _at(read_moment(words, HERE)),
    "deadline": lambda words: _at(read_deadline(words, HERE)),
    "person": _person,
    "switch": lambda words: short(read_switch(words)),
    "field": _field,
    "flags": _flags,
    "parts": lambda words: " / ".join(parts_of(words)),
    "command": _command,
    "plain": plain,
}
