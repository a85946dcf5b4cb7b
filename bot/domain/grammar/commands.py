"""Where a command ends and its words begin: at the first character that no command holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.grammar.script import visible

_COMMAND = re.compile(r"[/／](?P<name>[A-Za-z0-9_]{1,64})(?:@(?P<to>[A-Za-z0-9_]{1,64}))?")
_SPOKEN = re.compile(r"[/／](?P<name>\w{1,32})(?:@(?P<to>[A-Za-z0-9_]{1,64}))?")
_STOPS = ".,;:!?。，；：！？、…~～"


@dataclass(frozen=True, slots=True)
class Spoken:
    """`name` in lower case, `to` the bot it names (as written, '' for none), `words` what follows."""

    name: str
    to: str
    words: str


def is_command(words: str) -> bool:
    """Asked of every line of chatter: all but those that begin with a space or unseen are answered by one character."""
    first = words[:1]
    if first.isalnum():
        return False
    if first == " " or not first.isprintable():
        first = visible(words[:8]).lstrip()[:1]
    return first in ("/", "／")


def after_command(words: str) -> str:
    """What follows the command, untouched: of marked-up words, too."""
    match = _COMMAND.match(words.lstrip())
    return words.lstrip()[match.end() :].lstrip(_STOPS).strip() if match else words


def read_command(words: str) -> Spoken | None:
    """`/Grant@weilu_bot 5`, `/points。`, `/lottery　new`, `/签到`; None where no word follows the slash.

    A sign that ends a sentence right behind the command belongs to neither.
    """
    begins = len(words) - len(words.lstrip())
    head, _, tail = _head(words[begins:])
    match = _COMMAND.match(head)
    if match is None or (match.end() < len(head) and head[match.end()].isalnum()):
        match = _SPOKEN.match(head)
    if match is None:
        return None
    rest = head[match.end() :].lstrip(_STOPS) + tail
    return Spoken(match["name"].casefold(), match["to"] or "", rest.strip())


def without_name(words: str, name: str) -> str:
    """A phrase may stand beside the @name of whoever it is said to."""
    return re.sub(rf"(?i)[@＠]{re.escape(name)}(?![a-z0-9_])", " ", words)


def _head(words: str) -> tuple[str, str, str]:
    """The first run without white space made visible, and the rest as it was written."""
    parts = re.match(r"(\S*)(\s*)(.*)", words, re.DOTALL)
    assert parts is not None, "matches anything"  # noqa: S101
    return visible(parts[1]), parts[2], parts[2] + parts[3]
