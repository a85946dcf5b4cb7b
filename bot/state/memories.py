"""Features' own memories in this application: told of a group that gets another id, and of who is forgotten."""

from __future__ import annotations

from typing import Protocol, TypeVar, cast, runtime_checkable

T = TypeVar("T")


@runtime_checkable
class _Movable(Protocol):
    def moved(self, old: int, new: int) -> None: ...


@runtime_checkable
class _Forgetful(Protocol):
    def forgotten(self, user_id: int) -> None: ...


class Memories:
    """One of each kind, made without arguments at the first asking."""

    def __init__(self) -> None:
        self._own: dict[type, object] = {}

    def own(self, kind: type[T]) -> T:
        found = self._own.get(kind)
        if found is None:
            found = self._own[kind] = kind()
        return cast("T", found)

    def moved(self, old: int, new: int) -> None:
        """To be called after the commit."""
        for memory in self._own.values():
            if isinstance(memory, _Movable):
                memory.moved(old, new)

    def forgotten(self, user_id: int) -> None:
        """To be called after the commit that erased them."""
        for memory in self._own.values():
            if isinstance(memory, _Forgetful):
                memory.forgotten(user_id)
