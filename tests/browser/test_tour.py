"""Stories of the tour: a visitor is shown every main thing by presses alone, with the real bot and its week behind."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.scene import SHOTS, WINDOWS, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")
STEPS = (
    *("checkin", "tomorrow", "thanks", "vote", "draw", "proof"),
    *("feedback", "mood", "schedule", "kill", "newcomer", "console"),
)
SEEN = {
    "checkin": "连续 7 天",
    "tomorrow": "连续 8 天",
    "vote": "「《我与地坛》」已开",
    "draw": "中奖",
    "feedback": "活动室晚上太冷了",
    "mood": "低落的话变多了",
    "schedule": "早安",
    "newcomer": "欢迎",
}
"""What stands in the message that a step marks."""


@pytest_asyncio.fixture(loop_scope="session")
async def played() -> AsyncIterator[str]:
    """The address of `play`, once the week has been lived through."""
    command = ("-m", "bot", "play", "--port", "0", "--no-browser")
    child = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    assert child.stdout is not None
    line = await child.stdout.readline()
    await child.stdout.readline()  # where the console is
    yield line.split()[1].decode()
    child.terminate()
    await child.wait()


async def test_every_main_thing_is_seen_without_typing_a_word(browser: Browser, played: str) -> None:
    width, height = WINDOWS["small"]
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    context.set_default_timeout(60_000)
    page = await context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await page.goto(played)
    for step in STEPS:
        await played_step(page, step)
    await expect(page.locator("[data-guide=over]")).to_be_visible()
    await page.locator("[data-tour=restart]").click()
    await expect(page.locator("[data-guide=checkin]")).to_be_visible()
    assert not troubles
    await context.close()


async def played_step(page: Page, step: str) -> None:
    card = page.locator(f"[data-guide={step}]")
    await expect(card).to_be_visible()
    await page.locator("[data-tour=play]").click()
    look = page.locator("style[data-look]")
    await expect(look).to_have_count(1, timeout=60_000)
    await expect(page.locator(str(await look.get_attribute("data-look")))).to_contain_text(SEEN.get(step, ""))
    if step == "vote":
        await expect(page.locator(".topic", has_text="《我与地坛》")).to_be_visible()
    await page.screenshot(path=SHOTS / f"tour-{step}.png")
    await page.locator("[data-tour=next]").click()


async def test_it_is_skipped_put_away_and_remembered(open_window: OpenWindow) -> None:
    window = await open_window(is_guided=False)
    await expect(window.find("guide=checkin")).to_be_visible()
    await window.find("tour=skip").press("Enter")
    await expect(window.find("guide=tomorrow")).to_contain_text("2 / 12")
    await window.find("tour=away").click()
    await expect(window.find("guide=tomorrow")).to_have_count(0)
    await window.page.reload()
    await window.find("tour=open").click()
    await expect(window.find("guide=tomorrow")).to_be_visible()


async def test_it_speaks_three_languages(open_window: OpenWindow) -> None:
    window = await open_window(is_guided=False)
    await window.find("tour=skip").click()
    for language, words in (("zh-Hant", "明天再來"), ("en", "Come back tomorrow"), ("zh-Hans", "明天再来")):
        await window.find("language").select_option(language)
        await expect(window.find("guide=tomorrow")).to_contain_text(words)


async def test_each_card_fits_a_small_phone_before_and_after_its_step(open_window: OpenWindow) -> None:
    window = await open_window("small", is_guided=False)
    for language in ("zh-Hans", "zh-Hant", "en"):
        await window.tab("people")
        await window.find("language").select_option(language)
        await window.tab("chat")
        await every_card_fits(window)


async def every_card_fits(window: Window) -> None:
    for step, name in enumerate(STEPS):
        for played in ("false", "true"):
            kept = f"localStorage.setItem('tour', JSON.stringify({{step: {step}, played: {played}, away: false}}))"
            await window.page.evaluate(f"{kept}; import('./js/tour.js').then((tour) => tour.drawTour())")
            card = window.find(f"guide={name}")
            await expect(card).to_be_visible()
            assert await window.overflow() == [], name
            whole = await card.evaluate("node => node.scrollHeight <= node.clientHeight")
            assert whole, f"{name} has to be scrolled, so that it leaves room for what there is to see"
