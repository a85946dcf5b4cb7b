"""The documents' site as it was built, walked on a small phone: `make docs` fails on what is found."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from playwright.async_api import Page, Request, async_playwright

from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.scene import SHOTS, WINDOWS
from tests.browser.test_reachable import findings

SITE = Path(__file__).parents[2] / "build" / "docs"
JUDGED = ("index.html", "en/index.html", "zh/operators.html", "zh/config.html", "decisions/0031-a-model-that-asks.html")
"""Pages that axe-core judges, and that people look at: both first ones, and those with the widest tables."""

OVER = """() => [...document.querySelectorAll(".md-content *")].filter((node) => {
    const box = node.getBoundingClientRect();
    const scrolls = node.closest(".md-typeset__scrollwrap, .tabbed-labels, pre");
    return box.width && (box.right > innerWidth + 1 || box.left < -1) && !scrolls;
}).map((node) => node.outerHTML.slice(0, 120))"""
"""What sticks out of the page; tables, rows of tabs and code scroll on their own."""


async def walk() -> list[str]:
    """What is wrong with any page, in both schemes."""
    found: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        width, height = WINDOWS["small"]
        for scheme in ("light", "dark"):
            context = await browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = await context.new_page()
            page.on("request", partial(note_foreign, found))
            for path in sorted(SITE.rglob("*.html")):
                if path.name != "404.html":  # its addresses begin at the root of whoever serves it
                    found += await looked_at(page, path.relative_to(SITE).as_posix(), scheme)
        await browser.close()
    return found


def note_foreign(found: list[str], asked: Request) -> None:
    """The site loads nothing from elsewhere."""
    if not asked.url.startswith(("file:", "data:")):
        found.append(f"{asked.frame.url} loads {asked.url}")


async def looked_at(page: Page, name: str, scheme: str) -> list[str]:
    """What is wrong with one page."""
    await page.goto((SITE / name).as_uri())
    wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = [*(["it scrolls sideways"] if wide else []), *await page.evaluate(OVER)]
    if name in JUDGED:
        await page.screenshot(path=SHOTS / f"site-{name.replace('/', '-')}-{scheme}.png")
        found += await findings(page)
    return [f"{name} ({scheme}): {each}" for each in found]


if __name__ == "__main__":
    SHOTS.mkdir(exist_ok=True)
    if troubles := asyncio.run(walk()):
        raise SystemExit("\n".join(troubles))
