"""How the log is written: lines for people or JSON for machines; the token and people's words stand in neither."""

from __future__ import annotations

import copy
import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from bot.texts.sentences import Locale
from bot.texts.translation import log_template, translated

Form: TypeAlias = Literal["lines", "json"]

BOT: ContextVar[str] = ContextVar("bot", default="")
"""Whose work is being done, where a process runs several bots."""

_TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}")
"""What a bot's token looks like, wherever it may stand: a URL, an error's text, a traceback."""


def redacted(words: str) -> str:
    return _TOKEN.sub("<token>", words)


class Lines(logging.Formatter):
    """For people, in the operator's language."""

    def __init__(self, locale: Locale = "en") -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._locale = locale

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(self._translated(record)))

    def _translated(self, record: logging.LogRecord) -> logging.LogRecord:
        """A copy: other handlers have the record as it is."""
        other = copy.copy(record)
        other.name += f" [{bot}]" if (bot := BOT.get()) else ""
        other.msg = log_template(str(record.msg), self._locale)
        if isinstance(record.args, tuple):
            values = (translated(each, self._locale) if isinstance(each, str) else each for each in record.args)
            other.args = tuple(values)
        return other


class Objects(logging.Formatter):
    """One JSON object a line: `at` (UTC), `level`, `logger`, `message`, `bot` where there are several, and `error`, a
    traceback, if there is one.

    Messages are English whatever the config's language is: programs look for them.
    """

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry = {"at": at, "level": record.levelname, "logger": record.name, "message": redacted(record.getMessage())}
        if bot := BOT.get():
            entry["bot"] = bot
        if record.exc_info:
            entry["error"] = redacted(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)


def begin(form: Form = "lines", locale: Locale = "en") -> None:
    """To stderr, from now on."""
    to_stderr = logging.StreamHandler(sys.stderr)
    to_stderr.setFormatter(Objects() if form == "json" else Lines(locale))
    logging.basicConfig(level=logging.INFO, handlers=[to_stderr])
    for noisy in ("httpx", "apscheduler", "aiosqlite"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
