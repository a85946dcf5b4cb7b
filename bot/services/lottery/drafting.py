"""A dialogue's draft: begun, changed field by field, ended once; which field comes next is the handler's."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.grammar.fields import parts_of
from bot.domain.grammar.moments import Here
from bot.domain.lottery.fields import FIELDS, with_field
from bot.domain.lottery.reading import read_prize
from bot.domain.lottery.refusals import NoPrize
from bot.domain.lottery.terms import Draft, Terms
from bot.domain.refusals import NotYourButton, OldButton
from storage.database import Reader, Unit
from storage.lottery import drafts

_BLANK = Terms(prizes=())


async def begin(unit: Unit, *, chat_id: int, user_id: int, for_chat: int, topic: int, at: int) -> Draft:
    return await drafts.begin(
        unit, chat_id=chat_id, user_id=user_id, for_chat=for_chat, topic=topic, terms=_BLANK, at=at
    )


async def draft_of(reader: Reader, *, draft_id: int, user_id: int) -> Draft:
    """Raises OldButton for one that is over, NotYourButton for another moderator's."""
    found = await drafts.draft(reader, id=draft_id)
    if found is None:
        raise OldButton
    if found.user_id != user_id:
        raise NotYourButton
    return found


async def ask(unit: Unit, draft: Draft, field: str, *, at: int) -> Draft:
    await drafts.change(unit, id=draft.id, terms=draft.terms, asks=field, at=at)
    return replace(draft, asks=field)


async def change(unit: Unit, draft: Draft, terms: Terms, *, at: int) -> Draft:
    await drafts.change(unit, id=draft.id, terms=terms, asks="", at=at)
    return replace(draft, terms=terms, asks="")


def filled(terms: Terms, name: str, value: str, here: Here) -> Terms:
    """The field's new value in place of the old; raises what could not be read."""
    if name == "prizes":
        prizes = tuple(read_prize(part) for part in parts_of(value))
        if not prizes:
            raise NoPrize
        return replace(terms, prizes=prizes)
    emptied = replace(terms, **{part: getattr(_BLANK, part) for part in _PARTS.get(name, (name,))})
    if not value.strip():
        return emptied
    if name == "least" and len(parts := [part for part in re.split(r"[,，、]", value) if part.strip()]) > 1:
        for part, field in zip(parts, ("least", "extend"), strict=False):
            emptied = with_field(emptied, field, part, here=here)
        return emptied
    return with_field(emptied, name, _value_of(name, value), here=here)


def _value_of(name: str, answer: str) -> str:
    """Whoever writes the field's word as well means the same."""
    found = FIELDS.read(answer)
    return found.value if found is not None and found.name == name and found.value else answer


_PARTS = {
    "ends": ("ends_at", "people"),
    "if": ("conditions",),
    "least": ("least", "extend"),
    "topic": ("topic", "topic_name"),
}


async def end(unit: Unit, draft: Draft) -> bool:
    return await drafts.end(unit, id=draft.id)
