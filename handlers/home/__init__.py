"""The members' home and the moderators' panel, each one message in private: what there is to do, by buttons."""

from __future__ import annotations

from bot.engine.entrances import Entrance, Shown, command, way_back
from handlers.command import doors, shortcuts
from handlers.home import card, more, panel

ENTRANCES: list[Entrance] = [
    command("panel", panel.panel, who="moderator", shown=Shown("desk", ("administrators",))),
    way_back(doors.Home, card.home),
    way_back(doors.Area, more.area),
    way_back(doors.Panel, panel.opened),
    *more.SHORTCUTS,
    *shortcuts.ENTRANCES,
]
