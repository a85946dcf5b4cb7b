"""The laws of the house, kept by reading it: who imports whom, how long a function may be, what a module opens with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "storage", "playground", "bench")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
STANDARD = set(__import__("sys").stdlib_module_names)

# Room by room (the longest matching name counts): what it may import beside the standard library and itself.
MAY_IMPORT: dict[str, set[str]] = {
    "bot.domain": set(),
    "storage": {"bot.domain"},
    "storage.database": {"aiosqlite", "storage.migrate", "storage.transaction"},
    "storage.transaction": {"aiosqlite"},
    "bot.services": {"bot.domain", "storage"},
    "bot.services.mood": {"bot.domain", "storage", "numpy", "jieba", "snownlp"},
    "bot.services.schedule": {"bot.domain", "storage", "apscheduler", "borax", "chinese_calendar"},
    "bot.services.keywords": {"bot.domain", "jieba"},
    "bot.texts": {"bot.domain", "msgspec"},
    "bot.pictures": {"bot.texts", "msgspec", "PIL"},
    "handlers": {
        *("telegram", "apscheduler", "bot.domain", "bot.services", "bot.texts", "bot.deeds"),
        *("msgspec", "bot.turn", "bot.entrances", "bot.buttons", "bot.people", "bot.config"),
        "bot.pictures.forms",
    },
    "playground": {"starlette", "uvicorn", "msgspec", "multipart"},
}
SQLITE = {f"storage.{room}" for room in ("database", "transaction", "migrate", "backup", "chat_export")}
HANDLERS_MAY_BE_IMPORTED_BY = {"bot.app", "handlers"}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def room_of(name: str) -> str | None:
    rooms = [room for room in MAY_IMPORT if is_within(name, room)]
    return max(rooms, key=len) if rooms else None


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    name = name_of(path)
    room = room_of(name)
    for imported in imports_of(path):
        top = imported.partition(".")[0]
        if top in ("sqlite3", "aiosqlite"):
            assert name in SQLITE or name.startswith("bench"), f"{name} speaks to SQLite; that is storage/database.py's"
        if top == "handlers":
            assert any(is_within(name, each) for each in HANDLERS_MAY_BE_IMPORTED_BY), f"{name} imports {imported}"
        if room is not None and top not in STANDARD and not is_within(imported, room):
            assert any(is_within(imported, each) for each in MAY_IMPORT[room]), f"{name} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_in_its_first_line_what_lives_there(path: Path) -> None:
    docstring = ast.get_docstring(tree_of(path))
    assert docstring, f"{path} opens without a sentence"
    assert len(docstring.splitlines()[0]) > 20


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250, f"{path} is longer than 250 lines"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 40, f"{path}:{node.lineno} {node.name} has {length} lines"


def test_no_room_is_named_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "common", "manager", "misc", "base"}
    assert not [path for path in MODULES if path.stem in nothing]


def test_an_oversized_function_and_a_wrong_import_would_be_seen(tmp_path: Path) -> None:
    """The guards guard: a module that breaks every law is caught by each."""
    source = "import telegram\nfrom handlers import points\n"
    wrong = tmp_path / "wrong.py"
    wrong.write_text(source, encoding="utf-8")
    assert list(imports_of(wrong)) == ["telegram", "handlers.points"]
    assert room_of("bot.domain.points") == "bot.domain"
    assert not any(is_within("telegram", each) for each in MAY_IMPORT["bot.domain"])


def test_decisions_are_numbered_without_a_gap_and_say_so() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert page.read_text(encoding="utf-8").startswith(f"# {page.name[:4]} "), page.name
