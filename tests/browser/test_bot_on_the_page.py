"""Stories of a bot as the page shows it: buttons, polls, pictures, private start, its commands."""

import struct
import zlib

import pytest
from playwright.async_api import FilePayload, expect

from tests.browser.conftest import OpenWindow
from tests.browser.scene import Theatre

pytestmark = pytest.mark.asyncio(loop_scope="session")
SIZES = pytest.mark.parametrize("size", ["wide", "narrow"])


def png(width: int, height: int) -> bytes:
    """A plain ember-coloured picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\xc8\x66\x33" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def keys(*names: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": name, "callback_data": name} for name in names]]}


@SIZES
async def test_a_pressed_button_reaches_the_bot_and_its_answer_is_shown(
    theatre: Theatre, open_window: OpenWindow, size: str
) -> None:
    window = await open_window(size)
    member = theatre.person("member")
    await window.become(member)
    await theatre.call("sendMessage", chat_id=theatre.forum["id"], text="要参加吗？", reply_markup=keys("参加", "规则"))
    await window.find("button=参加").click()
    query = await theatre.next_update("callback_query")
    assert (query["from"]["id"], query["data"]) == (member, "参加")
    await theatre.call("answerCallbackQuery", callback_query_id=query["id"], text="算你一个")
    await expect(window.find("toast=answer")).to_have_text("算你一个")
    await window.find("button=规则").click()
    query = await theatre.next_update("callback_query")
    await theatre.call("answerCallbackQuery", callback_query_id=query["id"], text="请先看规则", show_alert=True)
    await expect(window.find("alert")).to_have_text("请先看规则")
    await window.page.keyboard.press("Escape")
    await expect(window.find("alert")).to_have_count(0)


async def test_an_answer_is_shown_only_to_who_pressed(theatre: Theatre, open_window: OpenWindow) -> None:
    presser, other = await open_window(), await open_window()
    await presser.become(theatre.person("member"))
    await other.become(theatre.person("moderator"))
    chat = theatre.forum["id"]
    sent = await theatre.call("sendMessage", chat_id=chat, text="悄悄话", reply_markup=keys("听"))
    await presser.find("button=听").click()
    query = await theatre.next_update("callback_query")
    await theatre.call("answerCallbackQuery", callback_query_id=query["id"], text="只说给你")
    await expect(presser.find("toast=answer")).to_have_text("只说给你")
    await theatre.call("editMessageText", chat_id=chat, message_id=sent["message_id"], text="说完了")
    await expect(other.said("说完了")).to_be_visible()
    await expect(other.find("button=听")).to_have_count(0)
    await expect(other.find("toast")).to_have_count(0)


@SIZES
async def test_a_vote_shows_the_results_and_can_be_taken_back(
    theatre: Theatre, open_window: OpenWindow, size: str
) -> None:
    window = await open_window(size)
    await window.become(theatre.person("member"))
    options = [{"text": text} for text in ("羊肉火锅", "烤红薯", "都行")]
    await theatre.call(
        "sendPoll", chat_id=theatre.forum["id"], question="周末吃什么？", options=options, is_anonymous=False
    )
    poll = window.page.locator("#messages [data-poll]")
    await poll.locator("[data-option='1']").click()
    await expect(poll.locator("[data-option='1']")).to_have_attribute("data-voters", "1")
    await expect(poll.locator("[data-option='1']")).to_have_attribute("data-mine", "true")
    await expect(poll.locator("[data-votes]")).to_have_attribute("data-votes", "1")
    assert (await theatre.next_update("poll_answer"))["option_ids"] == [1]
    await poll.locator("[data-do=retract]").click()
    await expect(poll.locator("[data-mine]")).to_have_count(0)


@SIZES
async def test_members_add_an_option_where_the_poll_takes_more(
    theatre: Theatre, open_window: OpenWindow, size: str
) -> None:
    window = await open_window(size)
    await window.become(theatre.person("member"))
    told = {"question": "周末吃什么？", "options": [{"text": "羊肉火锅"}], "is_anonymous": False}
    await theatre.call("sendPoll", chat_id=theatre.forum["id"], **told)
    poll = window.page.locator("#messages [data-poll]").last
    await expect(poll.locator("[data-do=add-option]")).to_have_count(0)
    sent = await theatre.call("sendPoll", chat_id=theatre.forum["id"], allow_adding_options=True, **told)
    await poll.locator("[data-do=add-option]").click()
    await window.find("ask=input").fill("烤红薯")
    await window.find("ask=input").press("Enter")
    await expect(poll.locator("[data-option='1']")).to_have_text("烤红薯")
    assert [each["text"] for each in (await theatre.next_update("poll"))["options"]] == ["羊肉火锅", "烤红薯"]
    await theatre.call("stopPoll", chat_id=theatre.forum["id"], message_id=sent["message_id"])
    await expect(poll.locator("[data-do=add-option]")).to_have_count(0)


async def test_several_answers_go_together(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.become(theatre.person("member"))
    options = [{"text": text} for text in ("周六", "周日", "下周")]
    told = {"question": "哪天有空？", "options": options, "allows_multiple_answers": True, "is_anonymous": False}
    await theatre.call("sendPoll", chat_id=theatre.forum["id"], **told)
    poll = window.page.locator("#messages [data-poll]")
    await poll.locator("[data-option='0'] input").check()
    await poll.locator("[data-option='2'] input").check()
    await poll.locator("[data-do=vote]").click()
    await expect(poll.locator("[data-mine=true]")).to_have_count(2)


async def test_a_quiz_tells_right_from_wrong_after_the_answer(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.become(theatre.person("member"))
    options = [{"text": "lú"}, {"text": "hù"}]
    told = {"question": "「炉」怎么读？", "options": options, "type": "quiz", "correct_option_ids": [0]}
    await theatre.call("sendPoll", chat_id=theatre.forum["id"], explanation="火字旁加户", **told)
    poll = window.page.locator("#messages [data-poll]")
    await expect(poll.locator(".right")).to_have_count(0)
    await poll.locator("[data-option='1']").click()
    await expect(poll.locator("[data-option='1']")).to_have_class("option result  wrong")
    await expect(poll.locator("[data-option='0']")).to_have_class("option result right ")
    await expect(poll).to_contain_text("火字旁加户")


@SIZES
async def test_pictures_are_shown_and_documents_can_be_had(
    theatre: Theatre, open_window: OpenWindow, size: str
) -> None:
    window = await open_window(size)
    chat = theatre.forum["id"]
    await theatre.send_file("sendPhoto", "photo", "calendar.png", png(400, 240), chat_id=chat, caption="连签日历")
    await theatre.send_file("sendDocument", "document", "draw.json", b'{"ok": 1}', chat_id=chat, caption="抽奖记录")
    picture = window.page.locator("#messages [data-photo] img")
    await expect(picture).to_have_js_property("naturalWidth", 400)
    async with window.page.expect_download() as download:
        await window.find("document=draw.json").click()
    assert (await (await download.value).path()).read_bytes() == b'{"ok": 1}'


async def test_a_person_sends_a_picture(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.become(theatre.person("member"))
    await window.find("composer").fill("看我的红薯")
    upload: FilePayload = {"name": "sweet.png", "mimeType": "image/png", "buffer": png(120, 80)}
    await window.find("file").set_input_files(upload)
    await expect(window.said("看我的红薯").locator("img")).to_have_js_property("naturalWidth", 120)


async def test_start_opens_the_private_chat(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    member = theatre.people("member")[-1]
    await window.become(member)
    await window.enter(member)
    await window.find("do=start").click()
    message = await theatre.next_update("message")
    assert (message["text"], message["chat"]["id"]) == ("/start", member)
    await theatre.call("sendMessage", chat_id=member, text="你好呀")
    await expect(window.said("你好呀")).to_be_visible()


@pytest.mark.parametrize("size", ["wide", "narrow"])
async def test_a_link_to_a_message_shows_it_in_its_topic(theatre: Theatre, open_window: OpenWindow, size: str) -> None:
    owner, forum = theatre.person("owner"), theatre.forum["id"]
    topic = theatre.world.topic_id(forum, "闲聊")
    said = await theatre.do(owner, "say", chat_id=forum, text="就是这一句", topic=topic)
    address = f"https://t.me/c/{-1_000_000_000_000 - forum}"
    keys = [
        [{"text": "看这一句", "url": f"{address}/{said['message_id']}"}],
        [{"text": "去那里", "url": f"{address}/{topic}"}],
    ]
    keys.append([{"text": "没有了", "url": f"{address}/999999"}])
    await theatre.call("sendMessage", chat_id=forum, text="有事", reply_markup={"inline_keyboard": keys})
    window = await open_window(size)
    await window.become(owner)
    await window.enter(forum)
    await window.said("有事").get_by_text("没有了").click()
    await expect(window.page.locator("#toasts")).to_contain_text("消息已不在")
    await window.said("有事").get_by_text("看这一句").click()
    await expect(window.said("就是这一句")).to_be_in_viewport()
    await window.page.locator('.topic[data-topic="general"]').click()
    await window.said("有事").get_by_text("去那里").click()
    await expect(window.page.get_by_role("tab", name="闲聊")).to_have_attribute("aria-selected", "true")


async def test_the_command_menu_completes_and_sends(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    commands = [{"command": "checkin", "description": "每日签到"}, {"command": "help", "description": "怎么用"}]
    await theatre.call("setMyCommands", commands=commands)
    await window.become(theatre.people("member")[1])
    field = window.find("composer")
    await field.press_sequentially("/")
    await expect(window.page.locator("[data-suggest]")).to_have_count(2)
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(field).to_have_value("/help ")
    await field.press("Enter")
    await expect(window.said("/help").locator("[data-entity=bot_command]")).to_be_visible()


async def test_the_command_menu_stays_open_while_others_come(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await theatre.call("setMyCommands", commands=[{"command": "help", "description": "怎么用"}])
    await window.become(theatre.people("member")[1])
    await window.find("composer").press_sequentially("/")
    await expect(window.page.locator("[data-suggest]")).to_have_count(1)
    async with window.page.expect_response("**/playground/state*"):
        await theatre.do(theatre.person("owner"), "newcomer", name="阿七")
    await expect(window.page.get_by_text("阿七").first).to_be_attached()
    await window.find("composer").press("Tab")
    await expect(window.find("composer")).to_have_value("/help ")


async def test_a_command_in_a_message_is_sent_by_pressing_it(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.become(theatre.person("member"))
    await theatre.call("sendMessage", chat_id=theatre.forum["id"], text="先看 /rules 再说")
    await window.said("先看").locator("[data-entity=bot_command]").click()
    await expect(window.page.locator("#messages [data-own]", has_text="/rules")).to_be_visible()


async def test_a_pinned_message_has_its_bar(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    sent = await theatre.call("sendMessage", chat_id=theatre.forum["id"], text="本周公告")
    await theatre.call("pinChatMessage", chat_id=theatre.forum["id"], message_id=sent["message_id"])
    await expect(window.find(f"pinned={sent['message_id']}")).to_contain_text("本周公告")


async def test_typing_is_told(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await theatre.call("sendChatAction", chat_id=theatre.forum["id"], action="typing")
    await expect(window.find("status=typing")).to_be_visible()
