"""`[icebreak]` of the config file: what the bot says where a group is quieter than it usually is."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.config.table import Table


class Icebreak(Table):
    """`lines` are the group's own bank, said in turn at local `hour`; none where it is empty."""

    lines: list[Annotated[str, Field(min_length=1, max_length=600)]] = Field(default_factory=list)
    hour: Annotated[int, Field(ge=8, le=22)] = 19
