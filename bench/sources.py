"""The project's own files, read for what is counted in them; their trees are not kept."""

from __future__ import annotations

import ast
import functools
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Definition(NamedTuple):
    """A class or a function."""

    name: str
    line: int
    lines: int
    is_function: bool


class Source(NamedTuple):
    """What is counted of a file. Its tree is let go: a million nodes that stay are looked through again and again."""

    lines: int
    docstring: str | None
    imports: list[ast.Import | ast.ImportFrom]
    definitions: list[Definition]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def source_of(path: Path) -> Source:
    """Each file is parsed once, whatever is counted in it."""
    tree = tree_of(path)
    nodes = list(_statements(tree))
    return Source(
        lines=len(path.read_text(encoding="utf-8").splitlines()),
        docstring=ast.get_docstring(tree),
        imports=[node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)],
        definitions=[
            Definition(node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1, is_function)
            for node in nodes
            if (is_function := isinstance(node, _FUNCTIONS)) or isinstance(node, ast.ClassDef)
        ],
    )


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """However deep; not what they are made of, which is most of a tree and holds no import and no definition."""
    ahead: deque[ast.AST] = deque([tree])
    while ahead:
        node = ahead.popleft()
        yield node
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            ahead += getattr(node, part, ())
