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
    emptied = _emptied(terms, field)
    if not value:
        return emptied
    parts = re.split(r"[,，、]", value) if field == "ends" else [value]
    for part in parts:
        emptied = with_field(emptied, field, part.strip(), now=at, timezone=timezone)
    return emptied


def _emptied(terms: Terms, field: str) -> Terms:
    names = {"ends": ("ends_at", "people"), "if": ("conditions",)}.get(field, (field,))
    return replace(terms, **{name: getattr(_BLANK, name) for name in names})


async def end(unit: Unit, draft: Draft) -> bool:
    return await drafts.end(unit, id=draft.id)
