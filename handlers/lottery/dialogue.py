"""`/lottery new` alone: a dialogue of buttons and short answers; kept step by step, so a restart loses none of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.grammar.doubts import Guess
from bot.domain.lottery.terms import Draft, Terms
from bot.domain.refusals import OldButton
from bot.engine.awaiting import answer, await_answer, await_no_answer
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox.actions import Keys
from bot.services import topics
from bot.services.lottery import drafting
from bot.services.schedule.saying import here
from bot.texts.text import Words, text
from handlers.command import doubts
from handlers.command.group_commands import Place, elsewhere, known_person
from handlers.lottery import screens
from handlers.lottery.drawing import require
from handlers.lottery.meaning import meant
from handlers.lottery.opening import check_phrase, open_in
from handlers.lottery.screens import Asked, Pressed
from handlers.lottery.trying import rehearsed


async def begin(turn: Turn, place: Place) -> None:
    """Who is hidden cannot be asked anything: another of them might answer."""
    person = known_person(turn)
    draft = await drafting.begin(
        turn.unit,
        chat_id=turn.group.id,
        user_id=person.id,
        for_chat=place.group.id,
        topic=turn.topic if place.is_here else 0,
        at=turn.at,
    )
    await _ask(turn, draft, "prizes")


async def show_first(turn: Turn, place: Place, terms: Terms, read: Sequence[Guess]) -> None:
    """A line of which a part was in doubt goes on as a dialogue, in private where that may be."""
    person = known_person(turn)
    where = await doubts.where_shown(turn)
    draft = await drafting.begin(
        turn.unit,
        chat_id=where,
        user_id=person.id,
        for_chat=place.group.id,
        topic=turn.topic if place.is_here else 0,
        at=turn.at,
    )
    draft = await drafting.change(turn.unit, draft, terms, at=turn.now)
    unsure = doubts.lines(read, labels=screens.LABELS)
    words, keys = screens.preview(draft, place.group, above=unsure)
    doubts.show_first(turn, words, keys, where=where)


async def pressed(turn: Turn, told: Pressed) -> None:
    draft = await drafting.draft_of(turn.reads, draft_id=told.draft_id, user_id=turn.person.id)
    await require(turn, elsewhere(turn, draft.for_chat))
    match told.do:
        case "ask" if told.field in screens.FIELDS:
            await _ask(turn, draft, told.field)
        case "fill" if told.field in screens.FIELDS:
            await _fill(turn, draft, told.field, told.value)
        case "try" if draft.terms.prizes:
            await _try(turn, draft)
        case "back" if draft.terms.prizes:
            await _show(turn, draft)
        case "open" if draft.terms.prizes:
            await _open(turn, draft)
        case "stop":
            await drafting.end(turn.unit, draft)
            await _enough(turn)
            turn.edit(text("lottery.stopped"))
        case _:
            raise OldButton


async def answered(turn: Turn, asked: Asked) -> None:
    """Words for the field asked for."""
    draft = await drafting.draft_of(turn.reads, draft_id=asked.draft_id, user_id=turn.person.id)
    await require(turn, elsewhere(turn, draft.for_chat))
    spoken = (turn.message.text if turn.message else "") or ""
    if draft.asks:
        await _fill(turn, draft, draft.asks, spoken.strip())


async def _fill(turn: Turn, draft: Draft, field: str, value: str) -> None:
    group = turn.chats.group(draft.for_chat)
    terms = drafting.filled(draft.terms, field, value, here(group.timezone, turn.now))
    if field in ("if", "topic"):
        terms = await meant(turn, group, terms)
    elif field == "phrase":
        await check_phrase(turn, group, terms)
    filled = await drafting.change(turn.unit, draft, terms, at=turn.now)
    if field == "prizes" and not draft.terms.prizes:
        await _ask(turn, filled, "ends")
    else:
        await _show(turn, filled)


async def _ask(turn: Turn, draft: Draft, field: str) -> None:
    asking = await drafting.ask(turn.unit, draft, field, at=turn.now)
    await await_answer(turn, Asked(draft.id))
    _put(turn, *screens.question(asking, await _names(turn, asking), is_private=turn.group.is_private))


async def _names(turn: Turn, draft: Draft) -> list[str]:
    """What can be chosen by name, where a question has such: the group's topics."""
    if draft.asks != "topic":
        return []
    return [each.name for each in await topics.known(turn.reads, chat_id=draft.for_chat) if each.name]


async def _show(turn: Turn, draft: Draft) -> None:
    await _enough(turn)
    _put(turn, *screens.preview(draft, turn.chats.group(draft.for_chat)))


async def _try(turn: Turn, draft: Draft) -> None:
    """On the preview itself: the next change shows it without."""
    group = turn.chats.group(draft.for_chat)
    found = await rehearsed(turn, group, draft.terms)
    await _enough(turn)
    _put(turn, *screens.preview(draft, group, beside=found))


async def _open(turn: Turn, draft: Draft) -> None:
    """A dialogue may rest for long: what was to end by now is asked for again."""
    group = turn.chats.group(draft.for_chat)
    if 0 < draft.terms.ends_at <= turn.now:
        await _ask(turn, draft, "ends")
        turn.toast(text("lottery.toast_ends_passed"), alert=True)
        return
    await check_phrase(turn, group, draft.terms)
    if not await drafting.end(turn.unit, draft):
        raise OldButton
    await _enough(turn)
    opened = await open_in(turn, group, draft.terms, topic=draft.topic)
    turn.edit(text("lottery.opened_there", id=opened.id, group=group.title))


async def _enough(turn: Turn) -> None:
    await await_no_answer(turn)


def _put(turn: Turn, words: Words, keys: Keys) -> None:
    """A press changes the screen it was on, an answer gets the next screen below it."""
    if turn.query is not None:
        turn.edit(words, keys=keys)
    else:
        turn.say(words, keys=keys, on_crash="resend")


ENTRANCES: list[Entrance] = [button(Pressed, pressed), answer(Asked, answered)]
