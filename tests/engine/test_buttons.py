"""Stories of what a button carries: typed, within 64 bytes, and never trusted when it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.engine.buttons import LIMIT, ButtonTooLongError, pack, press, unpack


@press("test-all")
@dataclass(frozen=True, slots=True)
class All:
    number: int
    word: str
    is_so: bool
    way: Literal["up", "down"]


@given(some.integers(-(2**63), 2**63 - 1), some.text(max_size=2), some.booleans(), some.sampled_from(["up", "down"]))
def test_what_is_packed_comes_back(number: int, word: str, is_so: bool, way: Literal["up", "down"]) -> None:
    value = All(number, word.encode(errors="ignore").decode(), is_so, way)
    try:
        data = pack(value)
    except ButtonTooLongError:
        return
    assert len(data.encode()) <= LIMIT
    assert unpack(data) == value


@given(some.text(max_size=64) | some.text("test-al:01%+- updown٣", max_size=40).map(lambda tail: f"test-all:{tail}"))
def test_whatever_is_made_up_is_a_value_we_would_have_packed_or_nothing(data: str) -> None:
    value = unpack(data)
    assert value is None or pack(value) == data


@pytest.mark.parametrize(
    "data",
    [
        "test-all:7:a:1:sideways",
        "test-all:7:a:2:up",
        "test-all:7:a::up",
        "test-all:7:a:01:up",
        "test-all:+7:a:1:up",
        "test-all:07:a:1:up",
        "test-all:7_0:a:1:up",
        "test-all:７:a:1:up",
        "test-all: 7:a:1:up",
        "test-all:9223372036854775808:a:1:up",
        "test-all:7:%FF:1:up",
        "test-all:7:a b:1:up",
        "test-all:7:a:1",
        "test-all:7:a:1:up:more",
        "test-none:7",
        "",
    ],
)
def test_forged_data_is_nothing(data: str) -> None:
    assert unpack(data) is None


def test_a_value_too_long_for_telegram_is_our_mistake_and_named() -> None:
    with pytest.raises(ButtonTooLongError, match=r"packs to \d+ bytes, Telegram takes 64"):
        pack(All(1, "围炉夜话围炉夜话", is_so=True, way="up"))


def test_a_code_is_given_once() -> None:
    @dataclass(frozen=True, slots=True)
    class Other:
        number: int

    with pytest.raises(ValueError, match="belongs to All"):
        press("test-all")(Other)
