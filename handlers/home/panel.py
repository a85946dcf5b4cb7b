"""/panel: what waits for a moderator in a group, what runs, what is planned, and all there is to do, by buttons."""

from __future__ import annotations

from typing import Final

from bot.domain.refusals import AdministratorsOnly, OldButton, WrongForm
from bot.domain.refusals import Key as Sentence
from bot.engine.buttons import pack
from bot.engine.moderated import moderated
from bot.engine.shortcuts import Gathering
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key, Keys
from bot.texts.text import Lines, Raw, Text, Words, text
from handlers.command.doors import Area, Panel, gathered, groups_keys, home_key, rows
from handlers.command.group_commands import Place, elsewhere
from handlers.command.shortcuts import MEMBERS, forget, require_moderator

LINK: Final = "panel"
"""What `/start` is given by the link from a group."""

_MOST: Final[dict[Gathering, int]] = {"waits": 4, "runs": 3, "planned": 2}
_SHOWN: Final = 30
"""Groups that can be chosen from."""


async def panel(turn: Turn) -> None:
    """In a group the way to private: what waits there is not for everybody to read."""
    if turn.words:
        raise WrongForm(usage=Sentence("commands.panel.usage"))
    if not turn.group.is_private:
        await require_moderator(turn, elsewhere(turn, turn.group.id))
        link = Key(text("panel.button_open"), url=f"https://t.me/{turn.bot_username}?start={LINK}")
        turn.say(text("panel.in_private"), keys=[[link]])
        return
    groups = await _moderated(turn)
    if len(groups) == 1:
        words, keys = await _card(turn, elsewhere(turn, groups[0]), is_only=True)
    else:
        words, keys = _which(turn, groups)
    turn.say(words, keys=keys, reply=False)


async def opened(turn: PressTurn, pressed: Panel) -> None:
    if not turn.group.is_private:
        raise OldButton
    if pressed.chat_id:
        place = elsewhere(turn, pressed.chat_id)
        await require_moderator(turn, place)
        words, keys = await _card(turn, place, is_only=len(await _moderated(turn)) == 1)
    else:
        words, keys = _which(turn, await _moderated(turn))
    await forget(turn)
    turn.way_back = keys[-1:]
    turn.edit(words, keys=keys)


async def _moderated(turn: Turn) -> list[int]:
    """Raises AdministratorsOnly where there is none."""
    found = await moderated(turn)
    if not found and not (await turn.rights()).is_operator:
        raise AdministratorsOnly
    return found[:_SHOWN]


def _which(turn: Turn, groups: list[int]) -> tuple[Words, Keys]:
    return text("panel.which"), groups_keys(turn, groups, Panel)


async def _card(turn: Turn, place: Place, *, is_only: bool) -> tuple[Words, Keys]:
    chat_id = place.group.id
    lines: list[Text] = [text("panel.head", what=text("panel.title"), group=Raw(place.group.title))]
    for gathering, most in _MOST.items():
        found = await gathered(turn, chat_id, gathering, most=most)
        lines += [text(f"panel.{gathering}"), *found] if found else []
    if len(lines) == 1:
        lines.append(text("panel.calm"))
    areas = dict.fromkeys(each.area for each in turn.wiring.shortcuts.values() if each.area not in MEMBERS)
    keys = [Key(text(f"panel.area_{each}"), pack(Area(chat_id, each))) for each in areas]
    last = [Key(text("home.button_renew"), pack(Panel(chat_id)))]
    if not is_only:
        last.append(Key(text("home.button_other"), pack(Panel(0))))
    return Lines(lines), [*rows(keys), [*last, home_key(chat_id)]]
