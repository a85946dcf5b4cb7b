"""/challenge new, step by step: a name and how long; all else waits behind a button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.challenge import challenge_of, challenge_points, challenge_tag, challenge_title, read_answers
from bot.domain.dialogue import Draft
from bot.domain.grammar.moments import Here
from bot.domain.polls.flags import read_end
from bot.engine.turn import Turn
from bot.texts.text import Raw, Text, Words, text
from handlers.challenge.opening import open_challenge, require
from handlers.command.group_commands import elsewhere
from handlers.dialogue.declaring import Dialogue, Step, as_end, as_written, spans, when
from handlers.dialogue.screens import here_of, so_far


def _title(words: str, _: Here) -> str:
    return challenge_title(words)


def _tag(words: str, _: Here) -> str:
    return f"#{challenge_tag(words)}"


def _points(words: str, _: Here) -> str:
    return str(challenge_points(words))


def _end(words: str, here: Here) -> int:
    return read_end(words, here=here)


async def _preview(turn: Turn, draft: Draft) -> Sequence[Text]:
    challenge_of(draft.given, here_of(turn, draft))
    return so_far(turn, DIALOGUE, draft)


async def _finish(turn: Turn, draft: Draft) -> Words:
    place = elsewhere(turn, draft.for_chat)
    await open_challenge(turn, place, draft.given, topic=draft.topic)
    return text("dialogue.opened", group=Raw(place.group.title))


DIALOGUE: Final = Dialogue(
    name="challenge",
    title=text("dialogue.challenge"),
    steps=(
        Step("title", text("dialogue.challenge_title"), text("dialogue.ask_challenge_title"), _title,
             spread=read_answers, order="needed"),
        Step("ends", text("dialogue.challenge_ends"), text("dialogue.ask_challenge_ends"), as_end(_end), when,
             choices=spans("3d", "7d", "14d", "21d"), order="asked"),
        Step("contest", text("dialogue.challenge_contest"), text("dialogue.ask_challenge_contest"), as_written,
             kind="switch", is_quick=True),
        Step("tag", text("dialogue.challenge_tag"), text("dialogue.ask_challenge_tag"), _tag),
        Step("points", text("dialogue.challenge_points"), text("dialogue.ask_challenge_points"), _points,
             choices=tuple((each, Raw(each)) for each in ("0", "10", "20", "50"))),
        Step("votes", text("dialogue.challenge_votes"), text("dialogue.ask_challenge_votes"), as_end(_end), when,
             choices=spans("1d", "2d", "3d")),
    ),
    recalls_about=True,
    require=require,
    preview=_preview,
    finish=_finish,
    open_label=text("dialogue.open_challenge"),
)  # fmt: skip
