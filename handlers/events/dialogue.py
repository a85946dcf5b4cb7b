"""/event new, step by step: a name and a time; all else waits behind a button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.dialogue import Draft
from bot.domain.events.event import count_of, crowd_of, event_of, read_answers, seconds_of, starts_at, title_of
from bot.domain.grammar.moments import Here
from bot.domain.segments import SEGMENTS
from bot.engine.turn import Turn
from bot.texts.text import Raw, Text, Words, text
from handlers.command.group_commands import Place, elsewhere
from handlers.dialogue.declaring import Dialogue, Step, as_date, moments, when
from handlers.dialogue.screens import here_of, so_far
from handlers.events.opening import open_event


async def _require(turn: Turn, place: Place) -> None:
    await turn.require("event", group=place.group)


async def _may_grant(turn: Turn, place: Place) -> None:
    await turn.require("grant", group=place.group)


def _title(words: str, _: Here) -> str:
    return title_of(words)


def _number(words: str, _: Here) -> str:
    return str(count_of(words))


def _crowd(words: str, _: Here) -> str:
    return crowd_of(words)


def _shown_crowd(words: str, _: Here) -> Words:
    return Text(f"insights.segment_{words}") if words else text("dialogue.choice_all")


def _span(words: str, here: Here) -> str:
    seconds_of(words, here)
    return words


async def _preview(turn: Turn, draft: Draft) -> Sequence[Text]:
    event_of(draft.given, here_of(turn, draft))
    return so_far(turn, DIALOGUE, draft)


async def _finish(turn: Turn, draft: Draft) -> Words:
    place = elsewhere(turn, draft.for_chat)
    await open_event(turn, place, draft.given, topic=draft.topic)
    return text("dialogue.opened", group=Raw(place.group.title))


_NONE: Final = ("", text("dialogue.choice_none"))

DIALOGUE: Final = Dialogue(
    name="event",
    title=text("dialogue.event"),
    steps=(
        Step("title", text("dialogue.event_title"), text("dialogue.ask_event_title"), _title,
             spread=read_answers, order="needed"),
        Step("when", text("dialogue.event_when"), text("dialogue.ask_event_when"), as_date(starts_at), when,
             known=moments("20:00", "tomorrow 20:00", "sat 14:00", "sat 20:00"), order="needed"),
        Step("place", text("dialogue.event_place"), text("dialogue.ask_event_place"), choices=(_NONE,), order="asked"),
        Step("cap", text("dialogue.event_cap"), text("dialogue.ask_event_cap"), _number,
             choices=(_NONE, *((each, Raw(each)) for each in ("5", "10", "20", "50")))),
        Step("lasts", text("dialogue.event_lasts"), text("dialogue.ask_event_lasts"), _span,
             choices=tuple((each, Raw(each)) for each in ("1h", "2h", "3h", "6h"))),
        Step("goal", text("dialogue.event_goal"), text("dialogue.ask_event_goal"), _number, choices=(_NONE,)),
        Step("reward", text("dialogue.event_reward"), text("dialogue.ask_event_reward"), _number,
             choices=(_NONE, *((each, Raw(each)) for each in ("5", "10", "20"))), require=_may_grant),
        Step("segment", text("dialogue.event_segment"), text("dialogue.ask_event_segment"), _crowd, _shown_crowd,
             choices=(("", text("dialogue.choice_all")),
                      *((each, Text(f"insights.segment_{each}")) for each in SEGMENTS))),
        Step("code", text("dialogue.event_code"), text("dialogue.ask_event_code"), choices=(_NONE,)),
    ),
    recalls_about=True,
    require=_require,
    preview=_preview,
    finish=_finish,
    open_label=text("dialogue.open_event"),
    takes_picture=True,
)  # fmt: skip
