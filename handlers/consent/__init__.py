"""What is kept, as a notice that a group pins, and members' yes or no where the group asks first."""

from __future__ import annotations

from handlers.consent.notice import ENTRANCES

__all__ = ["ENTRANCES"]
