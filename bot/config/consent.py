"""`[privacy]` of the config file: whether members are asked before their messages' mood is looked at."""

from __future__ import annotations

from typing import Literal

from bot.config.table import Table


class Privacy(Table):
    """`notice`: it is said what is kept, and everybody may decline. `ask`: only who agreed is looked at."""

    consent: Literal["notice", "ask"] = "notice"
