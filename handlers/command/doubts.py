"""A line in which a part was in doubt, or a group that wants to see each: shown first, privately where that may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from bot.domain.grammar.doubts import Guess, TakenFor
from bot.engine.turn import Turn
from bot.outbox.actions import Keys
from bot.services.shop import can_write_to
from bot.texts.text import Raw, Text, Words, text

_SHOWN: Final = 60
_TAKEN_FOR: Final[dict[TakenFor, str]] = {
    "prize": "grammar.doubt_prize",
    "option": "grammar.doubt_option",
    "field": "grammar.doubt_field",
    "lines": "grammar.doubt_lines",
    "name": "grammar.doubt_name",
    "nothing": "grammar.doubt_nothing",
}


def lines(guesses: Iterable[Guess], *, labels: Mapping[str, Text]) -> list[Text]:
    """`labels` are what the feature calls its fields to people."""
    questions = [
        Text(
            _TAKEN_FOR[each.taken_for],
            {"seen": Raw(_short(each.seen)), "field": labels.get(each.field, Raw(each.field))},
        )
        for each in guesses
    ]
    return [text("grammar.doubts"), *questions] if questions else []


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


async def where_shown(turn: Turn) -> int:
    """The chat to show it in: whoever wrote it is asked alone, where they may be written to."""
    is_reachable = not turn.group.is_private and await can_write_to(turn.reads, user_id=turn.person.id)
    return turn.person.id if is_reachable else turn.group.id


def show_first(turn: Turn, words: Words, keys: Keys, *, where: int) -> None:
    """What was read, with its buttons; the group hears that it was shown elsewhere."""
    turn.say(words, keys=keys, to=where)
    if where != turn.group.id:
        turn.say(text("grammar.shown_privately"), on_crash="drop", ephemeral=True)
