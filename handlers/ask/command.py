"""/ask: members ask and see what was asked; the rest is the guest's and the moderators'."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.engine.turn import Turn
from bot.services import ask
from handlers.ask import questions, rounds
from handlers.ask.card import listing
from handlers.command.group_commands import Place, answer
from handlers.command.subcommands import alone, verb_of

Verb: TypeAlias = Literal["open", "answer", "drop", "close", "list"]
_VERBS: dict[Verb, str] = {
    "open": "ask.words_open",
    "answer": "ask.words_answer",
    "drop": "ask.words_drop",
    "close": "ask.words_close",
    "list": "ask.words_list",
}


async def told(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb == "open":
        await rounds.begin(turn, place, rest)
    elif verb == "answer":
        await questions.give(turn, place, rest)
    elif verb == "drop":
        await questions.drop(turn, place, rest)
    elif verb == "close" and not rest:
        await rounds.close(turn, place)
    elif verb == "list" or not place.words:
        alone(rest, command="ask")
        running = await ask.current(turn.reads, chat_id=place.group.id)
        answer(turn, listing(running, await ask.questions(turn.reads, running.id)))
    else:
        await questions.put(turn, place)
