"""The language of a group, chosen by its moderators, and of a member, chosen in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.refusals import OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.outbox.actions import Key
from bot.texts.catalog import LOCALES
from bot.texts.text import text
from handlers.command.group_commands import answer, wordless_command
from handlers.moderation.log import note
from handlers.settings import labels


@press("lang")
@dataclass(frozen=True, slots=True)
class Chosen:
    locale: str


async def ask(turn: Turn) -> None:
    if turn.group.is_private:
        answer(turn, text("general.language_ask"), keys=[_choices()])
        return
    await turn.require("settings")
    turn.say(text("general.language_ask_group"), keys=[_choices()])


def _choices() -> list[Key]:
    return [Key(label=labels.language(each), data=pack(Chosen(each))) for each in LOCALES]


async def choose(turn: Turn, pressed: Chosen) -> None:
    """Asked again who presses: anyone in a group can reach the button."""
    if pressed.locale not in LOCALES:
        raise OldButton
    if not turn.group.is_private:
        await turn.require("settings")
    locale = pressed.locale
    await turn.chats.speak(turn.unit, turn.group.id, locale=locale, now=turn.now)
    if not turn.group.is_private:
        await note(turn, turn.group.id, "language", words=locale)
    done = "general.language_done" if turn.group.is_private else "general.language_done_group"
    turn.edit(text(done), locale=locale)


async def _of_group(_turn: Turn, _chat_id: int) -> Sequence[Option]:
    return [Option(each, labels.language(each)) for each in LOCALES]


async def _choose_for(turn: Turn, chat_id: int, locale: str) -> None:
    await turn.chats.speak(turn.unit, chat_id, locale=locale, now=turn.now)
    await note(turn, chat_id, "language", words=locale)
    turn.edit(text("general.language_done_group"), locale=locale)


ENTRANCES: list[Entrance] = [
    wordless_command("language", ask),
    button(Chosen, choose),
    Shortcut("language", "own", "language"),
    Shortcut("group_lang", "group", options=_of_group, permission="settings", begins=_choose_for),
]
