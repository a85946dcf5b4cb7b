"""Who may come in: a session by its cookie, the headers that every answer carries, and forms of our own pages alone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.domain.console import LONGEST, FormOver, Session, SessionOver
from bot.services import console
from storage.database import Database

COOKIE: Final = "weilu_console"
OPEN: Final = ("/enter/", "/static/")
"""Paths that need no session."""

_LOGIN: Final = 'Session realm="weilu console"'


@dataclass(frozen=True, slots=True)
class Visit:
    """A request with a good session; `key` is what its cookie holds."""

    session: Session
    key: str

    @property
    def csrf(self) -> str:
        """What a form of this session has to bring."""
        return hmac.new(self.key.encode(), b"csrf", hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Doors:
    """`public_url` is the address from outside, empty where there is none."""

    database: Database
    public_url: str

    @property
    def is_framed(self) -> bool:
        """Whether Telegram's web clients may show it in a frame: the Mini App needs that."""
        return self.public_url.startswith("https://")

    def new_session(self, request: HTTPConnection, *, user_id: int, now: int) -> tuple[str, Session]:
        """The cookie's value and what is kept of it."""
        key = secrets.token_urlsafe(32)
        return key, Session(_digest(key), user_id, browser_of(request), "", now, now)

    def keep(self, response: Response, key: str, request: Request, *, is_framed: bool = False) -> Response:
        """The cookie, for this browser. Within a frame of another site it has to be kept apart for that site."""
        is_safe = self.is_public(request)
        response.set_cookie(
            COOKIE,
            key,
            max_age=LONGEST,
            httponly=True,
            secure=is_safe,
            samesite="none" if is_framed and is_safe else "lax",
        )
        if is_framed and is_safe:
            response.headers["set-cookie"] += "; Partitioned"
        return response

    def is_public(self, request: Request) -> bool:
        """Whether it came by the https address from outside."""
        return self.is_framed and request.headers.get("host", "") == urlsplit(self.public_url).netloc

    async def visit(self, request: HTTPConnection, *, now: int) -> Visit | None:
        key = request.cookies.get(COOKIE, "")
        if not key:
            return None
        session = await console.session(self.database.reads, _digest(key), browser=browser_of(request), now=now)
        return Visit(session, key) if session is not None else None

    async def require(self, request: HTTPConnection, *, now: int) -> Visit:
        """Raises SessionOver where there is no good session."""
        visit = await self.visit(request, now=now)
        if visit is None:
            raise SessionOver
        return visit

    def require_own_form(self, request: Request, visit: Visit, words: str) -> None:
        """Raises FormOver for what another page sends in this session's name."""
        origin = request.headers.get("origin", "")
        ours = {request.headers.get("host", ""), urlsplit(self.public_url).netloc} - {""}
        is_ours = not origin or urlsplit(origin).netloc in ours
        if not is_ours or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise FormOver
        if not hmac.compare_digest(words.encode(), visit.csrf.encode()):
            raise FormOver


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def browser_of(request: HTTPConnection) -> str:
    """A mark of the browser by what it calls itself: a cookie carried elsewhere is of no use there."""
    return hashlib.sha256(request.headers.get("user-agent", "").encode()).hexdigest()[:16]


def policy(*, is_framed: bool) -> str:
    """The content security policy: nothing but our own files; framed by nobody, or by Telegram's web clients."""
    framing = "https://web.telegram.org https://*.web.telegram.org" if is_framed else "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        f"form-action 'self'; base-uri 'none'; frame-ancestors {framing}"
    )


class Guarded:
    """Every answer carries these headers, whatever it is."""

    def __init__(self, app: ASGIApp, *, is_framed: bool) -> None:
        self.app = app
        self._headers = {
            "content-security-policy": policy(is_framed=is_framed),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=()",
        }
        if not is_framed:
            self._headers |= {"x-frame-options": "DENY", "cross-origin-opener-policy": "same-origin"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                is_kept = scope["path"].startswith("/static/") and message["status"] == 200
                headers["cache-control"] = "no-cache" if is_kept else "no-store"
                if message["status"] == 401:
                    headers["www-authenticate"] = _LOGIN
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


def is_open(scope: Scope) -> bool:
    """Whether a path needs no session."""
    return any(scope["path"].startswith(each) for each in OPEN)


def is_fetched_ahead(headers: Headers) -> bool:
    """A preview or a prefetch: nobody has opened it yet, and a one-time link stays good."""
    purpose = headers.get("sec-purpose", headers.get("purpose", ""))
    return "prefetch" in purpose or "TelegramBot" in headers.get("user-agent", "")
