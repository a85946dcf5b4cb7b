"""Check-ins by buttons, from the members' home."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Shortcut

SHORTCUTS: list[Entrance] = [
    Shortcut("checkin", "home", "checkin"),
    Shortcut("makeup", "more", "makeup"),
    Shortcut("calendar", "more", "calendar"),
    Shortcut("remind", "more", "remind"),
]
