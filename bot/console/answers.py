"""What routes share: the visit a request belongs to, a form read with its bounds, a page that only says something."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.console import render
from bot.console.gate import Visit
from bot.console.showing import Showing
from bot.domain.console import FormOver
from bot.texts.text import Words

_MOST: Final = 65_536
"""Bytes of a form."""

_HERE = re.compile(r"(page/[a-z_]{1,40}|group/-?[0-9]{1,16}/[a-z_]{1,40})?(\?[A-Za-z0-9_=&%+.\-]{0,400})?")
"""Addresses of pages, to which a form may lead back."""


def visit_of(request: Request) -> Visit:
    """Of a request that the gate let through."""
    visit: Visit = request.state.visit
    return visit


async def read_form(request: Request) -> Mapping[str, str]:
    """Of several values of a name the last. Raises FormOver for a body that is too long, or holds too much."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            raise FormOver
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=100)
        return {name: value.replace("\0", "") for name, value in pairs}
    except ValueError:
        raise FormOver from None


def told(
    showing: Showing, request: Request, title: Words, lines: Sequence[Words], *, status: int, opens: bool = False
) -> Response:
    """A page that says something, and shows nothing; `opens` is the Mini App's first, which asks to be let in."""
    visit: Visit | None = getattr(request.state, "visit", None)
    page = render.alone(
        "alone.html",
        showing.around(request, visit),
        title=title,
        lines=lines,
        scripts=["app.js"] if opens else [],
        back="./" if visit is not None and status not in (200, 401) else "",
        opens=opens,
    )
    return HTMLResponse(page, status_code=status)


def back_to(request: Request, here: str = "") -> Response:
    """The page whose form it was; for an address of any other kind the first page."""
    here = here if _HERE.fullmatch(here) else ""
    root = "../" * (request.url.path.count("/") - 1)
    return RedirectResponse(f"{root}{here}" or "./", status_code=303)
