"""Every method of the Bot API that our code names is one the playground has: nothing is sent that was never tried."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from playground import schema
from playground.methods import METHODS

ROOT = Path(__file__).parents[2]
ORDINARY_WORDS = {"close"}
"""Names of methods that are words of other tables, too."""


def named(source: str) -> Iterator[str]:
    """Methods called by their names, and those called as python-telegram-bot's (`get_file`)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and node.value in schema.METHODS and str(node.value) not in ORDINARY_WORDS:
            yield str(node.value)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "_bot":
            first, *rest = node.attr.split("_")
            method = first + "".join(part.title() for part in rest)
            if method in schema.METHODS:
                yield method


def test_the_playground_has_every_method_we_call() -> None:
    files = [path for room in ("bot", "handlers") for path in (ROOT / room).rglob("*.py")]
    called = {method for path in files for method in named(path.read_text(encoding="utf-8"))}
    assert {"sendMessage", "getUpdates", "setWebhook", "sendPoll", "createForumTopic", "getFile"} <= called
    assert called <= set(METHODS), called - set(METHODS)


def test_a_method_that_nobody_tried_would_be_seen() -> None:
    assert list(named('await raw(bot, "sendInvoice", {})')) == ["sendInvoice"]
    assert "sendInvoice" not in METHODS
