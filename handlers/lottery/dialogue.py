"""/lottery new, step by step: prizes, when it ends, who may enter; all else waits behind a button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.dialogue import Draft
from bot.domain.grammar.lines import Written
from bot.domain.grammar.moments import Here
from bot.domain.grammar.reading import Understood
from bot.domain.grammar.spans import read_span
from bot.domain.lottery.answers import BLANK, filled, terms_of
from bot.domain.lottery.reading import read_line
from bot.domain.lottery.terms import Terms
from bot.domain.people import Group
from bot.engine.turn import Turn
from bot.services import topics
from bot.texts.text import Raw, Text, Words, text
from handlers.dialogue.declaring import Choice, Dialogue, Read, Step, as_date, brief, when
from handlers.dialogue.screens import here_of
from handlers.lottery import words
from handlers.lottery.drawing import require
from handlers.lottery.meaning import meant
from handlers.lottery.opening import check_phrase, open_in
from handlers.lottery.questions import CHOICES, LABELS, QUESTIONS
from handlers.lottery.trying import rehearsed

_WIDE: Final = ("if", "least")
"""Choices that a phone would cut off side by side."""


def read_answers(line: str, here: Here) -> Written:
    read = read_line(line, here=here)
    return Written(read.answers, read.doubts)


def _field(name: str) -> Read:
    """As it is written, if it can be read: whoever writes the field's word as well means the same."""

    def read(words: str, here: Here) -> str:
        terms = filled(BLANK, name, words, here)
        is_date = name == "ends" and terms.ends_at and not terms.people and not isinstance(read_span(words), Understood)
        return as_date(lambda *_: terms.ends_at)(words, here) if is_date else words

    return read


async def _known(turn: Turn, draft: Draft) -> Sequence[Choice]:
    """The group's topics."""
    found = await topics.known(turn.reads, chat_id=draft.for_chat)
    return [(each.name, Raw(each.name)) for each in found if each.name]


def _is_forum(group: Group) -> bool:
    return group.is_forum


async def _terms(turn: Turn, draft: Draft) -> Terms:
    """As they would be opened now."""
    group = turn.chats.group(draft.for_chat)
    terms = await meant(turn, group, terms_of(draft.given, here_of(turn, draft)))
    await check_phrase(turn, group, terms)
    return terms


async def _preview(turn: Turn, draft: Draft) -> Sequence[Text]:
    """The card as it would be."""
    terms = await _terms(turn, draft)
    terms_shown = words.terms_lines(terms, ends_at=terms.ends_at, zone=turn.chats.group(draft.for_chat).timezone)
    return [text("lottery.preview", name=terms.name), *terms_shown]


async def _tried(turn: Turn, draft: Draft) -> Sequence[Text]:
    return await rehearsed(turn, turn.chats.group(draft.for_chat), await _terms(turn, draft))


async def _finish(turn: Turn, draft: Draft) -> Words:
    group = turn.chats.group(draft.for_chat)
    opened = await open_in(turn, group, await _terms(turn, draft), topic=draft.topic)
    return text("lottery.opened_there", id=opened.id, group=group.title)


def _step(name: str) -> Step:
    return Step(
        name,
        LABELS[name],
        QUESTIONS[name],
        _field(name),
        when if name == "ends" else brief,
        choices=CHOICES.get(name, ()),
        known=_known if name == "topic" else None,
        spread=read_answers if name == "prizes" else None,
        order="needed" if name == "prizes" else "asked" if name in ("ends", "if") else "more",
        is_wide=name in _WIDE,
        fits=_is_forum if name == "topic" else lambda _: True,
    )


DIALOGUE: Final = Dialogue(
    name="lottery",
    title=text("dialogue.lottery"),
    steps=tuple(
        map(
            _step,
            ("prizes", "ends", "if", "title", "price", "tickets", "reserves", "claim", "least", "phrase", "rest",
             "public", "topic"),
        )
    ),
    require=require,
    preview=_preview,
    finish=_finish,
    open_label=text("lottery.button_open"),
    try_label=text("lottery.button_try"),
    tried=_tried,
)  # fmt: skip
