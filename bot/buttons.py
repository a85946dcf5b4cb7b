"""What a button brings back when pressed: typed, packed within Telegram's 64 bytes; who may press is the handler's."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar, get_type_hints
from urllib.parse import quote, unquote

LIMIT = 64
"""Bytes of `callback_data`, by the Bot API."""

_Press = TypeVar("_Press")
_kinds: dict[str, type[Any]] = {}
_codes: dict[type[Any], str] = {}


class ButtonTooLongError(ValueError):
    """The packed value would not fit; the text names the value and its size."""


def press(code: str) -> Callable[[type[_Press]], type[_Press]]:
    """Give a frozen dataclass of int, str and bool fields its short, lasting code.

    Buttons outlive versions of the bot: a code is never given to another meaning.
    """

    def register(kind: type[_Press]) -> type[_Press]:
        if code in _kinds and _kinds[code].__qualname__ != kind.__qualname__:
            raise ValueError(f"the button code {code!r} belongs to {_kinds[code].__qualname__} already")
        _kinds[code] = kind
        _codes[kind] = code
        return kind

    return register


def pack(value: object) -> str:
    parts = [_codes[type(value)]]
    for field in dataclasses.fields(value):  # type: ignore[arg-type]
        part = getattr(value, field.name)
        parts.append(quote(part, safe="") if isinstance(part, str) else str(int(part)))
    packed = ":".join(parts)
    if len(packed.encode()) > LIMIT:
        raise ButtonTooLongError(f"{value} packs to {len(packed.encode())} bytes, Telegram takes {LIMIT}")
    return packed


def unpack(data: str) -> object | None:
    """The value, or None for what is not ours, is damaged, or was made up by someone."""
    code, *parts = data.split(":")
    kind = _kinds.get(code)
    if kind is None:
        return None
    hints = get_type_hints(kind)
    fields = dataclasses.fields(kind)
    if len(parts) != len(fields):
        return None
    try:
        return kind(*(_read(hints[field.name], part) for field, part in zip(fields, parts, strict=True)))  # type: ignore[no-any-return]
    except ValueError:
        return None


def _read(hint: object, part: str) -> int | str | bool:
    if hint is bool:
        return {"0": False, "1": True}[part] if part in "01" else _refuse(part)
    if hint is int:
        number = int(part)
        return number if -(2**63) <= number < 2**63 else _refuse(part)
    return unquote(part, errors="strict")


def _refuse(part: str) -> bool:
    raise ValueError(part)
