"""Stories of a proxy between the bot and Telegram: which names of the environment count, what is said of failures."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import msgspec
import pytest

from bot.botapi.client import NotSentError, make_bot, raw

SERVER = "http://bots.example.org"
NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*NAMES, *map(str.lower, NAMES)):
        monkeypatch.delenv(name, raising=False)


@contextlib.asynccontextmanager
async def proxy(status: str = "200 OK") -> AsyncIterator[tuple[str, list[str]]]:
    """Its address, and the first lines of what it was asked; it answers in Telegram's place."""
    asked: list[str] = []

    async def answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[0])
        body = b'{"ok": true, "result": {"id": 1}}'
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answers, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


async def call(server: str) -> object:
    bot = make_bot("1:hush", server)
    try:
        return msgspec.json.decode(await raw(bot, "getMe", {}))
    finally:
        await bot.request.shutdown()


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize("scheme", ["http://", ""])
async def test_telegram_is_reached_by_the_environments_proxy(
    monkeypatch: pytest.MonkeyPatch, name: str, scheme: str
) -> None:
    async with proxy() as (address, asked):
        monkeypatch.setenv(name, f"{scheme}{address}")
        assert await call(SERVER) == {"id": 1}
        assert asked == [f"POST {SERVER}/bot1:hush/getMe HTTP/1.1"]


async def test_a_server_on_this_machine_or_one_left_out_is_reached_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    async with proxy() as (address, asked), proxy() as (telegram, heard):
        monkeypatch.setenv("ALL_PROXY", f"http://{address}")
        assert await call(f"http://{telegram}") == {"id": 1}
        monkeypatch.setenv("NO_PROXY", "bots.example.org")
        with pytest.raises(NotSentError):
            await call(SERVER)
        assert asked == []
        assert len(heard) == 1


@pytest.mark.parametrize("server", [SERVER, "https://bots.example.org"])
async def test_a_proxy_that_lets_nothing_through_is_named_and_nothing_counts_as_sent(
    monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    async with proxy() as (address, _):
        gone = address
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://user:secret@{gone}")
    with pytest.raises(NotSentError, match="the proxy of HTTPS_PROXY or ALL_PROXY") as failed:
        await call(server)
    assert "secret" not in str(failed.value)


async def test_a_proxy_that_refuses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    async with proxy("407 Proxy Authentication Required") as (address, _):
        monkeypatch.setenv("HTTPS_PROXY", f"http://{address}")
        with pytest.raises(NotSentError, match="the proxy of HTTPS_PROXY or ALL_PROXY"):
            await call("https://bots.example.org")


async def test_a_proxy_of_another_kind_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://user:secret@127.0.0.1:7890")
    with pytest.raises(NotSentError, match="is a socks5 one") as failed:
        await call("https://bots.example.org")
    assert "secret" not in str(failed.value)
