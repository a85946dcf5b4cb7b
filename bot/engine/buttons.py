"""What a button brings back when pressed, and what an answer was asked for: typed, packed within Telegram's 64 bytes.

Who may press or answer is the handler's to ask.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import quote, unquote

LIMIT = 64
"""Bytes of `callback_data`, by the Bot API."""

_Press = TypeVar("_Press")
_kinds: dict[str, type[Any]] = {}
_answers: dict[str, type[Any]] = {}
_codes: dict[type[Any], str] = {}
_types: dict[type[Any], list[object]] = {}


class ButtonTooLongError(ValueError):
    """The packed value would not fit; the text names the value and its size."""


def press(code: str) -> Callable[[type[_Press]], type[_Press]]:
    """Give a frozen dataclass of int, str, bool and Literal[str] fields its short, lasting code.

    Buttons outlive versions of the bot: a code is never given to another meaning.
    """

    return _registering(code, _kinds)


def awaited(code: str) -> Callable[[type[_Press]], type[_Press]]:
    """As `press`, for what `await_answer` waits with: no button ever brings it."""
    return _registering(code, _answers)


def _registering(code: str, kinds: dict[str, type[Any]]) -> Callable[[type[_Press]], type[_Press]]:
    def register(kind: type[_Press]) -> type[_Press]:
        if code in kinds and kinds[code].__qualname__ != kind.__qualname__:
            raise ValueError(f"the code {code!r} belongs to {kinds[code].__qualname__} already")
        kinds[code] = kind
        _codes[kind] = code
        return kind

    return register


def code_of(kind: type[Any]) -> str:
    return _codes[kind]


def pack(value: object) -> str:
    kind: type[Any] = type(value)
    parts = [_codes[kind]]
    for field in dataclasses.fields(kind):
        part = getattr(value, field.name)
        parts.append(quote(part, safe="") if isinstance(part, str) else str(int(part)))
    packed = ":".join(parts)
    if len(packed.encode()) > LIMIT:
        raise ButtonTooLongError(f"{value} packs to {len(packed.encode())} bytes, Telegram takes {LIMIT}")
    return packed


def unpack(data: str) -> object | None:
    """The value, or None for what is not ours, is damaged, or was made up by someone."""
    return _unpacked(data, _kinds)


def unpack_answer(data: str) -> object | None:
    """What an answer was asked for."""
    return _unpacked(data, _answers)


def _unpacked(data: str, kinds: dict[str, type[Any]]) -> object | None:
    code, *parts = data.split(":")
    kind = kinds.get(code)
    if kind is None:
        return None
    try:
        value = kind(*(_read(hint, part) for hint, part in zip(_hints(kind), parts, strict=True)))
        # Only what `pack` would have written: " 7", "0x7" or "+7" is somebody's own making.
        return value if pack(value) == data else None
    except ValueError:
        return None


def _hints(kind: type[Any]) -> list[object]:
    if kind not in _types:
        hints = get_type_hints(kind)
        _types[kind] = [hints[field.name] for field in dataclasses.fields(kind)]
    return _types[kind]


def _read(hint: object, part: str) -> int | str | bool:
    if hint is bool:
        return bool(int(part))
    if hint is int:
        number = int(part)
        if not -(2**63) <= number < 2**63:
            raise ValueError(part)
        return number
    word = unquote(part, errors="strict")
    if get_origin(hint) is Literal and word not in get_args(hint):
        raise ValueError(part)
    return word
