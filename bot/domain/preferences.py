"""What a member may decline; where it is kept in mind is the wishes', what a group chooses is in the settings."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Declinable: TypeAlias = Literal["mood", "private", "lists"]
"""To have one's messages' mood checked; to be written to in private unasked; to be on a list of who grows quiet or is
to be thanked, which moderators see. All hold in every group."""

DECLINABLE: tuple[Declinable, ...] = get_args(Declinable)
