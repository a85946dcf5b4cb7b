"""/correct: what the bot had said wrongly is put right, at the post itself and wherever it was crossposted."""

from __future__ import annotations

from handlers.errata.command import ENTRANCES

__all__ = ["ENTRANCES"]
