"""The log: for people or for machines, and in neither the token."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from bot.operations.logs import Lines, Objects

TOKEN = "12345678:AAFakeTokenFakeTokenFakeTokenFake_-1"


def record(message: str, *args: object) -> logging.LogRecord:
    """What a fault logs that quotes a URL with the token in it."""
    try:
        raise OSError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except OSError:
        return logging.LogRecord("bot.engine.polling", logging.WARNING, "x.py", 1, message, args, sys.exc_info())


def test_one_object_a_line_with_the_error_in_it() -> None:
    told = Objects().format(record("no answer from %s", "Telegram\nagain"))
    assert "\n" not in told
    found = json.loads(told)
    assert (found["level"], found["logger"], found["message"]) == (
        "WARNING",
        "bot.engine.polling",
        "no answer from Telegram\nagain",
    )
    assert found["at"].endswith("+00:00")
    assert "OSError" in found["error"]


@pytest.mark.parametrize("form", [Lines(), Objects()], ids=["lines", "json"])
def test_the_token_stands_in_neither(form: logging.Formatter) -> None:
    told = form.format(record("token %s", TOKEN))
    assert TOKEN not in told
    assert told.count("<token>") >= 2
