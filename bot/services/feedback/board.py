"""What the desk owes an answer, as a board shows it: how much of each heap, and its first."""

from __future__ import annotations

from storage.feedback.board import Heap, Owed, first_of, owed

__all__ = ["Heap", "Owed", "first_of", "owed"]
