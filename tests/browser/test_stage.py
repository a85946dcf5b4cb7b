"""Stories of whoever runs the playground: clock, network, bot, lively, cast, and how the page looks."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.scene import Theatre
from tests.browser.test_bot_on_the_page import keys, png

pytestmark = pytest.mark.asyncio(loop_scope="session")
SIZES = pytest.mark.parametrize("size", ["wide", "narrow"])
DAY = 86400


@SIZES
async def test_the_clock_moves_a_day_and_back(theatre: Theatre, open_window: OpenWindow, size: str) -> None:
    window = await open_window(size)
    await window.tab("stage")
    clock = window.find("clock")
    before = int(await clock.get_attribute("data-now") or 0)
    await window.find("do=plus-day").click()
    await window.page.wait_for_function(
        "(before) => Number(document.querySelector('[data-clock]').dataset.now) >= before + 86400", arg=before
    )
    await window.find("do=to-20").click()
    await expect(clock).to_contain_text("20:0")
    await window.find("do=reset-clock").click()
    await window.page.wait_for_function(
        "(before) => Number(document.querySelector('[data-clock]').dataset.now) < before + 86400", arg=before
    )


@SIZES
async def test_the_config_file_is_edited_and_the_operators_chat_opens(
    theatre: Theatre, open_window: OpenWindow, size: str
) -> None:
    window = await open_window(size)
    await window.tab("stage")
    await window.find("do=edit-config").click()
    file = window.find("config")
    await expect(file).to_have_value("[telegram]")
    assert await window.overflow() == []
    await window.shoot(f"config-{size}")
    await file.fill("[telegram]\nmode = 7\n")
    await window.find("do=save-config").click()
    await expect(window.find("dialog=config")).to_have_count(0)
    assert theatre.puppet.text == "[telegram]\nmode = 7\n"
    await window.page.wait_for_function(
        "(owner) => import('./js/store.js').then((m) => m.store.chatId === owner)", arg=theatre.person("owner")
    )


async def test_the_network_is_broken_and_mended(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    member = theatre.person("member")
    await window.find("do=net-down").click()
    await expect(window.find("network=down")).to_be_visible()
    assert (await theatre.state(member))["network"]["mode"] == "down"
    await window.write("断网也能说话")
    await expect(window.said("断网也能说话")).to_be_visible()
    await window.find("do=net-ok").click()
    await expect(window.find("network=ok")).to_be_visible()
    assert (await theatre.call("getMe"))["is_bot"]


async def test_a_killed_bot_is_said_to_be_gone_until_it_is_started(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.find("do=kill").click()
    await expect(window.find("bot-state=stopped")).to_be_visible()
    await expect(window.find("status=stopped")).to_be_visible()
    assert not theatre.puppet.running
    await window.find("do=start-bot").click()
    await expect(window.find("bot-state=running")).to_be_visible()
    await expect(window.find("status=stopped")).to_have_count(0)


async def test_the_lively_switch_makes_members_talk(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.find("rate").fill("300")
    await window.find("do=lively").click()
    await expect(window.find("do=lively")).to_have_attribute("aria-checked", "true")
    await expect(window.page.locator(".chat-row [data-unread]").first).to_be_visible()
    await window.find("do=lively").click()
    await expect(window.find("do=lively")).to_have_attribute("aria-checked", "false")


async def test_a_new_newcomer_arrives_and_joins(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    known = await window.find("person").count()
    await window.find("do=newcomer").click()
    await expect(window.find("person")).to_have_count(known + 1)
    await expect(window.find("person").last).to_have_attribute("aria-checked", "true")
    name = await window.find("person").last.locator("b").inner_text()
    await expect(window.page.locator("#messages")).to_contain_text(f"{name} 加入了群组")
    cut = "names => names.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
    assert await window.page.locator(".person b").evaluate_all(cut) == []


async def test_the_plain_group_becomes_a_supergroup(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.become(theatre.person("owner"))
    button = window.page.locator("[data-do^='migrate-']")
    await button.click()
    await expect(button).to_have_count(0)
    await expect(window.page.locator(".chat-row[data-type=group]")).to_have_count(0)


@pytest.mark.parametrize("size", ["wide", "small"])
async def test_who_asks_to_join_is_let_in_or_turned_away(theatre: Theatre, open_window: OpenWindow, size: str) -> None:
    window, owner, chat = await open_window(size), theatre.person("owner"), theatre.forum["id"]
    await theatre.call("getUpdates", allowed_updates=["chat_member"])
    await window.become(owner)
    await window.enter(chat)
    await window.find("do=chat-menu").click()
    await window.find("menu=ask_first").click()
    names = ("阿宁", "Maximiliana von Hohenzollern-Sigmaringen")
    first, second = [await theatre.do(owner, "newcomer", name=name) for name in names]
    await window.become(second)
    await window.tab("people")
    await window.find(f"join={chat}").click()
    await expect(window.find("toast=info")).to_contain_text("已申请")
    await window.become(owner)
    await window.enter(chat)
    assert (await theatre.do(first, "join", chat_id=chat))["has_asked"]
    await expect(window.find("requests=2")).to_be_visible()
    await window.find("do=members").click()
    await window.find(f"approve={first}").click()
    await window.find(f"decline={second}").click()
    await expect(window.find("request")).to_have_count(0)
    await expect(window.find(f"member={first}")).to_have_attribute("data-status", "member")
    await expect(window.find(f"member={second}")).to_have_count(0)
    assert (await theatre.next_update("chat_member"))["via_join_request"]


async def test_a_deleted_account_is_nameless_and_nobodys_any_more(theatre: Theatre, open_window: OpenWindow) -> None:
    window, member = await open_window(), theatre.person("member")
    await window.become(member)
    await window.write("我要走了")
    await window.action(window.said("我要走了"), "touch")
    await expect(window.said("我要走了").locator("[data-edited]")).to_be_visible()
    assert (await theatre.next_update("edited_message"))["text"] == "我要走了"
    await window.find("do=delete-account").click()
    await expect(window.find(f"person={member}")).to_be_disabled()
    await expect(window.find(f"person={member}")).to_contain_text("已注销的账号")
    await window.become(theatre.people("member")[1])
    await expect(window.said("我要走了")).to_contain_text("已注销的账号")


async def test_the_bots_privacy_mode_is_a_switch(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.find("do=privacy").click()
    await expect(window.find("do=privacy")).to_have_attribute("aria-checked", "true")
    assert not theatre.world.reads_all
    await window.find("do=privacy").click()
    await expect(window.find("do=privacy")).to_have_attribute("aria-checked", "false")
    assert theatre.world.reads_all


async def test_a_page_that_lost_its_line_catches_up(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    theatre.restart()
    await theatre.do(theatre.person("member"), "say", chat_id=theatre.forum["id"], text="你错过的话")
    await expect(window.said("你错过的话")).to_be_visible(timeout=15_000)
    await expect(window.find("status=offline")).to_have_count(0)
    window.troubles = [line for line in window.troubles if "ERR_" not in line]  # the browser tells of the lost line


async def test_the_page_speaks_three_languages(open_window: OpenWindow) -> None:
    window = await open_window()
    for code, word in (("zh-Hant", "控制台"), ("en", "Controls"), ("zh-Hans", "时间")):
        await window.find("language").select_option(code)
        await expect(window.page.locator("#stage")).to_contain_text(word)
        await expect(window.page.locator("html")).to_have_attribute("lang", code)


async def test_on_a_phone_every_target_is_large_enough(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window("narrow")
    script = """() => [...document.querySelectorAll("button, select, .key, .document, input[type=range]")]
        .filter((node) => !node.closest(".text") && !node.matches(".link"))
        .map((node) => [node.getBoundingClientRect(), node.outerHTML.slice(0, 90)])
        .filter(([box]) => box.width && (box.height < 40 || box.width < 40)).map(([, text]) => text)"""
    for tab in ("people", "stage", "chat"):
        await window.tab(tab)
        assert await window.page.evaluate(script) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@SIZES
async def test_the_page_is_pleasant_to_look_at(
    theatre: Theatre, open_window: OpenWindow, size: str, scheme: str
) -> None:
    """Pictures for a person to judge; what a test can say of looks is that nothing sticks out sideways."""
    window = await open_window(size, scheme=scheme, is_guided=False)
    chat, member, moderator = theatre.forum["id"], theatre.person("member"), theatre.person("moderator")
    name = f"{size}-{scheme}"
    await window.become(member)
    await window.shoot(f"{name}-guide")
    await window.find("tour=away").click()
    await theatre.do(member, "say", chat_id=chat, text="签到")
    text = "<b>签到成功</b>，+10 分\n连签 3 天 · 余额 <code>42</code>\n<blockquote>明天再来，连签多一分。</blockquote>"
    await theatre.call("sendMessage", chat_id=chat, text=text, parse_mode="HTML", reply_markup=keys("日历", "排行榜"))
    asked = await theatre.do(moderator, "say", chat_id=chat, text="周末围炉，谁带红薯？")
    await theatre.do(member, "react", chat_id=chat, message_id=asked["message_id"], emoji="❤")
    await theatre.do(member, "say", chat_id=chat, text="我带两斤 🍠", reply_to=asked["message_id"])
    options = [{"text": text} for text in ("羊肉火锅", "烤红薯", "都行")]
    poll = await theatre.call("sendPoll", chat_id=chat, question="吃什么？", options=options, is_anonymous=False)
    await theatre.do(member, "vote", chat_id=chat, message_id=poll["message_id"], options=[1])
    await theatre.do(moderator, "sticker", chat_id=chat, emoji="🎉")
    await expect(window.page.locator("#messages .sticker")).to_be_visible()
    await window.shoot(f"{name}-chat")
    await theatre.send_file("sendPhoto", "photo", "calendar.png", png(640, 320), chat_id=chat, caption="连签日历")
    await theatre.send_file("sendDocument", "document", "lottery-12.json", b"{}", chat_id=chat, caption="抽奖记录")
    await expect(window.find("photo").locator("img")).to_have_js_property("naturalWidth", 640)
    await expect(window.find("document")).to_be_visible()
    await window.shoot(f"{name}-media")
    await window.find("do=members").click()
    await window.shoot(f"{name}-members")
    await window.page.keyboard.press("Escape")
    await window.tab("people")
    await window.shoot(f"{name}-people")
    await window.tab("stage")
    await window.shoot(f"{name}-stage")
    assert await window.overflow() == []
