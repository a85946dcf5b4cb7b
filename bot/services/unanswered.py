"""Questions to a group that nobody replied to: kept by the batch, told to moderators together."""

from __future__ import annotations

from storage.unanswered import Waiting, answered, due, first_at, keep, tell

__all__ = ["Waiting", "answered", "due", "first_at", "keep", "tell"]
