"""Words become what Telegram shows: HTML with every argument escaped, or plain text; sending does not live here."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import cache, lru_cache, partial
from html import escape, unescape
from zoneinfo import ZoneInfo

from bot.domain.names import short
from bot.texts.commands import CommandWords, commands
from bot.texts.fold import fold, phrase_of, phrases
from bot.texts.sentences import LOCALES, Locale, MissingSentenceError, locale_of, report_gap, sentence
from bot.texts.shorten import MESSAGE_LIMIT, shorten, shorten_plain
from bot.texts.text import Argument, Lines, Link, Markup, Raw, Text, When, Who, Words

__all__ = [
    "LOCALES",
    "CommandWords",
    "Locale",
    "MissingSentenceError",
    "commands",
    "fold",
    "locale_of",
    "phrase_of",
    "phrases",
    "plain",
    "render",
    "shorten",
    "shorten_plain",
]

PLACEHOLDER = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<one>[^|{}]*)\|(?P<many>[^|{}]*))?\}")
"""`{name}` takes the argument; `{n:point|points}` takes the first word when the argument is 1, else the second."""

TAG = re.compile(r"<[^<>]*>")
_FAR = 300 * 86400
"""Seconds from which on a day and a month alone may be taken for those of another year."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Style:
    template: Callable[[str], str]
    quote: Callable[[str], str]
    mention: Callable[[Who, str], str]
    link: Callable[[Link], str]
    now: int = 0


def render(words: Words, locale: str, *, now: int = 0) -> str:
    """Telegram HTML, at most 4096 characters once parsed; dates far from `now` (epoch seconds) show their year."""
    return shorten(_fill(words, locale_of(locale), style=replace(_HTML, now=now)))


def plain(words: Words, locale: str, *, most: int = MESSAGE_LIMIT, now: int = 0) -> str:
    """The same without markup, for toasts (`most=200`), button labels and poll options."""
    return shorten_plain(_fill(words, locale_of(locale), style=replace(_PLAIN, now=now)), most)


def _fill(value: Argument, locale: Locale, *, style: _Style) -> str:
    match value:
        case Text(key, args):
            template = style.template(sentence(key, locale))
            shown = PLACEHOLDER.sub(partial(_argument, key, args, locale, style), template)
        case Lines(of):
            shown = "\n".join(_fill(line, locale, style=style) for line in of)
        case Who(name=name):
            shown = style.mention(value, short(name) or sentence("general.somebody", locale))
        case Link():
            shown = style.link(value)
        case When():
            shown = style.quote(_moment(value, locale, now=style.now))
        case Raw(words):
            shown = style.quote(words)
        case Markup(html):
            shown = style.template(html)
        case float():
            shown = f"{value:.10g}"
        case _:
            shown = style.quote(str(value))
    return shown


def _argument(key: str, args: dict[str, Argument], locale: Locale, style: _Style, match: re.Match[str]) -> str:
    name, one, many = match["name"], match["one"], match["many"]
    if name not in args:
        report_gap(f"no argument {name!r} for {key!r}")
        return "…"
    if one is not None:
        return one if args[name] == 1 else many
    return _fill(args[name], locale, style=style)


def _moment(when: When, locale: Locale, *, now: int) -> str:
    local = datetime.fromtimestamp(when.at, _zone(when.zone))
    month = f"{local:%b}" if locale == "en" else str(local.month)
    parts: dict[str, Argument] = {"month": month, "day": local.day, "clock": f"{local:%H:%M}", "year": str(local.year)}
    parts["weekday"] = Text(f"general.weekday_{local.isoweekday()}")
    is_far = now and when.form not in {"time", "month"} and abs(when.at - now) > _FAR
    key = f"general.when_{when.form}{'_far' if is_far else ''}"
    return _fill(Text(key, parts), locale, style=_PLAIN)


@cache
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError):  # an unknown name is both kinds of error, by platform
        _log.error("unknown time zone %r, showing UTC", name)
        return UTC


@lru_cache(2048)
def _without_markup(template: str) -> str:
    return unescape(TAG.sub("", template))


_UNRULY = dict.fromkeys((0, *range(0x202A, 0x202F)))
"""What would turn the words after it round (embeddings and overrides of direction), and what is no character at all."""


def _tame(words: str) -> str:
    return words.translate(_UNRULY)


def _escaped(words: str) -> str:
    return escape(_tame(words))


def _link(who: Who, name: str) -> str:
    """A channel is named alone: nobody is called by it."""
    if who.id < 0:
        return _escaped(name)
    return f'<a href="tg://user?id={who.id}">{_escaped(name)}</a>'


def _leading(link: Link) -> str:
    return f'<a href="{escape(link.url)}">{_escaped(link.words)}</a>' if link.url else _escaped(link.words)


_HTML = _Style(template=str, quote=_escaped, mention=_link, link=_leading)
_PLAIN = _Style(
    template=_without_markup, quote=_tame, mention=lambda _, name: _tame(name), link=lambda link: _tame(link.words)
)
