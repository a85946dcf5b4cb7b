"""Every function of the storage room called on PostgreSQL, with values that its types ask for."""

from __future__ import annotations

import ast
import dataclasses
import enum
import importlib
import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import asyncpg

from storage.database import Database, Reader, Unit
from storage.engines.postgres import PostgresReader, PostgresUnit

ROOM = Path(__file__).parents[2] / "storage"
VARIANTS = 8
"""Calls of each function: the choices of a Literal take turns, and so do None and a value, yes and no."""

Site = tuple[str, int]
"""A module, and the line where a statement of it is handed over."""

_VERBS = {"all", "one", "number", "run", "change", "many", "take"}
_NUMBERS = {"chat_id": -1001000000001, "old": -1001000000001, "new": -1001000000003, "pseudonym": -7_777_777}
_WORDS = {"table": "people", "state": "done", "voice": "voice", "kind": "move"}
_UNIONS = (typing.Union, types.UnionType)


def _number(name: str, variant: int) -> int:
    return 1001 + variant % 3 if name == "user_id" else _NUMBERS.get(name, 1)


_PLAIN: dict[Any, Callable[[str, int], Any]] = {
    str: lambda name, _: _WORDS.get(name, "x"),
    int: _number,
    bool: lambda _, variant: variant % 2 == 1,
    float: lambda _, __: 1.0,
    bytes: lambda _, __: b"x",
    Any: _number,
    object: _number,
    type(None): lambda _, __: None,
}


def modules() -> list[Path]:
    return [path for path in sorted(ROOM.rglob("*.py")) if not {"engines", "rules"} & set(path.parts)]


def sites() -> Iterator[tuple[Path, range, str]]:
    """Where statements are handed over, by the lines of the call; and the text, where it stands there."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _VERBS:
                holder = node.func.value
                if isinstance(holder, ast.Name) and holder.id in ("unit", "reader"):
                    text = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
                    yield path, range(node.lineno, (node.end_lineno or node.lineno) + 1), str(text)


def functions() -> Iterator[Callable[..., Any]]:
    """Those that take a reader or a unit first."""
    for path in modules():
        name = ".".join(path.relative_to(ROOM.parent).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        for each in vars(module).values():
            if inspect.isfunction(each) and each.__module__ == name and not each.__name__.startswith("_"):
                first = next(iter(inspect.signature(each).parameters.values()), None)
                if first is not None and first.annotation in ("Reader", "Unit"):
                    yield each


def arguments(function: Callable[..., Any], unit: Unit, variant: int) -> dict[str, Any]:
    hints = typing.get_type_hints(function)
    return {
        name: unit if hints[name] in (Reader, Unit) else value(hints[name], name, variant)
        for name in inspect.signature(function).parameters
    }


def value(hint: Any, name: str, variant: int) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    is_enum = inspect.isclass(hint) and issubclass(hint, enum.Enum)
    if choices := list(hint) if is_enum else inner if origin in (Literal, *_UNIONS) else ():
        chosen = choices[variant % len(choices)]
        return value(chosen, name, variant) if origin in _UNIONS else chosen
    if hint in _PLAIN:
        return _PLAIN[hint](name, variant)
    if dataclasses.is_dataclass(hint) or hasattr(hint, "_fields"):
        return _made(hint, variant)
    return _many(origin, inner, name, variant)


def _made(kind: Any, variant: int) -> Any:
    hints = typing.get_type_hints(kind)
    names = kind._fields if hasattr(kind, "_fields") else [each.name for each in dataclasses.fields(kind) if each.init]
    return kind(**{name: value(hints[name], name, variant) for name in names})


def _many(origin: Any, inner: tuple[Any, ...], name: str, variant: int) -> Any:
    if origin is tuple and Ellipsis not in inner:
        return tuple(value(each, name, variant) for each in inner)
    if origin in (dict, Mapping):
        return {value(inner[0], name, variant): value(inner[1], name, variant)}
    if origin is Callable:
        return lambda given: f"{given}!"
    made = [value(inner[0], name, variant)]
    return tuple(made) if origin is tuple else frozenset(made) if origin in (set, frozenset) else made


class Recorder:
    """Which calls were made, as `sites` names them."""

    def __init__(self, patch: Callable[[Any, str, Any], None]) -> None:
        self.seen: set[Site] = set()
        for kind, verb in ((PostgresReader, "all"), *((PostgresUnit, each) for each in ("all", "run", "many", "take"))):
            patch(kind, verb, self._noted(getattr(kind, verb)))

    def _noted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*told: Any, **named: Any) -> Any:
            frame: Any = sys._getframe(1)
            while frame is not None and Path(frame.f_code.co_filename).name in ("database.py", "postgres.py"):
                frame = frame.f_back
            if frame is not None:
                self.seen.add((frame.f_code.co_filename, frame.f_lineno))
            return real(*told, **named)

        return noted


async def call(database: Database, function: Callable[..., Any], variant: int) -> str:
    """What PostgreSQL itself has against the statement; what the call makes of such values is no matter here."""
    unit = database.unit()
    given = arguments(function, unit, variant)
    try:
        for _ in ("the first time", "once more"):
            await function(**given)
        await unit.run("SELECT 1")
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return f"{function.__module__}.{function.__name__}, variant {variant}: {error}"
    except Exception:  # noqa: BLE001  (values without sense are refused in many ways)
        return ""
    finally:
        await unit.rollback()
    return ""
