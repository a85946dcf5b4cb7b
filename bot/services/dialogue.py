"""A draft that is put together by questions and buttons: begun, changed answer by answer, ended once."""

from __future__ import annotations

from bot.domain.dialogue import Draft
from bot.domain.refusals import NotYourButton, OldButton
from storage import dialogue
from storage.database import Reader, Unit

begin = dialogue.begin
known = dialogue.draft
change = dialogue.change


async def draft_of(reader: Reader, number: int, *, user_id: int, chat_id: int) -> Draft:
    """Raises OldButton for one that is over or is held elsewhere, NotYourButton for somebody else's."""
    draft = await dialogue.draft(reader, number)
    if draft is None or draft.chat_id != chat_id:
        raise OldButton
    if draft.user_id != user_id:
        raise NotYourButton
    return draft


async def end(unit: Unit, draft: Draft) -> bool:
    """Whether it still stood."""
    return await dialogue.end(unit, draft.id)
