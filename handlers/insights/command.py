"""/segments, and the buttons from /stats and the panel to everything that counts say of a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.refusals import OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.looks import looks_up
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Edit, Key, Keys, Photo
from bot.texts.text import text
from handlers.command.group_commands import Place, answer, elsewhere, wordless_group_command
from handlers.command.privately import of_moderators
from handlers.insights.advice import advice
from handlers.insights.effect import effect
from handlers.insights.measures import compare, desk, moods
from handlers.insights.named import NAMED
from handlers.insights.screen import Screen
from handlers.insights.screens import SCREENS

_IN_A_ROW: Final = 3
_ALL: Final = {
    **SCREENS,
    "desk": desk,
    "moods": moods,
    "effect": effect,
    "compare": compare,
    **NAMED,
    "advice": advice,
}


@press("ins")
@dataclass(frozen=True, slots=True)
class Insight:
    """One of the screens."""

    chat_id: int
    what: str


def keys(chat_id: int, *, but: str = "") -> Keys:
    """A button for each screen but that one."""
    found = [Key(text(f"insights.button_{what}"), pack(Insight(chat_id, what))) for what in _ALL if what != but]
    return [found[at : at + _IN_A_ROW] for at in range(0, len(found), _IN_A_ROW)]


async def shown(turn: PressTurn, pressed: Insight) -> None:
    place = elsewhere(turn, pressed.chat_id)
    await turn.require("stats", group=place.group)
    if pressed.what not in _ALL:
        raise OldButton
    if pressed.what in NAMED and not turn.group.is_private:
        turn.toast(text("insights.named_privately"))
        return
    await _show(turn, place, pressed.what)


async def segments(turn: Turn, place: Place) -> None:
    await _show(turn, place, "segments")


async def _show(turn: Turn, place: Place, what: str) -> None:
    if what in NAMED:
        await looks_up(turn, "names", chat_id=place.group.id)
    screen = await _ALL[what](turn, place)
    _post(turn, screen, keys(place.group.id, but=what))


def _post(turn: Turn, screen: Screen, below: Keys) -> None:
    """A press on a picture changes it where there is another one; all else is answered below."""
    pressed = turn.message if turn.query is not None else None
    if screen.drawn is None:
        if pressed is not None and pressed.photo:
            turn.say(screen.words, keys=below)  # a picture cannot become words
        else:
            answer(turn, screen.words, keys=below)
        return
    if pressed is not None and pressed.photo:
        edit = Edit(
            chat_id=turn.group.id,
            message_id=pressed.message_id,
            words=screen.words,
            keys=below,
            drawn=screen.drawn,
        )
        turn.do(edit)
        return
    photo = Photo(
        chat_id=turn.group.id,
        topic=turn.topic,
        reply_to=turn.reply_to,
        caption=screen.words,
        keys=below,
        drawn=screen.drawn,
    )
    turn.do(photo)


async def _from_panel(turn: Turn, chat_id: int, _: str) -> None:
    await _show(turn, elsewhere(turn, chat_id), "days")


ENTRANCES: list[Entrance] = [
    wordless_group_command("segments", of_moderators("stats", segments), who="moderator"),
    button(Insight, shown),
    Shortcut("insights", "mood", permission="stats", begins=_from_panel),
    Shortcut("segments", "mood", "segments", permission="stats"),
]
