"""Updates by webhook: in order, with the secret, again after a failure, and never beside getUpdates."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from playground.world import World
from tests.playground.conftest import FORUM, KITCHEN, OWNER, YINUO, Hand


class Listener:
    """A small HTTP server that keeps what it gets and answers with the statuses it is told to."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.says = b""  # with every answer
        self.heard: asyncio.Queue[tuple[dict[str, str], dict[str, object]]] = asyncio.Queue()
        self.url = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
        body = msgspec.json.decode(await reader.readexactly(int(headers["content-length"])))
        status = self.statuses.pop(0) if self.statuses else 200
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(self.says)}\r\nConnection: close\r\n\r\n".encode())
        writer.write(self.says)
        await writer.drain()
        writer.close()
        self.heard.put_nowait((headers, body))


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    one = Listener()
    server = await asyncio.start_server(one.answer, "127.0.0.1", 0)
    one.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield one
    server.close()


async def test_updates_arrive_in_order_with_the_secret(world: World, bot: Hand, listener: Listener) -> None:
    world.say(YINUO, FORUM, "先前")
    await bot("setWebhook", url=listener.url, secret_token="s3cret")
    world.say(YINUO, FORUM, "之后")
    heard = [await listener.heard.get() for _ in range(2)]
    assert [told["message"]["text"] for _, told in heard] == ["先前", "之后"]  # type: ignore[index]
    assert {headers["x-telegram-bot-api-secret-token"] for headers, _ in heard} == {"s3cret"}
    refusal = await bot.refusal("getUpdates")
    assert refusal.startswith("Conflict: can't use getUpdates method while webhook is active")


async def test_a_failed_delivery_is_tried_again_before_the_next(world: World, bot: Hand, listener: Listener) -> None:
    world.webhook.retry_delay = 0
    listener.statuses = [500, 502]
    await bot("setWebhook", url=listener.url)
    world.say(YINUO, FORUM, "一")
    world.say(YINUO, FORUM, "二")
    texts = [(await listener.heard.get())[1]["message"]["text"] for _ in range(4)]  # type: ignore[index]
    assert texts == ["一", "一", "一", "二"]
    told = await bot("getWebhookInfo")
    assert (told["url"], told["last_error_message"]) == (listener.url, "Wrong response from the webhook: 502 X")


async def test_a_failed_update_holds_up_its_own_queue_alone(world: World, bot: Hand, listener: Listener) -> None:
    world.webhook.retry_delay = 0.2
    listener.statuses = [500, 500]
    await bot("setWebhook", url=listener.url, max_connections=1)
    world.say(YINUO, FORUM, "一")
    world.say(YINUO, FORUM, "二")
    world.say(OWNER, KITCHEN, "别处")
    texts = [(await listener.heard.get())[1]["message"]["text"] for _ in range(5)]  # type: ignore[index]
    assert texts == ["一", "一", "别处", "一", "二"]


async def test_a_join_and_the_next_message_come_swapped(world: World, bot: Hand, listener: Listener) -> None:
    await bot("getUpdates", allowed_updates=["message", "chat_member"])
    await bot("setWebhook", url=listener.url, max_connections=1)
    newcomer = world.newcomer("阿宁")
    world.join(newcomer, FORUM)
    heard = [(await listener.heard.get())[1] for _ in range(2)]
    assert ["message" in each for each in heard] == [True, False], "the queue of the chat has the lower number"
    assert heard[0]["update_id"] > heard[1]["update_id"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("says", "is_done"),
    [
        ({"method": "sendMessage", "chat_id": FORUM, "text": "顺便说一句"}, True),
        ({"method": "SENDMESSAGE", "chat_id": str(FORUM), "text": "顺便说一句"}, True),
        ({"method": "sendMessage", "chat_id": 5, "text": "没有这个群"}, False),
        ({"method": "getMe"}, False),
        ({"method": "deleteWebhook"}, False),
        ({"method": 5}, False),
        ([], False),
    ],
)
async def test_an_answer_may_carry_a_method(
    world: World, bot: Hand, listener: Listener, says: object, is_done: bool
) -> None:
    listener.says = msgspec.json.encode(says)
    await bot("setWebhook", url=listener.url)
    world.say(YINUO, FORUM, "一")
    await listener.heard.get()
    while world.updates.pending:
        await asyncio.sleep(0)
    listener.says = b""
    world.say(YINUO, FORUM, "二")
    await listener.heard.get()
    while world.updates.pending:
        await asyncio.sleep(0)
    assert [each["text"] for each in world.sent(FORUM)] == ["顺便说一句"] * is_done
    assert [name for name, _ in world.calls][1:] == ["sendMessage"] * (isinstance(says, dict) and "text" in says)
    assert (await bot("getWebhookInfo"))["url"] == listener.url


async def test_one_connection_brings_one_update_at_a_time(world: World, bot: Hand, listener: Listener) -> None:
    await bot("setWebhook", url=listener.url, max_connections=1)
    for number in range(6):
        world.say(OWNER, FORUM if number % 2 else KITCHEN, f"{number}")
    texts = [(await listener.heard.get())[1]["message"]["text"] for _ in range(6)]  # type: ignore[index]
    assert [text for text in texts if int(text) % 2] == ["1", "3", "5"]
    assert [text for text in texts if not int(text) % 2] == ["0", "2", "4"]


async def test_a_webhook_that_is_gone_for_a_day_ends(world: World, bot: Hand, listener: Listener) -> None:
    world.webhook.retry_delay = 0
    listener.statuses = [410, 410, 410]
    await bot("setWebhook", url=listener.url)
    world.say(YINUO, FORUM, "一")
    await listener.heard.get()
    while world.webhook.last_error is None:
        await asyncio.sleep(0)
    world.clock.advance(23 * 3600 + 1)
    await listener.heard.get()
    while world.webhook.url:
        await asyncio.sleep(0)
    assert (await bot("getWebhookInfo"))["url"] == ""


async def test_a_dead_network_delivers_nothing_until_it_is_mended(world: World, bot: Hand, listener: Listener) -> None:
    world.webhook.retry_delay = 0
    await bot("setWebhook", url=listener.url)
    await bot.client.post("/playground/network", json={"mode": "down"})
    world.say(YINUO, FORUM, "一")
    while world.webhook.last_error is None:
        await asyncio.sleep(0)
    assert world.webhook.last_error[1] == "Connection timed out"
    assert listener.heard.empty()
    await bot.client.post("/playground/network", json={"mode": "ok"})
    assert (await listener.heard.get())[1]["message"]["text"] == "一"  # type: ignore[index]


async def test_deleting_the_webhook_gives_getupdates_back(world: World, bot: Hand, listener: Listener) -> None:
    await bot("setWebhook", url=listener.url)
    await bot("deleteWebhook")
    world.say(YINUO, FORUM, "还在吗")
    assert [update["message"]["text"] for update in await bot("getUpdates")] == ["还在吗"]
    await bot("deleteWebhook", drop_pending_updates=True)
    assert await bot("getUpdates") == []
    assert (await bot("getWebhookInfo"))["url"] == ""


async def test_a_bad_address_or_secret_is_refused(bot: Hand) -> None:
    refusal = await bot.refusal("setWebhook", url="ftp://x")
    assert refusal == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    refusal = await bot.refusal("setWebhook", url="https://x.y:9000")
    assert refusal == "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
    refusal = await bot.refusal("setWebhook", url="https://10.1.2.3/hook")
    assert refusal == "Bad Request: bad webhook: IP address 10.1.2.3 is reserved"
    refusal = await bot.refusal("setWebhook", url="https://[2606:4700::1111]/hook")
    assert refusal == "Bad Request: bad webhook: IPv6-only addresses are not allowed"
    refusal = await bot.refusal("setWebhook", url="https://x.y", secret_token="no spaces")
    assert refusal == "Bad Request: secret token contains unallowed characters"
