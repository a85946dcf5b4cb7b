"""Something put together by questions and buttons: what was answered so far; what is asked is each feature's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.grammar.doubts import Guess
from bot.domain.refusals import Refusal

LONGEST_ANSWER = 4000
"""Characters of one answer."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Put together by `user_id` in `chat_id`, for the group `for_chat`.

    `answers` are by field, each as it may be written in a line, empty where it was passed over; `asks` is the field
    whose answer is awaited. `doubts` are of the line it began with, and told until something is changed.
    """

    id: int
    kind: str
    chat_id: int
    user_id: int
    for_chat: int
    topic: int
    answers: Mapping[str, str]
    doubts: tuple[Guess, ...] = ()
    asks: str = ""

    @property
    def given(self) -> dict[str, str]:
        """What was answered, as a line would say it."""
        return {name: answer for name, answer in self.answers.items() if answer}


class GroupGone(Refusal):
    """The bot is in that group no more."""

    key = "dialogue.group_gone"


class AnswerTooLong(Refusal):
    """`most`."""

    key = "dialogue.too_long"


class NoWords(Refusal):
    """Neither words nor a picture that it can take."""

    key = "dialogue.no_words"
