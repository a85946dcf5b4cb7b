"""What a browser test works with: a served playground, a tiny scripted bot in it, and a window on its page."""

import threading
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import BrowserContext, Locator, Page

from playground.serve import address, bind, make_server
from playground.world import World
from playground.world.population import populate

SHOTS = Path(__file__).parent / "shots"
WINDOWS = {"wide": (1280, 800), "narrow": (390, 844), "small": (360, 640)}


class Puppet:
    """A supervisor whose bot is only a switch: the page's control is under test, not a process."""

    def __init__(self) -> None:
        self.running, self.text = True, "[telegram]"

    def config(self) -> str:
        return self.text

    def write_config(self, text: str) -> None:
        self.text = text

    async def kill(self) -> None:
        self.running = False

    async def stop(self) -> None:
        self.running = False

    async def start(self) -> None:
        self.running = True

    async def restart(self) -> None:
        self.running = True


class Theatre:
    """The playground, really served on a free port, with a client for people's actions and the bot's calls."""

    def __init__(self) -> None:
        self.puppet = Puppet()
        self._raise_curtain(port=0)
        self._client = httpx.AsyncClient(base_url=self.url, timeout=20)
        self._offset = 0

    def _raise_curtain(self, *, port: int) -> None:
        self.world = populate(World(seed=7))
        self._server = make_server(self.world, self.puppet)
        self._socket = bind(port)
        self.url = address(self._socket)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})

    async def begin(self) -> None:
        """Serve, and learn who is there."""
        self._thread.start()
        self.info = (await self._client.get("/playground/info")).json()
        self.forum = next(chat for chat in self.info["chats"] if chat["is_forum"])

    async def end(self) -> None:
        """Stop serving; the thread has ended when this returns."""
        await self._client.aclose()
        self._drop_curtain()

    def _drop_curtain(self) -> None:
        self._server.stop()
        self._thread.join()
        self._socket.close()

    def restart(self) -> None:
        """Serve anew at the same address: every line is cut, and the world is as on its first day."""
        port = self._socket.getsockname()[1]
        self._drop_curtain()
        self._raise_curtain(port=port)
        self._thread.start()

    def run_bot_elsewhere(self) -> None:
        """As `python -m playground` serves it: whoever points a bot here runs it."""
        application: Any = self._server.config.app
        application.state.supervisor = None

    def person(self, role: str) -> int:
        """The first person of a role."""
        return int(next(user["id"] for user in self.info["users"] if user["role"] == role))

    def people(self, role: str) -> list[int]:
        """Everybody of a role."""
        return [user["id"] for user in self.info["users"] if user["role"] == role]

    async def do(self, who: int, action: str, **fields: Any) -> Any:
        """One action of one person."""
        answer = (await self._client.post("/playground/do", json={"as": who, "do": action, **fields})).json()
        assert answer["ok"], answer
        return answer["result"]

    async def state(self, who: int) -> dict[str, Any]:
        """What that person sees."""
        answer = await self._client.get("/playground/state", params={"as": who})
        return dict(answer.json())

    async def call(self, method: str, **fields: Any) -> Any:
        """One call of the bot."""
        answer = (await self._client.post(f"/bot{self.info['token']}/{method}", json=fields)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def send_file(self, method: str, field: str, name: str, content: bytes, *, chat_id: int, caption: str) -> Any:
        """The bot sends a picture or a document."""
        told = {"chat_id": str(chat_id), "caption": caption}
        answer = await self._client.post(
            f"/bot{self.info['token']}/{method}", data=told, files={field: (name, content)}
        )
        return answer.json()["result"]

    async def next_update(self, kind: str) -> dict[str, Any]:
        """The bot's next update of a kind; others before it are passed over."""
        while True:
            for update in await self.call("getUpdates", offset=self._offset, timeout=10):
                self._offset = update["update_id"] + 1
                if kind in update:
                    return dict(update[kind])


class Window:
    """One window on the page, by the hooks the page gives its elements."""

    def __init__(self, context: BrowserContext, page: Page, *, size: str) -> None:
        self.context, self.page, self.size = context, page, size
        self.troubles: list[str] = []
        page.on("console", lambda line: self.troubles.append(line.text) if line.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def find(self, hook: str) -> Locator:
        """The element that carries this data hook, such as `do=send` or `message=12`."""
        name, _, value = hook.partition("=")
        return self.page.locator(f'[data-{name}="{value}"]' if value else f"[data-{name}]")

    def said(self, text: str) -> Locator:
        """The message with this text."""
        return self.page.locator("#messages [data-message]", has_text=text)

    async def tab(self, name: str) -> None:
        """On a narrow window, bring a panel to the front; a wide one shows them all."""
        if self.size != "wide":
            await self.page.locator(f"#tabs [data-tab={name}]").click()

    async def become(self, who: int) -> None:
        """Choose a person."""
        await self.tab("people")
        await self.find(f"person={who}").click()
        await self.page.locator(f'[data-person="{who}"][aria-checked="true"]').wait_for()
        await self.tab("chat")

    async def enter(self, chat_id: int) -> None:
        """Open a chat."""
        await self.tab("people")
        await self.page.locator(f'.chat-row[data-chat="{chat_id}"]').click()
        await self.page.locator(f'[data-room-title="{chat_id}"]').wait_for()

    async def write(self, text: str) -> None:
        """Type and send with Enter."""
        await self.find("composer").fill(text)
        await self.find("composer").press("Enter")

    async def action(self, message: Locator, name: str) -> None:
        """Choose from a message's menu."""
        await message.hover()
        await message.locator("[data-actions]").click()
        await self.find(f"menu={name}").click()

    async def overflow(self) -> list[str]:
        """What sticks out of the window sideways; the topics' own scroller may."""
        script = """() => [...document.querySelectorAll("body *")].filter((node) => {
            const box = node.getBoundingClientRect();
            return box.width && (box.right > innerWidth + 1 || box.left < -1) && !node.closest(".topics");
        }).map((node) => node.outerHTML.slice(0, 120))"""
        return [str(one) for one in await self.page.evaluate(script)]

    async def shoot(self, name: str) -> None:
        """Keep a picture for people to look at."""
        SHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SHOTS / f"{name}.png")
