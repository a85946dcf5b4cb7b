"""What newcomers read at the gate: one card that stands while anybody waits, with the button or the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.config import GroupSettings
from bot.domain.gate import choices
from bot.engine.buttons import pack, press
from bot.engine.turn import Turn
from bot.outbox.actions import Delete, Key, Keys, Say
from bot.services import gate
from bot.services.gate import Gate, Guest
from bot.texts.text import Lines, Raw, Text, Who, text
from handlers.command.doors import rows
from handlers.dialogue.declaring import span

CARD: Final = "gate_card"
"""The timer that puts the card up, and the name it is kept under."""

STANDS: Final = "gate_stands"
"""The timer that hears that a card is up: by then nobody may wait for it any more."""

APART: Final = 30
"""Seconds between two cards: whoever comes in between is named on the next one, and the last one's buttons are theirs
as well."""

_NAMED: Final = 5


@press("ge")
@dataclass(frozen=True, slots=True)
class Enters:
    """Somebody shows that they are a person."""

    chat_id: int


@press("gq")
@dataclass(frozen=True, slots=True)
class Answers:
    """An answer to the gate's question, by its place among the answers."""

    chat_id: int
    place: int


def in_force(settings: GroupSettings, doors: gate.Doors, chat_id: int, *, now: int) -> Gate:
    chosen = settings.gate
    return gate.in_force(chosen.mode, is_trial=chosen.trial, is_closed=doors.is_closed(chat_id, at=now))


def has_question(settings: GroupSettings) -> bool:
    """A question without answers is none: then a button is pressed."""
    return bool(settings.gate.mode in ("question", "request") and settings.gate.question and settings.gate.answers)


def keys(chat_id: int, settings: GroupSettings) -> Keys:
    if not has_question(settings):
        return [[Key(text("gate.button_enter"), pack(Enters(chat_id)))]]
    answers = choices(settings.gate.answers)
    return rows([Key(Raw(each.words), pack(Answers(chat_id, at))) for at, each in enumerate(answers)], 2)


def _asked(settings: GroupSettings) -> list[Text]:
    """What they have to do, and by when."""
    within = text("gate.within", within=span(settings.gate.lasts))
    if has_question(settings):
        return [text("gate.question", question=Raw(settings.gate.question)), within]
    return [text("gate.press"), within]


def _asked_in_trial(settings: GroupSettings) -> list[Text]:
    """What they are asked to do, while nothing comes of it."""
    if has_question(settings):
        return [text("gate.question_trial", question=Raw(settings.gate.question))]
    return [text("gate.press_trial")]


async def put_up(turn: Turn) -> None:
    """With the newest of those who wait, in place of the last card, which goes where nobody waits."""
    chat_id, settings = turn.group.id, turn.chats.settings(turn.group.id)
    turn.do(Delete(chat_id=chat_id, named=CARD))
    waiting = await gate.in_state(turn.unit, "waits", chat_id=chat_id, limit=1000)
    if not waiting:
        return
    lines = Lines(_lines(settings, waiting))
    turn.do(Say(chat_id=chat_id, words=lines, keys=keys(chat_id, settings), name=CARD, then=STANDS))


async def take_down(turn: Turn, chat_id: int) -> None:
    """Where nobody waits any more."""
    if not await gate.next_end(turn.unit, chat_id=chat_id):
        turn.do(Delete(chat_id=chat_id, named=CARD))


def _lines(settings: GroupSettings, waiting: list[Guest]) -> list[Text]:
    newest = sorted(waiting, key=lambda each: each.came_at, reverse=True)[:_NAMED]
    names = Lines([text("gate.name", who=Who(each.user_id, each.name)) for each in newest])
    key = "gate.hello_more" if len(waiting) > _NAMED else "gate.hello"
    is_trial = all(each.is_trial for each in waiting)
    return [text(key, names=names, n=len(waiting)), *(_asked_in_trial if is_trial else _asked)(settings)]
