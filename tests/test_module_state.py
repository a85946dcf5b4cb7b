"""No module holds state: bots of one process share its modules, and what one of them learns reaches no other."""

from __future__ import annotations

import ast
import dataclasses
import enum
import functools
import importlib
import inspect
import types
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from logging import Logger
from pathlib import Path
from string import Template
from typing import Any

import pytest

from bench import house
from bench.sources import tree_of
from tests.every import for_every
from tests.story import OWNER, YINUO, ZIXUAN, Story

ROOT = Path(__file__).parent.parent
PATHS = [
    path
    for room in ("bot", "handlers", "storage")
    for path in sorted((ROOT / room).rglob("*.py"))
    if path.name != "__main__.py"
]
MUTATORS = frozenset(
    {
        *("add", "append", "appendleft", "clear", "discard", "extend", "insert"),
        *("pop", "popitem", "popleft", "remove", "setdefault", "sort", "update"),
    }
)
REGISTERED = {"bot.engine.buttons": {"_answers", "_codes", "_kinds", "_types", "kinds"}}
"""What kinds of buttons there are: filled while modules are loaded, the same for every bot."""

MEMOS = {"bot.texts.fold._LETTERS", "bot.domain.guard._SEEN"}
"""Tables that note what becomes of a character when it is met first: the same for everybody."""

WITHOUT_PARTS = {"bot.botapi.client._redacted"}
"""A filter of the log that holds nothing."""

WHOSE = frozenset(["Database", "Unit", "Reader", "Chats", "Turn", "Bot", "Config", "GroupSettings", "Clock", "Store"])
"""What belongs to one bot: nothing that is remembered for the process may be asked with it."""


def mutated(tree: ast.Module) -> set[str]:
    """Names of the module that a function changes, or binds anew."""
    own = {name for node in tree.body for name in _bound(node)}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    found = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    for function in functions:
        local = {each.arg for each in ast.walk(function) if isinstance(each, ast.arg)}
        local |= {
            each.id for each in ast.walk(function) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        }
        found |= {name for node in ast.walk(function) for name in _changed(node)} & (own - local)
    return found


def _bound(node: ast.stmt) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))


def _changed(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            yield from (_root(target) for target in targets if not isinstance(target, ast.Name))
        case ast.AugAssign(target=target) if not isinstance(target, ast.Name):
            yield _root(target)
        case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in MUTATORS:
            yield _root(value)


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def loaded() -> Iterable[types.ModuleType]:
    return [importlib.import_module(house.name_of(path)) for path in PATHS]


def values_of(module: types.ModuleType) -> dict[str, Any]:
    """What was made in it, classes and functions aside, with the values of its classes."""
    found = {name: each for name, each in vars(module).items() if not name.startswith("__")}
    for name, each in list(found.items()):
        if isinstance(each, type) and each.__module__ == module.__name__ and not issubclass(each, enum.Enum):
            found |= {f"{name}.{key}": value for key, value in vars(each).items() if not key.startswith("__")}
    return {name: each for name, each in found.items() if not _is_code(each)}


def _is_code(value: object) -> bool:
    kinds = (type, types.ModuleType, types.FunctionType, property, classmethod, staticmethod, types.GenericAlias)
    return isinstance(value, kinds) or inspect.isroutine(value) or inspect.isdatadescriptor(value)


def is_ours(value: object) -> bool:
    return type(value).__module__.partition(".")[0] in ("bot", "handlers", "storage")


def is_frozen(value: object) -> bool:
    if dataclasses.is_dataclass(value):
        return bool(vars(type(value))["__dataclass_params__"].frozen)
    config = getattr(type(value), "model_config", None) or getattr(type(value), "__struct_config__", None)
    if config is not None:
        return bool(config.get("frozen") if isinstance(config, Mapping) else config.frozen)
    return isinstance(value, enum.Enum | tuple | str | int | float)


@for_every(PATHS)
def test_no_function_changes_what_its_module_holds(path: Path) -> None:
    assert mutated(tree_of(path)) - REGISTERED.get(house.name_of(path), set()) == set()


@pytest.mark.parametrize(
    "source",
    [
        "seen = {}\ndef f(x):\n    seen[x] = 1",
        "seen: set[int] = set()\ndef f(x):\n    seen.add(x)",
        "count = 0\ndef f():\n    global count\n    count += 1",
        "one = One()\nasync def f():\n    one.parts.last = 2",
        "kept = []\ndef f():\n    def g():\n        del kept[0]",
    ],
)
def test_a_module_that_learns_would_be_seen(source: str) -> None:
    """The guards guard."""
    assert mutated(ast.parse(source))
    assert not mutated(ast.parse("seen = {}\ndef f(x):\n    seen = {}\n    seen[x] = 1"))


def test_no_module_holds_a_thing_that_can_change() -> None:
    """Plain containers are looked at by the walks beside this one; a thing of a class of ours must be frozen."""
    held = {
        f"{module.__name__}.{name}": type(value).__name__
        for module in loaded()
        for name, value in values_of(module).items()
        if is_ours(value) and not is_frozen(value)
    }
    assert set(held) == MEMOS | WITHOUT_PARTS


def test_what_is_remembered_for_the_process_is_nobodys() -> None:
    wrong, seen = [], 0
    for module in loaded():
        for name, each in vars(module).items():
            if isinstance(each, functools._lru_cache_wrapper) and each.__module__ == module.__name__:
                asked = inspect.signature(each).parameters.values()
                words = {word for one in asked for word in str(one.annotation).replace("[", " ").split()}
                wrong += [f"{module.__name__}.{name}"] if words & WHOSE else []
                seen += 1
    assert wrong == []
    assert seen > 30


def written(value: Any, depth: int = 6) -> Any:
    """All that a value holds, in a form that stays as it was."""
    if isinstance(value, ContextVar | Logger | Template) or depth == 0:
        return ""
    if isinstance(value, Mapping):
        return [(repr(key), written(each, depth - 1)) for key, each in value.items()]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    if isinstance(value, list | tuple):
        return [written(each, depth - 1) for each in value]
    parts = getattr(value, "__dict__", None) if is_ours(value) else None
    return [(name, written(each, depth - 1)) for name, each in parts.items()] if parts else repr(value)


def all_held() -> dict[str, Any]:
    return {
        f"{module.__name__}.{name}": written(value) for module in loaded() for name, value in values_of(module).items()
    }


async def test_what_bots_do_leaves_no_trace_in_the_modules(story: Story) -> None:
    before = all_held()
    for words in (
        "签到",
        "/points",
        "早上好，今天大家都好吗？",
        "/poll 吃什么？ | 面 | 饭",
        "/lottery new 票 x1 | ends 30m",
    ):
        await story.says(YINUO, words)
        await story.says(OWNER, words)
    await story.says(ZIXUAN, "/feedback 灯坏了")
    await story.says(OWNER, f"/grant {YINUO} 5 谢谢")
    after = all_held()
    assert len(before) > 1000
    assert {name for name, value in after.items() if before[name] != value} <= MEMOS
