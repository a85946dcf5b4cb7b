"""The console as a web application: its routes, the gate before them, and what is told where something goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.console.answers import back_to, read_form, told, visit_of
from bot.console.entering import Entering
from bot.console.gate import Doors, Guarded, Visit, is_open
from bot.console.live import Live
from bot.console.render import STATIC
from bot.console.showing import Showing
from bot.domain.console import FormOver, NoSuchPage
from bot.domain.refusals import NotAllowed, Refusal
from bot.services import console
from bot.texts.catalog import LOCALES
from bot.texts.refusing import refused
from bot.texts.text import text

log = logging.getLogger(__name__)


def application(showing: Showing, doors: Doors, entering: Entering, live: Live) -> Starlette:
    pages = Pages(showing, doors)
    app = Starlette(
        routes=[
            Route("/", pages.show),
            Route("/page/{name}", pages.show),
            Route("/group/-{minus:int}/{name}", pages.show),
            Route("/do/page/{name}/{action}", pages.act, methods=["POST"]),
            Route("/do/group/-{minus:int}/{name}/{action}", pages.act, methods=["POST"]),
            Route("/live/", live.stream),
            Route("/live/page/{name}", live.stream),
            Route("/live/group/-{minus:int}/{name}", live.stream),
            Route("/language", pages.speak, methods=["POST"]),
            Route("/leave", pages.leave, methods=["POST"]),
            *entering.routes(),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(Guarded, is_framed=doors.is_framed),
            Middleware(Mended, showing=showing),
            Middleware(Gate, showing=showing, doors=doors),
        ],
        exception_handlers={Refusal: pages.refuse, 404: pages.missing, 405: pages.missing},
    )
    app.router.redirect_slashes = False
    return app


class Pages:
    """Pages, what is done on them, and the session's own matters."""

    def __init__(self, showing: Showing, doors: Doors) -> None:
        self._showing, self._doors = showing, doors

    async def show(self, request: Request) -> Response:
        return HTMLResponse(await self._showing.page(request, visit_of(request)))

    async def act(self, request: Request) -> Response:
        """Back to the page afterwards, which tells what came of it."""
        visit, form = await self._form(request)
        self._showing.notices[visit.session.digest] = await self._showing.act(request, visit, form)
        return back_to(request, form.get("back", ""))

    async def speak(self, request: Request) -> Response:
        visit, form = await self._form(request)
        if form.get("locale") in LOCALES:
            async with self._doors.database.unit() as unit:
                await console.speak(unit, visit.session.digest, locale=form["locale"])
        return back_to(request, form.get("back", ""))

    async def leave(self, request: Request) -> Response:
        visit, _ = await self._form(request)
        async with self._doors.database.unit() as unit:
            await console.end(unit, visit.session.digest)
        return told(self._showing, request, text("console.left"), [text("console.no_session_how")], status=200)

    async def _form(self, request: Request) -> tuple[Visit, Mapping[str, str]]:
        """Raises FormOver for one that is not of this session."""
        visit = visit_of(request)
        form = await read_form(request)
        self._doors.require_own_form(request, visit, form.get("csrf", ""))
        return visit, form

    async def refuse(self, request: Request, error: Exception) -> Response:
        status, lines = 409, [text("console.bug")]
        if isinstance(error, Refusal):
            lines = [refused(error)]
        if isinstance(error, NoSuchPage):
            status = 404
        elif isinstance(error, NotAllowed | FormOver):
            status = 403
        return told(self._showing, request, text("console.refused"), lines, status=status)

    async def missing(self, request: Request, _: Exception) -> Response:
        return await self.refuse(request, NoSuchPage())


class Gate:
    """Lets nothing through without a session but the ways in and our own files."""

    def __init__(self, app: ASGIApp, *, showing: Showing, doors: Doors) -> None:
        self.app, self._showing, self._doors = app, showing, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_open(scope):
            request = Request(scope, receive)
            visit = await self._doors.visit(request, now=self._showing.now())
            if visit is None:
                lines = [text("console.no_session"), text("console.no_session_how")]
                answer = told(self._showing, request, text("console.locked"), lines, status=401)
                await answer(scope, receive, send)
                return
            scope.setdefault("state", {})["visit"] = visit
        await self.app(scope, receive, send)


class Mended:
    """A bug is a page that says so: what it was stands in the log."""

    def __init__(self, app: ASGIApp, *, showing: Showing) -> None:
        self.app, self._showing = app, showing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def noticed(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, noticed)
        except Exception:
            log.exception("the console could not answer %s", scope.get("path", ""))
            if has_begun:
                raise
            request = Request(scope, receive)
            answer = told(self._showing, request, text("console.refused"), [text("console.bug")], status=500)
            await answer(scope, receive, send)
