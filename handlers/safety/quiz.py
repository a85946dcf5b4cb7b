"""Five questions about fraud, in private, one after the other; who answers all of them right has a badge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.refusals import OldButton
from bot.domain.safety import ANSWERS, BADGE, RIGHT, is_course, is_right, score
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key, Keys
from bot.services import safety
from bot.texts.text import Lines, Text, text
from handlers.command.group_commands import within
from handlers.command.shortcuts import key_to
from handlers.points.levels import named

_ALL: Final = len(RIGHT)


@press("sq")
@dataclass(frozen=True, slots=True)
class Given:
    """The answers so far, a digit each: all right ones are all it takes, so nothing is kept of them meanwhile."""

    chat_id: int
    answers: str


async def answered(turn: PressTurn, pressed: Given) -> None:
    if not is_course(pressed.answers) or not turn.group.is_private:
        raise OldButton
    place = await within(turn, pressed.chat_id)
    given, chat_id = pressed.answers, place.group.id
    lines = _told(given) if given else []
    if len(given) < _ALL:
        turn.edit(Lines([*lines, *_question(len(given) + 1)]), keys=_keys(chat_id, given))
        return
    if score(given) < _ALL:
        again = Key(text("safety.button_again"), pack(Given(chat_id, "")))
        turn.edit(
            Lines([*lines, text("safety.some", n=score(given), all=_ALL)]),
            keys=[[again], [key_to(turn.wiring.shortcuts["safety"], chat_id)]],
        )
        return
    is_news = await safety.passed(turn.unit, chat_id=chat_id, user_id=turn.person.id, at=turn.now)
    turn.edit(Lines([*lines, text("safety.all" if is_news else "safety.all_again", badge=named(BADGE))]))


def _told(given: str) -> list[Text]:
    """What the last answer was worth, and why."""
    why = text(f"safety.why_{len(given)}")
    return [text("safety.right" if is_right(given) else "safety.wrong", why=why)]


def _question(number: int) -> list[Text]:
    head = text("safety.question", n=number, all=_ALL, question=text(f"safety.question_{number}"))
    options = [text(f"safety.option_{number}_{at + 1}") for at in range(ANSWERS)]
    return [head, *(text("safety.option", n=at, words=words) for at, words in enumerate(options, 1))]


def _keys(chat_id: int, given: str) -> Keys:
    return [[Key(text("safety.button_n", n=at + 1), pack(Given(chat_id, f"{given}{at}"))) for at in range(ANSWERS)]]


ENTRANCES: list[Entrance] = [button(Given, answered)]
