"""Stories of answers that no decoder takes whole: what can be read is, the rest is set aside, and the bot goes on."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from bot.botapi import batches
from bot.botapi.loose import UNREADABLE, elements_of, members_of, mended
from bot.botapi.responses import GatewayFault, result_of
from bot.engine.hearing import Hearing
from bot.engine.polling import poll
from bot.outbox import actions
from bot.texts.text import Raw
from playground.actions import do
from tests.engine.test_webhook import SECRET, hooked, post
from tests.outbox.support import house
from tests.story import HAORAN, KITCHEN, OWNER, ZIXUAN, Story

MARK = "此处有怪"
"""What people say in these stories where the wire puts something strange in its place."""

STRANGE: dict[str, bytes] = {
    "a lone high surrogate": rb'"/start \ud83d"',
    "a lone low surrogate": rb'"\udd25 /start"',
    "a surrogate in bytes": b'"\xed\xa0\xbd"',
    "bytes that are not UTF-8": b'"\xff\xfe"',
    "an escape that is none": rb'"\x41\q"',
    "a control character": b'"a\nb\x00c"',
    "no number": b"NaN",
    "an endless number": b"-Infinity",
    "a number beyond 64 bits": b"1" * 40,
    "a number beyond all sense": b"1" * 6000,
    "an exponent beyond all sense": b"1e999999",
    "nesting beyond all sense": b"[" * 100_000 + b"]" * 100_000,
    "brackets within words": rb'"]}],{[\"{\ud83d"',
    "a word that is none": b"undefined",
    "a comma too many": b'{"a":1,,}',
}

TORN: dict[str, bytes] = {
    "a quote that is never closed": b'"abc',
    "a bracket that is never closed": b'{"a":[1',
    "a bracket that was never opened": b"1]]]}",
}
"""After these nobody can tell where the update ends."""


@contextlib.asynccontextmanager
async def polled(story: Story) -> AsyncIterator[None]:
    polling = asyncio.get_running_loop().create_task(poll(story.app.bot, story.app.engine, Hearing()))
    try:
        yield
    finally:
        polling.cancel()
        await asyncio.wait([polling])


async def greeted(story: Story, count: int) -> None:
    """Until the bot has answered so many greetings in the kitchen, and Telegram has been told of all it got."""
    async with asyncio.timeout(20):
        while len(story.world.sent(KITCHEN)) < count or story.world.updates.pending:
            await asyncio.sleep(0.01)


def speak(story: Story, *said: str) -> None:
    """Everybody says one thing: equal answers to one member that wait at once go out as one."""
    for who, text in zip((OWNER, ZIXUAN, HAORAN), said, strict=False):
        do(story.world, {"as": who, "do": "say", "chat_id": KITCHEN, "text": text})


@pytest.mark.parametrize("strange", [*STRANGE, *TORN])
async def test_one_strange_update_never_stops_the_ones_beside_it(story: Story, strange: str) -> None:
    """As long as Telegram holds it, it comes again in every answer."""
    story.may_spoil = True
    put = (STRANGE | TORN)[strange]
    story.world.faults.bend = lambda body: body.replace(json.dumps(MARK, ensure_ascii=False).encode(), put)
    with story.unheard():
        speak(story, "/start", MARK, "/start")
    async with polled(story):
        await greeted(story, 2)
        speak(story, "/start")
        await greeted(story, 3)
    assert len(await story.rows("SELECT 1 FROM inbox WHERE state = 'bad'")) <= 1


@pytest.mark.parametrize("half", [r"\ud83d", r"\ude00"])
async def test_words_with_half_a_sign_are_answered_like_others(story: Story, half: str) -> None:
    story.world.faults.bend = lambda body: body.replace(MARK.encode(), half.encode())
    with story.unheard():
        speak(story, f"/start {MARK}")
    async with polled(story):
        await greeted(story, 1)


@pytest.mark.parametrize("strange", STRANGE)
async def test_a_strange_body_is_answered_so_that_the_webhook_goes_on(story: Story, strange: str) -> None:
    story.may_spoil = True
    head = b'{"message":{"text":' + STRANGE[strange] + b'},"update_id":'
    async with hooked(story) as url:
        for _ in range(2):
            assert await post(url, head + b"7}", **{"X-Telegram-Bot-Api-Secret-Token": SECRET}) == 200
    assert [row["update_id"] for row in await story.rows("SELECT update_id FROM inbox WHERE state = 'bad'")] == [7]


async def test_a_body_with_a_byte_order_mark_is_read_by_the_webhook(story: Story) -> None:
    said = await story.does(HAORAN, "say", chat_id=KITCHEN, text="早")
    update = {"update_id": 8_000_000, "message": said | {"message_id": 77_000, "text": "/start"}}
    async with hooked(story) as url:
        body = b"\xef\xbb\xbf" + json.dumps(update).encode()
        assert await post(url, body, **{"X-Telegram-Bot-Api-Secret-Token": SECRET}) == 200
        await story.settle()
    assert len(story.world.sent(KITCHEN)) == 1


async def test_a_long_body_does_not_come_again_for_ever(story: Story) -> None:
    story.may_spoil = True
    body = b'{"update_id":9,"message":{"text":"' + b"x" * 3_000_000 + b'"}}'
    async with hooked(story) as url:
        assert await post(url, body, **{"X-Telegram-Bot-Api-Secret-Token": SECRET}) == 200


# --- answers to what the bot does ---


@pytest.mark.parametrize("strange", [*STRANGE, *TORN])
async def test_what_telegram_did_is_done_however_it_says_so(tmp_path: Path, strange: str) -> None:
    put = (STRANGE | TORN)[strange]
    async with house(tmp_path) as home:
        group = home.group()
        home.world.faults.bend = lambda body: body.replace(json.dumps(MARK, ensure_ascii=False).encode(), put)
        async with home.sending():
            await home.done(actions.Say(chat_id=group, words=Raw(MARK), name="card"))
            assert await home.states() == ["sent"]
        assert len(home.said(group)) == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (rb'{"ok":false,"error_code":400,"description":"Bad Request: \ud83d is no button"}', BadRequest),
        (b'{"ok":false,"error_code":400,"description":"Bad Request: \xff"}', BadRequest),
        (b'\xef\xbb\xbf{"ok":false,"error_code":400,"description":"no"}', BadRequest),
        (b'{"ok":false,"error_code":400,"parameters":{"migrate_to_chat_id":-100123},"x":NaN}', ChatMigrated),
        (b'{"ok":false,"error_code":400,"parameters":{"migrate_to_chat_id":' + b"9" * 30 + b"}}", BadRequest),
    ],
)
def test_a_refusal_is_one_however_it_is_worded(body: bytes, kind: type[TelegramError]) -> None:
    with pytest.raises(kind) as caught:
        result_of(400, body)
    assert type(caught.value) is kind


@pytest.mark.parametrize("told", [b"3.5", b"null", b'"soon"', b"-4", b"9" * 40])
def test_a_pause_that_cannot_be_read_is_a_pause(told: bytes) -> None:
    with pytest.raises(RetryAfter) as caught:
        result_of(429, b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":' + told + b"}}")
    assert caught.value._retry_after.total_seconds() > 0


@pytest.mark.parametrize("body", [b"", b"<html>502</html>", b"[]", b"17", b'{"result":[]}', b'{"ok":1}', b"\xff\xfe{"])
def test_what_is_no_answer_of_the_bot_api_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(GatewayFault):
        result_of(200, body)


# --- brackets ---

_json = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(max_size=6),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(some.lists(_json, max_size=5), some.booleans(), some.sampled_from([None, 2]))
@settings(max_examples=300, deadline=None)
def test_a_list_is_taken_apart_as_a_decoder_would(told: list[Any], plain: bool, indent: int | None) -> None:
    body = json.dumps(told, ensure_ascii=plain, indent=indent).encode(errors="replace")
    assert [json.loads(each) for each in elements_of(body)] == json.loads(body)


@given(some.dictionaries(some.text("abc_", min_size=1, max_size=4), _json, max_size=5), some.booleans())
@settings(max_examples=300, deadline=None)
def test_an_object_is_taken_apart_as_a_decoder_would(told: dict[str, Any], plain: bool) -> None:
    body = json.dumps(told, ensure_ascii=plain).encode(errors="replace")
    assert {name: json.loads(each) for name, each in members_of(body).items()} == json.loads(body)


@given(some.text(max_size=12))
@example("ab")
@settings(max_examples=300, deadline=None)
def test_mending_changes_nothing_but_halves_of_signs(words: str) -> None:
    for told in (json.dumps(words), json.dumps(words, ensure_ascii=False)):
        assert json.loads(mended(told.encode())) == words
    halves = json.dumps(words.replace("a", "\ud83d").replace("b", "\udd25x"))
    has_half = bool(set(words.replace("ab", "")) & {"a", "b"})  # one behind the other they are whole
    assert ("�" in json.loads(mended(halves.encode()))) == (has_half or "�" in words)


@given(some.binary(max_size=40), some.integers(0, 200))
@settings(max_examples=500, deadline=None)
def test_whatever_the_bytes_they_are_divided_or_said_to_be_unreadable(wild: bytes, place: int) -> None:
    whole = json.dumps({"ok": True, "result": [{"update_id": n, "message": {"text": MARK}} for n in range(3)]}).encode()
    body = whole[:place] + wild + whole[place:]
    with contextlib.suppress(TelegramError, *UNREADABLE):
        for each in batches.decode_batch(result_of(200, body)):
            assert batches.id_of(each) is None or batches.stand_in_id(each) < 0
