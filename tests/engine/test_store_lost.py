"""The law of a lost store: nothing that catches whatever goes wrong takes it for a bug of ours.

The bot begins anew when its store is back, so what was under way lets the error through. A handler that logs it would
write a traceback for what is no bug; one that goes on would drop what only waits.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LETS_THROUGH = {"StoreLostError", "StoreTroubleError"}
ALLOWED = {
    ("bot/console/showing.py", "act"): "raises it again",
    ("bot/console/web.py", "__call__"): "a page that could not be made is said in the log, whatever it was",
    ("bot/operations/deployment.py", "_keep"): "begins that bot anew, which is what a lost store asks for",
    ("bot/services/mood/pulse.py", "begin"): "loads a file, no store",
    ("handlers/kb/answering.py", "prepare"): "compares in memory",
    ("handlers/mood/command.py", "prepare"): "scores in memory",
}


def catching_all() -> Iterator[tuple[str, str, set[str]]]:
    """Where all errors of something awaited are caught: the file, the function, and what is caught before."""
    for path in sorted(each for room in ("bot", "handlers", "storage") for each in (ROOT / room).rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Try) and awaits(node.body):
                        caught = [names(each) for each in node.handlers]
                        if {"Exception"} in caught:
                            before = caught[: caught.index({"Exception"})]
                            yield str(path.relative_to(ROOT)), function.name, set[str]().union(*before)


def awaits(body: list[ast.stmt]) -> bool:
    waiting = ast.Await | ast.AsyncWith | ast.AsyncFor
    return any(isinstance(node, waiting) for each in body for node in ast.walk(each))


def names(handler: ast.ExceptHandler) -> set[str]:
    return {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)} if handler.type else {"Exception"}


def test_what_catches_everything_lets_a_lost_store_through() -> None:
    found = list(catching_all())
    assert len(found) > 10
    wrong = {(file, function) for file, function, before in found if not before & LETS_THROUGH}
    assert wrong == set(ALLOWED)
