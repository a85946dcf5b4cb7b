"""`[stats]` of the config file: what is counted besides, and what a group wants to reach."""

from __future__ import annotations

from bot.config.table import Table
from bot.config.values import Amount


class Stats(Table):
    """`words`: what is talked about is counted, by a dictionary that takes about a hundred megabytes of memory.

    The others are targets that the report sets beside what was: people who speak in a week, newcomers in a week, and
    how many in a hundred newcomers still speak in their second week or later; 0 is none.
    """

    words: bool = False
    voices: Amount = 0
    newcomers: Amount = 0
    stay: Amount = 0
