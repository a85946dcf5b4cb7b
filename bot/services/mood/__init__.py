"""The mood check: from messages to scores, with reasons; the pulse of a group is another matter."""

from bot.services.mood.check import Check

__all__ = ["Check"]
