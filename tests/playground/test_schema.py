"""The published schema guards both directions: what bots ask, and what the playground says."""

import gzip
import json
from typing import Any

import pytest

from playground.methods import METHODS
from playground.schema import METHODS as PUBLISHED
from playground.schema import ViolationError, check_answer, check_update, read_parameters
from playground.schema.__main__ import compact
from playground.schema.load import SHIPPED
from playground.world import World
from tests.playground.conftest import FORUM, YINUO, Hand


@pytest.mark.parametrize(
    ("method", "told", "words"),
    [
        ("sendMessage", {"text": "x"}, "parameter 'chat_id' is required"),
        ("sendMessage", {"chat_id": FORUM, "text": ["x"]}, "String expected"),
        ("deleteMessages", {"chat_id": FORUM, "message_ids": ["7x"]}, "Integer expected"),
        ("sendMessage", {"chat_id": FORUM, "text": "x", "reply_markup": "{"}, "can't parse"),
        ("sendPoll", {"chat_id": FORUM, "question": "x", "options": [1, "b"]}, "InputPollOption expected"),
    ],
)
async def test_what_cannot_be_read_is_refused_and_remembered(
    world: World, bot: Hand, method: str, told: dict[str, Any], words: str
) -> None:
    refusal = await bot.refusal(method, **told)
    assert refusal.startswith("Bad Request: ")
    assert words in refusal
    assert len(world.complaints) == 1


BUTTON = {"text": "x", "callback_data": "a", "label": "y"}


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        ({"colour": "red"}, "no parameter 'colour'"),
        ({"disable_notification": "maybe"}, "Boolean expected"),
        ({"reply_markup": {"inline_keyboard": [[BUTTON]]}}, "InlineKeyboardButton has no field 'label'"),
    ],
)
async def test_what_telegram_overlooks_is_overlooked_and_remembered_unless_the_world_is_strict(
    world: World, bot: Hand, odd: dict[str, Any], words: str
) -> None:
    assert (await bot("sendMessage", chat_id=FORUM, text="x", **odd))["text"] == "x"
    (complaint,) = world.complaints
    assert words in complaint
    world.is_strict = True
    assert words in await bot.refusal("sendMessage", chat_id=FORUM, text="x", **odd)
    assert len(world.complaints) == 2


@pytest.mark.parametrize(
    ("said", "read"),
    [("12", 12), ("-3", -3), ("7 days", 7), ("5.9", 5), ("soon", 0), ("", 0), (" 4", 0), (True, 0), (8, 8)],
)
def test_a_number_is_read_as_far_as_there_are_digits(said: Any, read: int) -> None:
    oddities: list[str] = []
    told = read_parameters("getUpdates", {"offset": said}, uploads={}, oddities=oddities)
    assert told == {"offset": read}
    assert bool(oddities) is (str(said) != str(read))


@pytest.mark.parametrize(
    ("said", "is_set"), [("true", True), ("Yes", True), (" 1 ", True), ("no", False), ("on", False)]
)
async def test_true_yes_and_one_are_true_and_all_else_is_not(world: World, bot: Hand, said: str, is_set: bool) -> None:
    sent = await bot("sendMessage", chat_id=FORUM, text="x", protect_content=said)
    assert sent.get("has_protected_content", False) is is_set
    assert len(world.complaints) == (said == "on"), "what the documentation does not know is remembered"


async def test_missing_methods_fail_loudly(world: World, bot: Hand) -> None:
    told = await bot.envelope("sendInvoice")
    assert (told["error_code"], told["description"]) == (404, "Not Found: method sendInvoice is not in the playground")
    assert await bot.refusal("sendMesage") == "Not Found: method sendMesage is not in the Bot API"
    assert len(world.complaints) == 2


async def test_every_way_of_asking_is_read(world: World, bot: Hand) -> None:
    url, told = f"/bot{bot.token}/sendMessage", {"chat_id": str(FORUM), "text": "喂", "disable_notification": "True"}
    asked = [
        await bot.client.get(url, params=told),
        await bot.client.post(url, params=told),
        await bot.client.post(url, data=told),
        await bot.client.post(url, files={name: (None, value) for name, value in told.items()}),
        await bot.client.post(url, json=told),
        await bot.client.post(url.replace("sendMessage", "SENDMESSAGE"), json=told),
    ]
    assert [one.json()["ok"] for one in asked] == [True] * 6
    assert not world.complaints


GOOD = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private", "first_name": "x"}, "text": "x"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"message_id": None}, "Integer expected"),
        ({"message_id": True}, "Integer expected"),
        ({"is_topic_message": False}, "must be omitted when false"),
        ({"colour": "red"}, "has no field"),
        ({"chat": {"id": 1}}, "Chat.type is required"),
        ({"entities": [{"type": "bold", "offset": 0}]}, "MessageEntity.length is required"),
        ({"pinned_message": {"message_id": 1, "date": 0}}, "InaccessibleMessage.chat is required"),
        ({"forward_origin": {"type": "wish", "date": 1}}, "MessageOrigin expected"),
    ],
)
def test_an_answer_that_breaks_the_schema_is_a_bug_of_ours(change: dict[str, Any], words: str) -> None:
    check_answer("sendMessage", GOOD)
    with pytest.raises(ViolationError, match=words):
        check_answer("sendMessage", GOOD | change)
    with pytest.raises(ViolationError, match=words):
        check_update({"update_id": 1, "message": GOOD | change})


def test_the_playground_names_only_published_methods() -> None:
    assert METHODS.keys() <= PUBLISHED.keys()


def test_the_shipped_schema_keeps_flags_and_constants() -> None:
    full = {
        "version": "Bot API 10.0",
        "methods": {"getMe": {"returns": ["User"], "fields": []}},
        "types": {
            "Dot": {
                "fields": [
                    {"name": "type", "types": ["String"], "required": True, "description": 'Type, always "dot"'},
                    {"name": "is_red", "types": ["Boolean"], "required": False, "description": "Optional. True, if"},
                ]
            }
        },
    }
    assert compact(full)["types"]["Dot"]["fields"] == {
        "type": {"types": ["String"], "required": True, "constant": "dot"},
        "is_red": {"types": ["Boolean"], "omit_false": True},
    }
    shipped = json.loads(gzip.decompress(SHIPPED.read_bytes()))
    assert shipped["version"] == "Bot API 10.0"


async def test_every_message_of_the_opening_community_satisfies_the_schema(world: World) -> None:
    for chat in world.chats:
        for message in world.messages(chat):
            check_answer("sendMessage", message)
    assert world.say(YINUO, FORUM, "好")["from"]["language_code"] == "zh-hans"
