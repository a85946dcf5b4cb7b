"""Every sentence of the catalogs as it is written, for the tests that walk them all."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from bot.texts.catalog import PLACEHOLDER, Locale
from bot.texts.sentences import catalog_file
from bot.texts.text import Text

ROOT = Path(__file__).parents[2]


FEATURES = sorted(path.stem for path in (ROOT / "bot/texts/zh-Hans").glob("*.toml"))


KEYS = [f"{feature}.{name}" for feature in FEATURES for name in catalog_file("zh-Hans", feature)]


SENTENCES = [key for key in KEYS if not key.startswith("commands.")]


TELEGRAM_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}


class Markup(HTMLParser):
    """What a reader of Telegram's HTML finds: tags in order, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TELEGRAM_TAGS, tag
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag
        self.tags.append("/" + tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def template(key: str, locale: Locale) -> str:
    feature, _, name = key.partition(".")
    return catalog_file(locale, feature)[name]


def placeholders(key: str, locale: Locale) -> set[str]:
    return {found["name"] for found in PLACEHOLDER.finditer(template(key, locale))}


def units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def filled(key: str, argument: str = "x") -> Text:
    return Text(key, dict.fromkeys(placeholders(key, "zh-Hans"), argument))
