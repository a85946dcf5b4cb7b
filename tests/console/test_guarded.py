"""Stories of the door: every path and method without a session, with stale, foreign and forged ones; headers, forms."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from bot.console.entering import Entering
from bot.console.gate import COOKIE, Doors
from bot.console.live import Live
from bot.console.showing import Showing
from bot.console.web import application
from bot.domain.console import IDLE
from bot.engine.paged import Paged
from handlers import ENTRANCES
from tests.console.visiting import FIREFOX, Console, hidden_in
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, OWNER

PAGES = [each for each in ENTRANCES if isinstance(each, Paged)]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OPEN = ("/enter/", "/static/")


def application_of(console: Console, public_url: str = "https://weilu.example") -> Starlette:
    """The console's application as it is served, with the Mini App's routes: its own list of routes is walked."""
    app = console.story.app
    doors, showing = Doors(app.database, public_url), Showing(app.serving, app.database.reads)
    entering = Entering(showing, doors, marking=app.sealing, token=app.config.token)
    return application(showing, doors, entering, Live(showing, doors, asyncio.Event(), pause=1))


def paths(app: Starlette, chat_id: int = FORUM) -> Iterator[str]:
    """Every route with every page and action put in, those that are not there too."""
    for route in app.routes:
        if isinstance(route, Mount):
            yield f"{route.path}/console.css"
            continue
        assert isinstance(route, Route)
        for page in [*PAGES, Paged("nothing", PAGES[0].view, shows=None)]:
            for action in [*page.actions, "nothing"]:
                filled = route.path.replace("{minus:int}", str(-chat_id)).replace("{name}", page.name)
                yield filled.replace("{action}", action).replace("{link}", "1.2.3.4")
    yield from ("/nothing", "/group", "//", "/enter", "/static", "/group/1/home", "/live", "/do/page/health/examine/x")
    yield from ("/static/../web.py", "/static/%2e%2e/web.py", "/enter/../page/health", "/static/../../page/health")


async def refusals(app: Starlette, cookie: str, *, methods: Sequence[str] = METHODS, agent: str = FIREFOX) -> list[str]:
    """What was answered otherwise than by 401 where it has to be, with its status."""
    headers = {"user-agent": agent} | ({"cookie": f"{COOKIE}={cookie}"} if cookie else {})
    found = []
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
        for path in dict.fromkeys(paths(app)):
            for method in methods:
                answer = await client.request(method, path, data={"csrf": "x"} if method == "POST" else None)
                if answer.status_code != 401 and not answer.request.url.path.startswith(OPEN):
                    found.append(f"{method} {path}: {answer.status_code}")
    return found


class TestWithoutAGoodSession:
    async def test_no_page_is_shown_and_nothing_is_done_whatever_is_asked(self, console: Console) -> None:
        app = application_of(console)
        stale = (await console.enters(OWNER)).cookie
        await console.story.passes(IDLE)
        good = (await console.enters(OWNER)).cookie
        assert await refusals(app, "") == []
        for cookie in (stale, good[:-1] + "x", '""', "x" * 4000, f"x; {COOKIE}=y"):
            assert await refusals(app, cookie, methods=("GET", "POST")) == [], cookie
        assert await refusals(app, good, methods=("GET", "POST"), agent="curl/8.0") == []
        await (await console.visitor(cookie=good)).sees("/")

    async def test_the_walk_knows_every_route_and_page(self, console: Console) -> None:
        walked = set(paths(application_of(console)))
        assert {"/", "/page/health", f"/group/{FORUM}/home", "/do/page/health/examine", "/enter/app"} <= walked
        assert len(PAGES) == len({each.name for each in PAGES})

    async def test_what_is_open_tells_nothing_of_any_group(self, console: Console) -> None:
        visitor = await console.visitor()
        for path in dict.fromkeys(paths(application_of(console))):
            answer = await visitor.client.get(path)
            assert "围炉夜话" not in answer.text, path
            assert answer.status_code in (200, 401, 404), path


class TestAnotherGroup:
    async def test_a_moderator_of_another_group_sees_and_does_nothing_there(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        form = hidden_in(await visitor.sees("/"))
        shown: list[str] = []
        for path in dict.fromkeys(paths(application_of(console), KITCHEN)):
            if str(KITCHEN) not in path:
                continue
            answers = [await visitor.client.get(path), await visitor.client.post(path, data=form)]
            shown += [f"{path}: {each.status_code}" for each in answers if each.status_code not in (403, 404)]
            assert not [each for each in answers if "深夜厨房" in each.text], path
        assert shown == []

    async def test_an_administrator_without_the_right_does_not_get_the_page(self, console: Console) -> None:
        story = console.story
        await story.does(OWNER, "promote", chat_id=HIKE, user_id=MODERATOR, rights=[])
        visitor = await console.enters(MODERATOR)
        asked = [each for each in PAGES if not each.is_everywhere and each.permission]
        rights = story.chats.settings(HIKE).rights
        for page in asked:
            is_open = rights[page.permission] == "administrator"
            await visitor.sees(f"/group/{HIKE}/{page.name}", status=200 if is_open else 403)


class TestAnswers:
    async def test_every_answer_is_kept_nowhere_framed_by_nobody_and_runs_nothing_foreign(
        self, console: Console
    ) -> None:
        visitor = await console.enters(OWNER)
        for path in ("/", "/page/health", "/nothing", "/enter/x", "/static/console.css", "/static/nothing", "/leave"):
            headers = (await visitor.client.get(path)).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy, path
            assert "frame-ancestors 'none'" in policy, path
            assert "unsafe" not in policy, path
            assert headers["x-frame-options"] == "DENY", path
            assert headers["x-content-type-options"] == "nosniff", path
            assert headers["referrer-policy"] == "same-origin", path
            assert headers["cache-control"] == ("no-cache" if path.endswith(".css") else "no-store"), path

    async def test_telegram_alone_may_frame_a_mini_app(self, console: Console) -> None:
        transport = httpx.ASGITransport(application_of(console))
        async with httpx.AsyncClient(transport=transport, base_url="https://weilu.example") as client:
            headers = (await client.get("/")).headers
        assert "frame-ancestors https://web.telegram.org" in headers["content-security-policy"]
        assert "x-frame-options" not in headers

    async def test_no_page_loads_or_runs_anything_of_another_address(self, console: Console) -> None:
        visitor = await console.enters(OWNER)
        for page in PAGES:
            path = "/" if page.name == "overview" else f"/page/{page.name}"
            html = await visitor.sees(path if page.is_everywhere else f"/group/{FORUM}/{page.name}")
            loaded = [each.split('"')[0] for each in html.split('src="')[1:]]
            loaded += [each.split('"')[0] for each in html.split('<link rel="stylesheet" href="')[1:]]
            assert all("://" not in each and each.lstrip("./").startswith("static/") for each in loaded), loaded
            assert "<style" not in html
            assert " style=" not in html
            assert " onclick=" not in html

    async def test_the_cookie_is_shut_to_scripts_and_other_sites(self, console: Console) -> None:
        visitor = await console.visitor()
        answer = await visitor.client.get(console.link(OWNER), follow_redirects=False)
        told = answer.headers["set-cookie"]
        assert "HttpOnly" in told
        assert "SameSite=lax" in told
        assert "Max-Age" in told


class TestForms:
    @pytest.mark.parametrize(
        ("headers", "change"),
        [
            ({}, {"csrf": ""}),
            ({}, {"csrf": "0" * 64}),
            ({"origin": "https://evil.example"}, {}),
            ({"origin": "null"}, {}),
            ({"sec-fetch-site": "cross-site"}, {}),
        ],
    )
    async def test_what_another_page_sends_is_not_done(
        self, console: Console, headers: dict[str, str], change: dict[str, str]
    ) -> None:
        visitor = await console.enters(OWNER)
        form = hidden_in(await visitor.sees("/page/health"))
        for path in ("/do/page/health/examine", "/leave", "/language"):
            answer = await visitor.client.post(path, data=form | {"locale": "en"} | change, headers=headers)
            assert answer.status_code == 403, path
        assert "收消息正常" not in await visitor.reads("/page/health")

    async def test_a_form_of_another_session_is_not_taken(self, console: Console) -> None:
        one, other = await console.enters(OWNER), await console.enters(OWNER)
        form = hidden_in(await one.sees("/"))
        await other.posts("/leave", form, status=403)

    async def test_an_address_changes_nothing(self, console: Console) -> None:
        visitor = await console.enters(OWNER)
        for path in ("/leave", "/language", "/do/page/health/examine"):
            await visitor.sees(path, status=404)
        await visitor.sees("/")

    async def test_a_character_that_means_nothing_is_left_out(self, console: Console) -> None:
        visitor = await console.enters(OWNER)
        form = hidden_in(await visitor.sees("/"))
        await visitor.posts("/language", form | {"locale": "e\0n"})
        assert '<html lang="en">' in await visitor.sees("/")

    async def test_a_body_too_long_or_of_too_many_fields_is_refused(self, console: Console) -> None:
        visitor = await console.enters(OWNER)
        form = hidden_in(await visitor.sees("/"))
        await visitor.posts("/language", form | {"locale": "x" * 70_000}, status=403)
        await visitor.posts("/language", form | {f"f{at}": "" for at in range(120)}, status=403)
        answer = await visitor.client.post("/language", content=b"\xff\xfe%zz&csrf", headers={"user-agent": FIREFOX})
        assert answer.status_code == 403
