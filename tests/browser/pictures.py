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
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from PIL import Image
from playwright.async_api import Browser, async_playwright

from tests.browser.conftest import CHROMIUM, QUIET
from tests.story import FORUM, MODERATOR, MUYANG, OWNER, PEISHAN, XIAOMAN, YINUO, ZIXUAN

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SIZE = {"width": 390, "height": 640}
LIMIT = 150_000
"""Bytes a picture may have."""

_CHANCE = re.compile(r"\b(?=\w*\d)[0-9a-f]{8,}\b|[+-]?\d+|周[一二三四五六日]")
"""Hashes, days of the week, and numbers of all kinds."""

_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Stage:
    """The playground as a client sees it: what people do, and a wait until the bot has answered."""

    client: httpx.AsyncClient

    async def do(self, who: int, action: str, **told: Any) -> Any:
        answer = (await self.client.post("/playground/do", json={"as": who, "do": action, **told})).json()
        assert answer["ok"], answer
        return answer["result"]

    async def say(self, who: int, text: str, *, chat: int = FORUM, **told: Any) -> int:
        """Say it, and wait until nothing new comes; the message's id."""
        said = await self.do(who, "say", chat_id=chat, text=text, **told)
        await self.settle(chat, who)
        return int(said["message_id"])

    async def press(self, who: int, label: str, *, chat: int = FORUM) -> None:
        told = await self.last(chat, who, lambda message: _key_of(message, label))
        await self.do(who, "press", chat_id=chat, **told)
        await self.settle(chat, who)

    async def vote(self, who: int, option: int) -> None:
        poll = await self.last(FORUM, who, lambda message: message if "poll" in message else None)
        await self.do(who, "vote", chat_id=FORUM, message_id=poll["message_id"], options=[option])

    async def last(
        self, chat: int, who: int, wanted: Callable[[dict[str, Any]], dict[str, Any] | None]
    ) -> dict[str, Any]:
        """What is wanted, out of the newest message that has it; waited for, a minute at most."""
        async with asyncio.timeout(60):
            while True:
                for message in reversed(await self._messages(chat, who)):
                    if (found := wanted(message)) is not None:
                        return found
                await asyncio.sleep(0.2)

    async def settle(self, chat: int, who: int) -> None:
        """Until the chat has looked the same for half a second; a chat that never rests fails after a minute."""
        before: Any = None
        async with asyncio.timeout(60):
            while before != (before := await self._messages(chat, who)):
                await asyncio.sleep(0.5)

    async def evening(self) -> None:
        """Go on to the next eight o'clock in Shanghai."""
        offset = (await self._state(OWNER))["offset"]
        now = datetime.now(_SHANGHAI) + timedelta(seconds=offset)
        later = now.replace(hour=20, minute=0, second=0)
        ahead = later - now if later > now else later + timedelta(days=1) - now
        await self.client.post("/playground/clock", json={"advance": ahead.total_seconds()})

    async def _state(self, who: int) -> dict[str, Any]:
        return dict((await self.client.get("/playground/state", params={"as": who})).json())

    async def _messages(self, chat: int, who: int) -> list[dict[str, Any]]:
        chats = (await self._state(who))["chats"]
        return next((list(each["messages"]) for each in chats if each["id"] == chat), [])


def _key_of(message: dict[str, Any], label: str) -> dict[str, Any] | None:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            if button["text"].startswith(label):
                return {"message_id": message["message_id"], "data": button["callback_data"]}
    return None


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
    await stage.last(MODERATOR, MODERATOR, lambda message: _key_of(message, "答复"))
    await stage.say(MODERATOR, "/panel", chat=MODERATOR)
    await stage.press(MODERATOR, "围炉夜话", chat=MODERATOR)
    await stage.last(MODERATOR, MODERATOR, lambda message: _key_of(message, "🔄"))


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
