"""Answers that are of no use later: sent with a timer that takes them away, and the commands that they answer."""

from __future__ import annotations

from typing import Final

import msgspec

from bot.config.answers import Answers
from bot.config.values import seconds
from bot.outbox.actions import AnyAction, Message

VANISH: Final = "vanish"
"""The kind of that timer: what is to go stands in the note of what came of the answer."""


def vanishing(action: AnyAction, answers: Answers) -> AnyAction:
    """As it was for anything but an answer of which nothing else is expected, and where answers stand for good."""
    after = seconds(answers.vanish)
    if not after or not isinstance(action, Message) or not action.reply_to or action.then or action.name:
        return action
    note: dict[str, int | str] = {"asked": action.reply_to, "chat": action.chat_id, "after": after}
    return msgspec.structs.replace(action, then=VANISH, after=after, note=note)
