"""The console's rules: who sits at the terminal, how long a session and a one-time link are good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.people import Person
from bot.domain.refusals import Refusal

TERMINAL: Final = Person(-10, "weilu console")
"""Whoever got a link from the terminal, where `access.operators` does not name one operator alone."""

LINK_LASTS: Final = 600
"""Seconds in which a one-time link opens."""

IDLE: Final = 1800
"""Seconds after which a session ends that nobody used."""

LONGEST: Final = 8 * 3600
"""Seconds after which a session ends however much it was used."""

SIGNED_LASTS: Final = 3600
"""Seconds after which Telegram's word on who opened a Mini App is too old."""

AHEAD: Final = 60
"""Seconds by which a clock that signed or made something may be ahead of the bot's."""


@dataclass(frozen=True, slots=True)
class Session:
    """`digest` stands in the store in the cookie's place; `browser` is the mark of the browser it was begun in."""

    digest: str
    user_id: int
    browser: str
    locale: str
    started_at: int
    seen_at: int

    def is_good(self, browser: str, *, now: int) -> bool:
        """In that browser at that moment."""
        return self.browser == browser and now - self.seen_at < IDLE and now - self.started_at < LONGEST


class ConsoleOff(Refusal):
    """No address is configured."""

    key = "console.off"


class LinkOver(Refusal):
    """The one-time link was used, is older than it may be, or was never given."""

    key = "console.link_over"


class SignatureWrong(Refusal):
    """Who opened the Mini App is not signed by this bot's token, or was signed too long ago."""

    key = "console.signature_wrong"


class SessionOver(Refusal):
    """No session, or one that has ended."""

    key = "console.no_session"


class FormOver(Refusal):
    """The form was not made for this session."""

    key = "console.form_over"


class SentBefore(Refusal):
    """The form was taken before."""

    key = "console.sent_before"


class Frozen(Refusal):
    """Whoever has the terminal froze the bot: nothing is done until it is thawed."""

    key = "console.frozen"


class NoSuchPage(Refusal):
    """No page, or none that is told of."""

    key = "console.no_such_page"
