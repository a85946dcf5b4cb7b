"""The wire: what comes back, what goes wrong and how it is told, and that the token is told to nobody."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.botapi.client import Network, NetworkInsideTransaction, NotSentError, ServerFault, Upload, make_bot, raw
from playground.serve import make_server, serving
from playground.world import World
from playground.world.faults import Weather
from storage.database import open_database
from tests.outbox.support import OWNER
from tests.store import fresh

SECRET = World().token.partition(":")[2]


@pytest.fixture
async def world() -> World:
    world = World()
    world.add_person("林书瑶", role="owner")
    return world


@pytest.fixture
async def bot(world: World) -> AsyncIterator[Bot]:
    async with serving(make_server(world)) as url, alive(make_bot(world.token, url)) as made:
        yield made


@contextlib.asynccontextmanager
async def alive(made: Bot) -> AsyncIterator[Bot]:
    await made.request.initialize()
    try:
        yield made
    finally:
        await made.request.shutdown()


@contextlib.asynccontextmanager
async def server_that(answers: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[str]:
    """A server that reads a request's head and then does what `answers` says."""

    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        try:
            await reader.readuntil(b"\r\n\r\n")
            await answers(writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving)


async def test_the_result_comes_undecoded(bot: Bot) -> None:
    assert b'"is_bot":true' in await raw(bot, "getMe", {})
    assert await raw(bot, "getUpdates", {"timeout": 0}, 5) == b"[]"


async def test_the_library_itself_speaks_over_the_same_wire(bot: Bot, world: World) -> None:
    group = world.new_group(OWNER, "围炉夜话")
    me = await bot.get_me()
    sent = await bot.send_document(group, document="内容".encode(), filename="a.txt", caption="附件")
    assert me.is_bot
    assert sent.document is not None
    assert sent.document.file_name == "a.txt"


async def test_a_file_goes_along_by_its_content(bot: Bot, world: World) -> None:
    group = world.new_group(OWNER, "围炉夜话")
    await raw(bot, "sendDocument", {"chat_id": group}, files={"document": Upload("账本.json", b"{}")})
    assert world.sent(group)[0]["document"]["file_name"] == "账本.json"


async def test_each_refusal_of_telegram_is_an_error_of_its_own(bot: Bot, world: World) -> None:
    group = world.new_group(OWNER, "围炉夜话")
    for code, kind in ((400, BadRequest), (401, InvalidToken), (403, Forbidden), (409, Conflict), (502, ServerFault)):
        world.faults.next("sendMessage", "error", code=code, description="Words")
        with pytest.raises(kind):
            await raw(bot, "sendMessage", {"chat_id": group, "text": "好"})
    world.faults.next("sendMessage", "flood", retry_after=7)
    with pytest.raises(RetryAfter) as flooded:
        await raw(bot, "sendMessage", {"chat_id": group, "text": "好"})
    assert "0:00:07" in str(flooded.value)


async def test_a_refused_connection_is_surely_not_sent_and_a_lost_one_is_in_doubt(bot: Bot, world: World) -> None:
    async with alive(make_bot(world.token, "http://127.0.0.1:9")) as nowhere:
        with pytest.raises(NotSentError):
            await raw(nowhere, "sendMessage", {"chat_id": 1, "text": "好"})
    world.faults.next("getMe", "lost_after")
    with pytest.raises(NetworkError) as lost:
        await raw(bot, "getMe", {})
    assert not isinstance(lost.value, NotSentError | ServerFault)


async def test_the_servers_time_is_told(world: World) -> None:
    told: list[int] = []
    async with serving(make_server(world)) as url, alive(make_bot(world.token, url, on_date=told.append)) as made:
        world.clock.advance(86_400)
        await raw(made, "getMe", {})
    assert abs(told[0] - world.now()) <= 2


async def test_telegram_is_not_asked_inside_a_transaction(bot: Bot, tmp_path: Path) -> None:
    async with open_database(fresh(tmp_path / "weilu.db")) as database:
        async with database.unit() as unit:
            await raw(bot, "getMe", {})  # nothing has begun yet
            await unit.run("DELETE FROM settled")
            with pytest.raises(NetworkInsideTransaction):
                await raw(bot, "getMe", {})
            with pytest.raises(NetworkInsideTransaction):
                await bot.get_me()
        await raw(bot, "getMe", {})


# --- the token ---


@pytest.fixture
def everything_logged() -> Iterator[io.StringIO]:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    root = logging.getLogger()
    before, root.level = root.level, logging.DEBUG
    root.addHandler(handler)
    yield log
    root.removeHandler(handler)
    root.setLevel(before)


def told_by(error: BaseException) -> str:
    """All that an error says, with every error behind it."""
    words = "".join(traceback.format_exception(error))
    seen: BaseException | None = error
    while seen is not None:
        words += f"{seen!r}{seen!s}{seen.args!r}"
        seen = seen.__cause__ or seen.__context__
    return words


async def cut(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def keep_silent(_writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def talk_nonsense(writer: asyncio.StreamWriter) -> None:
    writer.write(b"this is not HTTP at all\r\n\r\n")
    await writer.drain()


async def answer_a_page(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>")
    await writer.drain()


async def send_elsewhere(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


async def break_off(writer: asyncio.StreamWriter) -> None:
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\n{"ok":')
    await writer.drain()


@pytest.mark.parametrize("fate", [cut, keep_silent, talk_nonsense, answer_a_page, send_elsewhere, break_off])
async def test_no_failure_tells_the_token(
    everything_logged: io.StringIO, fate: Callable[[asyncio.StreamWriter], Awaitable[None]]
) -> None:
    async with server_that(fate) as url, alive(make_bot(World().token, url)) as made:
        with pytest.raises(TelegramError) as caught:
            await raw(made, "getUpdates", {"timeout": 0}, 0.05)
        assert SECRET not in told_by(caught.value)
        with pytest.raises(TelegramError) as caught:
            await made.get_me(read_timeout=0.05)
        assert SECRET not in told_by(caught.value)
    assert SECRET not in everything_logged.getvalue()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9", "http://no-such-host.invalid", "http://x y", "ftp://x", "nowhere"]
)
async def test_no_address_tells_the_token(everything_logged: io.StringIO, url: str) -> None:
    async with alive(make_bot(World().token, url)) as made:
        with pytest.raises(TelegramError) as caught:
            await raw(made, "getMe", {})
    assert SECRET not in told_by(caught.value)
    assert SECRET not in everything_logged.getvalue()


async def test_neither_the_bot_nor_the_wire_shows_the_token(everything_logged: io.StringIO, world: World) -> None:
    async with serving(make_server(world)) as url, alive(make_bot(world.token, url)) as made:
        world.faults.set(Weather("errors"))
        with pytest.raises(ServerFault) as caught:
            await raw(made, "getMe", {})
        shown = f"{made!r}{made!s}{made.request!r}{Network()!r}"
    assert SECRET not in shown + told_by(caught.value)
    assert SECRET not in everything_logged.getvalue()
