"""Delivers updates to the bot's webhook, each queue in order; a hop over plain sockets."""

import asyncio
import contextlib
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import msgspec

from playground.world.clock import Clock
from playground.world.hook_lines import Lines
from playground.world.updates import HOOK_SET, Updates
from playground.world.values import JSON

ANSWER_TIME = 20.0  # seconds the other side has to answer
GONE, GONE_FOR = 410, 23 * 3600  # a status, and for how many seconds it is borne with


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said; `problem` is empty where it took the update."""

    status: int = 0
    retry_after: float = 0
    problem: str = ""
    body: bytes = b""


class Webhook:
    """A delivery that goes on until deleted; a failed update holds up its own queue alone."""

    def __init__(self, updates: Updates, clock: Clock) -> None:
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.ip_address = ""
        self.retry_delay = 1.0  # seconds that the pauses between tries are counted in
        self._gone_since = 0
        self.last_error: tuple[int, str] | None = None  # world time, what went wrong
        self._updates = updates
        self._clock = clock
        self.is_down: Callable[[], bool] = lambda: False  # whether the network lets nothing through
        self.when_answered: Callable[[bytes], Awaitable[None]] | None = None  # told what the other side said
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        updates.on_push(self._news.set)

    def set(self, url: str, *, secret: str, max_connections: int = 40, ip_address: str = "") -> None:
        """Deliver to `url` from now on."""
        self.stop()
        self.url = self._updates.webhook_url = url
        self.secret, self.max_connections, self.ip_address = secret, max_connections, ip_address
        self.last_error = None
        if url:
            self._updates.interrupt(HOOK_SET)
            self._task = asyncio.get_running_loop().create_task(self._deliver())

    def stop(self) -> None:
        """Deliver no more."""
        self.url = self._updates.webhook_url = ""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def close(self) -> None:
        """The world stops."""
        self.stop()

    def info(self) -> JSON:
        """The Bot API's WebhookInfo."""
        info: JSON = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self.url:
            info["max_connections"] = self.max_connections
            info["ip_address"] = self.ip_address or "127.0.0.1"
        if self.last_error:
            info["last_error_date"], info["last_error_message"] = self.last_error
        return info

    async def _deliver(self) -> None:
        lines, now = Lines(self._updates, width=2 * self.max_connections), time.monotonic
        on_their_way: set[asyncio.Task[None]] = set()
        try:
            while self.url:
                self._news.clear()
                while len(on_their_way) < self.max_connections and (found := lines.next(now())):
                    task = asyncio.create_task(self._try(lines, *found))
                    on_their_way.add(task)
                    task.add_done_callback(on_their_way.discard)
                    task.add_done_callback(lambda _: self._news.set())
                await self._rest(lines.next_at(), now())
        finally:
            for task in on_their_way:
                task.cancel()

    async def _rest(self, until: float | None, now: float) -> None:
        """Until something happens, or a failed queue may go again."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(None if until is None or until <= now else until - now):
                await self._news.wait()

    async def _try(self, lines: Lines, queue: int, update: JSON) -> None:
        answer = await self._post(update)
        now = time.monotonic()
        if not answer.problem:
            self._gone_since = 0
            lines.done(queue, now)
            if answer.body and self.when_answered is not None:
                await self.when_answered(answer.body)
            return
        self.last_error = (self._clock.now(), answer.problem)
        lines.failed(queue, now, asked=answer.retry_after, unit=self.retry_delay)
        if self._is_gone(answer.status):
            self.stop()

    def _is_gone(self, status: int) -> bool:
        """Whether it has said 410 for most of a day: the webhook ends."""
        if status != GONE:
            self._gone_since = 0
            return False
        self._gone_since = self._gone_since or self._clock.now()
        return self._clock.now() > self._gone_since + GONE_FOR

    async def _post(self, update: JSON) -> Answer:
        if self.is_down():
            return Answer(problem="Connection timed out")
        try:
            async with asyncio.timeout(ANSWER_TIME):
                return await post_json(self.url, update, secret=self.secret)
        except (OSError, TimeoutError, ValueError) as problem:
            return Answer(problem=f"Connection failed: {type(problem).__name__}")


async def post_json(url: str, content: JSON, *, secret: str) -> Answer:
    """POST one JSON body; what the other side said."""
    parts = urlsplit(url)
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_tls else 80)
    reader, writer = await asyncio.open_connection(host, port, ssl=ssl.create_default_context() if is_tls else None)
    body = msgspec.json.encode(content)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
    head += f"Content-Length: {len(body)}\r\nConnection: close\r\n"
    head += f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n" if secret else ""
    try:
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()
        return _read_answer(await reader.read())  # all of it: the other side has finished before the next one leaves
    finally:
        writer.close()


def _read_answer(raw: bytes) -> Answer:
    start, _, body = raw.partition(b"\r\n\r\n")
    head = start.decode("latin-1").split("\r\n")
    words = head[0].split()
    status = int(words[1]) if len(words) > 1 else 0
    if 200 <= status < 300:
        return Answer(status, body=body)
    asked = (value for name, _, value in (line.partition(":") for line in head) if name.lower() == "retry-after")
    seconds = next(asked, "").strip()
    problem = f"Wrong response from the webhook: {status} {' '.join(words[2:])}".rstrip()
    return Answer(status, int(seconds) if seconds.isdigit() else 0, problem)
