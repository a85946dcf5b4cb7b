"""Consent to the mood check, kept with its version and date, and in mind for the light path."""

from __future__ import annotations

from bot.domain.consent import Consent, Consents
from storage import consent
from storage.database import Reader, Unit


async def load(reader: Reader, consents: Consents) -> None:
    consents.load(await consent.agreed(reader))


async def of(reader: Reader, *, user_id: int) -> Consent | None:
    """Theirs to the version that holds; None where they were not asked, declined, or agreed to an earlier one."""
    found = await consent.of(reader, user_id=user_id)
    return found if found is not None and found.holds else None


async def choose(unit: Unit, consents: Consents, *, user_id: int, is_yes: bool, at: int) -> None:
    """In force once it is committed."""
    if is_yes:
        await consent.agree(unit, user_id=user_id, at=at)
    else:
        await consent.withdraw(unit, user_id=user_id)
    unit.after_commit(lambda: consents.keep(user_id, is_yes=is_yes))
