"""Stories of the page with any bot: buttons of words, replies asked for, films, places, inline answers, Mini Apps."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.scene import Theatre

pytestmark = pytest.mark.asyncio(loop_scope="session")
SIZES = pytest.mark.parametrize("size", ["wide", "small"])


@SIZES
async def test_a_button_of_words_says_them_and_goes_away_after_one_use(
    theatre: Theatre, open_window: OpenWindow, size: str
) -> None:
    window = await open_window(size)
    member = theatre.person("member")
    await window.become(member)
    chat = theatre.forum["id"]
    keys = {
        "keyboard": [["喝茶", "喝咖啡"], [{"text": "我的号码", "request_contact": True}]],
        "one_time_keyboard": True,
    }
    await theatre.call("sendMessage", chat_id=chat, text="喝什么？", reply_markup=keys)
    await window.shoot(f"words-{size}")
    await window.find("word=喝茶").click()
    await expect(window.said("喝茶").last).to_have_attribute("data-own", "true")
    await expect(window.find("typing")).to_have_count(0)
    await theatre.call("sendMessage", chat_id=chat, text="再选", reply_markup=keys)
    await window.find("word=我的号码").click()
    await expect(window.find("shown")).to_contain_text("+86138")


async def test_what_the_bot_asks_a_reply_to_is_replied_to(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.become(theatre.person("member"))
    asked = await theatre.call(
        "sendMessage", chat_id=theatre.forum["id"], text="你叫什么？", reply_markup={"force_reply": True}
    )
    await expect(window.find("about=reply")).to_contain_text("你叫什么")
    await window.write("一诺")
    assert (await theatre.next_update("message"))["reply_to_message"]["message_id"] == asked["message_id"]


async def test_films_sounds_places_and_cards_are_shown(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window("small")
    chat = theatre.forum["id"]
    for method, field in (("sendVideo", "video"), ("sendVoice", "voice"), ("sendAudio", "audio")):
        await theatre.send_file(method, field, "sound.bin", b"film", chat_id=chat, caption="")
    await theatre.call("sendVenue", chat_id=chat, latitude=31.2, longitude=121.5, title="人民广场", address="上海")
    await theatre.call("sendContact", chat_id=chat, phone_number="+8613800000000", first_name="一诺")
    await expect(window.find("film")).to_be_visible()
    await expect(window.find("sound")).to_have_count(2)
    await expect(window.find("shown=人民广场")).to_contain_text("上海")
    await expect(window.find("shown=一诺")).to_contain_text("+8613800000000")
    await window.shoot("media-small")


@SIZES
async def test_the_bot_is_asked_from_within_the_group(theatre: Theatre, open_window: OpenWindow, size: str) -> None:
    window = await open_window(size)
    await window.become(theatre.person("member"))
    await window.find("composer").press_sequentially(f"@{theatre.info['bot']['username']} 茶")
    asked = await theatre.next_update("inline_query")
    assert asked["query"] == "茶"
    content = {"message_text": "热茶一杯"}
    result = {"type": "article", "id": "1", "title": "热茶", "description": "一杯", "input_message_content": content}
    await theatre.call("answerInlineQuery", inline_query_id=asked["id"], results=[result])
    await expect(window.find("suggest=inline-1")).to_contain_text("一杯")
    await window.shoot(f"inline-{size}")
    await window.find("suggest=inline-1").click()
    await expect(window.said("热茶一杯").locator("[data-via]")).to_contain_text(theatre.info["bot"]["username"])
    await expect(window.find("composer")).to_have_value("")


async def test_a_mini_app_opens_with_what_it_is_told(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    keys = {"inline_keyboard": [[{"text": "打开", "web_app": {"url": f"{theatre.url}/icon.svg"}}]]}
    await theatre.call("sendMessage", chat_id=theatre.forum["id"], text="看看", reply_markup=keys)
    async with window.context.expect_page() as opening:
        await window.said("看看").get_by_role("button", name="打开").click()
    app = await opening.value
    await app.wait_for_url("**/icon.svg#tgWebAppData=*")


async def test_the_page_says_how_a_bot_of_ones_own_is_pointed_here(theatre: Theatre, open_window: OpenWindow) -> None:
    theatre.run_bot_elsewhere()
    window = await open_window()
    await expect(window.find("pointing=python-telegram-bot")).to_contain_text(f"{theatre.url}/bot")
    await window.find("library").select_option("grammY")
    await expect(window.find("pointing=grammY")).to_contain_text(f'apiRoot: "{theatre.url}"')
    await expect(window.find("pointing=grammY")).to_contain_text(theatre.info["token"])
    await window.shoot("pointing")
