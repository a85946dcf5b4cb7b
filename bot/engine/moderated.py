"""The groups in which somebody may moderate, an operator in all."""

from __future__ import annotations

from typing import Final

from bot.engine.turn import Turn

_ASKED: Final = 30
"""Groups of somebody's in which it is looked whether they are a moderator."""


async def moderated(turn: Turn) -> list[int]:
    """Their ids: call it before the first statement. An operator's are all, those that they are in first."""
    groups = await turn.groups()
    if (await turn.rights()).is_operator:
        return list(dict.fromkeys([*groups, *turn.chats.groups()]))
    found = []
    for each in groups[:_ASKED]:
        rights = await turn.rights(group=turn.chats.group(each))
        if rights.is_administrator or rights.is_owner:
            found.append(each)
    return found
