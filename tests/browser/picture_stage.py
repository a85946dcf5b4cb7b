"""The playground as a client sees it, for the scenes of pictures: what people do, and waits for the bot's answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from tests.story import FORUM, OWNER

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
        told = await self.last(chat, who, lambda message: key_of(message, label))
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


def key_of(message: dict[str, Any], label: str) -> dict[str, Any] | None:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            if button["text"].startswith(label):
                return {"message_id": message["message_id"], "data": button["callback_data"]}
    return None
