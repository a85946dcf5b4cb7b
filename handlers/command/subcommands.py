"""The first word of a command's words as one of a few, in any language: `new`, `新建`; what follows is the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from bot.domain.refusals import Key, TelegramSilent, WrongForm
from bot.engine.turn import Turn
from bot.texts.text import Text, text
from bot.texts.words import is_word
from handlers.command.group_commands import Place

Verb = TypeVar("Verb", bound=str)


def alone(rest: str, *, command: str) -> None:
    """What stands behind a word that can use none is refused with the command's usage, never dropped."""
    if rest:
        raise WrongForm(usage=Key(f"commands.{command}.usage"))


async def wrong_form(turn: Turn, place: Place, *, command: str) -> WrongForm:
    """The refusal of what the command cannot make out, in the form that whoever wrote it may use.

    Asks for rights: before the first statement.
    """
    rights = await turn.rights(group=place.group)
    half = "manage" if rights.is_administrator or rights.is_operator else "usage"
    return WrongForm(usage=Key(f"commands.{command}.{half}"))


async def how_for(turn: Turn, place: Place, *, command: str) -> list[Text]:
    """How it is written by moderators, for those who are; where Telegram does not say who is, for nobody."""
    try:
        rights = await turn.rights(group=place.group)
    except TelegramSilent:
        return []
    if not (rights.is_administrator or rights.is_operator):
        return []
    return [text("help.one_desk", usage=text(f"commands.{command}.manage"))]


def verb_of(words: str, verbs: Mapping[Verb, str]) -> tuple[Verb | None, str]:
    """`verbs` name the catalog key of each one's words; None where the first word is none of them."""
    first, *rest = words.split(maxsplit=1) or [""]
    for verb, key in verbs.items():
        if is_word(first, key):
            return verb, rest[0].strip() if rest else ""
    return None, words
