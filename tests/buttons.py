"""What stands on the buttons of a message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def labels(message: dict[str, Any]) -> list[str]:
    return [each["text"] for each in _buttons(message)]


def urls(message: dict[str, Any]) -> list[str]:
    return [each["url"] for each in _buttons(message) if "url" in each]


def data(message: dict[str, Any]) -> list[str]:
    return [each["callback_data"] for each in _buttons(message) if "callback_data" in each]


def _buttons(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        yield from row
