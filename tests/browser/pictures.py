"""The pictures of the documents, taken of the real bot on the playground's page: `make pictures`.

Each is a phone's window, in light and in dark, with few colours, so that a page of them loads on a slow line. Beside it
stand the words that it shows: `--check` plays the scenes again, and names each picture whose words are others by now.
"""

from __future__ import annotations

import asyncio
import difflib
import io
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from PIL import Image
from playwright.async_api import Browser, async_playwright

from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.picture_stage import Stage, key_of
from tests.story import FORUM, MODERATOR, MUYANG, PEISHAN, XIAOMAN, YINUO, ZIXUAN

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SIZE = {"width": 390, "height": 640}
LIMIT = 150_000
"""Bytes a picture may have."""

_CHANCE = re.compile(r"\b(?=\w*\d)[0-9a-f]{8,}\b|[+-]?\d+|周[一二三四五六日]")
"""Hashes, days of the week, and numbers of all kinds."""


async def checkin(stage: Stage) -> None:
    shared = await stage.say(XIAOMAN, "烤红薯出炉了，来楼下拿")
    await stage.say(ZIXUAN, "谢谢", reply_to=shared)
    await stage.say(MODERATOR, "/grant 20 请大家吃烤红薯", reply_to=shared)
    await stage.say(YINUO, "签到")
    await stage.say(XIAOMAN, "排行榜")


async def lottery(stage: Stage) -> None:
    await stage.say(MODERATOR, "/lottery new 电影票 x2 | 热可可 x3 | 标题 周末福利 | 截止 21:00 | 候补 2")
    for who in (YINUO, ZIXUAN, PEISHAN, MUYANG):
        await stage.press(who, "参加")


async def poll(stage: Stage) -> None:
    await stage.say(MODERATOR, "/poll 周末一起做什么？ | 爬凤凰岭 | 看电影 | 包饺子")
    for who, option in ((YINUO, 0), (ZIXUAN, 0), (PEISHAN, 2), (MUYANG, 1), (XIAOMAN, 0)):
        await stage.vote(who, option)
    await stage.say(MODERATOR, "/event new 爬凤凰岭 | 周六 09:00 | 地点 地铁北安河站 | 人数 20")
    for who in (YINUO, ZIXUAN):
        await stage.press(who, "报名")
    await stage.settle(FORUM, YINUO)


async def panel(stage: Stage) -> None:
    await stage.say(MODERATOR, "/start", chat=MODERATOR)
    for who, text in ((MODERATOR, "大家晚上好"), (XIAOMAN, "签到")):
        await stage.say(who, text)
    await stage.say(MODERATOR, "/lottery new 电影票 x2 | 截止 21:00")
    await stage.say(XIAOMAN, "/feedback 能不能每周留一天晚上专门聊电影？")
    await stage.last(MODERATOR, MODERATOR, lambda message: key_of(message, "答复"))
    await stage.say(MODERATOR, "/panel", chat=MODERATOR)
    await stage.press(MODERATOR, "围炉夜话", chat=MODERATOR)
    await stage.last(MODERATOR, MODERATOR, lambda message: key_of(message, "🔄"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What is played, and who looks at which chat."""

    play: Callable[[Stage], Awaitable[None]]
    viewer: int
    chat: int = FORUM


SCENES = {
    "checkin": Scene(checkin, YINUO),
    "lottery": Scene(lottery, YINUO),
    "poll": Scene(poll, PEISHAN),
    "panel": Scene(panel, MODERATOR, chat=MODERATOR),
}


@asynccontextmanager
async def playing() -> AsyncIterator[str]:
    """`play` on a free port; its address."""
    command = ("-m", "bot", "play", "--new", "--port", "0", "--no-browser")
    child = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    assert child.stdout is not None
    try:
        async for line in child.stdout:
            if line.startswith(b"ready "):
                yield line.split()[1].decode()
                break
    finally:
        child.terminate()
        await child.wait()


@dataclass(frozen=True, slots=True)
class Shot:
    png: bytes
    words: str


async def shoot(browser: Browser, url: str, scene: Scene, *, scheme: str) -> Shot:
    """The window of a phone, as a PNG of 128 colours, and what can be read there."""
    context = await browser.new_context(
        viewport={"width": SIZE["width"], "height": SIZE["height"]},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="zh-CN",
        device_scale_factor=1.5,
    )
    away = "localStorage.setItem('tour', JSON.stringify({away: true}))"
    told = f"{away}; localStorage.setItem('person', '{scene.viewer}')"
    await context.add_init_script(told)
    page = await context.new_page()
    await page.goto(url)
    await page.locator("[data-message]").first.wait_for()
    if scene.chat != FORUM:
        await page.locator("#tabs [data-tab=people]").click()
        await page.locator(f'.chat-row[data-chat="{scene.chat}"]').click()
    await page.add_style_tag(content="#tabs, #guide { display: none } #app { padding-bottom: 0 }")
    await page.locator("#messages").press("End")
    await page.wait_for_timeout(600)
    shot, words = await page.screenshot(), await page.locator("#messages").inner_text()
    await context.close()
    reduced = io.BytesIO()
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(128).save(reduced, "PNG", optimize=True)
    return Shot(reduced.getvalue(), lasting(words))


def lasting(words: str) -> str:
    """What is the same each time the scene is played: no numbers, dates and hashes, no order that chance decides."""
    lines = {_CHANCE.sub("…", line).strip() for line in words.splitlines()}
    return "".join(f"{line}\n" for line in sorted(lines) if line.strip("… "))


def keep(name: str, shots: dict[str, Shot]) -> None:
    for scheme, shot in shots.items():
        assert len(shot.png) <= LIMIT, f"{name}-{scheme} has {len(shot.png)} bytes"
        (FOLDER / f"{name}-{scheme}.png").write_bytes(shot.png)
        print(f"{name}-{scheme}.png: {len(shot.png) // 1000} KB")
    (FOLDER / f"{name}.txt").write_text(shots["light"].words, encoding="utf-8")


def is_stale(name: str, shots: dict[str, Shot]) -> bool:
    before = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    changes = list(
        difflib.unified_diff(before, shots["light"].words.splitlines(), f"{name}.png", "now", lineterm="", n=0)
    )
    print("\n".join([*changes, f"{name}-*.png is stale: make pictures"]) if changes else f"ok: {name}")
    return bool(changes)


async def main(names: list[str], *, is_check: bool) -> bool:
    """Whether all pictures show what is said now."""
    FOLDER.mkdir(exist_ok=True)
    stale = False
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for name in names or SCENES:
            async with playing() as url, httpx.AsyncClient(base_url=url, timeout=20) as client:
                stage = Stage(client)
                await stage.evening()
                await SCENES[name].play(stage)
                schemes = ("light",) if is_check else ("light", "dark")
                shots = {scheme: await shoot(browser, url, SCENES[name], scheme=scheme) for scheme in schemes}
                if is_check:
                    stale |= is_stale(name, shots)
                else:
                    keep(name, shots)
        await browser.close()
    return not stale


if __name__ == "__main__":
    said = [each for each in sys.argv[1:] if each != "--check"]
    sys.exit(0 if asyncio.run(main(said, is_check="--check" in sys.argv)) else 1)
