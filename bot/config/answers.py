"""The table of the config file that says how and where the bot answers."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from bot.config.table import Table
from bot.config.values import seconds, wrong

Vanishing: TypeAlias = Literal["checkin", "points", "top", "ledger", "calendar"]
"""Commands whose answers are of no use later."""

_SHORTEST_STAY, _LONGEST_STAY = 60, 47 * 3600


def vanishing(value: str) -> str:
    """How long a message of the bot stands: Telegram lets it be deleted for two days."""
    if value not in ("", "0") and not _SHORTEST_STAY <= seconds(value) <= _LONGEST_STAY:
        raise wrong("must be a span of a minute to 47 hours", 'write it like "10m", or "0" to let it stand')
    return value


def waiting(value: str) -> str:
    """How long a question waits before moderators are told."""
    if value not in ("", "0") and not 1800 <= seconds(value) <= 3 * 86400:
        raise wrong("must be a span of half an hour to three days", 'write it like "6h", or "0" for none')
    return value


class Answers(Table):
    """Where moderators read what they ask for, how long answers of the moment stand, how check-ins are answered.

    `vanish` is after how long an answer that is of no use later goes, with the command that it answers; `keep` names
    commands whose answers stay all the same. `unanswered` is after how long without a reply moderators are told of a
    question to the group.
    """

    moderators: Literal["private", "group"] = "private"
    vanish: Annotated[str, AfterValidator(vanishing)] = "0"
    keep: list[Vanishing] = Field(default_factory=list)
    unanswered: Annotated[str, AfterValidator(waiting)] = "0"
    checkin: Literal["auto", "reply", "board", "react"] = "auto"
