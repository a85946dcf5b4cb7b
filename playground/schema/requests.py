"""Reads and checks the parameters of a request: strings become the types the schema tells."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from playground.schema.load import METHODS, TYPES, Field, element, tag_of

Oddities = list[str]
Read = Callable[[Any, str, Oddities], Any]
YES, NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0", ""})


class BadParameterError(ValueError):
    """A parameter the schema does not allow; the text says which and why."""


def read_parameters(method: str, raw: dict[str, Any], *, uploads: dict[str, Any], oddities: Oddities) -> dict[str, Any]:
    """The parameters as the schema types them; `uploads` are the files that came along, by part name.

    What Telegram overlooks and no documentation knows is overlooked here too, and added to `oddities`.
    """
    fields = METHODS[method].fields
    oddities.extend(f"method {method} has no parameter {name!r}" for name in raw if name not in fields)
    oddities.extend(
        f"method {method} has no parameter {name!r} and no parameter says attach://{name}"
        for name in uploads
        if name not in fields and not _is_attached(name, raw)
    )
    given = {name: value for name, value in raw.items() if name in fields and not _is_absent(fields[name], value)}
    values = {name: _reader(method, name)(value, name, oddities) for name, value in given.items()}
    for name in uploads:
        if name in fields and "InputFile" in fields[name].types:
            values[name] = f"attach://{name}"
    for name, field in fields.items():
        if field.required and name not in values:
            raise BadParameterError(f"parameter {name!r} is required")
    return values


def _is_absent(field: Field, value: Any) -> bool:
    """A client library in wide use writes "None" for numbers it does not mean; Telegram takes that for nothing."""
    return value is None or (value == "None" and not field.required and "String" not in field.types)


def _is_attached(name: str, raw: dict[str, Any]) -> bool:
    mark = f"attach://{name}"
    return any(mark in (value if isinstance(value, str) else str(value)) for value in raw.values())


@cache
def _reader(method: str, name: str) -> Read:
    """A parameter that is a number and nothing else is read more loosely than numbers in lists and objects are."""
    field = METHODS[method].fields[name]
    return _LOOSE[field.types[0]] if len(field.types) == 1 and field.types[0] in _LOOSE else _read_any(field)


def _read_any(field: Field) -> Read:
    readers = [_read_kind(kind) for kind in field.types]
    if len(readers) == 1:
        return readers[0]

    def read(value: Any, path: str, odd: Oddities) -> Any:
        """As the kind that leaves the least of it over."""
        problems: list[str] = []
        found: list[tuple[Any, Oddities]] = []
        for one in readers:
            left: Oddities = []
            try:
                found.append((one(value, path, left), left))
            except BadParameterError as problem:
                problems.append(str(problem))
        if not found:
            raise BadParameterError("; ".join(problems))
        best, left = min(found, key=lambda each: len(each[1]))
        odd += left
        return best

    return read


@cache
def _read_kind(kind: str) -> Read:
    inner = element(kind)
    if inner is not None:
        return _read_array(inner)
    if kind in _PLAIN:
        return _PLAIN[kind]
    subtypes = TYPES[kind].subtypes
    return _read_union(kind, subtypes) if subtypes else _read_object(kind)


def _read_integer(value: Any, path: str, odd: Oddities) -> int:
    del odd
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            raise BadParameterError(f"{path}: Integer expected, saw {value[:80]!r}") from None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise BadParameterError(f"{path}: Integer expected, saw {value!r}")


def _read_float(value: Any, path: str, odd: Oddities) -> float:
    del odd
    try:
        return float(value)
    except (TypeError, ValueError):
        raise BadParameterError(f"{path}: Float expected, saw {value!r}") from None


def _read_loosely(value: Any, path: str, odd: Oddities) -> int:
    """As far as there are digits, 0 where there are none."""
    text = str(value).lower()
    match = _DIGITS.match(text)
    number = int(match[0]) if match else 0
    if str(number) != text:
        odd.append(f"{path}: Integer expected, saw {value!r}")
    return number


_DIGITS = re.compile(r"-?[0-9]+", re.ASCII)
_LOOSE: dict[str, Read] = {"Integer": _read_loosely}


def _read_string(value: Any, path: str, odd: Oddities) -> str:
    del odd
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise BadParameterError(f"{path}: String expected, saw {value!r}")


def _read_flag(value: Any, path: str, odd: Oddities) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in YES | NO:
        odd.append(f"{path}: Boolean expected, saw {value!r}")
    return word in YES


_WORDS = frozenset({"KeyboardButton", "InputPollOption"})
"""Objects in lists that Telegram takes as a plain string as well: what stands on them."""

_PLAIN: dict[str, Read] = {
    "Integer": _read_integer,
    "Float": _read_float,
    "String": _read_string,
    "Boolean": _read_flag,
    "True": _read_flag,
    "InputFile": _read_string,
}


def _from_json(value: Any, path: str, kind: str) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError as problem:
        raise BadParameterError(f"{path}: can't parse {kind} JSON object: {problem}") from None


def _read_array(inner: str) -> Read:
    read_item = _read_kind(inner)

    def read(value: Any, path: str, odd: Oddities) -> list[Any]:
        items = _from_json(value, path, f"Array of {inner}")
        if not isinstance(items, list):
            raise BadParameterError(f"{path}: Array of {inner} expected, saw {items!r}")
        return [read_item(item, f"{path}[{index}]", odd) for index, item in enumerate(items)]

    return read


def _read_union(kind: str, subtypes: list[str]) -> Read:
    tags = {tag: name for name in subtypes if (tag := tag_of(name))}
    if len(tags) != len(subtypes):
        return _read_any(Field(types=subtypes))
    field = next(iter(tags))[0]

    def read(value: Any, path: str, odd: Oddities) -> dict[str, Any]:
        value_read = _from_json(value, path, kind)
        name = tags.get((field, str(value_read.get(field)))) if isinstance(value_read, dict) else None
        if name is None:
            raise BadParameterError(f"{path}: {kind} expected, saw {value_read!r}")
        result: dict[str, Any] = _read_kind(name)(value_read, path, odd)
        return result

    return read


def _read_object(kind: str) -> Read:
    fields = TYPES[kind].fields
    readers: dict[str, Read] = {}

    def read(value: Any, path: str, odd: Oddities) -> dict[str, Any]:
        if kind in _WORDS and isinstance(value, str):
            return {"text": value}
        given = _from_json(value, path, kind)
        if not isinstance(given, dict):
            raise BadParameterError(f"{path}: {kind} expected, saw {given!r}")
        result = {}
        for name, item in given.items():
            if name not in fields:
                odd.append(f"{path}: {kind} has no field {name!r}")
            elif item is not None:
                one = readers.get(name) or readers.setdefault(name, _read_any(fields[name]))
                result[name] = one(item, f"{path}.{name}", odd)
        for name, field in fields.items():
            if field.required and name not in result:
                raise BadParameterError(f"{path}: {kind}.{name} is required")
        return result

    return read
