"""What inline queries are made of: a question from within any chat, and the answers to choose from."""

from dataclasses import dataclass, field

from playground.world.values import JSON


@dataclass(slots=True)
class Offer:
    """One answer: how the list shows it, and the message that it would be.

    `problem`: what stands under its address could not be had, so that it cannot be sent.
    """

    shown: JSON
    body: JSON
    keyboard: JSON | None = None
    problem: str = ""


@dataclass(slots=True)
class Asked:
    """A question of somebody's, and the bot's answers to it by their ids."""

    id: str
    who: int
    text: str
    asked_at: int
    is_answered: bool = False
    offers: dict[str, Offer] = field(default_factory=dict)
