"""/guard: what the guard did in a week, or would have done in trial, with one press to agree or to correct."""

from __future__ import annotations

from typing import Final, get_args

from bot.domain.guard import Why
from bot.domain.names import short
from bot.engine.buttons import pack
from bot.engine.entrances import Entrance
from bot.engine.looks import looks_up
from bot.engine.shortcuts import Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services.guard import finds
from bot.services.guard.finds import NEWEST, Kept
from bot.texts.text import Lines, Link, Raw, Text, text
from handlers.command.group_commands import Place, address_of, answer, wordless_group_command
from handlers.command.privately import of_moderators
from handlers.guard import words
from handlers.guard.words import Answered, Judged

_SHOWN: Final = 3
"""Messages of the trial on one card, each with its buttons."""

_LONGEST: Final = 24


async def show(turn: Turn, place: Place) -> None:
    chat_id, since = place.group.id, turn.now - NEWEST
    await looks_up(turn, "guard", chat_id=chat_id)
    counted = await finds.counts(turn.unit, chat_id=chat_id, since=since)
    is_trial = turn.chats.settings(chat_id).guard.trial
    lines = [text("guard.open_trial" if is_trial else "guard.open", group=Raw(place.group.title))]
    lines += figures(counted)
    waiting: list[Kept] = []
    for state in ("would",) if is_trial else ("asked", "held"):
        waiting += await finds.in_state(turn.unit, state, chat_id=chat_id, limit=_SHOWN - len(waiting), since=since)
    if waiting:
        lines.append(text("guard.look"))
    keys: Keys = []
    for number, one in enumerate(waiting, 1):
        lines.append(_line(one, number))
        keys.append(_keys(one, number))
    lines.append(text("guard.how_trial" if is_trial else "guard.how"))
    answer(turn, Lines(lines), keys=keys)


def figures(counted: dict[tuple[str, str], int]) -> list[Text]:
    """By what was found, those that moderators let pass left out."""
    lines = []
    for why in get_args(Why):
        of = {state: number for (which, state), number in counted.items() if which == why and state != "passed"}
        if number := sum(of.values()):
            lines.append(text("guard.figure", why=text(f"guard.why_{why}"), n=number, wrong=of.get("wrong", 0)))
    if not lines:
        return [text("guard.nothing")]
    return lines


def _line(one: Kept, number: int) -> Text:
    said = short(one.said, most=_LONGEST) if one.said else "…"
    url = address_of(one.chat_id, one.message_id, topic=one.topic)
    return text("guard.find", n=number, name=short(one.name), why=words.why(one), words=Link(url, said))


def _keys(one: Kept, number: int) -> list[Key]:
    """Of what is held, all that its sanction holds; what stands and is no good goes."""
    right, wrong = (
        (Judged(one.sanction, is_right=True), Judged(one.sanction, is_right=False))
        if one.state == "held"
        else (Answered(one.id, "delete" if one.state == "asked" else "right"), Answered(one.id, "wrong"))
    )
    return [
        Key(text("guard.button_agree", n=number), pack(right)),
        Key(text("guard.button_disagree", n=number), pack(wrong)),
    ]


async def _waits(turn: Turn, chat_id: int) -> list[Text]:
    counted = await finds.counts(turn.reads, chat_id=chat_id, since=turn.now - NEWEST)
    held = sum(number for (_, state), number in counted.items() if state in ("held", "asked"))
    would = sum(number for (_, state), number in counted.items() if state == "would")
    lines = [text("panel.waits_held", n=held)] if held else []
    return [*lines, text("panel.waits_trial", n=would)] if would else lines


ENTRANCES: list[Entrance] = [
    wordless_group_command("guard", of_moderators("guard", show), who="moderator"),
    Shortcut("guard", "safety", "guard", permission="guard"),
    StatusLines("waits", _waits),
]
