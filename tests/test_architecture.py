"""The laws of the house, kept by reading it: who imports whom, how long a function may be, what a module opens with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import house
from bench.sources import Definition, source_of
from tests.every import for_every

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "storage", "playground", "bench")
PATHS = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
AROUND = sorted(path for room in ("tests", "training") for path in (ROOT / room).rglob("*.py"))
TESTS = [path for path in AROUND if path.name.startswith("test_")]
STANDARD = set(__import__("sys").stdlib_module_names)

# Room by room (the longest matching name counts): what it may import beside the standard library and itself.
MAY_IMPORT: dict[str, set[str]] = {
    "bot.domain": set(),
    "storage": {"bot.domain"},
    "storage.database": {"storage.engines", "storage.workers"},
    "storage.engines": {"aiosqlite", "asyncpg", "storage"},
    "bot.services": {"bot.domain", "storage"},
    "bot.services.mood": {"bot.domain", "storage", "numpy", "jieba", "snownlp"},
    "bot.services.schedule": {"bot.domain", "storage", "apscheduler", "borax", "chinese_calendar"},
    "bot.services.events.calendar": {"bot.domain", "icalendar"},
    "bot.services.keywords": {"bot.domain", "jieba"},
    "bot.texts": {"bot.domain", "msgspec"},
    "bot.pictures": {"bot.texts", "msgspec", "PIL"},
    "bot.botapi": {"telegram", "aiohttp", "msgspec", "bot.domain"},
    "bot.botapi.wire": {"telegram", "aiohttp", "bot.domain", "bot.botapi", "msgspec", "storage.database"},
    "bot.state": {"bot.botapi", "bot.config", "bot.domain", "bot.texts", "storage"},
    "bot.outbox": {
        *("bot.botapi", "bot.clock", "bot.pictures", "bot.services", "bot.domain", "bot.texts", "storage"),
        *("telegram", "msgspec"),
    },
    "bot.engine": {
        *("bot.botapi", "bot.state", "bot.outbox", "bot.clock", "bot.config", "bot.doctor", "bot.sealing"),
        *("bot.domain", "bot.services", "bot.texts", "storage", "telegram", "msgspec", "aiohttp"),
    },
    "bot.console": {
        *("starlette", "uvicorn", "jinja2", "msgspec"),
        *("bot.domain", "bot.engine", "bot.services", "bot.texts", "storage.database"),
    },
    "handlers": {
        *("telegram", "apscheduler", "bot.domain", "bot.services", "bot.texts", "bot.outbox.actions"),
        *(
            "msgspec",
            "bot.engine.turn",
            "bot.engine.entrances",
            "bot.engine.echoing",
            "bot.engine.fast_path",
            "bot.engine.woken",
            "bot.engine.awaiting",
            "bot.engine.buttons",
            "bot.engine.shortcuts",
            "bot.engine.vanishing",
            "bot.engine.looks",
            "bot.engine.moderated",
            "bot.engine.paged",
            "bot.console.links",
            "bot.console.parts",
            "bot.botapi.people",
        ),
        "bot.botapi.replies",
        *("bot.config", "bot.pictures.forms"),
    },
    "playground": {"starlette", "uvicorn", "msgspec", "multipart"},
}
SQLITE = {
    f"storage.{room}"
    for room in (
        "engines.sqlite",
        "engines.sqlite_end",
        "engines.sqlite_rows",
        "engines.sqlite_thread",
        "schema_migrations",
        "backup",
        "chat_export",
    )
}
HANDLERS_MAY_BE_IMPORTED_BY = {"bot.app", "handlers"}


def imports_of(path: Path) -> Iterator[str]:
    for node in source_of(path).imports:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions_of(path: Path) -> list[Definition]:
    return [each for each in source_of(path).definitions if each.is_function]


def is_within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def room_of(name: str) -> str | None:
    rooms = [room for room in MAY_IMPORT if is_within(name, room)]
    return max(rooms, key=len) if rooms else None


def may_import(name: str, imported: str) -> bool:
    top = imported.partition(".")[0]
    room = room_of(name)
    if top in ("sqlite3", "aiosqlite"):
        return name in SQLITE or is_within(name, "bench")
    if top == "handlers" and not any(is_within(name, each) for each in HANDLERS_MAY_BE_IMPORTED_BY):
        return False
    if room is None or top in STANDARD or is_within(imported, room):
        return True
    return any(is_within(imported, each) for each in MAY_IMPORT[room])


@for_every(PATHS)
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    name = house.name_of(path)
    assert [imported for imported in imports_of(path) if not may_import(name, imported)] == []


@for_every(PATHS)
def test_a_module_says_in_its_first_line_what_lives_there(path: Path) -> None:
    docstring = source_of(path).docstring
    assert docstring, "opens without a sentence"
    assert len(docstring.splitlines()[0]) > 20


@for_every(PATHS + AROUND)
def test_modules_and_functions_stay_small(path: Path) -> None:
    assert source_of(path).lines <= 250, "the module is longer than 250 lines"
    assert [f"{each.name} in line {each.line}" for each in functions_of(path) if each.lines > 40] == []


def test_what_the_quick_loop_asks_of_texts_and_rules_waits_for_no_bot() -> None:
    quick = [path for path in TESTS if path.parent.name in ("domain", "texts")]
    slow = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in quick
        for name in imports_of(path)
        if any(is_within(name, room) for room in ("handlers", "bot.app", "tests.story"))
    ]
    assert len(quick) > 15
    assert not slow, slow


def test_what_a_message_replies_to_is_told_in_one_place() -> None:
    naive = [path for path in (ROOT / "handlers").rglob("*.py") if "reply_to_message" in path.read_text("utf-8")]
    assert naive == [], "ask bot.botapi.replies.answered: Telegram shows replies that nobody gave"


def test_no_room_is_named_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "common", "manager", "misc", "base"}
    assert not [path for path in PATHS if path.stem in nothing]


@for_every(TESTS)
def test_every_test_is_named_by_a_whole_sentence(path: Path) -> None:
    halves = ("test_and_", "test_or_", "test_nor_", "test_but_")
    assert [each.name for each in functions_of(path) if each.name.startswith(halves)] == []


HIDDEN = """\
try:
    import a
except ImportError:
    import b
else:
    import c
finally:
    import d
match a:
    case 1:
        import e
while b:
    with c:
        import f
class C:
    async def g():
        import g
"""


def test_a_module_that_breaks_the_laws_is_seen(tmp_path: Path) -> None:
    """The guards guard: an import out of bounds and a function too long are read out of a source."""
    source = "import telegram\nfrom handlers import points\ndef f():\n" + "    pass\n" * 40 + HIDDEN
    wrong = tmp_path / "wrong.py"
    wrong.write_text(source)
    assert set(imports_of(wrong)) == {"telegram", "handlers.points", *"abcdefg"}
    assert [(each.name, each.line, each.lines) for each in functions_of(wrong)] == [("f", 3, 41), ("g", 59, 2)]
    assert room_of("bot.domain.points") == "bot.domain"
    assert not any(is_within("telegram", each) for each in MAY_IMPORT["bot.domain"])


def test_a_walk_names_every_case_that_fails() -> None:
    @for_every([1, 2, 3], ["a"])
    def odd(number: int, _letter: str) -> None:
        assert number % 2

    with pytest.raises(pytest.fail.Exception, match=r"1 failing:\n2, a: AssertionError"):
        odd()


def test_decisions_are_numbered_without_a_gap_and_say_so() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        head = page.read_text(encoding="utf-8").splitlines()[0]
        assert head.startswith(f"# {page.name[:4]} "), page.name
        assert f"| [{page.name[:4]}]({page.name}) | {head[7:]} |" in index, f"{page.name} is not in the index"


def test_the_picture_of_the_rooms_is_drawn_from_the_code() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert house.picture() in page, "draw it anew: python -m bench house --picture"


def test_the_page_names_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path.name for path in (ROOT / "bot").iterdir() if (path / "__init__.py").is_file()]
    assert not [room for room in rooms if f"`bot/{room}`" not in page]


def test_the_rooms_and_their_arrows_stay_few_and_without_a_circle() -> None:
    assert len(list((ROOT / "bot").glob("*.py"))) <= 8
    assert [path.name for path in (ROOT / "handlers").glob("*.py")] == ["__init__.py"]
    arrows = house.arrows("bot", depth=2)
    assert len({each for pair in arrows for each in pair}) <= 20
    assert len(arrows) <= 80
    assert not house.circles(arrows)
    assert not house.circles(house.arrows("playground", depth=9))


def test_no_name_is_made_of_a_word_that_gave_way_to_the_fields_own() -> None:
    assert not house.former_words()


def test_a_circle_and_a_former_word_would_be_seen() -> None:
    """The guards guard."""
    assert house.circles({("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")}) == [{"a", "b", "c"}]
    assert house.FORMER_WORDS.search("post deeds")
    assert not house.FORMER_WORDS.search("indeed")
