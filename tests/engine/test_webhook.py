"""Stories of the webhook: Telegram posts, the bot keeps, and only then says so."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aiohttp
import msgspec
import pytest

from bot.botapi import inbound
from bot.botapi.client import raw
from bot.engine import polling, webhook
from bot.engine.hearing import Hearing
from playground.actions import do
from playground.serve import bind
from storage.database import Database
from tests.story import FORUM, YINUO, Story

SECRET = "s3cret"
MESSAGE = {
    "message_id": 9000,
    "date": 1_800_072_000,
    "chat": {"id": FORUM, "type": "supergroup", "title": "围炉夜话", "is_forum": True},
    "from": {"id": YINUO, "is_bot": False, "first_name": "陈一诺"},
    "text": "/about",
}
UPDATE = {"update_id": 900, "message": MESSAGE}
PATIENCE = 10.0


def free_port() -> int:
    listener = bind(0)
    port = int(listener.getsockname()[1])
    listener.close()
    return port


@contextlib.asynccontextmanager
async def hooked(story: Story, arrivals: webhook.Arrivals | None = None) -> AsyncIterator[str]:
    """The webhook's listener over the story's engine; its address."""
    arrivals, port = arrivals or webhook.Arrivals(story.app.engine), free_port()
    served = webhook.application(arrivals, path="/hook", secret=SECRET)
    async with inbound.listening(served, host="127.0.0.1", port=port):
        running = asyncio.get_running_loop().create_task(arrivals.run())
        try:
            yield f"http://127.0.0.1:{port}/hook"
        finally:
            running.cancel()
            await asyncio.wait([running])


async def post(url: str, body: bytes, **headers: str) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, data=io.BytesIO(body), headers=headers) as answer:
        return answer.status


async def _is_waited_for(database: Database) -> None:
    """Until somebody stands in line for the one writer."""
    async with asyncio.timeout(PATIENCE):
        while not database._lock._waiters:
            await asyncio.sleep(0)


async def test_updates_arrive_by_webhook_and_are_answered_in_order(story: Story) -> None:
    async with hooked(story) as url:
        await webhook.announce(story.app.bot, url=url, secret=SECRET)
        assert story.world.webhook.max_connections == webhook.CONNECTIONS
        said = len(story.world.sent(FORUM))
        for words in ("/about", "/rules", "/privacy", "早", "/about"):
            do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": words})
        async with asyncio.timeout(20):
            while story.world.updates.pending:
                await asyncio.sleep(0)
        await story.app.idle()
        told = [each["text"] for each in story.world.sent(FORUM)[said:]]
        assert len(told) == 4
        assert told[0] == told[3] != told[1]
        assert len({*told}) == 3
        assert story.world.webhook.last_error is None
        story.world.webhook.stop()


@pytest.mark.parametrize("told_secret", [{}, {webhook.SECRET_HEADER: "s3cre"}, {webhook.SECRET_HEADER: "s3cret\u00e9"}])
async def test_who_does_not_know_the_secret_is_not_listened_to(story: Story, told_secret: dict[str, str]) -> None:
    async with hooked(story) as url:
        assert await post(url, msgspec.json.encode(UPDATE), **told_secret) == 401
        await story.app.idle()
    assert await story.rows("SELECT * FROM settled WHERE first <= 900 AND last >= 900") == []


async def test_a_secret_that_is_not_even_text_is_a_wrong_one(story: Story) -> None:
    async with hooked(story) as url:
        parts = urlsplit(url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        head = b"POST /hook HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n"
        writer.write(head + webhook.SECRET_HEADER.encode() + b": \xff\xfe\r\n\r\n{}")
        assert (await reader.readline()).split()[1] == b"401"
        await reader.read()
        writer.close()


async def test_it_is_confirmed_only_after_it_was_kept(story: Story) -> None:
    """The store is held by somebody else: no answer; the store is free: kept, then answered."""
    database = story.app.database
    async with hooked(story) as url:
        async with database.unit() as holder:
            await holder.run("DELETE FROM facts WHERE name = 'nothing'")
            posting = asyncio.get_running_loop().create_task(
                post(url, msgspec.json.encode(UPDATE), **{webhook.SECRET_HEADER: SECRET})
            )
            await _is_waited_for(database)
            assert not posting.done()
        assert await posting == 200
        assert await story.rows("SELECT 1 AS yes FROM settled WHERE first <= 900 AND last >= 900") == [{"yes": 1}]
        await story.app.idle()


async def test_a_body_that_is_nonsense_is_recorded_and_not_sent_again_and_again(story: Story) -> None:
    async with hooked(story) as url:
        for body in (b"", b"nonsense", b"[" * 100_000, b'{"update_id": 7, "message": {"text": "\xff"}}'):
            for _ in range(2):
                assert await post(url, body, **{webhook.SECRET_HEADER: SECRET}) == 200
        assert await post(url, msgspec.json.encode(UPDATE), **{webhook.SECRET_HEADER: SECRET}) == 200
        await story.app.idle()
    assert await story.rows("SELECT count(*) AS n FROM inbox WHERE state = 'bad'") == [{"n": 4}]
    story.may_spoil = True


async def test_what_was_posted_and_not_kept_when_the_bot_stops_is_left_to_telegram(story: Story) -> None:
    database = story.app.database
    async with database.unit() as holder:
        await holder.run("DELETE FROM facts WHERE name = 'nothing'")
        async with hooked(story) as url:
            posting = asyncio.get_running_loop().create_task(
                post(url, msgspec.json.encode(UPDATE), **{webhook.SECRET_HEADER: SECRET})
            )
            await _is_waited_for(database)
        assert await posting == 503
    assert await story.rows("SELECT * FROM inbox") == []


async def test_a_port_that_is_taken_is_told_plainly(story: Story) -> None:
    listener = bind(0)
    port = int(listener.getsockname()[1])
    served = webhook.application(webhook.Arrivals(story.app.engine), path="/", secret="")
    with pytest.raises(inbound.CannotListenError, match=rf"cannot listen at 127\.0\.0\.1:{port} .*telegram\.webhook"):
        async with inbound.listening(served, host="127.0.0.1", port=port):
            pass
    listener.close()


async def test_half_open_connections_give_way_and_are_ended(story: Story) -> None:
    port = free_port()
    served = webhook.application(webhook.Arrivals(story.app.engine), path="/hook", secret=SECRET)
    async with inbound.listening(served, host="127.0.0.1", port=port, most=8):
        half_open = [await asyncio.open_connection("127.0.0.1", port) for _ in range(30)]
        for _, writer in half_open:
            writer.write(b"POST /hook HTTP/1.1\r\nHost: x\r\n")
        with contextlib.suppress(ConnectionResetError):
            assert await half_open[0][0].read() == b""
        assert await post(f"http://127.0.0.1:{port}/hook", b"{}") == 401
        for _, writer in half_open:
            writer.close()


async def test_whoever_brings_no_request_or_no_body_is_dismissed(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "PATIENCE", 0.05)
    port = free_port()
    served = webhook.application(webhook.Arrivals(story.app.engine), path="/hook", secret=SECRET)
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\n{webhook.SECRET_HEADER}: {SECRET}\r\nContent-Length: 10\r\n\r\n"
    async with inbound.listening(served, host="127.0.0.1", port=port, patience=0.05):
        silent, idle = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionResetError):
            assert await silent.read() == b""
        bodiless, slow = await asyncio.open_connection("127.0.0.1", port)
        slow.write(head.encode())
        assert (await bodiless.readline()).startswith(b"HTTP/1.1 408")
        idle.close()
        slow.close()


async def test_a_webhook_that_somebody_took_away_is_set_again_and_health_says_so(story: Story) -> None:
    hearing, url = Hearing(), "http://127.0.0.1:1/hook"
    await webhook.announce(story.app.bot, url=url, secret=SECRET)
    await webhook.look(story.app.bot, hearing, url=url, secret=SECRET, seen=0)
    assert hearing.faults() == []
    for gone in ({"method": "deleteWebhook"}, {"method": "setWebhook", "url": "http://127.0.0.1:1/elsewhere"}):
        await raw(story.app.bot, gone.pop("method"), gone)
        await webhook.look(story.app.bot, hearing, url=url, secret=SECRET, seen=0)
        assert "somebody set the webhook" in hearing.faults()[0]
        assert story.world.webhook.url == url
        await webhook.look(story.app.bot, hearing, url=url, secret=SECRET, seen=0)
        assert hearing.faults() == []
    story.world.webhook.stop()


async def test_a_webhook_set_while_updates_are_asked_for_is_told_taken_away_and_nothing_is_lost(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    hearing = Hearing()
    story.world.calls.clear()
    asking = asyncio.create_task(polling.poll(story.app.bot, story.app.engine, hearing))
    try:
        async with asyncio.timeout(20):
            while "getUpdates" not in dict(story.world.calls):
                await asyncio.sleep(0)
            await raw(story.app.bot, "setWebhook", {"url": "http://127.0.0.1:1/elsewhere"})
            story.world.updates.wake()
            while not hearing.faults():
                await asyncio.sleep(0)
            assert "has set a webhook" in hearing.faults()[0]
            assert len([each for each in caplog.records if "has set a webhook" in each.message]) == 1
            said = do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/points"})
            while not any(each.get("reply_to_message", {}) for each in story.world.sent(FORUM)):
                await asyncio.sleep(0)
        assert story.world.webhook.url == ""
        assert hearing.faults() == []
        assert story.world.sent(FORUM)[-1]["reply_to_message"]["message_id"] == said["message_id"]
    finally:
        asking.cancel()


async def test_a_server_that_tells_no_time_is_alive_all_the_same() -> None:
    """Telegram's own server program sends no Date header."""
    hearing = Hearing()
    hearing.heard()
    assert hearing.faults() == []
    assert hearing.silent_for() < 60


@pytest.mark.parametrize("path", ["/we{i}lu", "/a%20b", "/100%25", "/"])
async def test_every_path_of_an_address_is_served_and_no_other(
    story: Story, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    served = webhook.application(webhook.Arrivals(story.app.engine), path=path, secret=SECRET)
    async with inbound.listening(served, host="127.0.0.1", port=port):
        assert await post(f"http://127.0.0.1:{port}{path}", b"{}") == 401
        assert await post(f"http://127.0.0.1:{port}/elsewhere", b"{}") == 404
    said = [each.message for each in caplog.records if "turned away" in each.message]
    assert len(said) == 2, "a wrong secret and a wrong path are each said once"
