"""On which way an update comes: what keeps its order among others, and what may overtake it."""

from collections import deque
from collections.abc import Callable, Iterable
from random import Random
from typing import Any, TypeAlias

from playground.world.values import JSON

Stream: TypeAlias = tuple[str, int]


def stream_of(update: JSON) -> Stream:
    """Messages come chat by chat in order, presses each by itself, all the rest by one way of its own."""
    for kind in ("message", "edited_message"):
        if kind in update:
            return ("chat", update[kind]["chat"]["id"])
    if "callback_query" in update:
        return ("press", update["update_id"])
    return ("other", 0)


def mixed(updates: Iterable[JSON], random: Random) -> list[JSON]:
    """Stream against stream in another order, within each as they were; the ids stay in line."""
    mixture = list(updates)
    slots = [each["update_id"] for each in mixture]
    order = [stream_of(each) for each in mixture]
    waiting: dict[Stream, deque[JSON]] = {}
    for each, stream in zip(mixture, order, strict=True):
        waiting.setdefault(stream, deque()).append(each)
    random.shuffle(order)
    return [waiting[stream].popleft() | {"update_id": slot} for stream, slot in zip(order, slots, strict=True)]


_QUEUES: dict[str, tuple[Callable[[JSON], Any], int]] = {
    "callback_query": (lambda update: update["from"]["id"], 3),
    "my_chat_member": (lambda update: update["chat"]["id"], 5),
    "chat_member": (lambda update: update["new_chat_member"]["user"]["id"], 6),
    "chat_join_request": (lambda update: update["from"]["id"], 6),
    "message_reaction": (lambda update: update["chat"]["id"], 8),
    "message_reaction_count": (lambda update: update["chat"]["id"], 9),
    "poll": (lambda update: update["id"], 0),
    "poll_answer": (lambda update: update["poll_id"], 0),
}
"""Whose queue a kind goes by, and which of theirs; a message goes by its chat's first."""


def hook_queue(update: JSON) -> int:
    """The queue of an update on its way to a webhook: of a chat, a person, a poll; the lower number goes first."""
    kind = next(name for name in update if name != "update_id")
    whose, which = _QUEUES.get(kind, (lambda update: update["chat"]["id"], 0))
    number: int = int(whose(update[kind])) + (which << 33)
    return number
