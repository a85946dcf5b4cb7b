"""`[mood]` of the config file: whether moods are looked at, who is told, and a group's own words."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.config.table import Table
from bot.config.values import Amount, OwnWords
from bot.domain.mood.own_words import Words
from bot.domain.mood.verdict import Mood as Meant


class MoodWords(Table):
    """A group's own words by what they mean there; at most 200 of each kind."""

    positive: OwnWords = ()
    negative: OwnWords = ()
    neutral: OwnWords = ()

    @property
    def by_word(self) -> Words:
        """Each word with its mood."""
        kinds = ((Meant.POSITIVE, self.positive), (Meant.NEGATIVE, self.negative), (Meant.NEUTRAL, self.neutral))
        return tuple((word, mood) for mood, words in kinds for word in words)


class Mood(Table):
    """`check` off: nothing is scored or counted in the group. `alerts` off: counted, and nobody is told.

    `sensitivity` 5 tells of the slightest turn; `hostile_from` hostile messages within an hour are told.
    """

    check: bool = True
    alerts: bool = True
    training_days: Amount = 7
    sensitivity: Annotated[int, Field(ge=1, le=5)] = 3
    hostile_from: Annotated[int, Field(ge=1, le=20)] = 1
    words: MoodWords = MoodWords()
