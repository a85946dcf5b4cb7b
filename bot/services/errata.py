"""Putting right what the bot had said: kept with its post, and told wherever the announcement stands."""

from __future__ import annotations

from bot.domain.refusals import Refusal
from storage import errata
from storage.errata import Erratum, Post

__all__ = ["Erratum", "NotOurs", "Post", "add", "announced", "elsewhere", "lately", "of"]

LONGEST = 500
"""Characters of one correction."""

add = errata.add
of = errata.of
announced = errata.announced
elsewhere = errata.elsewhere
lately = errata.lately


class NotOurs(Refusal):
    """No message of the bot's own was replied to."""

    key = "errata.not_ours"
