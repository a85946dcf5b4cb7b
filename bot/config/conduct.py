"""What a group says of itself in the config file: `[community] about`, and `[rules]`, one a line."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from bot.config.table import Table
from bot.config.values import Moment, wrong
from bot.domain.conduct import LONGEST, MOST, WHOLE, read_rules
from bot.domain.refusals import Refusal


def _rules(value: str) -> str:
    """A rule a line, without numbers; empty for none."""
    if not value.strip():
        return ""
    try:
        return "\n".join(read_rules(value))
    except Refusal:
        raise wrong(
            f"must be at most {MOST} rules, a line each",
            f"keep each within {LONGEST} characters, and all within {WHOLE}",
        ) from None


Why = Annotated[str, Field(max_length=300)]
"""A reason that members are told."""


class Announced(Table):
    """What is changed in such a table is announced, and holds from `effective` on (empty: at once), for the reason."""

    effective: Moment = None
    why: Why = ""


class Rules(Announced):
    """Moderators may write others by /rules set; whichever was changed last holds."""

    text: Annotated[str, AfterValidator(_rules)] = ""


About = Annotated[str, Field(max_length=600)]
"""Whom and what a group is for."""
