"""Segments of a group's members as values of the config file, in any of their words."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from bot.config.values import nearest, wrong
from bot.domain.segments import SEGMENTS, segment_of


def _crowd(value: str) -> str:
    found = segment_of(value)
    if found is None:
        like = nearest(value, list(SEGMENTS)) or "core"
        raise wrong("must be a segment known here", f'write "{like}"; known are {", ".join(SEGMENTS)}')
    return found


Crowd = Annotated[str, AfterValidator(_crowd)]
