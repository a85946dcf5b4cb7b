"""What people hand to a bot by buttons of words: people, a group, what a Mini App has; and files by their address."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from playground.schema.load import TYPES
from playground.world import World
from playground.world.errors import RefusedError
from tests.playground.conftest import FORUM, HIKE, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Hand
from tests.story import PICTURE

TEA = {"type": "article", "id": "1", "title": "茶", "input_message_content": {"message_text": "茶一杯"}}
RIGHTS = {
    name: name == "can_restrict_members"
    for name, field in TYPES["ChatAdministratorRights"].fields.items()
    if field.required
}


async def asks(world: World, bot: Hand, *keys: dict[str, Any]) -> int:
    """A private message with these buttons of words; its id."""
    world.say(YINUO, YINUO, "/start")
    sent = await bot("sendMessage", chat_id=YINUO, text="选", reply_markup={"keyboard": [list(keys)]})
    await bot.news("message")
    return int(sent["message_id"])


async def test_people_are_handed_over_with_what_was_asked_of_them(world: World, bot: Hand) -> None:
    wish = {"request_id": 5, "user_is_bot": False, "max_quantity": 2, "request_name": True}
    message = await asks(world, bot, {"text": "谁去", "request_users": wish})
    offered = [each["id"] for each in world.choices(YINUO, message, "谁去")]
    assert (ZIXUAN in offered, YINUO in offered, world.bot.id in offered) == (True, False, False)
    world.share_users(YINUO, message, "谁去", [ZIXUAN, OWNER])
    (told,) = await bot.news("message")
    assert told["from"]["id"] == YINUO
    assert told["users_shared"] == {
        "request_id": 5,
        "users": [
            {"user_id": ZIXUAN, "first_name": world.people[ZIXUAN].first_name},
            {"user_id": OWNER, "first_name": world.people[OWNER].first_name},
        ],
    }
    for chosen, why in (([ZIXUAN, OWNER, MODERATOR], "1 to 2 people, saw 3"), ([world.bot.id], "does not take")):
        with pytest.raises(RefusedError, match=why):
            world.share_users(YINUO, message, "谁去", chosen)
    with pytest.raises(RefusedError, match="asks for no chat"):
        world.share_chat(YINUO, message, "谁去", FORUM)


@pytest.mark.parametrize(
    ("wish", "fitting"),
    [
        ({}, {FORUM, KITCHEN, HIKE}),
        ({"chat_is_forum": True}, {FORUM}),
        ({"chat_is_created": True}, set()),
        ({"user_administrator_rights": RIGHTS}, set()),
        ({"chat_is_channel": True}, set()),
    ],
)
async def test_a_group_is_chosen_among_those_that_fit(
    world: World, bot: Hand, wish: dict[str, Any], fitting: set[int]
) -> None:
    asked = {"request_id": 6, "chat_is_channel": False, "request_title": True} | wish
    message = await asks(world, bot, {"text": "哪个群", "request_chat": asked})
    mine = {each["id"] for each in world.choices(YINUO, message, "哪个群")}
    assert mine == {chat for chat in fitting if YINUO in world.chats[chat].present()}
    if mine:
        world.share_chat(YINUO, message, "哪个群", FORUM)
        (told,) = await bot.news("message")
        assert told["chat_shared"] == {"request_id": 6, "chat_id": FORUM, "title": "围炉夜话"}
    else:
        with pytest.raises(RefusedError, match="does not take"):
            world.share_chat(YINUO, message, "哪个群", FORUM)
    with pytest.raises(RefusedError, match="asks for nobody"):
        world.share_users(YINUO, message, "哪个群", [ZIXUAN])
    with pytest.raises(RefusedError, match="has no button"):
        world.share_chat(YINUO, message, "别的", FORUM)


GROUP_REFUSALS: list[tuple[dict[str, Any], str]] = [
    ({"request_contact": True}, "phone number can be requested in private chats only"),
    ({"request_location": True}, "location can be requested in private chats only"),
    ({"request_poll": {}}, "poll can be requested in private chats only"),
    ({"request_users": {"request_id": 1}}, "users can be requested in private chats only"),
    ({"request_chat": {"request_id": 1, "chat_is_channel": False}}, "chats can be requested in private chats only"),
    ({"web_app": {"url": "https://a.b/"}}, "web App buttons can be used in private chats only"),
]


@pytest.mark.parametrize(("button", "words"), GROUP_REFUSALS, ids=[next(iter(each)) for each, _ in GROUP_REFUSALS])
async def test_what_buttons_ask_for_is_asked_in_private_alone(bot: Hand, button: dict[str, Any], words: str) -> None:
    markup = {"keyboard": [[{"text": "选"} | button]]}
    assert await bot.refusal("sendMessage", chat_id=FORUM, text="选", reply_markup=markup) == f"Bad Request: {words}"
    below = {"inline_keyboard": [[{"text": "开", "web_app": {"url": "https://a.b/"}}]]}
    assert await bot.refusal("sendMessage", chat_id=FORUM, text="选", reply_markup=below) == (
        "Bad Request: BUTTON_TYPE_INVALID"
    )


async def test_an_app_under_a_button_of_words_is_told_nobody_and_sends_data(world: World, bot: Hand) -> None:
    message = await asks(world, bot, {"text": "点单", "web_app": {"url": "https://a.b/"}}, {"text": "算了"})
    launch = parse_qs(urlsplit(world.open_app(YINUO, "https://a.b/", is_of_words=True)).fragment)
    assert "tgWebAppData" not in launch
    assert launch["tgWebAppVersion"] == ["8.0"]
    world.send_app_data(YINUO, message, "点单", '{"茶":2}')
    (told,) = await bot.news("message")
    assert told["web_app_data"] == {"data": '{"茶":2}', "button_text": "点单"}
    with pytest.raises(RefusedError, match="1 to 4096 bytes, saw 4098"):
        world.send_app_data(YINUO, message, "点单", "茶" * 1366)
    with pytest.raises(RefusedError, match="opens no Mini App"):
        world.send_app_data(YINUO, message, "算了", "x")


async def test_an_open_app_sends_once_in_the_name_of_who_has_it_open(world: World, bot: Hand) -> None:
    address = world.open_app(YINUO, "https://a.b/")
    signed = dict(parse_qsl(parse_qs(urlsplit(address).fragment)["tgWebAppData"][0]))
    keys = {"reply_markup": {"inline_keyboard": [[{"text": "喝", "callback_data": "sip"}]]}}
    sent = await bot("answerWebAppQuery", web_app_query_id=signed["query_id"], result=TEA | keys)
    said = world.messages(YINUO)[-1]
    assert (said["text"], said["from"]["id"], said["via_bot"]["id"]) == ("茶一杯", YINUO, world.bot.id)
    assert await bot("editMessageText", inline_message_id=sent["inline_message_id"], text="空杯") is True
    again = await bot.refusal("answerWebAppQuery", web_app_query_id=signed["query_id"], result=TEA)
    assert again == "Bad Request: QUERY_ID_INVALID"


class Gallery(BaseHTTPRequestHandler):
    """A picture, a page, and nothing else."""

    def do_GET(self) -> None:
        kind, body = {"/a.png": ("image/png", PICTURE), "/page": ("text/html", b"<p>")}.get(self.path, ("", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def gallery() -> Any:
    server = HTTPServer(("127.0.0.1", 0), Gallery)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


async def test_a_file_is_sent_by_its_address(world: World, bot: Hand, gallery: str) -> None:
    sent = await bot("sendPhoto", chat_id=FORUM, photo=f"{gallery}/a.png", caption="看")
    assert world.files[sent["photo"][0]["file_id"]].content == PICTURE
    named = await bot("sendDocument", chat_id=FORUM, document=f"{gallery}/page")
    assert (named["document"]["file_name"], named["document"]["mime_type"]) == ("page", "text/html")
    for address, words in (("gone", "failed to get HTTP URL content"), ("page", "wrong type of the web page content")):
        assert await bot.refusal("sendPhoto", chat_id=FORUM, photo=f"{gallery}/{address}") == f"Bad Request: {words}"


async def test_answers_from_within_a_chat_are_files_by_their_address(world: World, bot: Hand, gallery: str) -> None:
    query = world.ask_inline(YINUO, FORUM, "图")
    picture = {"type": "photo", "photo_url": f"{gallery}/a.png", "thumbnail_url": f"{gallery}/a.png", "caption": "图"}
    lost = {"type": "gif", "id": "2", "gif_url": f"{gallery}/gone", "thumbnail_url": f"{gallery}/gone"}
    wrong = await bot.refusal(
        "answerInlineQuery", inline_query_id=query, results=[picture | {"id": "1", "photo_url": "a.png"}]
    )
    assert wrong == "Bad Request: WEBDOCUMENT_URL_INVALID"
    await bot("answerInlineQuery", inline_query_id=query, results=[picture | {"id": "1"}, lost])
    shown = world.inline_asked[query].offers["1"].shown
    assert world.files[shown["thumbnail"]].content == PICTURE
    said = world.choose_inline(YINUO, FORUM, query, "1")
    assert (said["caption"], world.files[said["photo"][0]["file_id"]].content) == ("图", PICTURE)
    with pytest.raises(RefusedError, match="could not get what this answer shows: failed to get HTTP URL content"):
        world.choose_inline(YINUO, FORUM, query, "2")
    app = dict(parse_qsl(parse_qs(urlsplit(world.open_app(YINUO, "https://a.b/")).fragment)["tgWebAppData"][0]))
    refused = await bot.refusal("answerWebAppQuery", web_app_query_id=app["query_id"], result=lost)
    assert refused == "Bad Request: failed to get HTTP URL content"
