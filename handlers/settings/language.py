"""The language of a group, chosen by its moderators, and of a member, chosen in private."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OldButton, WrongForm
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, command
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Say
from bot.texts.catalog import LOCALES, Locale, fold
from bot.texts.text import Text, text
from handlers.command.group_commands import answer
from handlers.moderation.log import note
from handlers.settings import labels

_NAMES: Final[Mapping[Locale, tuple[str, ...]]] = {
    "zh-Hans": ("zh", "zh-Hans", "zh-CN", "zh-SG", "中文", "简体", "简体中文", "Chinese", "Simplified Chinese"),
    "zh-Hant": ("zh-Hant", "zh-TW", "zh-HK", "zh-MO", "繁体", "繁体中文", "正体", "正体中文", "Traditional Chinese"),
    "en": ("en", "en-US", "en-GB", "English", "英文", "英语"),
}
"""What people and apps call each language."""


@press("lang")
@dataclass(frozen=True, slots=True)
class Chosen:
    locale: str


async def ask(turn: Turn) -> None:
    """Or take the one that is named behind the command."""
    if turn.words:
        await _take(turn, turn.words)
        return
    if turn.group.is_private:
        answer(turn, text("general.language_ask"), keys=[_choices()])
        return
    await turn.require("settings")
    turn.say(text("general.language_ask_group"), keys=[_choices()])


async def _take(turn: Turn, words: str) -> None:
    """Raises WrongForm where no language is called that."""
    named = fold(words)
    found = next((each for each, names in _NAMES.items() if named in map(fold, names)), None)
    if found is None:
        raise WrongForm(usage=Sentence("commands.language.usage"))
    done = await _speak(turn, found)
    turn.do(Say(chat_id=turn.group.id, topic=turn.topic, reply_to=turn.reply_to, words=done, locale=found))


def _choices() -> list[Key]:
    return [Key(label=labels.language(each), data=pack(Chosen(each))) for each in LOCALES]


async def choose(turn: Turn, pressed: Chosen) -> None:
    """Asked again who presses: anyone in a group can reach the button."""
    if pressed.locale not in LOCALES:
        raise OldButton
    turn.edit(await _speak(turn, pressed.locale), locale=pressed.locale)


async def _speak(turn: Turn, locale: str) -> Text:
    """Here from now on; what is to be said of it."""
    if not turn.group.is_private:
        await turn.require("settings")
    await turn.chats.speak(turn.unit, turn.group.id, locale=locale, now=turn.now)
    if turn.group.is_private:
        return text("general.language_done")
    await note(turn, turn.group.id, "language", words=locale)
    return text("general.language_done_group")


async def _of_group(_turn: Turn, _chat_id: int) -> Sequence[Option]:
    return [Option(each, labels.language(each)) for each in LOCALES]


async def _choose_for(turn: Turn, chat_id: int, locale: str) -> None:
    await turn.chats.speak(turn.unit, chat_id, locale=locale, now=turn.now)
    await note(turn, chat_id, "language", words=locale)
    turn.edit(text("general.language_done_group"), locale=locale)


ENTRANCES: list[Entrance] = [
    command("language", ask),
    button(Chosen, choose),
    Shortcut("language", "own", "language"),
    Shortcut("group_lang", "group", options=_of_group, permission="settings", begins=_choose_for),
]
