"""A dialogue's draft: begun, changed field by field, ended once; which field comes next is the handler's."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.lottery.reading import read_prize, with_field
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


def filled(terms: Terms, field: str, value: str, *, at: int, timezone: str) -> Terms:
    """The field's new value in place of the old; raises what could not be read."""
    if field == "prizes":
        prizes = tuple(read_prize(part.strip()) for part in re.split(r"[|｜\n]", value) if part.strip())
        if not prizes:
            raise NoPrize
        return replace(terms, prizes=prizes)
    emptied = replace(terms, **{name: getattr(_BLANK, name) for name in _PARTS.get(field, (field,))})
    for part in re.split(r"[,，、]", value) if field in _PARTED else [value]:
        if part.strip():
            emptied = with_field(emptied, _field_of(field, part), part.strip(), now=at, timezone=timezone)
    return emptied


_PARTS = {
    "ends": ("ends_at", "people"),
    "if": ("conditions",),
    "least": ("least", "extend"),
    "topic": ("topic", "topic_name"),
}
_PARTED = ("ends", "least")
"""Questions whose answer may have two parts, like `2h, 50 people`, or `10, 24h`: so many, else longer by so much."""


def _field_of(asked: str, part: str) -> str:
    return "extend" if asked == "least" and not part.strip().isdecimal() else asked


async def end(unit: Unit, draft: Draft) -> bool:
    return await drafts.end(unit, id=draft.id)
