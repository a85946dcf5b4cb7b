"""/quiz: one question like a poll, or the bank and rounds out of it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.domain.grammar.fields import parts_of
from bot.engine.turn import Turn
from handlers.command.group_commands import Place
from handlers.command.subcommands import alone, verb_of
from handlers.polls import asking, bank, command, rounds

Verb: TypeAlias = Literal["add", "bank", "round", "stop"]
_VERBS: dict[Verb, str] = {
    "add": "polls.words_add",
    "bank": "polls.words_bank",
    "round": "polls.words_round",
    "stop": "polls.words_stop",
}


async def quiz(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb is None or (verb != "add" and len(parts_of(rest)) > 1):
        await command.told(turn, place, kind="quiz")
        return
    await asking.require(turn, place, kind="quiz")
    if verb == "add":
        await rounds.add(turn, place, rest)
    elif verb in ("bank", "stop") and rest:
        alone(rest, command="quiz")
    elif verb == "bank":
        await bank.show(turn, place)
    elif verb == "round":
        await rounds.start(turn, place, rest)
    else:
        await rounds.stop(turn, place)
