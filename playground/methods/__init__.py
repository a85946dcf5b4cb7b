"""The methods of the Bot API the playground has, one file a family; `METHODS` is the whole list."""

from playground.methods import (
    chats,
    commands,
    edits,
    files,
    forwards,
    inline,
    links,
    media,
    members,
    messages,
    pins,
    polls,
    reactions,
    topics,
    updates,
)
from playground.methods.registry import REGISTRY, Call, Upload

FAMILIES = (
    *(updates, messages, forwards, reactions, files, media, edits, polls),
    *(members, links, pins, chats, topics, commands, inline),
)
METHODS = REGISTRY

__all__ = ["FAMILIES", "METHODS", "Call", "Upload"]
