"""A page as HTML: templates with everything escaped, words in the reader's language, nothing of anybody's as markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.console import charts
from bot.console.parts import Anchor, Cell, Columns, Heat, Sheet
from bot.texts.catalog import Locale, plain
from bot.texts.text import Raw, Text, Words

_FOLDER: Final = Path(__file__).parent
STATIC: Final = _FOLDER / "static"


@dataclass(frozen=True, slots=True)
class Way:
    """An entry of a menu."""

    words: Words
    to: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a page: who reads it, where else they can go, and what is needed to press anything.

    `root` leads from the page's address to the console's root; `here` is the page's own address below it, `seen` the
    mark of what is shown.
    """

    locale: Locale
    now: int
    root: str
    here: str = ""
    name: str = ""
    group: str = ""
    ways: Sequence[Way] = ()
    groups: Sequence[Way] = ()
    notices: Sequence[Words] = ()
    csrf: str = ""
    once: str = ""
    seen: str = ""


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["kind"] = lambda part: type(part).__name__
    made.globals["width"], made.globals["left"] = charts.WIDTH, charts.LEFT
    made.filters["shown"] = charts.shown
    return made


_ENVIRONMENT = _environment()


def page(sheet: Sheet, around: Around) -> str:
    return _rendered("page.html", around, sheet=sheet)


def alone(template: str, around: Around, **values: object) -> str:
    """A page without a session: what is wrong, or the Mini App's first page."""
    return _rendered(template, around, **values)


def parts(sheet: Sheet, around: Around) -> str:
    """What changes on a page while it is looked at."""
    return _rendered("parts.html", around, sheet=sheet)


def _rendered(template: str, around: Around, **values: object) -> str:
    def say(cell: Cell) -> str:
        return plain(_words(cell), around.locale, now=around.now)

    def sentence(key: str, **args: str | int) -> str:
        return plain(Text(key, dict(args)), around.locale)

    def draw(part: Columns | Heat) -> charts.Drawing:
        return charts.drawn(part, say)

    values |= {"around": around, "draw": draw, "say": say, "t": sentence}
    values |= {"languages": _LANGUAGES, "is_anchor": _is_anchor}
    return _ENVIRONMENT.get_template(template).render(values)


_LANGUAGES: Mapping[Locale, str] = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English"}


def _is_anchor(cell: Cell) -> bool:
    return isinstance(cell, Anchor)


def _words(cell: Cell) -> Words:
    match cell:
        case Anchor(words):
            return words
        case str():
            return Raw(cell)
        case int() | float():
            return Raw(charts.shown(cell))
        case Text() | Raw():
            return cell
        case _:
            return Text("console.as_it_is", {"words": cell})
