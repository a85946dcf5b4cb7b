"""/rules: the group's own rules, numbered; /rules set writes them, as lines, in reply, or step by step."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.botapi.replies import answered
from bot.domain.conduct import read_rules
from bot.engine.entrances import Entrance, Handler, command
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.services import conduct
from bot.texts.text import Lines, Text, text
from handlers import dialogue
from handlers.command.confirm import held
from handlers.command.group_commands import GroupCommand, Place, answer, elsewhere
from handlers.command.subcommands import how_for, verb_of, wrong_form
from handlers.conduct.card import card, configured
from handlers.conduct.dialogue import DIALOGUE, put_in_force

Verb: TypeAlias = Literal["set"]
_VERBS: dict[Verb, str] = {"set": "conduct.words_set"}


async def begin(turn: Turn, in_group: Handler) -> None:
    """In private without a group of theirs: what goes without saying."""
    if turn.group.is_private and not turn.words and not await turn.groups():
        answer(turn, text("conduct.none"))
    else:
        await in_group(turn)


async def rules(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb == "set":
        await _set(turn, place, rest)
    elif place.words:
        raise await wrong_form(turn, place, command="rules")
    else:
        await _show(turn, place)


async def _show(turn: Turn, place: Place) -> None:
    chat_id = place.group.id
    version = await conduct.in_force(turn.reads, chat_id=chat_id, configured=configured(turn, chat_id), at=turn.now)
    if version is None:
        lines: list[Text] = [text("conduct.none"), *await how_for(turn, place, command="rules")]
        answer(turn, Lines(lines))
        return
    words, keys = await card(turn, place, version)
    answer(turn, words, keys=keys)


async def _set(turn: Turn, place: Place, words: str) -> None:
    """Lines, or the message replied to, hold at once; without any they are asked for."""
    await turn.require("rules", group=place.group)
    replied = answered(place.message)
    words = words or (replied.text or replied.caption or "" if replied is not None and place.is_here else "")
    if not words:
        await dialogue.begin(turn, DIALOGUE, place)
        return
    rules = "\n".join(read_rules(words))
    if await held(turn, place, "rules_set", command="rules", words=f"set {rules}", shown=rules):
        return
    answer(turn, await put_in_force(turn, place, rules, starts_at=turn.now))


async def _write(turn: Turn, chat_id: int, _words: str) -> None:
    await dialogue.begin(turn, DIALOGUE, elsewhere(turn, chat_id))


ENTRANCES: list[Entrance] = [
    command("rules", GroupCommand("rules", rules, begin)),
    Shortcut("rules_set", "order", permission="rules", begins=_write),
]
