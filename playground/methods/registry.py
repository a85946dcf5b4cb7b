"""How a method is named and called; the methods themselves live in their families."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from playground.world.values import JSON
from playground.world.world import World


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One request, its parameters already checked against the schema."""

    world: World
    method: str
    params: JSON
    uploads: dict[str, Upload] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """An optional parameter."""
        return self.params.get(name, default)

    def __getitem__(self, name: str) -> Any:
        return self.params[name]


Handler = Callable[[Call], Any]
REGISTRY: dict[str, Handler] = {}
Answered = Awaitable[Any]


def method(*names: str) -> Callable[[Handler], Handler]:
    """Register a handler under the names of the methods it serves."""

    def register(handler: Handler) -> Handler:
        for name in names:
            REGISTRY[name] = handler
        return handler

    return register
