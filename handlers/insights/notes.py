"""/note: what happened outside, as a mark beside the counts of its day; a press takes one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.points import ANONYMOUS
from bot.domain.refusals import OldButton, Refusal
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key, Keys
from bot.services import insights
from bot.services.insights import Note
from bot.texts.text import Lines, Raw, When, text
from handlers.command.group_commands import Place, answer, elsewhere, group_command
from handlers.command.privately import of_moderators

LONGEST: Final = 60
_SHOWN: Final = 5


class LongNote(Refusal):
    """`most`."""

    key = "insights.note_long"


@press("tn")
@dataclass(frozen=True, slots=True)
class Unnoted:
    """A note is taken back."""

    chat_id: int
    number: int


async def note(turn: Turn, place: Place) -> None:
    words = " ".join(place.words.split())
    if len(words) > LONGEST:
        raise LongNote(most=LONGEST)
    if words:
        by = ANONYMOUS if turn.person.kind == "anonymous" else turn.person.id
        await insights.note(turn.unit, chat_id=place.group.id, at=turn.at, words=words, by=by)
    await _show(turn, place)


async def unnoted(turn: PressTurn, pressed: Unnoted) -> None:
    place = elsewhere(turn, pressed.chat_id)
    await turn.require("stats", group=place.group)
    if not await insights.drop_note(turn.unit, pressed.number, chat_id=place.group.id):
        raise OldButton
    await _show(turn, place)


async def _show(turn: Turn, place: Place) -> None:
    found = await insights.notes(turn.unit, chat_id=place.group.id, limit=_SHOWN)
    if not found:
        answer(turn, Lines([text("insights.notes_none"), text("insights.notes_how")]))
        return
    zone = place.group.timezone
    lines = [text("insights.note_line", when=When(each.at, zone, "day"), words=Raw(each.words)) for each in found]
    answer(turn, Lines([text("insights.notes_head"), *lines]), keys=_keys(place.group.id, found))


def _keys(chat_id: int, found: list[Note]) -> Keys:
    return [
        [Key(text("insights.button_unnote", words=Raw(each.words[:20])), pack(Unnoted(chat_id, each.id)))]
        for each in found
    ]


ENTRANCES: list[Entrance] = [
    group_command("note", of_moderators("stats", note), who="moderator"),
    button(Unnoted, unnoted),
    Shortcut("note", "mood", "note", "{said}", asks="panel.ask_note", permission="stats"),
]
