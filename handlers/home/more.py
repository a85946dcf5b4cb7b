"""Pages of shortcuts behind the home and the panel, and those of no single feature."""

from __future__ import annotations

from bot.domain.refusals import OldButton
from bot.engine.buttons import pack
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Shortcut
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key
from bot.texts.text import Lines, Raw, text
from handlers.command.doors import Area, Home, Panel, rows
from handlers.command.group_commands import elsewhere, within
from handlers.command.shortcuts import MEMBERS, forget, key_to, require_moderator


async def area(turn: PressTurn, pressed: Area) -> None:
    shortcuts = [each for each in turn.wiring.shortcuts.values() if each.area == pressed.name]
    if not shortcuts or not turn.group.is_private:
        raise OldButton
    is_members = pressed.name in MEMBERS
    if is_members:
        place = await within(turn, pressed.chat_id)
    else:
        place = elsewhere(turn, pressed.chat_id)
        await require_moderator(turn, place)
    await forget(turn)
    chat_id = place.group.id
    turn.way_back = [_ways(pressed.name, chat_id)]
    lines = [text("panel.head", what=text(f"panel.area_{pressed.name}"), group=Raw(place.group.title))]
    turn.edit(Lines(lines), keys=rows([key_to(each, chat_id) for each in shortcuts], 2))


def _ways(name: str, chat_id: int) -> list[Key]:
    """Back, and from one page of the home to the others."""
    if name not in MEMBERS:
        return [Key(text("home.button_panel"), pack(Panel(chat_id)))]
    others = [Key(text(f"panel.area_{each}"), pack(Area(chat_id, each))) for each in MEMBERS[1:] if each != name]
    return [Key(text("home.button_home"), pack(Home(chat_id))), *others]


SHORTCUTS: list[Entrance] = [
    Shortcut("settings", "own", "settings"),
    Shortcut("rules", "house", "rules"),
    Shortcut("about", "house", "about"),
    Shortcut("privacy", "own", "privacy"),
    Shortcut("mydata", "own", "mydata"),
    Shortcut("forgetme", "own", "forgetme"),
    Shortcut("help", "own", "help"),
    Shortcut("doctor", "group", "doctor"),
    Shortcut("group_set", "group", "settings"),
]
