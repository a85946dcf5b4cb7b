"""Checks what the playground says (answers and updates) against the schema; a violation is a bug of ours."""

from collections.abc import Callable
from functools import cache
from typing import Any

from playground.schema.load import METHODS, TYPES, Kind, element, tag_of

Check = Callable[[Any, str], None]


class ViolationError(AssertionError):
    """The playground was about to say something the Bot API never says."""


def check_answer(method: str, answer: Any) -> None:
    """Raises ViolationError unless `answer` is one of the types the method returns."""
    _returns(method)(answer, method)


def check_update(update: dict[str, Any]) -> None:
    """Raises ViolationError unless `update` is an Update with exactly one kind of news."""
    _check("Update")(update, "Update")
    if len(update) != 2:
        raise ViolationError(f"Update: one kind of news expected, saw {sorted(update)}")


def check_value(kind: str, value: Any) -> None:
    """Raises ViolationError unless `value` satisfies the named type."""
    _check(kind)(value, kind)


@cache
def _returns(method: str) -> Check:
    return _any_of(METHODS[method].returns)


def _any_of(kinds: list[str]) -> Check:
    if len(kinds) == 1:
        return _check(kinds[0])
    checks = [_check(kind) for kind in kinds]

    def check(value: Any, path: str) -> None:
        problems = []
        for one in checks:
            try:
                return one(value, path)
            except ViolationError as problem:
                problems.append(str(problem))
        raise ViolationError(f"{path}: none of {kinds} fits: {problems}")

    return check


@cache
def _check(kind: str) -> Check:
    inner = element(kind)
    if inner is not None:
        return _array(inner)
    if kind in _PLAIN:
        return _plain(kind, _PLAIN[kind])
    subtypes = TYPES[kind].subtypes
    return _union(kind, subtypes) if subtypes else _object(kind, TYPES[kind])


_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (float, int),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}


def _plain(kind: str, types: tuple[type, ...]) -> Check:
    is_flag = bool in types

    def check(value: Any, path: str) -> None:
        if not isinstance(value, types) or (isinstance(value, bool) and not is_flag):
            raise ViolationError(f"{path}: {kind} expected, saw {value!r}")

    return check


def _array(inner: str) -> Check:
    check_item = _check(inner)

    def check(value: Any, path: str) -> None:
        if not isinstance(value, list):
            raise ViolationError(f"{path}: Array of {inner} expected, saw {value!r}")
        for index, item in enumerate(value):
            check_item(item, f"{path}[{index}]")

    return check


def _union(kind: str, subtypes: list[str]) -> Check:
    if kind == "MaybeInaccessibleMessage":  # told apart by the date alone
        return lambda value, path: _check("Message" if value.get("date") else "InaccessibleMessage")(value, path)
    tags = {tag: name for name in subtypes if (tag := tag_of(name))}
    if len(tags) != len(subtypes):
        return _any_of(subtypes)
    field = next(iter(tags))[0]

    def check(value: Any, path: str) -> None:
        name = tags.get((field, str(value.get(field)))) if isinstance(value, dict) else None
        if name is None:
            raise ViolationError(f"{path}: {kind} expected, saw {value!r}")
        _check(name)(value, path)

    return check


def _object(kind: str, definition: Kind) -> Check:
    required = [name for name, field in definition.fields.items() if field.required]
    omitted = {name for name, field in definition.fields.items() if field.omit_false}
    fields: dict[str, Check] = {}

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise ViolationError(f"{path}: {kind} expected, saw {value!r}")
        for name in required:
            if name not in value:
                raise ViolationError(f"{path}: {kind}.{name} is required")
        for name, item in value.items():
            if name not in definition.fields:
                raise ViolationError(f"{path}: {kind} has no field {name!r}")
            if item is False and name in omitted:
                raise ViolationError(f"{path}: {kind}.{name} must be omitted when false")
            one = fields.get(name) or fields.setdefault(name, _any_of(definition.fields[name].types))
            one(item, f"{path}.{name}")

    return check
