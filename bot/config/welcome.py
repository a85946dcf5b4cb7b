"""`[welcome]` of the config file: how newcomers are greeted, and what their first week holds."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from bot.config.answers import vanishing
from bot.config.table import Table
from bot.config.values import Amount, seconds, wrong
from bot.domain.schedule.wording import WordingError
from bot.domain.welcome import check_words

_LONGEST_BATCH = 600


def _words(value: str) -> str:
    if not value.strip():
        return ""
    try:
        check_words(value)
    except WordingError as error:
        raise wrong(str(error), error.remedy) from None
    return value.strip()


def _batch(value: str) -> str:
    if not 1 <= seconds(value) <= _LONGEST_BATCH:
        raise wrong("must be a span of a second to ten minutes", 'write it like "30s"')
    return value


class Welcome(Table):
    """`text` is HTML with {name}, {group}, {rules} and {about}; `points` are for who does the first week's tasks."""

    enabled: bool = True
    text: Annotated[str, AfterValidator(_words)] = ""
    batch: Annotated[str, AfterValidator(_batch)] = "30s"
    vanish: Annotated[str, AfterValidator(vanishing)] = "10m"
    points: Amount = 0
    tasks: bool = True
