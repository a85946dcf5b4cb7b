"""The way out: deeds read from the store, done in Telegram, and written down; the only reader of its error texts."""

from bot.outbox.send import Outbox
from bot.outbox.settings import Settings

__all__ = ["Outbox", "Settings"]
