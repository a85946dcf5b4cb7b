"""One client library as a story drives it."""

import re
from collections.abc import Awaitable, Callable
from typing import Any


class Library:
    """One client library: how it makes values, takes files and calls methods."""

    def __init__(self, client: Any, kinds: Any, upload: Callable[[bytes, str], Any]) -> None:
        self.client = client
        self.kinds = kinds
        self.upload = upload
        self.called: set[str] = set()

    def make(self, kind: str, **fields: Any) -> Any:
        return getattr(self.kinds, kind)(**fields)

    def __call__(self, method: str, **params: Any) -> Awaitable[Any]:
        self.called.add(method)
        name = re.sub(r"([A-Z])", lambda found: "_" + found[1].lower(), method)
        call: Awaitable[Any] = getattr(self.client, name)(**params)
        return call
