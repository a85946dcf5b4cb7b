"""`[kb]` of the config file: whether the knowledge base answers in the group by itself, and how sure it has to be."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from bot.config.table import Table
from bot.config.values import seconds, wrong
from bot.domain.kb import SURE

_SHORTEST, _LONGEST = 86400, 3 * 366 * 86400


def _review(value: str) -> str:
    if value not in ("", "0") and not _SHORTEST <= seconds(value) <= _LONGEST:
        raise wrong("must be a span of a day to three years", 'write it like "26w", or "0" for none')
    return value


class Kb(Table):
    """`sure`: from which score on, of 0 to 1, an entry is given as the answer; `review`: after how long moderators are
    asked whether an answer still holds.
    """

    answers: bool = True
    sure: Annotated[float, Field(ge=0.5, le=1)] = SURE
    review: Annotated[str, AfterValidator(_review)] = "26w"
