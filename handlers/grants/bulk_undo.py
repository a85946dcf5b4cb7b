"""A grant to many taken back at once: by a button under what was given, asked twice; one entry alone is /undo's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.domain.people import Person
from bot.domain.points import ANONYMOUS, Actor
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import grants, moderation_log
from bot.services.points import Order
from bot.texts.text import Lines, text
from handlers.command.group_commands import called, elsewhere


@press("gu")
@dataclass(frozen=True, slots=True)
class TakesBack:
    """The grant of that number: asked whether it is meant, done, or left as it is."""

    number: int
    do: Literal["ask", "yes", "no"]


def undo_keys(number: int) -> Keys:
    return [[Key(text("granting.button_undo"), pack(TakesBack(number, "ask")))]]


async def pressed(turn: Turn, wanted: TakesBack) -> None:
    await turn.require("undo")
    if wanted.do == "yes":
        await _take_back(turn, wanted.number)
        return
    await grants.require_undoable(turn.reads, number=wanted.number, chat_id=turn.group.id, at=turn.now)
    sure = [
        Key(text("granting.button_undo_yes"), pack(TakesBack(wanted.number, "yes"))),
        Key(text("granting.button_undo_no"), pack(TakesBack(wanted.number, "no"))),
    ]
    turn.edit(None, keys=[sure] if wanted.do == "ask" else undo_keys(wanted.number))


async def _take_back(turn: Turn, number: int) -> None:
    """Behind what an anonymous administrator gave nobody is named, whoever takes it back."""
    by = await _hand(turn, number)
    is_hidden = by.kind == "anonymous"
    actor = Actor(by.id, by.name, is_hidden)
    day = elsewhere(turn, turn.group.id).calendar.day_of(turn.now)
    order = Order(turn.group.id, actor, turn.now, day, turn.idempotency)
    done = await grants.take_back(turn.unit, order, number=number)
    words = f"#{done.first} – #{done.last}: {done.total}"
    await moderation_log.note(turn.unit, chat_id=turn.group.id, kind="undo_many", actor=by, words=words, at=turn.now)
    lines = [text("granting.undone", first=done.first, last=done.last, number=done.people, total=done.total)]
    if done.left:
        lines.append(text("granting.undone_left", left=done.left))
    turn.edit(None)
    shown = text("points.by_anonymous") if is_hidden else called(by.name)
    turn.say(Lines([*lines, text("points.by", by=shown)]), reply=False)


async def _hand(turn: Turn, number: int) -> Person:
    given = await grants.require_undoable(turn.reads, number=number, chat_id=turn.group.id, at=turn.now)
    return Person(ANONYMOUS, "", kind="anonymous") if given[0].actor_id == ANONYMOUS else turn.person


ENTRANCES: list[Entrance] = [button(TakesBack, pressed)]
