"""`[incident]` of the config file: what moderators share out when something comes up, and what is to be done."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from bot.config.table import Table


class Incident(Table):
    """`roles` and `playbook`, a step each; where they are empty the bot's own are used."""

    roles: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=20)], ...], Field(max_length=6), Strict(strict=False)
    ] = ()
    playbook: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=120)], ...], Field(max_length=10), Strict(strict=False)
    ] = ()
