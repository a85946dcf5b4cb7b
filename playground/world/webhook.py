"""Delivers updates to the bot's webhook, one by one and in order; a hop over plain sockets."""

import asyncio
import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec

from playground.world.clock import Clock
from playground.world.updates import Updates
from playground.world.values import JSON

ANSWER_TIME = 20.0  # seconds the other side has to answer


class Webhook:
    """A delivery that goes on until deleted; a failed update is tried again before the next one."""

    def __init__(self, updates: Updates, clock: Clock) -> None:
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.ip_address = ""
        self.retry_delay = 1.0  # seconds between tries
        self.last_error: tuple[int, str] | None = None  # world time, what went wrong
        self._updates = updates
        self._clock = clock
        self.is_down: Callable[[], bool] = lambda: False  # whether the network lets nothing through
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
            self._updates.wake()
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
        told: JSON = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self.url:
            told["max_connections"] = self.max_connections
            told["ip_address"] = self.ip_address or "127.0.0.1"
        if self.last_error:
            told["last_error_date"], told["last_error_message"] = self.last_error
        return told

    async def _deliver(self) -> None:
        while self.url:
            if not self._updates.pending:
                self._news.clear()
                await self._news.wait()
                continue
            update = self._updates.pending[0]
            problem = await self._post(update)
            if problem:
                self.last_error = (self._clock.now(), problem)
                await asyncio.sleep(self.retry_delay)
            elif self._updates.pending and self._updates.pending[0] is update:
                self._updates.pending.popleft()

    async def _post(self, update: JSON) -> str:
        """What went wrong, or an empty string."""
        if self.is_down():
            return "Connection timed out"
        try:
            async with asyncio.timeout(ANSWER_TIME):
                status = await post_json(self.url, update, secret=self.secret)
        except (OSError, TimeoutError, ValueError) as problem:
            return f"Connection failed: {type(problem).__name__}"
        return "" if 200 <= status < 300 else f"Wrong response from the webhook: {status}"


async def post_json(url: str, told: JSON, *, secret: str) -> int:
    """POST one JSON body; the status of the answer."""
    parts = urlsplit(url)
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_tls else 80)
    reader, writer = await asyncio.open_connection(host, port, ssl=ssl.create_default_context() if is_tls else None)
    body = msgspec.json.encode(told)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
    head += f"Content-Length: {len(body)}\r\nConnection: close\r\n"
    head += f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n" if secret else ""
    try:
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()
        status_line = await reader.readline()
        await reader.read()  # so that the other side has finished before the next update leaves
    finally:
        writer.close()
    return int(status_line.split()[1]) if len(status_line.split()) > 1 else 0
