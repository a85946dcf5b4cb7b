"""One-time links into the console: signed with the process's own secret, so that the terminal can make them too."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Protocol

from bot.domain.console import AHEAD, LINK_LASTS, LinkOver

_FORM = re.compile(r"(-?[0-9]{1,16})\.([0-9]{1,12})\.([A-Za-z0-9_-]{16})\.([0-9a-f]{32})")


class Marking(Protocol):
    """The process's secret at work, as far as links need it."""

    def mark(self, kind: str, *parts: int | str) -> str: ...


@dataclass(frozen=True, slots=True)
class Link:
    """`mark` is what it is known by once it was used."""

    user_id: int
    mark: str


def make_link(marking: Marking, *, user_id: int, now: int) -> str:
    """The last part of its address: for that person, good for ten minutes, once."""
    ends_at, nonce = now + LINK_LASTS, secrets.token_urlsafe(12)
    return f"{user_id}.{ends_at}.{nonce}.{_sign(marking, user_id, ends_at, nonce)}"


def read_link(marking: Marking, words: str, *, now: int) -> Link:
    """Raises LinkOver for one that is too old, was made for a later time, or was not made here."""
    match = _FORM.fullmatch(words)
    if match is None:
        raise LinkOver
    user_id, ends_at, nonce, signature = int(match[1]), int(match[2]), match[3], match[4]
    is_ours = hmac.compare_digest(signature, _sign(marking, user_id, ends_at, nonce))
    if not is_ours or not now < ends_at <= now + LINK_LASTS + AHEAD:
        raise LinkOver
    return Link(user_id, signature)


def _sign(marking: Marking, user_id: int, ends_at: int, nonce: str) -> str:
    return marking.mark("console-link", user_id, ends_at, nonce)


@dataclass(slots=True)
class Address:
    """Where the console is now, by this machine and from outside; empty where it is off. The bot's own memory."""

    local: str = ""
    public: str = ""

    def to(self, path: str) -> str:
        """An address below the console's root."""
        return f"{(self.public or self.local).rstrip('/')}/{path}"

    @property
    def app(self) -> str:
        """What a Mini App opens; empty where Telegram's clients could not."""
        return self.to("enter/app") if self.public.startswith("https://") else ""
