"""What a score means: the label, when the check is sure enough to have one, and when a message is worth an alert."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Mood(StrEnum):
    """The three classes, in the order of the model's heads."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


MOODS: Final = tuple(Mood)
ABSTAINED: Final = len(MOODS)

# Below this share even the largest class is a guess.
SURE_FROM: Final = 0.5
# On everyday chat at most two neutral messages in a hundred are above this share of negative.
ALERT_FROM: Final = 0.81
# On everyday chat at most one message in a hundred is above this.
HOSTILE_FROM: Final = 0.5
# A direct insult is at least this hostile, whatever the model thinks of the rest of the message.
INSULT_IS: Final = 0.9


@dataclass(frozen=True, slots=True)
class Score:
    """One message, checked. The three shares sum to 1; hostile is a probability of its own.

    `why` holds the words that spoke for the label, the strongest first; a neutral message needs no reason.
    """

    negative: float
    neutral: float
    positive: float
    hostile: float
    sure: bool
    why: tuple[str, ...] = ()

    @property
    def label(self) -> Mood:
        """The class with the largest share; of equals the calmest."""
        largest = max(self.negative, self.neutral, self.positive)
        if self.neutral == largest:
            return Mood.NEUTRAL
        return Mood.NEGATIVE if self.negative == largest else Mood.POSITIVE

    @property
    def kind(self) -> int:
        """The label's place in MOODS, ABSTAINED where it is a guess."""
        return MOODS.index(self.label) if self.sure else ABSTAINED

    @property
    def is_alarming(self) -> bool:
        """Negative enough to count towards an alert."""
        return self.negative >= ALERT_FROM

    @property
    def is_hostile(self) -> bool:
        """Hostile enough for a moderator to look."""
        return self.hostile >= HOSTILE_FROM


def is_sure(shares: tuple[float, float, float]) -> bool:
    """Whether the largest of the three shares is more than a guess."""
    return max(shares) >= SURE_FROM
