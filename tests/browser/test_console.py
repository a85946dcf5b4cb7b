"""Stories of the console in a browser: on a phone and a desk, in three languages, by keys, without scripts, live."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.engine.paged import Paged
from handlers import ENTRANCES
from tests.browser.test_reachable import findings
from tests.console.scene import SCHEDULE, lively
from tests.console.test_hostile import hostile
from tests.console.test_mini_app import PUBLIC, signed
from tests.console.visiting import FIREFOX, Console, visited
from tests.story import FORUM, MODERATOR, OWNER

pytestmark = pytest.mark.asyncio(loop_scope="session")

SHOWN = [
    ("/" if each.name == "overview" else f"/page/{each.name}" if each.is_everywhere else f"/group/{FORUM}/{each.name}")
    for each in ENTRANCES
    if isinstance(each, Paged)
]
PATHS = [*SHOWN, f"/group/{FORUM}/draws?id=1", f"/group/{FORUM}/desk?id=1", f"/group/{FORUM}/points?who=%40yinuo_chen"]


@dataclass
class Screen:
    """A window that tells of every trouble."""

    page: Page
    url: str
    troubles: list[str] = field(default_factory=list)

    async def opens(self, path: str) -> None:
        await self.page.goto(f"{self.url}{path}")

    async def speaks(self, locale: str) -> None:
        await self.page.locator(f"footer button[value={locale}]").click()
        await expect(self.page.locator("html")).to_have_attribute("lang", locale)

    async def overflow(self) -> int:
        """Points by which the page is wider than the window."""
        wide: int = await self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return max(0, wide)


@asynccontextmanager
async def screen_of(
    browser: Browser, console: Console, *, width: int = 1100, scheme: str = "light", scripts: bool = True
) -> AsyncIterator[Screen]:
    context = await browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        user_agent=FIREFOX,
    )
    context.set_default_timeout(10_000)
    screen = Screen(await context.new_page(), console.url)
    screen.page.on("pageerror", lambda error: screen.troubles.append(str(error)))
    screen.page.on("dialog", lambda dialog: screen.troubles.append(dialog.message))
    screen.page.on(
        "console", lambda line: screen.troubles.append(line.text) if line.type in {"error", "warning"} else None
    )
    foreign = screen.troubles
    screen.page.on("request", lambda told: None if told.url.startswith(console.url) else foreign.append(told.url))
    try:
        yield screen
        assert screen.troubles == []
    finally:
        await context.close()


async def test_every_page_fits_a_phone_and_a_desk_and_is_read_by_ear(browser: Browser, tmp_path: Path) -> None:
    async with visited(tmp_path, SCHEDULE) as console:
        await lively(console.story)
        looks = [(360, "light", "zh-Hans"), (360, "dark", "en"), (1100, "dark", "zh-Hant"), (1100, "light", "en")]
        found: list[str] = []
        for width, scheme, locale in looks:
            async with screen_of(browser, console, width=width, scheme=scheme) as screen:
                await screen.opens(console.link(OWNER))
                await screen.speaks(locale)
                for path in PATHS:
                    await screen.opens(path)
                    found += [f"{path} {width} {scheme}: {each}" for each in await findings(screen.page)]
                    found += [f"{path} {width}: too wide"] * bool(await screen.overflow())
        assert found == []


async def test_a_draw_is_made_again_in_the_browser_and_a_changed_record_is_seen(
    browser: Browser, tmp_path: Path
) -> None:
    async with visited(tmp_path, SCHEDULE) as console:
        await lively(console.story)
        async with screen_of(browser, console) as screen:
            await screen.opens(console.link(MODERATOR))
            await screen.opens(f"/group/{FORUM}/draws?id=1")
            await expect(screen.page.locator("[data-proof]")).to_have_attribute("data-done", "holds")

            async def changed(route: object) -> None:
                answer = await route.fetch()  # type: ignore[attr-defined]
                body = (await answer.text()).replace("&#34;tickets&#34;:1}", "&#34;tickets&#34;:2}", 1)
                await route.fulfill(response=answer, body=body)  # type: ignore[attr-defined]

            await screen.page.route("**/draws?id=1", changed)
            await screen.page.reload()
            await expect(screen.page.locator("[data-proof]")).to_have_attribute("data-done", "fails")
            assert "entrants_hash" in (await screen.page.locator("[data-proof]").text_content() or "")


async def test_an_open_page_follows_what_is_done_in_chat_and_ends_with_its_session(
    browser: Browser, tmp_path: Path
) -> None:
    async with visited(tmp_path, SCHEDULE, pause=0.1) as console, screen_of(browser, console) as screen:
        await screen.opens(console.link(MODERATOR))
        await screen.opens(f"/group/{FORUM}/schedule")
        await console.story.says(MODERATOR, "/schedule pause 早安")
        await expect(screen.page.locator("td", has_text="暂停中").first).to_be_visible()
        sure = screen.page.locator("details.sure").first
        await sure.locator("summary").click()
        await expect(sure).to_have_attribute("open", "")
        await console.story.says(MODERATOR, "/schedule resume 早安")
        await expect(screen.page.locator("td", has_text="暂停中").first).to_be_visible()  # not under a hand
        await sure.locator("summary").click()
        await expect(screen.page.locator("td", has_text="暂停中")).to_have_count(0)
        await console.story.says(MODERATOR, "/schedule skip 早安")
        await expect(screen.page.locator("td", has_text="这次跳过").first).to_be_visible()
        await console.story.passes(1800)
        await expect(screen.page.locator("h1", has_text="还没进来")).to_be_visible()
        screen.troubles.clear()  # the browser tells of the 401


async def test_all_is_reached_and_done_by_keys_alone(browser: Browser, tmp_path: Path) -> None:
    async with visited(tmp_path, SCHEDULE) as console, screen_of(browser, console) as screen:
        page = screen.page
        await screen.opens(console.link(MODERATOR))
        await screen.opens(f"/group/{FORUM}/schedule")
        await page.keyboard.press("Tab")
        await expect(page.locator("a.skip")).to_be_focused()
        await page.keyboard.press("Enter")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.locator(".notice").first).to_contain_text("早安")
        assert await console.story.rows("SELECT entry FROM schedule_marks") == [{"entry": "早安"}]


async def test_without_scripts_pages_and_buttons_work(browser: Browser, tmp_path: Path) -> None:
    async with (
        visited(tmp_path, SCHEDULE) as console,
        screen_of(browser, console, width=360, scripts=False) as screen,
    ):
        await screen.opens(console.link(MODERATOR))
        await screen.page.locator("a", has_text="围炉夜话").first.click()
        await screen.page.locator("nav.ways a", has_text="定时").click()
        await screen.page.locator("details.sure summary").first.click()
        await screen.page.locator("button.grave").first.click()
        await expect(screen.page.locator(".notice").first).to_contain_text("早安")
        await console.story.settle()
        assert [each for each in console.story.world.sent(FORUM) if "早上好" in each.get("text", "")]


async def test_names_with_markup_run_nowhere(browser: Browser, tmp_path: Path) -> None:
    async with visited(tmp_path, SCHEDULE) as console:
        await hostile(console)
        async with screen_of(browser, console, width=360) as screen:
            await screen.opens(console.link(OWNER))
            for path in SHOWN:
                await screen.opens(path)
                assert await screen.overflow() == 0, path


async def test_the_mini_app_lets_in_by_what_telegram_signed(browser: Browser, tmp_path: Path) -> None:
    extra = f'[console]\npublic_url = "{PUBLIC}"\n'
    async with visited(tmp_path, extra) as console, screen_of(browser, console, width=360) as screen:
        told = signed(console.story.config.token, at=console.story.app.clock.now())
        fragment = await screen.page.evaluate("(told) => encodeURIComponent(told)", told)
        await screen.opens(f"/enter/app#tgWebAppData={fragment}&tgWebAppVersion=9.0")
        await expect(screen.page.locator("h1", has_text="总览")).to_be_visible()
        assert "tgWebAppData" not in screen.page.url
