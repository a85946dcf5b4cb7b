"""The methods of the Bot API the playground has, one file a family; `METHODS` is the whole list."""

from playground.methods import chats, commands, edits, files, links, members, messages, pins, polls, topics, updates
from playground.methods.registry import REGISTRY, Call, Upload

FAMILIES = (updates, messages, files, edits, polls, members, links, pins, chats, topics, commands)
METHODS = REGISTRY

__all__ = ["FAMILIES", "METHODS", "Call", "Upload"]
