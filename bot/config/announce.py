"""`[announce]` of the config file: whether another moderator confirms what is announced."""

from __future__ import annotations

from bot.config.table import Table


class Announce(Table):
    """`second`: what is announced in chat goes out, or is planned, once somebody else who may announce confirmed it."""

    second: bool = False
