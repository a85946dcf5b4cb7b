"""Stories of the page with any bot: buttons of words, replies asked for, films, places, inline answers, Mini Apps."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.scene import Theatre, Window
from tests.browser.test_reachable import findings

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
        "keyboard": [["喝茶", "喝咖啡"], ["都不喝"]],
        "one_time_keyboard": True,
    }
    await theatre.call("sendMessage", chat_id=chat, text="喝什么？", reply_markup=keys)
    await window.shoot(f"words-{size}")
    await window.find("word=喝茶").click()
    await expect(window.said("喝茶").last).to_have_attribute("data-own", "true")
    await expect(window.find("typing")).to_have_count(0)


async def test_what_a_button_of_words_asks_for_is_handed_over(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window("small")
    member, other = theatre.people("member")[:2]
    await begin(theatre, window, member)
    rows = [
        [{"text": "我的号码", "request_contact": True}],
        [{"text": "谁去", "request_users": {"request_id": 1, "max_quantity": 2, "user_is_bot": False}}],
        [{"text": "哪个群", "request_chat": {"request_id": 2, "chat_is_channel": False, "chat_is_forum": True}}],
    ]
    await theatre.call("sendMessage", chat_id=member, text="再选", reply_markup={"keyboard": rows})
    await window.find("word=我的号码").click()
    await expect(window.find("shown")).to_contain_text("+86138")
    await window.find("word=谁去").click()
    await window.find(f"share={other}").check()
    assert not await findings(window.page)
    await window.shoot("share-small")
    await window.find("do=share").click()
    assert [each["user_id"] for each in (await handed(theatre, "users_shared"))["users"]] == [other]
    await window.find("word=哪个群").click()
    await window.find(f"share={theatre.forum['id']}").click()
    assert (await handed(theatre, "chat_shared"))["chat_id"] == theatre.forum["id"]
    await expect(window.find("service").last).to_contain_text("把一个群告诉了机器人")


async def begin(theatre: Theatre, window: Window, who: int) -> None:
    """Become somebody in their private chat with the bot."""
    await theatre.do(who, "say", chat_id=who, text="/start")
    await window.become(who)
    await window.enter(who)


async def handed(theatre: Theatre, what: str) -> Any:
    """The next thing of that kind that the bot is told."""
    while what not in (message := await theatre.next_update("message")):
        pass
    return message[what]


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


APP = """<!doctype html><meta charset="utf-8"><script src="{playground}/telegram-web-app.js"></script>
<p id="who"></p><p id="colour"></p><script>
const app = Telegram.WebApp;
who.textContent = app.initDataUnsafe.user?.first_name ?? "nobody";
colour.textContent = app.themeParams.bg_color + " " + app.colorScheme;
app.MainButton.setText("点一杯茶").onClick(() => app.showConfirm("真的？", (yes) => yes && app.sendData("tea"))).show();
app.BackButton.onClick(() => app.close()).show();
app.expand();
app.ready();
</script>"""


@pytest.fixture
def app_url(theatre: Theatre) -> Iterator[str]:
    """A page of its own origin, as an app has one."""

    class App(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(APP.replace("{playground}", theatre.url).encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), App)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@SIZES
async def test_a_mini_app_lives_in_the_page_and_asks_things_of_it(
    theatre: Theatre, open_window: OpenWindow, app_url: str, size: str
) -> None:
    window = await open_window(size)
    member = theatre.person("member")
    await begin(theatre, window, member)
    opens = {"text": "打开", "web_app": {"url": app_url}}
    await theatre.call("sendMessage", chat_id=member, text="看看", reply_markup={"inline_keyboard": [[opens]]})
    await window.said("看看").get_by_role("button", name="打开").click()
    app = window.page.frame_locator("[data-app=ready]")
    await expect(app.locator("#who")).to_have_text(theatre.world.people[member].first_name)
    await expect(app.locator("#colour")).to_have_text("#fffaf2 light")
    assert not await findings(window.page, within="dialog")
    await window.shoot(f"app-{size}")
    await window.find("do=app-main").click()
    await window.find("popup=ok").click()
    await expect(window.find("toast=bad")).to_contain_text("只有键盘按钮")
    await window.find("do=app-back").click()
    await expect(window.find("app")).to_have_count(0)
    await theatre.call("sendMessage", chat_id=member, text="点单", reply_markup={"keyboard": [[opens]]})
    await window.find("word=打开").click()
    await expect(app.locator("#who")).to_have_text("nobody")
    await window.find("do=app-main").click()
    await window.find("popup=ok").click()
    assert await handed(theatre, "web_app_data") == {"data": "tea", "button_text": "打开"}
    await expect(window.find("dialog=app")).to_have_count(0)
    await expect(window.find("service").last).to_contain_text("小程序「打开」")


async def test_the_page_says_how_a_bot_of_ones_own_is_pointed_here(theatre: Theatre, open_window: OpenWindow) -> None:
    theatre.run_bot_elsewhere()
    window = await open_window()
    await expect(window.find("pointing=python-telegram-bot")).to_contain_text(f"{theatre.url}/bot")
    await window.find("library").select_option("grammY")
    await expect(window.find("pointing=grammY")).to_contain_text(f'apiRoot: "{theatre.url}"')
    await expect(window.find("pointing=grammY")).to_contain_text(theatre.info["token"])
    await window.shoot("pointing")
