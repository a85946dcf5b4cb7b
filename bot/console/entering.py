"""The ways in: a one-time link, or Telegram's signed word on who opened the Mini App; both begin a short session."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console import init_data
from bot.console.answers import back_to, read_form, told
from bot.console.gate import Doors, is_fetched_ahead
from bot.console.links import Marking, read_link
from bot.console.showing import Showing
from bot.domain.console import LinkOver, SignatureWrong
from bot.domain.refusals import AdministratorsOnly
from bot.engine.moderated import moderated
from bot.engine.paged import PageTurn
from bot.services import console, moderation_log
from bot.texts.refusing import refused
from bot.texts.text import text


class Entering:
    """`token` is the bot's own, by which Telegram signs."""

    def __init__(self, showing: Showing, doors: Doors, *, marking: Marking, token: str) -> None:
        self._showing, self._doors, self._marking, self._token = showing, doors, marking, token

    def routes(self) -> list[Route]:
        """The Mini App's first: its name is no link's."""
        app = [Route("/enter/app", self.app), Route("/enter/app", self.signed, methods=["POST"])]
        return [*(app if self._doors.is_framed else []), Route("/enter/{link}", self.link)]

    async def link(self, request: Request) -> Response:
        """Good once: what only looks ahead, as a preview does, uses nothing up."""
        if request.method == "HEAD" or is_fetched_ahead(request.headers):
            return told(self._showing, request, text("console.name"), [text("console.open_it")], status=200)
        try:
            link = read_link(self._marking, request.path_params["link"], now=self._showing.now())
            return await self._begin(request, link.user_id, link=link.mark)
        except LinkOver as over:
            lines = [refused(over), text("console.no_session_how")]
            return told(self._showing, request, text("console.locked"), lines, status=401)

    async def app(self, request: Request) -> Response:
        lines = [text("console.opening")]
        return told(self._showing, request, text("console.name"), lines, status=200, opens=True)

    async def signed(self, request: Request) -> Response:
        form = await read_form(request)
        try:
            opened = init_data.read(form.get("signed", ""), token=self._token, now=self._showing.now())
        except SignatureWrong as wrong:
            return told(self._showing, request, text("console.locked"), [refused(wrong)], status=401)
        return await self._begin(request, opened.user_id, is_framed=True)

    async def _begin(self, request: Request, user_id: int, *, link: str = "", is_framed: bool = False) -> Response:
        """Raises LinkOver for a link that was used, AdministratorsOnly for whoever moderates nothing."""
        now = self._showing.now()
        key, session = self._doors.new_session(request, user_id=user_id, now=now)
        before = await self._doors.visit(request, now=now)

        async def work(turn: PageTurn) -> None:
            groups = await moderated(turn)
            if not groups and not (await turn.rights()).is_operator:
                raise AdministratorsOnly
            await console.begin(turn.unit, session, link=link)
            if before is not None:
                await console.end(turn.unit, before.session.digest)
            for each in groups:
                await moderation_log.note(turn.unit, chat_id=each, kind="console", actor=turn.person, at=turn.now)

        await self._showing.serving.serve(await self._showing.person(user_id), work)
        return self._doors.keep(back_to(request), key, request, is_framed=is_framed)
