"""A call of the Bot API as a value, and what the sender knows when it makes one; making them lives in `render`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from bot.botapi.client import Upload

GENERAL: Final = 1
"""The id of a forum's General topic, which Telegram does not want to be told."""


@dataclass(frozen=True, slots=True)
class Where:
    """What the sender knows at the moment of sending; `message_id` is that of an action on an earlier message.

    `is_plain` leaves all markup out; `content` is that of the file an action names by path, or of the picture drawn.
    """

    chat_id: int
    locale: str
    now: int
    topic: int = 0
    message_id: int = 0
    is_plain: bool = False
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API."""

    method: str
    params: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)


class PointlessError(Exception):
    """The action's time is over: doing it now would do something else."""


def on_message(where: Where) -> dict[str, Any]:
    return {"chat_id": where.chat_id, "message_id": where.message_id}
