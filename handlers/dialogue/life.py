"""A dialogue's course: begun by a command, a line in doubt or a button, answered, put to rest, opened or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.dialogue import Draft, GroupGone
from bot.domain.grammar.doubts import Guess
from bot.domain.grammar.lines import Written
from bot.domain.refusals import Refusal
from bot.engine.awaiting import await_answer, await_no_answer
from bot.engine.turn import Turn
from bot.outbox.actions import Keys
from bot.services import dialogue as drafts
from bot.services.schedule.saying import here
from bot.texts.refusing import refused
from bot.texts.text import Lines, Text, Words, text
from handlers.command import doubts
from handlers.command.group_commands import Place, known_person
from handlers.dialogue import screens
from handlers.dialogue.buttons import Answer
from handlers.dialogue.declaring import Dialogue, Step

KIND: Final = "dialogue"
"""The timer that puts to rest what nobody goes on with."""

_RESTS: Final = 3600
"""Seconds without a step; what rests is kept for a day."""


def name_of(number: int) -> str:
    """Under which the latest screen is kept."""
    return f"dialogue:{number}"


async def begin(turn: Turn, dialogue: Dialogue, place: Place, *, written: Written | None = None) -> None:
    """Ask for the first thing that is not known, or show what a line was read as; in private where that may be.

    Who is hidden cannot be asked anything: another of them might answer.
    """
    person = known_person(turn)
    await dialogue.require(turn, place)
    where = await doubts.where_shown(turn)
    readable, unread = _readable(turn, dialogue, place, written.answers if written else {})
    answers = dialogue.passed_over(readable)
    topic = turn.topic if place.group.id == turn.group.id else 0
    guesses = written.doubts if written else ()
    draft = Draft(0, dialogue.name, where, person.id, place.group.id, topic, answers, guesses)
    step = dialogue.missing(draft)
    preview = [] if step is not None else await screens.preview(turn, dialogue, draft)
    begun = await drafts.begin(
        turn.unit,
        kind=draft.kind,
        chat_id=where,
        user_id=person.id,
        for_chat=draft.for_chat,
        topic=topic,
        answers=answers,
        doubts=guesses,
        asks=step.name if step is not None else "",
        at=turn.now,
    )
    words, keys = await _screen(turn, dialogue, begun, step, [*unread, *preview])
    await _rests_later(turn, begun)
    await _awaits(turn, begun)
    turn.say(words, keys=keys, to=where, name=name_of(begun.id))
    if where != turn.group.id:
        turn.say(text("grammar.shown_privately"), on_crash="drop", ephemeral=True)
    turn.toast()


def is_first_shown(turn: Turn, dialogue: Dialogue, place: Place, written: Written) -> bool:
    """Whether a line is shown, or asked about, before anything is done: where a part of it is in doubt or missing, or
    the group wants to see each. Who is hidden cannot be asked, and is refused by name what cannot be read.
    """
    is_unsure = bool(written.doubts) or turn.chats.settings(place.group.id).drafts.always
    if is_unsure or turn.person.kind != "member":
        return is_unsure
    return not dialogue.is_whole(written.answers, here(place.group.timezone, turn.now))


def _readable(
    turn: Turn, dialogue: Dialogue, place: Place, written: Mapping[str, str]
) -> tuple[dict[str, str], list[Text]]:
    """The answers of a line as they are kept, and why the others are asked for again."""
    answers, unread = dict[str, str](), list[Text]()
    for name, value in written.items():
        step = dialogue.step(name)
        if step is None:
            answers[name] = value
            continue
        try:
            answers[name] = step.read(value, here(place.group.timezone, turn.now))
        except Refusal as refusal:
            unread.append(refused(refusal))
    return answers, unread


async def _screen(
    turn: Turn, dialogue: Dialogue, draft: Draft, step: Step | None, lines: Sequence[Text]
) -> tuple[Words, Keys]:
    """The question for a step under those lines; without a step they are all there is."""
    if step is None:
        return Lines(list(lines)), await screens.preview_keys(turn, dialogue, draft)
    asked, keys = await screens.question(turn, dialogue, draft, step)
    return Lines([*lines, *asked]), keys


async def go_on(
    turn: Turn,
    dialogue: Dialogue,
    draft: Draft,
    answers: Mapping[str, str],
    *,
    step: Step | None,
    guesses: Sequence[Guess] | None = None,
    beside: Sequence[Text] = (),
) -> None:
    """Keep the answers and ask for `step`; None: show all. What was doubtful is told until an answer changes."""
    is_same = answers == draft.answers
    kept = draft.doubts if is_same else tuple(guesses or ())
    changed = replace(draft, answers=answers, doubts=kept, asks=step.name if step is not None else "")
    preview = [] if step is not None else await screens.preview(turn, dialogue, changed, is_strict=not is_same)
    await drafts.change(turn.unit, changed, at=turn.now)
    await _rests_later(turn, changed)
    await _awaits(turn, changed)
    words, keys = await _screen(turn, dialogue, changed, step, [*preview[:-1], *beside, *preview[-1:]])
    put(turn, words, keys, name=name_of(draft.id))


async def _rests_later(turn: Turn, draft: Draft) -> None:
    await turn.later(KIND, str(draft.id), after=_RESTS, chat_id=draft.chat_id)


async def _awaits(turn: Turn, draft: Draft) -> None:
    if draft.asks:
        await await_answer(turn, Answer(draft.id), chat_id=draft.chat_id, user_id=draft.user_id)
    else:
        await await_no_answer(turn, Answer(draft.id), chat_id=draft.chat_id, user_id=draft.user_id)


def put(turn: Turn, words: Words, keys: Keys, *, name: str) -> None:
    """A press changes the screen it was on, an answer gets the next screen below it."""
    if turn.query is not None:
        turn.edit(words, keys=keys)
    else:
        turn.say(words, keys=keys, name=name)


async def end(turn: Turn, draft: Draft) -> bool:
    """Whether it still stood; nothing more is asked."""
    await await_no_answer(turn, Answer(draft.id), chat_id=draft.chat_id, user_id=draft.user_id)
    await turn.cancel(KIND, str(draft.id))
    return await drafts.end(turn.unit, draft)


async def require(turn: Turn, dialogue: Dialogue, place: Place) -> None:
    """The right is asked for at every step: it may be gone, and so may the group."""
    if turn.chats.is_parked(place.group.id):
        raise GroupGone
    await dialogue.require(turn, place)
