"""/feedback: a number leads to that one, wherever it was given; words are a new one; anything else is the desk's."""

from __future__ import annotations

from bot.domain.amounts import read_id
from bot.domain.amounts import shown as shown_words
from bot.domain.feedback import NoWords, Transition, UnknownWord
from bot.domain.refusals import Key as Sentence
from bot.engine.entrances import Entrance, Handler, Shown, command
from bot.engine.turn import Turn
from bot.services import targets
from bot.services.feedback import tickets
from bot.texts.text import text
from bot.texts.words import is_word
from handlers.command.group_commands import GroupCommand
from handlers.command.privately import privately
from handlers.feedback import attaching, desk
from handlers.feedback.giving import give
from handlers.feedback.looking import author_does, is_own, private_answer, show
from handlers.feedback.sorting import keep
from handlers.feedback.words import first_of, state

_ACTIONS: dict[Transition, str] = {
    "claim": "feedback.words_claim",
    "reply": "feedback.words_reply",
    "ask": "feedback.words_ask",
    "answer": "feedback.words_answer",
    "close": "feedback.words_close",
    "decline": "feedback.words_decline",
    "merge": "feedback.words_merge",
    "reopen": "feedback.words_reopen",
    "add": "feedback.words_add",
    "assign": "feedback.words_assign",
    "urgent": "feedback.words_urgent",
    "calm": "feedback.words_calm",
    "adopt": "feedback.words_adopt",
    "public": "feedback.words_public",
}


async def begin(turn: Turn, in_group: Handler) -> None:
    first, rest = first_of(turn.words)
    number = read_id(first) if first else None
    if number is None:
        await in_group(turn)
        await attaching.expect(turn)
    elif not rest:
        await privately(turn, lambda: show(turn, number), command="feedback")
    else:
        await _do(turn, number, rest)


async def _do(turn: Turn, number: int, words: str) -> None:
    first, rest = first_of(words)
    what = next((each for each, key in _ACTIONS.items() if is_word(first, key)), None)
    if what is None:
        await _do_other(turn, number, first, rest)
        return
    ticket = await tickets.ticket(turn.reads, number)
    if what in ("reopen", "add") and is_own(turn, ticket):
        await author_does(turn, ticket, "reopen" if what == "reopen" else "add", rest)
        private_answer(turn, text("feedback.noted", number=number))
        return
    other = await _other(turn, ticket.chat_id, what, rest)
    done = await desk.transition(turn, number, what, "" if other else rest, other=other)
    turn.say(text("feedback.done", number=number, state=state(done)), ephemeral=True)


async def _other(turn: Turn, chat_id: int, what: Transition, words: str) -> int:
    """The ticket to merge into, the member to assign to; 0 where the action has none."""
    if what not in ("merge", "assign"):
        return 0
    found = 0
    if what == "assign" and words.startswith(("@", "＠")):
        found = (await targets.by_username(turn.reads, chat_id=chat_id, username=words[1:])).id
    elif words:
        found = read_id(words) or 0
    if not found:
        raise NoWords(usage=Sentence("commands.feedback.manage"))
    return found


async def _do_other(turn: Turn, number: int, first: str, rest: str) -> None:
    if is_word(first, "feedback.words_block"):
        await desk.block(turn, number)
    elif is_word(first, "feedback.words_keep"):
        await _remember(turn, number, rest)
    else:
        raise UnknownWord(seen=shown_words(first), usage=Sentence("commands.feedback.usage"))


async def _remember(turn: Turn, number: int, question: str) -> None:
    turn.say(await keep(turn, number, question))


COMMAND = GroupCommand("feedback", give, begin)

ENTRANCES: list[Entrance] = [command("feedback", COMMAND, shown=Shown("talk", ("private", "group", "administrators")))]
