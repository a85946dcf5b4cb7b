"""/promise: one is given with its moment; by its number it is kept, put off with a reason, or taken back with one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.amounts import read_id
from bot.domain.names import short
from bot.domain.points import ANONYMOUS
from bot.domain.promises import NoReason, Promise
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.outbox.actions import Say
from bot.services import promises
from bot.texts.text import Raw, text
from handlers.command.group_commands import Place, answer, elsewhere, group_command
from handlers.command.subcommands import verb_of
from handlers.feedback.words import first_of
from handlers.moderation.log import note
from handlers.promises import words
from handlers.promises.reminding import begin, end
from handlers.promises.words import What, card, keys, moved, name_of, parts, renew

_VERBS: dict[What, str] = {
    "kept": "promises.words_kept",
    "move": "promises.words_move",
    "drop": "promises.words_drop",
}
_SHOWN = 30


async def promise(turn: Turn, place: Place) -> None:
    await turn.require("announce", group=place.group)
    first, rest = first_of(place.words)
    number = read_id(first.removeprefix("#").removeprefix("＃")) if first else None
    verb, words_of_verb = verb_of(rest, _VERBS) if number is not None else (None, "")
    if number is not None and verb is not None:
        one = await does(turn, place, number, verb, words_of_verb)
        answer(turn, text(f"promises.done_{verb}", number=one.id))
        return
    await _give(turn, place)


async def _give(turn: Turn, place: Place) -> None:
    found = parts(turn, place.group.id, place.words)
    if not found.words or not found.due_at:
        raise WrongForm(usage=Sentence("commands.promise.usage"))
    one = await promises.make(
        turn.unit, turn.person, chat_id=place.group.id, words=found.words, due_at=found.due_at, now=turn.now
    )
    await begin(turn, one)
    await note(turn, place.group.id, "promised", words=f"#{one.id}")
    topic = turn.topic if place.is_here else 0
    turn.do(Say(chat_id=one.chat_id, words=card(turn, one), keys=keys(one), name=name_of(one.id), topic=topic,
                reply_to=turn.reply_to if place.is_here else 0))  # fmt: skip
    if not place.is_here:
        answer(turn, text("promises.given", number=one.id, group=Raw(place.group.title)))


async def does(turn: Turn, place: Place, number: int, what: What, words: str) -> Promise:
    """What becomes of one, told on its card and in the group; whoever calls has asked for the right.

    Raises NoReason, UnknownPromise, PromiseIsOver, Unread.
    """
    chat_id = place.group.id
    await promises.promise(turn.reads, number, chat_id=chat_id)
    usage = Sentence("commands.promise.manage")
    if what == "move":
        found = moved(turn, chat_id, words)
        if not found.words or not found.due_at:
            raise NoReason(usage=usage)
        by = ANONYMOUS if turn.person.kind == "anonymous" else turn.person.id
        one = await promises.move(turn.unit, number, due_at=found.due_at, reason=found.words, by=by, now=turn.now)
        await begin(turn, one)
    elif what == "drop":
        reason = parts(turn, chat_id, words).words
        if not reason:
            raise NoReason(usage=usage)
        one = await promises.drop(turn.unit, number, reason=reason, now=turn.now)
        await end(turn, one)
    else:
        one = await promises.keep(turn.unit, number, now=turn.now)
        await end(turn, one)
    await note(turn, chat_id, f"promise_{what}", words=f"#{number}")
    renew(turn, one)
    return one


async def _open(turn: Turn, chat_id: int) -> Sequence[Option]:
    found = await promises.all_of(turn.reads, chat_id=chat_id, limit=_SHOWN)
    return [
        Option(str(each.id), text("panel.a_ticket", id=each.id, name=short(each.words)))
        for each in found
        if each.state == "open"
    ]


async def _manage(turn: Turn, chat_id: int, number: str) -> None:
    one = await promises.promise(turn.reads, int(number), chat_id=elsewhere(turn, chat_id).group.id)
    answer(turn, words.card(turn, one), keys=words.keys(one))


ENTRANCES: list[Entrance] = [
    group_command("promise", promise, who="moderator"),
    Shortcut("promise", "schedule", "promise", "{said}", asks="panel.ask_promise", permission="announce"),
    Shortcut("promise_ends", "schedule", options=_open, permission="announce", begins=_manage),
]
