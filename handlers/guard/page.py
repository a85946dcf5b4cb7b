"""The guard's log in the console: what it found in a week, what waits to be judged, and a press to say so."""

from __future__ import annotations

from functools import partial
from typing import Final

from bot.console.parts import Button, Cell, Notes, Part, Row, Sheet, Table
from bot.engine.paged import Act, Paged, PageTurn
from bot.services.guard import finds
from bot.services.guard.finds import NEWEST, FindSettled, Kept
from bot.texts.text import Raw, When, text
from handlers.command.group_commands import called
from handlers.feedback.words import cut
from handlers.guard import desk, words
from handlers.guard.command import figures
from handlers.guard.words import Answered, Judged, Verdict

_SHOWN: Final = 40
_WAITING: Final = ("held", "asked", "would")
_JUDGED: Final = ("deleted", "right", "wrong")


async def guard(turn: PageTurn) -> Sheet:
    chat_id, since = turn.about.id, turn.now - NEWEST
    counted = await finds.counts(turn.slow, chat_id=chat_id, since=since)
    is_trial = turn.chats.settings(chat_id).guard.trial
    waiting, judged = [await _found(turn, states, since) for states in (_WAITING, _JUDGED)]
    heads = [text(f"console.head_{each}") for each in ("when", "member", "why", "words", "state")]
    parts: list[Part] = [
        Notes(figures(counted), text("console.week")),
        Table(text("console.head_waits"), heads, [_row(turn, each) for each in waiting], text("console.no_waits")),
        Table(text("console.guard_done"), heads, [_row(turn, each) for each in judged], text("guard.nothing")),
    ]
    return Sheet(text("console.page_guard"), parts, text("console.guard_trial" if is_trial else "console.guard_works"))


async def _found(turn: PageTurn, states: tuple[str, ...], since: int) -> list[Kept]:
    """Newest first."""
    found = [
        each
        for state in states
        for each in await finds.in_state(turn.slow, state, chat_id=turn.about.id, limit=_SHOWN, since=since)
    ]
    return sorted(found, key=lambda each: -each.id)[:_SHOWN]


def _row(turn: PageTurn, one: Kept) -> Row:
    said: Cell = Raw(cut(one.said)) if one.said else "–"
    cells: list[Cell] = [
        When(one.at, turn.about.timezone),
        called(one.name),
        words.why(one),
        said,
        text(f"console.find_{one.state}"),
    ]
    return Row(cells, _buttons(one))


def _buttons(one: Kept) -> list[Button]:
    """Of what is held, all that its sanction holds; of what was only counted, that one message."""
    fields = {"find": str(one.id)}
    if one.state == "held":
        release = text("console.release_sure", name=called(one.name))
        return [
            Button(text("guard.button_right"), "right", fields),
            Button(text("guard.button_release"), "wrong", fields, asks=release),
        ]
    if one.state not in _WAITING:
        return []
    buttons = [Button(text("guard.button_right"), "right", fields), Button(text("guard.button_fine"), "wrong", fields)]
    if one.state == "asked":
        asks = text("console.delete_sure", name=called(one.name))
        buttons[0] = Button(text("guard.button_delete"), "delete", fields, asks=asks)
    return buttons


async def _judge(what: Verdict, turn: PageTurn) -> None:
    """What the buttons of the chat do, of a find of this group alone."""
    one = await finds.find(turn.reads, turn.number("find"))
    if one is None or one.chat_id != turn.about.id:
        raise FindSettled
    if one.state == "held":
        await desk.judged(turn, Judged(one.sanction, is_right=what == "right"))
    else:
        await desk.answered(turn, Answered(one.id, what))
    del turn.answers[1:]  # the chat would show the rest of its card anew


_VERDICTS: Final[tuple[Verdict, ...]] = ("right", "wrong", "delete")
_ACTIONS: Final[dict[str, Act]] = {each: partial(_judge, each) for each in _VERDICTS}

GUARD = Paged("guard", guard, "guard", shows="guard", actions=_ACTIONS)
