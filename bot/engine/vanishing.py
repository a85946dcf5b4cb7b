"""Answers that are of no use later: sent with a timer that takes them away, and the commands that they answer."""

from __future__ import annotations

from typing import Final

import msgspec

from bot.config.answers import Answers
from bot.config.values import seconds
from bot.outbox.actions import AnyAction, Message, React

VANISH: Final = "vanish"
"""The kind of that timer: what is to go stands in the note of what came of the answer."""


def vanishing(action: AnyAction, answers: Answers) -> AnyAction:
    """As it was for anything but an answer of which nothing else is expected, and where answers stand for good.

    Of what a reaction answers the command alone is left to go.
    """
    after = seconds(answers.vanish)
    if not after or action.then:
        return action
    if isinstance(action, React):
        asked = action.message_id
    elif isinstance(action, Message) and not action.name:
        asked = action.reply_to
    else:
        asked = 0
    if not asked:
        return action
    note: dict[str, int | str] = {"asked": asked, "chat": action.chat_id, "after": after}
    return msgspec.structs.replace(action, then=VANISH, after=after, note=note)
