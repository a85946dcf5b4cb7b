"""What reading gives back: understood, doubtful with what was read, or not understood with the kind of remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

T_co = TypeVar("T_co", covariant=True)

Kind: TypeAlias = Literal["number", "count", "moment", "span", "people", "switch", "field", "passed"]
"""What could not be read; the catalogs have one sentence a kind, `grammar.<kind>`, that says how it is written."""


@dataclass(frozen=True, slots=True)
class Understood(Generic[T_co]):
    value: T_co


@dataclass(frozen=True, slots=True)
class Doubtful(Generic[T_co]):
    """`value` is what was read of `seen`; whoever wrote it is asked before anything is done that cannot be undone."""

    value: T_co
    seen: str


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    kind: Kind
    seen: str

    @property
    def remedy(self) -> str:
        """A key of the catalogs."""
        return f"grammar.{self.kind}"


Reading: TypeAlias = Understood[T_co] | Doubtful[T_co] | NotUnderstood
