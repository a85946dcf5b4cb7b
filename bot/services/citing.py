"""What stands written of earlier sanctions: which rule they cite, and what whoever they struck was called."""

from __future__ import annotations

from dataclasses import replace

from storage import sanctions
from storage.database import Reader, Unit
from storage.sanctions import Sanction


async def cite(unit: Unit, sanction: Sanction, *, rule: int) -> Sanction:
    """A moderator says which rule it was against; so was what followed from it."""
    await sanctions.cite(unit, sanction.id, rule=rule)
    return replace(sanction, rule=rule)


async def cited_for(reader: Reader, why: str, *, chat_id: int, since: int) -> int:
    """Which rule moderators cite for what the guard goes by, since the rules are as they are; 0 for none yet."""
    return await sanctions.cited_for(reader, why, chat_id=chat_id, since=since)


async def name_of(reader: Reader, target_id: int, *, chat_id: int) -> str:
    """What whoever something was done to was called then; empty where nothing was."""
    return await sanctions.name_of(reader, target_id, chat_id=chat_id)
