"""Stories of who reads the page by ear, or goes through it by keys; axe-core judges what no story tells."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.scene import Theatre, Window
from tests.browser.test_bot_on_the_page import keys

pytestmark = pytest.mark.asyncio(loop_scope="session")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


async def findings(page: Page, *, within: str = "html") -> list[str]:
    """What axe-core calls serious or critical, with where."""
    await page.evaluate(AXE)
    found = await page.evaluate("(within) => axe.run(within, {resultTypes: ['violations'], iframes: false})", within)
    return [
        f"{each['impact']} {each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]


async def fill(theatre: Theatre, window: Window) -> None:
    """One of everything that a chat shows."""
    chat, member, moderator = theatre.forum["id"], theatre.person("member"), theatre.person("moderator")
    await window.become(member)
    said = await theatre.do(member, "say", chat_id=chat, text="签到")
    await theatre.call("sendMessage", chat_id=chat, text="签到成功", reply_markup=keys("日历", "排行榜"))
    await theatre.do(moderator, "say", chat_id=chat, text="谁带红薯？", reply_to=said["message_id"])
    await theatre.do(member, "react", chat_id=chat, message_id=said["message_id"], emoji="❤")
    options = [{"text": text} for text in ("羊肉火锅", "烤红薯")]
    for poll in ({}, {"allows_multiple_answers": True}, {"type": "quiz", "correct_option_ids": [0]}):
        await theatre.call("sendPoll", chat_id=chat, question="吃什么？", options=options, is_anonymous=False, **poll)
    last = await theatre.call("sendPoll", chat_id=chat, question="投过的", options=options, is_anonymous=False)
    await theatre.do(member, "vote", chat_id=chat, message_id=last["message_id"], options=[1])
    await theatre.do(moderator, "pin", chat_id=chat, message_id=said["message_id"])
    await theatre.do(moderator, "sticker", chat_id=chat, emoji="🎉")
    await theatre.send_file("sendDocument", "document", "lottery-12.json", b"{}", chat_id=chat, caption="抽奖记录")
    await expect(window.find("document")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["wide", "small"])
async def test_axe_finds_nothing_serious(theatre: Theatre, open_window: OpenWindow, size: str, scheme: str) -> None:
    window = await open_window(size, scheme=scheme, is_guided=False)
    found = await findings(window.page)
    await window.find("tour=away").last.click()
    await fill(theatre, window)
    for panel in ("chat", "people", "stage"):
        await window.tab(panel)
        found += await findings(window.page)
    await window.tab("chat")
    for opened in ("members", "chat-menu"):
        await window.find(f"do={opened}").click()
        found += await findings(window.page)
        await window.page.keyboard.press("Escape")
    assert not found, "\n".join(sorted(set(found)))


async def focused(window: Window) -> str:
    return str(await window.page.evaluate("() => JSON.stringify(document.activeElement.dataset)"))


async def test_focus_stays_on_a_pressed_button_and_moves_on_where_it_goes(
    theatre: Theatre, open_window: OpenWindow
) -> None:
    window = await open_window()
    await window.become(theatre.person("member"))
    chat = theatre.forum["id"]
    card = await theatre.call("sendMessage", chat_id=chat, text="要参加吗？", reply_markup=keys("参加", "规则"))
    await window.find("button=参加").focus()
    await window.page.keyboard.press("Enter")
    query = await theatre.next_update("callback_query")
    at = {"chat_id": chat, "message_id": card["message_id"]}
    await theatre.call("editMessageText", **at, text="参加的：1 人", reply_markup=keys("参加", "规则"))
    await theatre.call("answerCallbackQuery", callback_query_id=query["id"], text="算你一个")
    await expect(window.said("参加的：1 人")).to_be_visible()
    assert '"参加"' in await focused(window)
    await theatre.call("editMessageText", **at, text="满了", reply_markup=keys("规则"))
    await expect(window.said("满了")).to_be_visible()
    assert '"规则"' in await focused(window)
    await theatre.call("editMessageText", **at, text="结束了")
    await expect(window.said("结束了")).to_be_visible()
    assert f'"actions":"{card["message_id"]}"' in await focused(window)
    await theatre.call("deleteMessage", **at)
    await expect(window.find(f"message={card['message_id']}")).to_have_count(0)
    assert await window.page.evaluate("() => document.activeElement.id") == "messages"


async def test_what_others_say_is_announced_and_ones_own_is_not(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    member, chat = theatre.person("member"), theatre.forum["id"]
    await window.become(member)
    log = window.page.locator('[role="log"][aria-live="polite"]')
    await theatre.do(member, "say", chat_id=chat, text="我自己说的")
    await theatre.call("sendMessage", chat_id=chat, text="签到成功")
    await expect(log).to_contain_text("签到成功")
    assert "我自己说的" not in await log.inner_text()
    for number in range(8):
        await theatre.call("sendMessage", chat_id=chat, text=f"第{number}条")
    await expect(log).to_contain_text("第7条")
    assert await log.locator("p").count() == 5


async def test_arrows_choose_in_a_group_and_tab_passes_it_in_one_step(
    theatre: Theatre, open_window: OpenWindow
) -> None:
    window = await open_window()
    first, second = theatre.people("member")[:2]
    await window.become(first)
    for group, role in (("people", "radio"), ("topics", "tab"), ("row", "radio")):
        stops = window.page.locator(f'.{group} [role="{role}"][tabindex="0"]')
        await expect(stops).to_have_count(1)
    await window.find(f"person={first}").focus()
    await window.page.keyboard.press("ArrowDown")
    await expect(window.page.locator('[data-person][aria-checked="true"]')).to_have_attribute(
        "data-person", f"{second}"
    )
    assert f'"person":"{second}"' in await focused(window)
    await window.find("topic=general").focus()
    await window.page.keyboard.press("ArrowRight")
    await expect(window.find("topic=general")).to_have_attribute("aria-selected", "false")
    await window.page.keyboard.press("ArrowLeft")
    await expect(window.find("topic=general")).to_have_attribute("aria-selected", "true")
    assert '"topic":"general"' in await focused(window)
