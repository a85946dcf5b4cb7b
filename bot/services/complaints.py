"""Complaints: made in confidence, brought past whom they concern, up to the owner, and answered once."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.people import Person
from bot.domain.refusals import Refusal
from bot.services import desk
from storage import complaints
from storage.complaints import Complaint
from storage.database import Reader, Unit

__all__ = ["Complaint"]

A_DAY = 3
_DAY = 86400


class TooManyComplaints(Refusal):
    """`most`."""

    key = "complaints.too_many"


class ComplaintSettled(Refusal):
    key = "complaints.settled"


class NotYours(Refusal):
    """It concerns whoever presses, or goes to somebody above them."""

    key = "complaints.not_yours"


async def recipients(reader: Reader, *, chat_id: int, about: Person | None, operators: Collection[int]) -> list[int]:
    """The owner; where it concerns the owner, or they cannot be reached, the operators; else the other moderators,
    where it is known whom to go past. Whom it concerns is never among them.
    """
    concerned = about.id if about is not None else 0
    owner = await complaints.owner_of(reader, chat_id=chat_id)
    if owner and owner != concerned and await desk.reachable(reader, [owner]):
        return [owner]
    found = await desk.reachable(reader, [each for each in operators if each != concerned])
    if found or about is None or concerned == owner:
        return found
    others = await desk.moderators(reader, chat_id=chat_id)
    return [each.chat_id for each in others if each.chat_id != concerned]


async def complain(unit: Unit, *, chat_id: int, by: Person, about: Person | None, words: str, at: int) -> int:
    """Its number. Raises TooManyComplaints."""
    if await complaints.since(unit, user_id=by.id, at=at - _DAY) >= A_DAY:
        raise TooManyComplaints(most=A_DAY)
    return await complaints.add(
        unit,
        chat_id=chat_id,
        user_id=by.id,
        target_id=about.id if about is not None else 0,
        words=words,
        at=at,
    )


async def find(reader: Reader, number: int) -> Complaint:
    complaint = await complaints.find(reader, number)
    if complaint is None:
        raise ComplaintSettled
    return complaint


async def settle(unit: Unit, complaint: Complaint, *, state: str) -> None:
    """Raises ComplaintSettled where it was answered before."""
    if not await complaints.settle(unit, complaint.id, state=state):
        raise ComplaintSettled
