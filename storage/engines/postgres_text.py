"""A statement as PostgreSQL takes it: `:name` and `?` become `$1::bigint`, by what is put in; all else is the same."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

Key: TypeAlias = str | int
Params: TypeAlias = Mapping[str, Any] | Sequence[Any]

_NOTHING = type(None)
_CASTS: dict[type, str] = {int: "bigint", str: "text", float: "double precision"}
_BELOW_ZERO = (
    (re.compile(r"\bLIMIT (\$\d+::bigint)"), r"LIMIT nullif(greatest(\1, -1), -1)"),
    (re.compile(r"\bOFFSET (\$\d+::bigint)"), r"OFFSET greatest(\1, 0)"),
)
"""Below zero a limit is none in SQLite, and an offset nothing; PostgreSQL refuses both, and says NULL for no limit."""

_PLACE = re.compile(r"'(?:[^']|'')*'|(?<![:\w]):([a-z_]\w*)|\?(\d*)", re.IGNORECASE)


def bound(sql: str, params: Params) -> tuple[str, list[Any]]:
    """The statement and its arguments in their order. None is written as NULL, so that it fits every column."""
    text, keys = _translated(sql, _kinds(params))
    return text, _arguments(params, keys)


def bound_many(sql: str, rows: Sequence[Params]) -> tuple[str, list[list[Any]]]:
    """The statement and each row's arguments; a column's kind is that of its first value that is not None."""
    kinds = _kinds(rows[0])
    for row in rows:
        if (others := _kinds(row)) != kinds:
            kinds = tuple(
                (key, kind if kind is not _NOTHING else other)
                for (key, kind), (_, other) in zip(kinds, others, strict=True)
            )
    text, keys = _translated(sql, kinds)
    return text, [_arguments(row, keys) for row in rows]


def _arguments(params: Params, keys: Iterable[Key]) -> list[Any]:
    """Without the character NUL, which means nothing, and which PostgreSQL refuses."""
    values = [params[key] for key in keys]  # type: ignore[index]
    return [each.replace("\0", "") if isinstance(each, str) and "\0" in each else each for each in values]


def _kinds(params: Params) -> tuple[tuple[Key, type], ...]:
    items: Iterable[tuple[Key, Any]] = params.items() if isinstance(params, Mapping) else enumerate(params)
    return tuple((key, value.__class__) for key, value in items)


@functools.lru_cache(maxsize=4096)
def _translated(sql: str, kinds: tuple[tuple[Key, type], ...]) -> tuple[str, tuple[Key, ...]]:
    kind_of = dict(kinds)
    keys: list[Key] = []
    count = 0

    def placed(match: re.Match[str]) -> str:
        nonlocal count
        name, number = match.groups()
        if name is None and number is None:
            return match[0]
        if name is not None:
            key: Key = name
        else:
            key, count = (int(number) - 1, count) if number else (count, count + 1)
        if kind_of[key] is _NOTHING:
            return "NULL"
        if key not in keys:
            keys.append(key)
        return f"${keys.index(key) + 1}::{_cast(kind_of[key])}"

    text = _PLACE.sub(placed, sql)
    for found, taken in _BELOW_ZERO:
        text = found.sub(taken, text)
    return text, tuple(keys)


def _cast(kind: type) -> str:
    """By the nearest of a class's ancestors: a flag is a number, a named text a text."""
    for each in kind.__mro__:
        if each in _CASTS:
            return _CASTS[each]
    raise TypeError(f"nothing of the class {kind.__name__} is kept in a store")
