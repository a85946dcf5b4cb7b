"""Lets only this machine's own page and programs in: a page of another origin may not act as the people in here."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.http import refusal
from playground.world.errors import ApiError

ACTS = ("/bot", "/file", "/playground")
"""Paths that do something or tell something; the page itself may be linked to."""


class OwnPage:
    """Refuses a Host that is not this machine (a name that was made to point here), and requests by other pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (why := _foreign(Headers(scope=scope), scope["path"])):
            await refusal(ApiError(403, f"Forbidden: {why}"))(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _foreign(headers: Headers, path: str) -> str:
    """Why the request is not this page's or a program's of this machine; empty where it is."""
    host = headers.get("host", "")
    if not _is_here(host):
        return "the playground answers on this machine's own address alone"
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return "the playground takes nothing from another page"
    if path.startswith(ACTS) and headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return "the playground takes nothing from another page"
    return ""


def _is_here(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
