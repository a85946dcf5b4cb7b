"""The table of the config file that says how and where the bot answers."""

from __future__ import annotations

from typing import Literal

from bot.config.table import Table


class Answers(Table):
    """Where moderators read what they ask for: in private, or in the group for all to read."""

    moderators: Literal["private", "group"] = "private"
