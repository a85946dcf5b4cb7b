"""How feedback is shown: a card for the desk, a page for its author, a line in a list; nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.buttons import pack, press
from bot.deeds import Key, Keys
from bot.domain.feedback import Done, Ticket, alias
from bot.texts.fold import fold
from bot.texts.sentences import LOCALES, sentence
from bot.texts.text import Argument, Lines, Raw, Text, When, Who, text

_SHORT = 40


@press("fd")
@dataclass(frozen=True, slots=True)
class AtDesk:
    """A button of the card; `other` is the ticket to merge into."""

    number: int
    what: Literal["claim", "answer", "close", "block", "merge"]
    other: int


@press("fj")
@dataclass(frozen=True, slots=True)
class Joins:
    """+1: the author of a new feedback would rather join an earlier one."""

    number: int
    other: int


@press("fs")
@dataclass(frozen=True, slots=True)
class Rated:
    number: int
    score: int


def card_name(number: int) -> str:
    return f"feedback:{number}:card"


def card(one: Ticket, done: list[Done], *, zone: str, title: str, like: Ticket | None = None) -> Lines:
    lines = [
        text("feedback.card", number=one.id, category=_category(one), who=by(one), group=title),
        text("feedback.card_words", words=Raw(one.words)),
    ]
    if one.about:
        lines.append(text("feedback.card_about", link=f"https://t.me/c/{_short_id(one.chat_id)}/{one.about}"))
    if like is not None:
        lines.append(text("feedback.card_like", number=like.id, words=Raw(cut(like.words))))
    lines.append(text("feedback.card_state", state=state(one), due=When(one.due_at, zone)))
    lines += [_done(each, zone=zone) for each in done]
    return Lines(lines)


def card_keys(one: Ticket, like: Ticket | None = None) -> Keys:
    if one.state in ("closed", "merged"):
        return []
    row = [
        Key(text("feedback.button_claim"), pack(AtDesk(one.id, "claim", 0))),
        Key(text("feedback.button_answer"), pack(AtDesk(one.id, "answer", 0))),
        Key(text("feedback.button_close"), pack(AtDesk(one.id, "close", 0))),
    ]
    more: list[Key] = []
    if like is not None:
        more.append(Key(text("feedback.button_merge", number=like.id), pack(AtDesk(one.id, "merge", like.id))))
    if one.is_anonymous:
        more.append(Key(text("feedback.button_block"), pack(AtDesk(one.id, "block", 0))))
    return [row, more] if more else [row]


def page(one: Ticket, done: list[Done], *, zone: str) -> Lines:
    """What its author sees: how far it got, and what was said."""
    lines = [
        text("feedback.page", number=one.id, state=state(one), when=When(one.given_at, zone)),
        text("feedback.card_words", words=Raw(cut(one.words))),
    ]
    if one.merged_id:
        lines.append(text("feedback.page_merged", number=one.merged_id))
    lines += [_done(each, zone=zone) for each in done if each.deed in ("ask", "answer", "close", "add")]
    return Lines(lines)


def line(one: Ticket) -> Text:
    return text("feedback.line", number=one.id, state=state(one), words=Raw(cut(one.words)))


def _done(each: Done, *, zone: str) -> Text:
    who: Argument = text("feedback.the_author") if each.actor_id == 0 else each.actor_name or text("general.somebody")
    told = text(f"feedback.did_{each.deed}", who=who, when=When(each.at, zone))
    return text("feedback.did_words", what=told, words=Raw(each.words)) if each.words else told


def by(one: Ticket) -> Argument:
    if one.is_anonymous:
        return text("feedback.anonymous", alias=alias(one.voice, one.chat_id))
    return Who(one.user_id, one.name)


def state(one: Ticket) -> Text:
    return text(f"feedback.state_{one.state}")


def _category(one: Ticket) -> Text:
    return text(f"feedback.category_{one.category}")


def cut(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= _SHORT else shown[: _SHORT - 1] + "…"


def _short_id(chat_id: int) -> str:
    return str(chat_id).removeprefix("-100").removeprefix("-")


@cache
def words_of(key: str) -> list[str]:
    """A list of words in every language, folded."""
    return [fold(each) for locale in LOCALES for each in sentence(key, locale).split("\n")]


def first_of(words: str) -> tuple[str, str]:
    """The first word and the rest, by any kind of space."""
    first, *rest = words.split(maxsplit=1) or [""]
    return first, rest[0].strip() if rest else ""
