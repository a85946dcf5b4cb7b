"""What members of a group count on (points, levels, caps): it changes from an announced moment on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Terms: TypeAlias = Mapping[str, object]
"""Values by the name of their setting, as JSON has them."""

State: TypeAlias = Literal["coming", "in_force", "past", "dropped"]


@dataclass(frozen=True, slots=True)
class Version:
    """`why` is in the operators' own words; times are epoch seconds."""

    number: int
    terms: Terms
    why: str
    at: int
    starts_at: int
    state: State


def are_same(one: Terms, other: Terms) -> bool:
    """By what both name: a setting that another release added is no change."""
    return all(one[name] == other[name] for name in one.keys() & other.keys())
