"""Two client libraries drive every method of the playground over a real socket and read every answer."""

import io
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import aiogram
import aiogram.types
import pytest
import telebot.types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telebot import asyncio_helper
from telebot.async_telebot import AsyncTeleBot

from playground.methods import METHODS
from playground.world import World
from tests.playground.conftest import EVERYTHING, FORUM, KITCHEN, MODERATOR, NEWCOMER, OWNER, YINUO, ZIXUAN
from tests.playground.library import Library

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\x01\x00\0\0\0\x80" + b"\0" * 9
KINDS = [*EVERYTHING, "poll", "poll_answer", "chat_join_request"]


@pytest.fixture
async def aiogram_bot(world: World, base_url: str) -> AsyncIterator[Library]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(base_url))
    client = aiogram.Bot(world.token, session=session)
    yield Library(client, aiogram.types, aiogram.types.BufferedInputFile)
    await session.close()


@pytest.fixture
async def telebot_bot(world: World, base_url: str) -> AsyncIterator[Library]:
    asyncio_helper.API_URL = base_url + "/bot{0}/{1}"
    asyncio_helper.FILE_URL = base_url + "/file/bot{0}/{1}"  # type: ignore[assignment]
    client = AsyncTeleBot(world.token)

    def upload(content: bytes, name: str) -> Any:
        file = telebot.types.InputFile(io.BytesIO(content))
        file._file_name = name
        return file

    yield Library(client, telebot.types, upload)
    await client.close_session()  # type: ignore[no-untyped-call]


@pytest.fixture(params=["aiogram_bot", "telebot_bot"])
def library(request: pytest.FixtureRequest) -> Library:
    found: Library = request.getfixturevalue(request.param)
    return found


async def test_every_method_is_driven_and_every_answer_read(world: World, library: Library) -> None:
    stories = (greet, talk, send_files, send_media, ask_inline, run_polls, run_topics)
    for story in (*stories, keep_order, invite, introduce, listen):
        await story(world, library)
    assert library.called == set(METHODS)
    assert world.complaints == []


def keyboard(lib: Library, data: str) -> Any:
    button = lib.make("InlineKeyboardButton", text="按", callback_data=data)
    if lib.kinds is aiogram.types:
        return lib.make("InlineKeyboardMarkup", inline_keyboard=[[button]])
    return lib.make("InlineKeyboardMarkup", keyboard=[[button]])


async def greet(world: World, lib: Library) -> None:
    assert (await lib("getMe")).username == "weilu_bot"
    await lib("getUpdates", allowed_updates=KINDS, timeout=0)
    assert (await lib("getChat", chat_id=FORUM)).title == "围炉夜话"
    assert (await lib("getChatMemberCount", chat_id=FORUM)) == 11
    assert (await lib("getChatMember", chat_id=FORUM, user_id=OWNER)).status == "creator"
    assert len(await lib("getChatAdministrators", chat_id=FORUM)) == 3
    assert (await lib("getUserProfilePhotos", user_id=YINUO)).total_count == 0


async def talk(world: World, lib: Library) -> None:
    said = world.say(YINUO, FORUM, "大家好 😀 /start")
    await lib("sendChatAction", chat_id=FORUM, action="typing")
    sent = await lib(
        "sendMessage",
        chat_id=FORUM,
        text="<b>抽奖</b> 😀 <i>开始</i>",
        parse_mode="HTML",
        reply_markup=keyboard(lib, "join"),
        reply_parameters=lib.make("ReplyParameters", message_id=said["message_id"]),
    )
    assert (sent.text, sent.entities[1].offset) == ("抽奖 😀 开始", 6)
    query = world.press(YINUO, FORUM, sent.message_id, "join")
    await lib("answerCallbackQuery", callback_query_id=query, text="好")
    here = {"chat_id": FORUM, "message_id": sent.message_id}
    assert (await lib("editMessageText", text="改了", **here)).text == "改了"
    assert (await lib("editMessageReplyMarkup", reply_markup=keyboard(lib, "b"), **here)).reply_markup is not None
    await lib("setMessageReaction", reaction=[lib.make("ReactionTypeEmoji", emoji="👍")], **here)
    world.react(YINUO, FORUM, sent.message_id, "🎉")
    forwarded = await lib("forwardMessage", chat_id=KITCHEN, from_chat_id=FORUM, message_id=sent.message_id)
    assert forwarded.forward_origin.type == "user"
    several = {"chat_id": KITCHEN, "from_chat_id": FORUM, "message_ids": [sent.message_id]}
    copied = [await lib("copyMessage", chat_id=KITCHEN, from_chat_id=FORUM, message_id=sent.message_id)]
    copied += await lib("copyMessages", **several) + await lib("forwardMessages", **several)
    assert len({one.message_id for one in copied}) == 3
    assert 1 <= (await lib("sendDice", chat_id=FORUM)).dice.value <= 6
    await lib("pinChatMessage", **here)
    await lib("unpinChatMessage", **here)
    await lib("unpinAllChatMessages", chat_id=FORUM)
    await lib("deleteMessage", **here)
    await lib("deleteMessages", chat_id=KITCHEN, message_ids=[copied[0].message_id])


async def send_files(world: World, lib: Library) -> None:
    photo = await lib("sendPhoto", chat_id=FORUM, photo=lib.upload(PNG, "a.png"), caption="图")
    assert (photo.photo[-1].width, photo.caption) == (256, "图")
    here = {"chat_id": FORUM, "message_id": photo.message_id}
    assert (await lib("editMessageCaption", caption="新图", **here)).caption == "新图"
    media = lib.make("InputMediaPhoto", media=photo.photo[-1].file_id, caption="换")
    assert (await lib("editMessageMedia", media=media, **here)).caption == "换"
    document = await lib("sendDocument", chat_id=FORUM, document=lib.upload(b"{}", "lottery-1.json"))
    assert document.document.file_name == "lottery-1.json"
    path = (await lib("getFile", file_id=document.document.file_id)).file_path
    got = await lib.client.download_file(path)
    assert (got if isinstance(got, bytes) else got.read()) == b"{}"
    sticker = await lib("sendSticker", chat_id=FORUM, sticker=lib.upload(b"RIFF", "s.webp"), emoji="🔥")
    assert sticker.sticker.emoji == "🔥"
    album = [lib.make("InputMediaPhoto", media=lib.upload(PNG + bytes([n]), f"{n}.png")) for n in (1, 2)]
    sent = await lib("sendMediaGroup", chat_id=FORUM, media=album)
    assert sent[0].media_group_id == sent[1].media_group_id
    world.send_photo(YINUO, FORUM, PNG, caption="我的")
    world.send_sticker(YINUO, FORUM, "👍")


async def send_media(world: World, lib: Library) -> None:
    for kind in ("video", "animation", "audio", "voice"):
        sent = await lib(f"send{kind.capitalize()}", chat_id=FORUM, **{kind: lib.upload(b"film", f"a.{kind}")})
        assert getattr(sent, kind).file_size == 4
    name = "video_note" if lib.kinds is aiogram.types else "data"
    note = await lib("sendVideoNote", chat_id=FORUM, **{name: lib.upload(b"film", "a.mp4")})
    assert note.video_note.file_size == 4
    here = {"chat_id": FORUM, "latitude": 31.2, "longitude": 121.5}
    assert (await lib("sendLocation", **here)).location.latitude == 31.2
    assert (await lib("sendVenue", **here, title="广场", address="上海")).venue.title == "广场"
    card = await lib("sendContact", chat_id=FORUM, phone_number="+86138", first_name="一诺")
    assert card.contact.first_name == "一诺"


async def ask_inline(world: World, lib: Library) -> None:
    world.updates.allow([*KINDS, "inline_query"])
    query = world.ask_inline(YINUO, FORUM, "茶")
    content = lib.make("InputTextMessageContent", message_text="喝茶")
    result = lib.make("InlineQueryResultArticle", id="1", title="茶", input_message_content=content)
    assert await lib("answerInlineQuery", inline_query_id=query, results=[result]) is True
    assert world.choose_inline(YINUO, FORUM, query, "1")["text"] == "喝茶"
    launch = parse_qs(urlsplit(world.open_app(YINUO, "https://a.b/")).fragment)["tgWebAppData"][0]
    await lib("answerWebAppQuery", web_app_query_id=dict(parse_qsl(launch))["query_id"], result=result)
    assert world.messages(YINUO)[-1]["text"] == "喝茶"


async def run_polls(world: World, lib: Library) -> None:
    options = [lib.make("InputPollOption", text=word) for word in ("面", "饭")]
    told = {"chat_id": FORUM, "question": "吃什么", "options": options, "is_anonymous": False}
    sent = await lib("sendPoll", **told, type="quiz", correct_option_ids=[0], open_period=600)
    assert sent.poll.correct_option_ids == [0]
    world.vote(YINUO, FORUM, sent.message_id, [0])
    stopped = await lib("stopPoll", chat_id=FORUM, message_id=sent.message_id)
    assert (stopped.is_closed, stopped.options[0].voter_count) == (True, 1)


async def run_topics(world: World, lib: Library) -> None:
    topic = await lib("createForumTopic", chat_id=FORUM, name="读书", icon_color=7322096)
    here = {"chat_id": FORUM, "message_thread_id": topic.message_thread_id}
    await lib("editForumTopic", name="读书会", **here)
    world.say(YINUO, FORUM, "第一章", topic=topic.message_thread_id)
    for method in ("closeForumTopic", "reopenForumTopic", "unpinAllForumTopicMessages", "deleteForumTopic"):
        assert await lib(method, **here) is True
    await lib("editGeneralForumTopic", chat_id=FORUM, name="大厅")
    for verb in ("close", "reopen", "hide", "unhide"):
        assert await lib(f"{verb}GeneralForumTopic", chat_id=FORUM) is True
    await lib("reopenGeneralForumTopic", chat_id=FORUM)
    await lib("unpinAllGeneralForumTopicMessages", chat_id=FORUM)
    icons = await lib("getForumTopicIconStickers")
    # pyTelegramBotAPI hands these on as they came, without reading them.
    assert "🎉" in [each["emoji"] if isinstance(each, dict) else each.emoji for each in icons]


async def keep_order(world: World, lib: Library) -> None:
    here = {"chat_id": FORUM, "user_id": ZIXUAN}
    await lib("restrictChatMember", permissions=lib.make("ChatPermissions", can_send_messages=False), **here)
    assert (await lib("getChatMember", **here)).status == "restricted"
    await lib("banChatMember", **here)
    await lib("unbanChatMember", **here, only_if_banned=True)
    world.join(ZIXUAN, FORUM)
    world.say(YINUO, FORUM, "来看看", channel="一诺的频道")
    for method in ("banChatSenderChat", "unbanChatSenderChat"):
        assert await lib(method, chat_id=FORUM, sender_chat_id=world.channels["一诺的频道"]["id"]) is True
    assert await lib("setChatMemberTag", tag="金卡", **here) is True
    assert (await lib("getChatMember", **here)).tag == "金卡"
    await lib("promoteChatMember", can_pin_messages=True, **here)
    await lib("setChatAdministratorCustomTitle", custom_title="值日生", **here)
    assert (await lib("getChatMember", **here)).custom_title == "值日生"
    permissions = lib.make("ChatPermissions", can_send_messages=True, can_send_polls=True, can_send_photos=True)
    await lib("setChatPermissions", chat_id=KITCHEN, permissions=permissions)
    assert (await lib("getChat", chat_id=KITCHEN)).permissions.can_send_polls is True
    await lib("setChatTitle", chat_id=FORUM, title="围炉")
    await lib("setChatDescription", chat_id=FORUM, description="夜话")


async def invite(world: World, lib: Library) -> None:
    assert (await lib("exportChatInviteLink", chat_id=FORUM)).startswith("https://t.me/+")
    link = await lib("createChatInviteLink", chat_id=FORUM, name="春游", creates_join_request=True)
    asking = {"chat_id": FORUM, "user_id": NEWCOMER}
    world.join(NEWCOMER, FORUM, link=link.invite_link)
    await lib("declineChatJoinRequest", **asking)
    world.join(NEWCOMER, FORUM, link=link.invite_link)
    await lib("approveChatJoinRequest", **asking)
    edited = await lib("editChatInviteLink", chat_id=FORUM, invite_link=link.invite_link, name="秋游")
    assert edited.name == "秋游"
    assert (await lib("revokeChatInviteLink", chat_id=FORUM, invite_link=link.invite_link)).is_revoked is True


async def introduce(world: World, lib: Library) -> None:
    scope = lib.make("BotCommandScopeChatAdministrators", chat_id=FORUM)
    commands = [lib.make("BotCommand", command="grant", description="发积分")]
    await lib("setMyCommands", commands=commands, scope=scope)
    assert (await lib("getMyCommands", scope=scope, language_code=""))[0].command == "grant"
    await lib("deleteMyCommands", scope=scope)
    for name, field in (("Name", "name"), ("Description", "description"), ("ShortDescription", "short_description")):
        await lib(f"setMy{name}", **{field: "围炉"})
        assert getattr(await lib(f"getMy{name}"), field) == "围炉"
    await lib("setChatMenuButton", menu_button=lib.make("MenuButtonCommands", type="commands"))
    assert (await lib("getChatMenuButton")).type == "commands"
    await lib("setMyDefaultAdministratorRights")
    assert (await lib("getMyDefaultAdministratorRights")).is_anonymous is False


async def listen(world: World, lib: Library) -> None:
    world.say(MODERATOR, FORUM, "匿名", anonymous=True)
    world.say(YINUO, FORUM, "频道", channel="一诺的频道")
    world.edit(YINUO, FORUM, world.say(YINUO, FORUM, "错字")["message_id"], "别字")
    world.say(YINUO, YINUO, "/start")
    updates = await lib("getUpdates", timeout=0)
    seen = {kind for update in updates for kind in KINDS if getattr(update, kind, None) is not None}
    assert seen == set(KINDS) - {"my_chat_member"}
    while updates:
        updates = await lib("getUpdates", offset=updates[-1].update_id + 1, timeout=0)
    await lib("setWebhook", url="http://127.0.0.1:9/hook", secret_token="secret")
    assert (await lib("getWebhookInfo")).url == "http://127.0.0.1:9/hook"
    await lib("deleteWebhook")
    await lib("leaveChat", chat_id=KITCHEN)
