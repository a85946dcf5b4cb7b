"""The lively switch: members chat by themselves with real everyday lines; how a message is posted is not here."""

import asyncio
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from playground.world.errors import RefusedError
from playground.world.state import standing
from playground.world.values import GENERAL_TOPIC, JSON, Chat, Post

if TYPE_CHECKING:
    from playground.world.world import World

SAMPLE = Path(__file__).parent / "sample" / "lines.txt"
CHECKIN = "签到"
EMOJI = ("👍", "❤", "🔥", "🎉", "😁", "🤣", "👏", "🙏")
USUAL_RATE, HIGHEST_RATE = 20, 3000  # actions a minute
RECENT = 12  # how far back a reply or a reaction reaches


class Lively:
    """While on, lets one member after another say, answer, react or check in, at a given rate."""

    def __init__(self, world: "World", *, seed: int = 0) -> None:
        self._world = world
        self._random = Random(seed)
        self._lines = SAMPLE.read_text(encoding="utf-8").splitlines()
        self._changed = asyncio.Event()
        self.on = False
        self.per_minute = USUAL_RATE

    def state(self) -> JSON:
        """The switch as the page shows it."""
        return {"on": self.on, "per_minute": self.per_minute}

    def switch(self, *, on: bool, per_minute: int | None = None) -> None:
        """Turn it on or off; raises RefusedError for a rate outside 1 to 3000 a minute."""
        rate = self.per_minute if per_minute is None else per_minute
        if not 1 <= rate <= HIGHEST_RATE:
            raise RefusedError(f"the rate is 1 to {HIGHEST_RATE} lines a minute, not {rate}")
        self.on, self.per_minute = on, rate
        self._changed.set()
        self._world.feed.publish("lively", self.state())

    async def run(self) -> None:
        """Keep the chats lively until cancelled."""
        while True:
            if not await self._was_switched():
                self.step()

    async def _was_switched(self) -> bool:
        """Wait for the next action's time; true when the switch was touched before it came."""
        self._changed.clear()
        pause = 60 / self.per_minute * self._random.uniform(0.5, 1.5) if self.on else None
        try:
            async with asyncio.timeout(pause):
                await self._changed.wait()
        except TimeoutError:
            return False
        return True

    def step(self) -> None:
        """One action of one member in one group; what the group does not allow is left undone."""
        places = [(chat, who) for chat in self._world.chats.values() for who in self._voices(chat)]
        if not places:
            return
        chat, who = self._random.choice(places)
        recent = self._recent(chat, who)
        kind = self._random.random()
        try:
            if recent and kind < 0.15:
                post = self._random.choice(recent)
                self._world.react(who, chat.id, post.id, self._random.choice(EMOJI))
            elif recent and kind < 0.35:
                post = self._random.choice(recent)
                self._world.say(who, chat.id, self._line(), topic=post.topic, reply_to=post.id)
            else:
                words = CHECKIN if kind > 0.95 else self._line()
                self._world.say(who, chat.id, words, topic=self._topic(chat))
        except RefusedError:
            return  # muted, or the topic was closed meanwhile: people shrug and go on

    def _voices(self, chat: Chat) -> list[int]:
        """Ordinary members only: the owner, the moderators and the newcomer belong to whoever sits at the page."""
        if chat.type == "private" or chat.migrated_to:
            return []
        people = self._world.people
        return [
            who
            for who in chat.present()
            if people[who].role == "member" and not people[who].is_bot and not standing(chat, who).is_admin
        ]

    def _recent(self, chat: Chat, who: int) -> list[Post]:
        """The latest messages of others."""
        posts = [chat.posts[one] for one in islice(reversed(chat.posts), RECENT)]
        return [post for post in posts if post.sender_id != who and not post.is_service]

    def _topic(self, chat: Chat) -> int:
        """Any open topic; 0 is General, or a group without topics."""
        ids = [topic.id for topic in chat.topics.values() if not topic.is_closed and not topic.is_hidden]
        chosen = self._random.choice(ids) if ids else 0
        return 0 if chosen == GENERAL_TOPIC else chosen

    def _line(self) -> str:
        return self._random.choice(self._lines)
