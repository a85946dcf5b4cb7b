"""A page shown, or something on it done: the request becomes a turn of its reader, the turn's page HTML."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from starlette.requests import Request

from bot.console import render
from bot.console.gate import Visit
from bot.console.parts import Sheet
from bot.console.render import Around, Way
from bot.domain.console import TERMINAL, Frozen, NoSuchPage, SentBefore
from bot.domain.people import Group, Person
from bot.domain.refusals import AdministratorsOnly, NotAllowed, Refusal
from bot.engine.looks import looks_up
from bot.engine.moderated import moderated
from bot.engine.paged import Paged, PageTurn
from bot.engine.serving import Serving
from bot.services import console, membership
from bot.texts.catalog import Locale, locale_of
from bot.texts.refusing import refused
from bot.texts.text import Raw, Words, text
from storage.database import Reader

FIRST: Final = "overview"
"""The page at the console's root."""

_IDS: Final = 2**53
"""Ids of chats are smaller."""

_REMEMBERED: Final = 1000
"""Forms that were sent, of all sessions."""

_SEEN = re.compile(r"(^|&)seen=[0-9a-f]{16}$")
"""What the browser adds where it asks to be told of changes: the mark of what it shows."""

_QUERY = re.compile(r"[A-Za-z0-9_=&%+.\-]{0,400}")


class Showing:
    """`notices` are what came of a press, by session, until the next page tells it."""

    def __init__(self, serving: Serving, reads: Reader) -> None:
        self.serving, self._reads = serving, reads
        self.notices: dict[str, list[Words]] = {}
        self._done: dict[str, list[Words]] = {}

    def now(self) -> int:
        return self.serving.now()

    async def page(self, request: Request, visit: Visit) -> str:
        sheet, around = await self._sheet(request, visit, is_seen=request.headers.get("x-live") != "1")
        return render.page(sheet, replace(around, seen=_mark_of(sheet, around)))

    async def mark(self, request: Request, visit: Visit) -> str:
        """The same as long as the page shows the same; to ask for it keeps no session alive."""
        return _mark_of(*await self._sheet(request, visit, is_seen=False, is_live=True))

    async def _sheet(
        self, request: Request, visit: Visit, *, is_seen: bool, is_live: bool = False
    ) -> tuple[Sheet, Around]:
        page, of = self._asked_for(request, visit)
        person = await self.person(visit.session.user_id)

        async def work(turn: PageTurn) -> tuple[Sheet, list[Way], list[Way]]:
            await page.admit(turn)
            groups = await moderated(turn)
            ways = await self._ways(turn, page)
            sheet = await page.view(turn)
            if is_seen:
                if page.shows is not None:
                    await looks_up(turn, page.shows, chat_id=turn.about.id)
                await console.seen(turn.unit, visit.session, now=turn.now)
            return sheet, ways, [self._way_to(turn, each, page) for each in groups]

        sheet, ways, groups = await self.serving.serve(
            person, work, of=of, asked=_asked(request), locale=visit.session.locale
        )
        notices = [] if is_live else self.notices.pop(visit.session.digest, [])
        if self.serving.is_frozen and not is_live:
            notices = [refused(Frozen()), *(each for each in notices if each != refused(Frozen()))]
        title = of.title if of is not None else ""
        around = self.around(
            request, visit, name=person.name, group=title, ways=ways, groups=groups, notices=notices, is_live=is_live
        )
        return sheet, around

    async def act(self, request: Request, visit: Visit, form: Mapping[str, str]) -> list[Words]:
        """What the chat would answer; a refusal is an answer too, but for what a page may not show at all."""
        page, of = self._asked_for(request, visit)
        name = request.path_params["action"]
        handler = page.actions.get(name)
        if handler is None:
            raise NoSuchPage
        if self.serving.is_frozen:
            return [refused(Frozen())]

        key = hashlib.sha256(repr((request.url.path, sorted(form.items()))).encode()).hexdigest()

        async def work(turn: PageTurn) -> list[Words]:
            await page.admit(turn)
            if form.get("once") and await console.is_taken(turn.reads, key):
                raise SentBefore
            await handler(turn)
            if form.get("once"):
                await console.take_form(turn.unit, key, now=turn.now)
            return turn.answers

        if form.get("once") and key in self._done:
            return self._done[key]
        self._remember(key, [])
        person = await self.person(visit.session.user_id)
        try:
            answers = await self.serving.serve(
                person, work, of=of, asked=form, once=key[:20], locale=visit.session.locale
            )
        except Refusal as refusal:
            if isinstance(refusal, NotAllowed):
                raise
            answers = [refused(refusal)]
        except Exception:
            self._done.pop(key, None)
            raise
        self._remember(key, answers)
        return answers

    def _remember(self, key: str, answers: list[Words]) -> None:
        """A form sent twice is done once, and told the same while this process lives; the store knows it after that."""
        if len(self._done) >= _REMEMBERED:
            del self._done[next(iter(self._done))]
        self._done[key] = answers

    async def person(self, user_id: int) -> Person:
        """By the name they are known by."""
        if user_id == TERMINAL.id:
            return TERMINAL
        return await membership.known(self._reads, user_id=user_id) or Person(user_id, str(user_id))

    def around(
        self,
        request: Request,
        visit: Visit | None,
        *,
        name: str = "",
        group: str = "",
        ways: list[Way] | None = None,
        groups: list[Way] | None = None,
        notices: list[Words] | None = None,
        is_live: bool = False,
    ) -> Around:
        path = request.url.path
        asked = _SEEN.sub("", request.url.query)
        query = f"?{asked}" if asked and _QUERY.fullmatch(asked) else ""
        return Around(
            locale=self._locale(visit),
            now=self.now(),
            root="../" * (path.count("/") - 1),
            here=path.removeprefix("/live").removeprefix("/") + query,
            name=name,
            group=group,
            ways=ways or (),
            groups=groups or (),
            notices=notices or (),
            csrf=visit.csrf if visit is not None else "",
            once="" if is_live else new_once(),
        )

    def _locale(self, visit: Visit | None) -> Locale:
        chats = self.serving.chats
        if visit is None:
            return chats.config.community.locale
        return locale_of(visit.session.locale or chats.group(visit.session.user_id).locale)

    def _asked_for(self, request: Request, visit: Visit) -> tuple[Paged, Group | None]:
        """Raises NoSuchPage for one that is not there; of groups that the bot is not in, operators alone are told."""
        page = self.serving.pages.get(request.path_params.get("name", FIRST))
        minus = request.path_params.get("minus")
        if page is None or page.is_everywhere != (minus is None):
            raise NoSuchPage
        if minus is None:
            return page, None
        chats = self.serving.chats
        if abs(minus) >= _IDS or (group := chats.group(-minus)).id not in chats.groups():
            raise NoSuchPage if chats.config.is_operator(visit.session.user_id) else AdministratorsOnly
        return page, group

    async def _ways(self, turn: PageTurn, here: Paged) -> list[Way]:
        """Pages that the reader may see: on a group's pages its own too."""
        pages = [each for each in self.serving.pages.values() if each.is_everywhere or turn.of is not None]
        return [
            Way(text(f"console.page_{each.name}"), _address(each, turn.of), each is here)
            for each in pages
            if await each.admits(turn)
        ]

    def _way_to(self, turn: PageTurn, chat_id: int, here: Paged) -> Way:
        group = turn.chats.group(chat_id)
        first = next(each.name for each in self.serving.pages.values() if not each.is_everywhere)
        name = first if here.is_everywhere else here.name
        is_here = turn.of is not None and turn.of.id == group.id
        return Way(Raw(group.title or str(group.id)), f"group/{group.id}/{name}", is_here)


def _address(page: Paged, of: Group | None) -> str:
    if page.is_everywhere:
        return "" if page.name == FIRST else f"page/{page.name}"
    return f"group/{of.id}/{page.name}" if of is not None else ""


def _mark_of(sheet: Sheet, around: Around) -> str:
    """Of what may change while it is looked at: neither where it stands nor what makes a form one of its own."""
    parts = render.parts(sheet, replace(around, root="", once=""))
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


def _asked(request: Request) -> dict[str, str]:
    return {name: value[:200] for name, value in list(request.query_params.items())[:20]}


def new_once() -> str:
    """What makes each showing of a form one that is taken once."""
    return secrets.token_urlsafe(9)
