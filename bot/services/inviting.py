"""Bringing others: a link for each member, who came by it, and what is owed once they stayed and spoke."""

from __future__ import annotations

from bot.domain.inviting import MONTH, Invite, InviteRule, State, is_owed
from bot.services import mint
from bot.services.mint import Payment
from storage import inviting, privacy
from storage.database import Reader, Unit


async def link(reader: Reader, *, chat_id: int, user_id: int) -> str:
    return await inviting.link(reader, chat_id=chat_id, user_id=user_id)


async def keep_link(unit: Unit, link: str, *, chat_id: int, user_id: int, at: int) -> str:
    """The member's link: this one, or the one they had before."""
    await inviting.keep_link(unit, link, chat_id=chat_id, user_id=user_id, at=at)
    return await inviting.link(unit, chat_id=chat_id, user_id=user_id)


owners = inviting.owners


async def came(unit: Unit, *, chat_id: int, user_id: int, inviter: int, at: int, mark: str) -> int:
    """Somebody came by a member's link, told before they count as met; the invite's number, 0 where it counts not.

    Whoever asked to be forgotten, by `mark`, was met somewhere before, and is no newcomer.
    """
    if await privacy.erased_at(unit, mark=mark):
        return 0
    if inviter == user_id or not await inviting.is_newcomer(unit, chat_id=chat_id, user_id=user_id, at=at):
        return 0
    return await inviting.came(unit, chat_id=chat_id, user_id=user_id, inviter_id=inviter, at=at)


async def judge(unit: Unit, rule: InviteRule, *, number: int, at: int, day: int) -> bool:
    """Whether it was paid by this: once, when the newcomer's time is over."""
    invite = await inviting.invite(unit, number=number)
    if invite is None or invite.state != "waiting":
        return False
    paid = await inviting.counts(unit, chat_id=invite.chat_id, inviter_id=invite.inviter_id, since=invite.at - MONTH)
    owed = is_owed(
        rule,
        said=await inviting.said(unit, invite),
        is_inviter_here=await inviting.is_here(unit, chat_id=invite.chat_id, user_id=invite.inviter_id),
        paid=paid.get("paid", 0),
    )
    if not await inviting.settle(unit, number=number, state="paid" if owed else "void"):
        return False
    return owed and await mint.by_rule(unit, _payment(invite, rule, at=at, day=day), kind="invite") is not None


def _payment(invite: Invite, rule: InviteRule, *, at: int, day: int) -> Payment:
    return Payment(
        chat_id=invite.chat_id,
        user_id=invite.inviter_id,
        amount=rule.reward,
        key=f"invite:{invite.id}",
        at=at,
        day=day,
    )


async def counts(reader: Reader, *, chat_id: int, inviter_id: int) -> dict[State, int]:
    return await inviting.counts(reader, chat_id=chat_id, inviter_id=inviter_id)
