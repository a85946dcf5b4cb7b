"""Every refusal of the playground is met in a test: the walk at the end finds those that are not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playground.world import World
from tests.playground.conftest import FORUM, KITCHEN, MODERATOR, OWNER, YINUO, Hand
from tests.story import HIKE, PICTURE

ROOT = Path(__file__).parents[2]
POLL = {"chat_id": FORUM, "question": "去哪", "options": [{"text": "山"}, {"text": "海"}]}
TALK = {"chat_id": FORUM, "text": "好"}


def keys(**button: Any) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": [[button]]}}


WORDS = [
    ("sendMessage", TALK | keys(text="按", callback_data="a", url="https://a.b"), "BUTTON_TYPE_INVALID"),
    ("sendMessage", TALK | keys(text=" ", callback_data="a"), "inline keyboard button text must be non-empty"),
    ("sendMessage", TALK | keys(text="按"), "text buttons are unallowed in the inline keyboard"),
    (
        "sendMessage",
        TALK | keys(text="按", url="ftp://x"),
        "inline keyboard button URL 'ftp://x' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        TALK | {"reply_markup": {"inline_keyboard": [[{"text": "按", "callback_data": "a"}] * 101]}},
        "reply markup is too long",
    ),
    ("sendMessage", TALK | {"parse_mode": "wiki"}, "unsupported parse_mode"),
    ("sendDocument", {"chat_id": FORUM, "document": "http://127.0.0.1:1/c.pdf"}, "failed to get HTTP URL content"),
    ("sendDocument", {"chat_id": FORUM, "document": "attach://gone"}, "there is no document in the request"),
    ("sendMediaGroup", {"chat_id": FORUM, "media": []}, "album must contain 2-10 items"),
    ("setChatTitle", {"chat_id": FORUM, "title": " "}, "title must be non-empty"),
    ("setChatDescription", {"chat_id": FORUM, "description": ""}, "chat description is not modified"),
    ("getChatAdministrators", {"chat_id": YINUO}, "there are no administrators in the private chat"),
    ("leaveChat", {"chat_id": YINUO}, "can't leave private chats"),
    ("createChatInviteLink", {"chat_id": YINUO}, "can't invite members to a private chat"),
    ("createChatInviteLink", {"chat_id": FORUM, "name": "长" * 33}, "invite link name is too long"),
    (
        "createChatInviteLink",
        {"chat_id": FORUM, "creates_join_request": True, "member_limit": 5},
        "member limit can't be specified for links requiring administrator approval",
    ),
    ("revokeChatInviteLink", {"chat_id": FORUM, "invite_link": "https://t.me/+x"}, "INVITE_HASH_EXPIRED"),
    ("createForumTopic", {"chat_id": FORUM, "name": " "}, "name must be non-empty"),
    ("createForumTopic", {"chat_id": FORUM, "name": "新", "icon_color": 5}, "invalid icon color specified"),
    ("editForumTopic", {"chat_id": FORUM, "message_thread_id": 999, "name": "新"}, "TOPIC_ID_INVALID"),
    ("deleteForumTopic", {"chat_id": FORUM, "message_thread_id": 1}, "TOPIC_ID_INVALID"),
    ("setMyCommands", {"commands": [], "language_code": "chinese"}, "invalid language code specified"),
    ("editMessageText", {"text": "改"}, "message identifier is not specified"),
    ("deleteMessages", {"chat_id": FORUM, "message_ids": [*range(1, 102)]}, "too many message identifiers specified"),
    ("unpinChatMessage", {"chat_id": KITCHEN}, "message to unpin not found"),
    ("sendPoll", POLL | {"open_period": 3}, "open period must be between 5 and 2628000 seconds"),
    ("sendPoll", POLL | {"close_date": 5}, "poll close date is invalid"),
    ("sendPoll", POLL | {"allow_adding_options": True}, "options can't be added to anonymous polls and quizzes"),
    ("sendPoll", POLL | {"type": "quiz", "correct_option_ids": [7]}, "Wrong quiz correct_option_id"),
    (
        "sendPoll",
        POLL | {"media": {"type": "video", "media": "x"}},
        "the playground shows no poll with media of type video",
    ),
    (
        "forwardMessages",
        {"chat_id": FORUM, "from_chat_id": FORUM, "message_ids": [999]},
        "there are no messages to forward",
    ),
    ("promoteChatMember", {"chat_id": FORUM, "user_id": 12345678}, "can't promote self"),
    ("banChatMember", {"chat_id": FORUM, "user_id": 12345678}, "can't restrict self"),
    ("banChatMember", {"chat_id": YINUO, "user_id": YINUO}, "is available only for supergroup and channel chats"),
    (
        "restrictChatMember",
        {"chat_id": -1001, "user_id": YINUO, "permissions": {}},
        "method is available only for supergroups",
    ),
    (
        "setChatAdministratorCustomTitle",
        {"chat_id": FORUM, "user_id": YINUO, "custom_title": "x"},
        "user is not an administrator",
    ),
]


@pytest.mark.parametrize(("method", "told", "words"), WORDS, ids=[f"{each[0]}-{each[2][:30]}" for each in WORDS])
async def test_a_request_out_of_bounds(world: World, bot: Hand, method: str, told: dict[str, Any], words: str) -> None:
    world.say(YINUO, YINUO, "/start")
    assert words in await bot.refusal(method, **told)


async def test_messages_of_another_kind(world: World, bot: Hand) -> None:
    file_id = world.send_photo(YINUO, FORUM, PICTURE)["photo"][0]["file_id"]
    text = (await bot("sendMessage", **TALK))["message_id"]
    photo = (await bot("sendPhoto", chat_id=FORUM, photo=file_id))["message_id"]
    for method, told, words in (
        ("stopPoll", {"message_id": text}, "message is not a poll"),
        ("editMessageText", {"message_id": photo, "text": "改"}, "there is no text in the message to edit"),
        ("editMessageCaption", {"message_id": text, "caption": "改"}, "there is no caption in the message to edit"),
        ("editMessageCaption", {"message_id": photo, "caption": "长" * 1025}, "message caption is too long"),
        (
            "setMessageReaction",
            {"message_id": text, "reaction": [{"type": "emoji", "emoji": "👍"}] * 2},
            "REACTIONS_TOO_MANY",
        ),
    ):
        assert await bot.refusal(method, chat_id=FORUM, **told) == f"Bad Request: {words}"
    album = [{"type": "live_photo", "media": file_id, "photo": file_id}] * 2
    assert "the playground has no media of type live_photo" in await bot.refusal(
        "sendMediaGroup", chat_id=FORUM, media=album
    )
    keyed = await bot("sendMessage", **TALK, **keys(text="按", callback_data="a"))
    query = world.press(YINUO, FORUM, keyed["message_id"], "a")
    refusal = await bot.refusal("answerCallbackQuery", callback_query_id=query, text="长" * 201)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_bot_with_few_rights(world: World, bot: Hand) -> None:
    world.promote(OWNER, FORUM, world.bot.id, rights=["can_promote_members"])
    for method, told, words in (
        ("setChatPermissions", {"permissions": {}}, "not enough rights to change chat permissions"),
        ("setChatDescription", {"description": "新"}, "not enough rights to set chat description"),
        ("promoteChatMember", {"user_id": YINUO, "can_pin_messages": True}, "RIGHT_FORBIDDEN"),
    ):
        assert await bot.refusal(method, chat_id=FORUM, **told) == f"Bad Request: {words}"
    world.promote(OWNER, FORUM, world.bot.id, rights=[])
    here = {"chat_id": FORUM, "user_id": MODERATOR, "custom_title": "新"}
    refusal = await bot.refusal("setChatAdministratorCustomTitle", **here)
    assert refusal == "Bad Request: not enough rights to change custom title of the user"


async def test_in_a_basic_group_nobody_writes_in_a_channels_name(world: World, bot: Hand) -> None:
    world.say(YINUO, FORUM, "来看看", channel="一诺的频道")
    channel = world.channels["一诺的频道"]["id"]
    refusal = await bot.refusal("banChatSenderChat", chat_id=HIKE, sender_chat_id=channel)
    assert refusal == "Bad Request: can't ban chats in basic groups"


async def test_a_bot_that_went_and_files_that_are_nothing(world: World, bot: Hand) -> None:
    big = world.send_document(YINUO, FORUM, b"x" * (20 * 2**20 + 1))["document"]["file_id"]
    assert await bot.refusal("getFile", file_id=big) == "Bad Request: file is too big"
    await bot("leaveChat", chat_id=KITCHEN)
    refusal = await bot.refusal("sendMessage", chat_id=KITCHEN, text="在吗")
    assert refusal == "Forbidden: bot is not a member of the supergroup chat"
    url = f"/bot{bot.token}"
    empty = await bot.client.post(f"{url}/sendDocument", data={"chat_id": FORUM}, files={"document": b""})
    assert empty.json()["description"] == "Bad Request: file must be non-empty"
    for body, words in ((b"{", "can't parse JSON object"), (b"[]", "the body must be a JSON object")):
        told = await bot.client.post(f"{url}/getMe", content=body, headers={"content-type": "application/json"})
        assert told.json()["description"] == f"Bad Request: {words}"


def _said(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield max((str(each.value) for each in values if isinstance(each, ast.Constant)), key=len, default="")
        case ast.IfExp(body=body, orelse=other):
            yield from _said(body)
            yield from _said(other)


def _refusals() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.glob("playground/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", "")
            given = {"bad_request": node.args[:1], "forbidden": node.args[:1], "ApiError": node.args[1:2]}.get(name, [])
            for each in [*given, *(told.value for told in node.keywords if told.arg == "refusal")]:
                yield from ((words.removeprefix("Bad Request: ").strip(), path.name) for words in _said(each))


def test_every_refusal_is_met_in_a_test() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/*.py"))
    found = set(_refusals())
    assert len(found) > 100
    assert [(words, where) for words, where in sorted(found) if words not in tests] == []
