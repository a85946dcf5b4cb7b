"""Tables that must agree, over the whole program: what is named in one place is known in every other."""

from __future__ import annotations

import ast
import importlib
import re
import typing
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bench.postgres_schema import POSTGRES, files
from bot.engine.entrances import Command
from handlers import ENTRANCES

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "storage", "playground")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if path.name != "__main__.py")

PARTIAL = {
    "handlers.feedback.giving._CATEGORIES": {"other"},  # what no word speaks for
    "handlers.grants.bulk._CROWDS": {"one"},  # one member is no crowd
    "handlers.mood.week._READINGS": {"few", "new"},  # too little to read, told in sentences of their own
}
"""Tables that leave out some of a kind, and why."""


def module_of(path: Path) -> ModuleType:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return importlib.import_module(name.removesuffix(".__init__"))


def tables() -> Iterator[tuple[str, set[object], set[object]]]:
    """Every module's dictionaries that are annotated as keyed by a Literal: name, keys, and what the Literal has."""
    for path in MODULES:
        annotated = [
            node
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.AnnAssign)
            and isinstance(node.value, ast.Dict)
            and isinstance(node.target, ast.Name)
        ]
        if not annotated:
            continue
        module = module_of(path)
        for node in annotated:
            arguments = typing.get_args(eval(ast.unparse(node.annotation), vars(module)))  # noqa: S307  (our own code)
            if arguments and typing.get_origin(arguments[0]) is typing.Literal:
                name = ast.unparse(node.target)
                yield f"{module.__name__}.{name}", set(getattr(module, name)), set(typing.get_args(arguments[0]))


def test_a_table_over_a_kind_of_thing_knows_every_thing_of_the_kind() -> None:
    gaps = {name: kinds ^ keys for name, keys, kinds in tables() if keys != kinds}
    assert gaps == PARTIAL


def test_there_are_such_tables() -> None:
    assert len(list(tables())) > 10


def private_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (each.id for each in targets if isinstance(each, ast.Name))


def test_no_private_name_is_dead() -> None:
    """Each is spoken of once more than it is made: in its own module, or where a class of it is extended."""
    sources = {path: path.read_text(encoding="utf-8") for path in MODULES}
    spoken = Counter(re.findall(r"\b_[a-zA-Z]\w*", "\n".join(sources.values())))
    names = [(path, name) for path, source in sources.items() for name in private_names(ast.parse(source))]
    made = Counter(name for _, name in names)
    assert not [
        f"{path.relative_to(ROOT)}: {name}"
        for path, name in names
        if re.match(r"_[a-zA-Z]", name) and spoken[name] <= made[name]
    ]


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_every_command_stands_in_the_readme(page: str) -> None:
    readme = (ROOT / page).read_text(encoding="utf-8")
    names = [each.name for each in ENTRANCES if isinstance(each, Command)]
    assert not [name for name in names if not re.search(rf"/{name}\b", readme)]


def test_every_migration_is_said_to_both_engines() -> None:
    made = files()
    assert sorted(POSTGRES.iterdir()) == sorted(made)
    stale = [path.name for path, text in made.items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `python -m bench schema`"
