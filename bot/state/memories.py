"""Features' own memories in this application; those that go by chats' ids follow a group that gets another one."""

from __future__ import annotations

from typing import Protocol, TypeVar, cast, runtime_checkable

T = TypeVar("T")


@runtime_checkable
class _Movable(Protocol):
    def moved(self, old: int, new: int) -> None: ...


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
        """Told after the commit."""
        for memory in self._own.values():
            if isinstance(memory, _Movable):
                memory.moved(old, new)
