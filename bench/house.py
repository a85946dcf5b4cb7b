"""The counts by which the house stays walkable: rooms, arrows, circles, words, sizes; read from the code alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.report import table, verdict
from bench.sources import source_of

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "storage", "playground", "bench", "training", "tests")

FORMER_WORDS = re.compile(
    r"(?i)(?<![a-z])(deeds?|ears|wishes|aftermath|crowding|forecast|knobs?|leaf|doubt|fleeting|rests|chatter)(?![a-z])"
)
"""Words of the house's own that gave way to the field's; no module, class or public function is named so."""


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path: Path) -> Iterator[str]:
    """Every dotted name that the module imports, wherever in it; a package itself where a name of its own is taken."""
    for node in source_of(path).imports:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from names
            if not all(_is_module(name) for name in names):
                yield node.module


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


def arrows(room: str, *, depth: int) -> set[tuple[str, str]]:
    """Pairs of modules, cut to `depth` parts of their names, of which the first imports the second."""
    known = {name_of(path): path for path in modules(room)}
    found = set()
    for name, path in known.items():
        for imported in imports_of(path):
            if imported in known:
                pair = (_cut(name, depth), _cut(imported, depth))
                if pair[0] != pair[1]:
                    found.add(pair)
    return found


def _cut(name: str, depth: int) -> str:
    return ".".join(name.split(".")[:depth])


def circles(pairs: set[tuple[str, str]]) -> list[set[str]]:
    """Groups of names that reach each other (strongly connected components), by Kosaraju's algorithm."""
    there: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for first, second in pairs:
        there.setdefault(first, set()).add(second)
        back.setdefault(second, set()).add(first)
    order: list[str] = []
    seen: set[str] = set()
    for name in sorted({each for pair in pairs for each in pair}):
        _finish(name, there, seen, order)
    found: list[set[str]] = []
    seen.clear()
    for name in reversed(order):
        group: list[str] = []
        _finish(name, back, seen, group)
        if len(group) > 1:
            found.append(set(group))
    return found


def _finish(name: str, ways: dict[str, set[str]], seen: set[str], order: list[str]) -> None:
    """Depth first without recursion; `order` gains the names as they are finished."""
    stack = [(name, False)]
    while stack:
        here, is_done = stack.pop()
        if is_done:
            order.append(here)
        elif here not in seen:
            seen.add(here)
            stack.append((here, True))
            stack += [(each, False) for each in ways.get(here, ())]


def former_words() -> list[str]:
    """Modules, classes and public functions that are still named by a word that gave way."""
    return [
        f"{name_of(path)}: {name}"
        for room in ROOMS
        for path in modules(room)
        for name in _public_names(path)
        if FORMER_WORDS.search(_spaced(name))
    ]


def _public_names(path: Path) -> Iterator[str]:
    yield path.stem
    for each in source_of(path).definitions:
        if not each.is_function or not each.name.startswith(("_", "test_")):
            yield each.name


def _spaced(name: str) -> str:
    """`SendQueue` and `send_queue` as words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ")


def function_sizes() -> list[int]:
    """Lines of every function, tests included."""
    return [
        each.lines
        for room in ROOMS
        for path in modules(room)
        for each in source_of(path).definitions
        if each.is_function
    ]


def picture() -> str:
    """The rooms as a Mermaid graph, an arrow leads to what is imported; ways that lead round are left out."""
    pairs = {
        (_room(first), _room(second))
        for top in ("bot", "handlers", "storage", "playground")
        for path in modules(top)
        for first in [name_of(path)]
        for second in imports_of(path)
        if second.split(".")[0] in ("bot", "handlers", "storage", "playground")
    }
    pairs = {(first, second) for first, second in pairs if first != second and "" not in (first, second)}
    ways = {first: {there for here, there in pairs if here == first} for first, _ in pairs}
    shown = sorted(
        (first, second)
        for first, second in pairs
        if not any(second in _reach(other, ways) for other in ways[first] - {second})
    )
    return "\n".join(["graph TD", *(f"    {first} --> {second}" for first, second in shown)]) + "\n"


def _room(name: str) -> str:
    """`bot.engine` of `bot.engine.turn`; modules directly in `bot` are its entrance, `app`, or go with nobody."""
    parts = name.split(".")
    if parts[0] != "bot":
        return parts[0]
    if len(parts) == 1:
        return ""
    is_folder = (ROOT / "bot" / parts[1]).is_dir()
    return parts[1] if is_folder or parts[1] == "app" else ""


def _reach(name: str, ways: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = [name]
    while ahead:
        for each in ways.get(ahead.pop(), set()) - found:
            found.add(each)
            ahead.append(each)
    return found


def report() -> bool:
    """Print the counts; whether all are within their bounds."""
    sizes = function_sizes()
    short = sum(size <= 20 for size in sizes)
    long_modules = [path for room in ROOMS for path in modules(room) if source_of(path).lines > 250]
    rows = []
    for room in ("bot", "handlers", "storage", "playground"):
        pairs = arrows(room, depth=2)
        rows.append((room, len({each for pair in pairs for each in pair}), len(pairs), len(circles(pairs))))
    table(("room", "rooms in it", "arrows", "circles"), rows)
    table(("functions", "median", "longest"), [(len(sizes), median(sizes), max(sizes))])
    bot = arrows("bot", depth=2)
    for word in former_words():
        print(word)
    return all(
        [
            verdict("modules directly in bot/", len(list((ROOT / "bot").glob("*.py"))), bound=8),
            verdict("modules directly in handlers/", len(list((ROOT / "handlers").glob("*.py"))), bound=3),
            verdict("rooms of bot/", len({each for pair in bot for each in pair}), bound=20),
            verdict("arrows of bot/", len(bot), bound=80),
            verdict("circles of bot/", len(circles(bot)), bound=0),
            verdict("circles of playground/", len(circles(arrows("playground", depth=9))), bound=0),
            verdict("names by words that gave way", len(former_words()), bound=0),
            verdict("functions over 40 lines", sum(size > 40 for size in sizes), bound=0),
            verdict("share of functions within 20 lines", short / len(sizes), bound=0.97, is_least=True),
            verdict("modules over 250 lines", len(long_modules), bound=0),
        ]
    )
