"""The way out: actions read from the store, done in Telegram, and written down; the only reader of its error texts."""

from bot.outbox.dependencies import Settings
from bot.outbox.send import Outbox

__all__ = ["Outbox", "Settings"]
