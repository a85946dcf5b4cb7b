"""One browser for the whole run, a fresh playground for each test, and windows that tell of every trouble."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.scene import WINDOWS, Theatre, Window

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
OpenWindow = Callable[..., Awaitable[Window]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, started once."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def theatre() -> AsyncIterator[Theatre]:
    """A playground of its own."""
    house = Theatre()
    await house.begin()
    yield house
    await house.end()


@pytest_asyncio.fixture(loop_scope="session")
async def open_window(browser: Browser, theatre: Theatre) -> AsyncIterator[OpenWindow]:
    """Opens windows; at the end each must have been free of console errors and of sideways overflow."""
    windows: list[Window] = []

    async def opened(size: str = "wide", *, scheme: str = "light", is_guided: bool = True) -> Window:
        width, height = WINDOWS[size]
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="zh-CN",
            has_touch=size != "wide",
        )
        if is_guided:
            await context.add_init_script("localStorage.setItem('tour', '{\"away\": true}')")
        context.set_default_timeout(10_000)
        window = Window(context, await context.new_page(), size=size)
        windows.append(window)
        await window.page.goto(theatre.url)
        await window.page.locator("[data-message], [data-empty]").first.wait_for()
        return window

    yield opened
    for window in windows:
        overflow = await window.overflow()
        await window.context.close()
        assert not window.troubles
        assert not overflow
