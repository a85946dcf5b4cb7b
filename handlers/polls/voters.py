"""Whose votes count for a group: a poll can be forwarded, and whoever voted in it may have left since."""

from __future__ import annotations

from bot.domain.people import Person
from bot.domain.polls import Poll
from bot.domain.refusals import NotInGroup
from bot.engine.turn import Turn
from bot.services import polls

_AT_ONCE = 20
"""Voters of whom Telegram is asked in one turn: the group's other matters wait behind it."""


async def strike_outsiders(turn: Turn, poll: Poll) -> bool:
    """Whether all that are left are members; else the rest is for a turn to come.

    How many voted for what is Telegram's to tell, and stays. Raises TelegramSilent.
    """
    asked = await polls.unsure(turn.reads, poll, most=_AT_ONCE)
    is_all = len(asked) < _AT_ONCE
    if is_all and not (await turn.permissions.own(group=turn.group)).is_administrator:
        # Nobody told the bot who left: it asks of those who voted first, and may be named.
        asked = [*asked, *await polls.members_first(turn.reads, poll, most=_AT_ONCE)]
    outside = [each.id for each in asked if not await _is_in(turn, each)]
    await polls.strike(turn.unit, poll, outside)
    return is_all


async def _is_in(turn: Turn, person: Person) -> bool:
    try:
        await turn.permissions.require_in(group=turn.group, person=person, at=turn.now)
    except NotInGroup:
        return False
    return True
