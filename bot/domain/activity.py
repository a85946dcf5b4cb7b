"""What the light path keeps of plain messages: counts by member and local day; no text outlives the batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heard:
    """One plain message of a member, held in memory for the length of a batch."""

    chat_id: int
    user_id: int
    name: str
    username: str
    at: int
    topic: int
    text: str
    reply_to: int = 0
    is_forward: bool = False
    topic_name: str = ""


def counted(heard: Iterable[Heard], day_of: Callable[[int, int], int]) -> list[tuple[int, int, int, int]]:
    """(chat, local day, member, messages); `day_of` takes a chat id and epoch seconds."""
    counts = Counter((each.chat_id, day_of(each.chat_id, each.at), each.user_id) for each in heard)
    return [(*key, messages) for key, messages in counts.items()]
