"""`[announce]` of the config file: whether another moderator confirms what is announced."""

from __future__ import annotations

from bot.config.table import Table


class Announce(Table):
    """`second`: an announcement of the moment goes out once somebody else who may announce there has confirmed it."""

    second: bool = False
