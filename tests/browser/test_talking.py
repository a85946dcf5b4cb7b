"""Stories of people who talk on the page: sending, topics, replies, marks in text, what one may not do."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.scene import Theatre

pytestmark = pytest.mark.asyncio(loop_scope="session")
SIZES = pytest.mark.parametrize("size", ["wide", "narrow"])


@SIZES
async def test_a_member_writes_and_another_person_reads_it(
    theatre: Theatre, open_window: OpenWindow, size: str
) -> None:
    window = await open_window(size)
    await window.become(theatre.person("member"))
    await window.write("围炉夜话，我来啦")
    await expect(window.said("围炉夜话，我来啦")).to_have_attribute("data-own", "true")
    await expect(window.find("composer")).to_be_focused()
    await expect(window.find("composer")).to_have_value("")
    await window.become(theatre.person("moderator"))
    await expect(window.said("围炉夜话，我来啦")).not_to_have_attribute("data-own", "true")


async def test_shift_enter_begins_a_line_and_enter_of_an_input_method_sends_nothing(open_window: OpenWindow) -> None:
    window = await open_window()
    field = window.find("composer")
    await field.fill("第一行")
    await field.press("Shift+Enter")
    await field.press_sequentially("第二行")
    composing = "(node) => node.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true}))"
    await field.evaluate(composing)
    await expect(field).to_have_value("第一行\n第二行")
    await field.press("Enter")
    await expect(window.said("第一行")).to_contain_text("第二行")


async def test_markup_in_a_message_stays_text(open_window: OpenWindow) -> None:
    window = await open_window()
    await window.write("<img src=x onerror=alert(1)><b>粗</b>")
    await expect(window.said("<img src=x onerror=alert(1)><b>粗</b>")).to_be_visible()
    await expect(window.page.locator("#messages .text :is(img, b)")).to_have_count(0)


async def test_entities_behind_an_emoji_mark_the_right_words(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    html = "🔥<b>炉火</b> <i>正旺 <code>42</code></i> <tg-spoiler>谜底</tg-spoiler> <a href='https://example.org/'>看这里</a>"
    await theatre.call("sendMessage", chat_id=theatre.forum["id"], text=html, parse_mode="HTML")
    message = window.said("炉火")
    await expect(message.locator("[data-entity=bold]")).to_have_text("炉火")
    await expect(message.locator("[data-entity=italic] [data-entity=code]")).to_have_text("42")
    await expect(message.locator("[data-entity=text_link]")).to_have_attribute("href", "https://example.org/")
    await message.locator("[data-entity=spoiler]").click()
    await expect(message.locator(".spoiler.shown")).to_have_text("谜底")


async def test_a_script_link_is_no_link(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    link = [{"type": "text_link", "offset": 0, "length": 2, "url": "javascript:alert(1)"}]
    await theatre.do(theatre.person("member"), "say", chat_id=theatre.forum["id"], text="点我", entities=link)
    await expect(window.said("点我")).to_be_visible()
    await expect(window.said("点我").locator("a")).to_have_count(0)


async def test_reply_edit_react_and_delete(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    first, second = theatre.people("member")[:2]
    await window.become(first)
    await theatre.do(second, "say", chat_id=theatre.forum["id"], text="谁带红薯？")
    await window.action(window.said("谁带红薯？"), "reply")
    await expect(window.find("about=reply")).to_be_visible()
    await window.write("我带")
    mine = window.page.locator("#messages [data-own]", has_text="我带")
    await expect(mine.locator("[data-quote]")).to_contain_text("谁带红薯？")
    await window.action(mine, "edit")
    await window.write("我带两个")
    await expect(mine.locator("[data-edited]")).to_be_visible()
    question = window.page.locator("#messages .msg:not(.own)", has_text="谁带红薯？")
    await question.hover()
    await question.locator("[data-actions]").click()
    await window.find("react=🔥").click()
    await expect(question.locator("[data-reaction='🔥']")).to_have_attribute("aria-pressed", "true")
    await question.locator("[data-reaction='🔥']").click()
    await expect(question.locator("[data-reaction]")).to_have_count(0)
    await window.action(mine, "delete")
    await expect(mine).to_have_count(0)


async def test_a_mention_of_somebody_without_a_name_carries_who_is_meant(
    theatre: Theatre, open_window: OpenWindow
) -> None:
    window = await open_window()
    me = theatre.person("moderator")
    await window.become(me)
    chat = next(one for one in (await theatre.state(me))["chats"] if one["id"] == theatre.forum["id"])
    nameless = next(one for one in chat["members"] if not one["username"] and one["id"] != me and not one["is_bot"])
    await window.find("composer").press_sequentially("@")
    await window.find(f"suggest=@{nameless['id']}").click()
    await window.find("composer").press_sequentially("来吃饭")
    await window.find("composer").press("Enter")
    message = window.said("来吃饭")
    await expect(message.locator("[data-entity=text_mention]")).to_have_text(nameless["name"])
    chat = next(one for one in (await theatre.state(me))["chats"] if one["id"] == theatre.forum["id"])
    assert chat["messages"][-1]["entities"][0]["user"]["id"] == nameless["id"]


@SIZES
async def test_topics_keep_their_messages_apart(theatre: Theatre, open_window: OpenWindow, size: str) -> None:
    window = await open_window(size)
    member, other = theatre.people("member")[:2]
    await window.become(member)
    tab = window.page.locator("[data-topic][role=tab]:not([data-topic=general])").first
    topic = int(await tab.get_attribute("data-topic") or 0)
    await theatre.do(other, "say", chat_id=theatre.forum["id"], text="只在话题里说", topic=topic)
    await expect(tab.locator("[data-unread='1']")).to_be_visible()
    await expect(window.said("只在话题里说")).to_have_count(0)
    await tab.click()
    await expect(tab).to_have_attribute("aria-selected", "true")
    await expect(window.said("只在话题里说")).to_be_visible()
    await expect(tab.locator("[data-unread]")).to_have_count(0)
    await window.write("我也在话题里")
    await expect(window.said("我也在话题里")).to_be_visible()
    await window.find("topic=general").and_(window.page.get_by_role("tab")).click()
    await expect(window.said("我也在话题里")).to_have_count(0)


async def test_the_owner_opens_a_topic_and_closes_it(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.become(theatre.person("owner"))
    await window.find("do=new-topic").click()
    await window.find("ask=input").fill("周末徒步")
    await window.find("ask=input").press("Enter")
    tab = window.page.get_by_role("tab", name="周末徒步")
    await expect(tab).to_have_attribute("aria-selected", "true")
    await window.find("do=topic-menu").click()
    await window.find("menu=topic_close").click()
    await expect(tab.locator("svg")).to_be_visible()


async def test_a_newcomer_joins_and_the_group_is_told(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    who = await theatre.do(theatre.person("owner"), "newcomer", name="阿七")
    newcomer = who["id"] if isinstance(who, dict) else who
    await theatre.do(newcomer, "join", chat_id=theatre.forum["id"])
    await expect(window.page.locator("[data-service]", has_text="阿七")).to_be_visible()
    await theatre.do(newcomer, "leave", chat_id=theatre.forum["id"])
    await expect(window.page.locator("[data-service]", has_text="阿七")).to_have_count(2)


async def test_the_owner_mutes_a_member_who_then_cannot_write(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    member = theatre.person("member")
    await window.become(theatre.person("owner"))
    await window.find("do=members").click()
    await window.find(f"member-menu={member}").click()
    await window.find("menu=restrict").click()
    await expect(window.page.locator(f'[data-member="{member}"][data-status=restricted]')).to_be_visible()
    await window.page.keyboard.press("Escape")
    await window.become(member)
    await expect(window.find("cannot")).to_be_visible()


async def test_an_administrator_speaks_as_the_group(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    await window.become(theatre.person("moderator"))
    await window.find("do=anonymous").click()
    await window.write("今晚八点开炉")
    message = window.said("今晚八点开炉")
    await expect(message.locator("[data-sender]")).to_have_text(theatre.forum["title"])
    await expect(message).not_to_have_attribute("data-own", "true")


async def test_a_reader_in_the_middle_is_not_pulled_down(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    chat, member = theatre.forum["id"], theatre.person("member")
    await window.become(theatre.person("moderator"))
    for i in range(30):
        await theatre.do(member, "say", chat_id=chat, text=f"第{i}句闲话")
    await expect(window.said("第29句闲话")).to_be_in_viewport()
    await window.page.locator("#messages").evaluate("(list) => { list.scrollTop = 0; }")
    await expect(window.find("do=to-end")).to_be_visible()
    await theatre.do(member, "say", chat_id=chat, text="楼下的新话")
    await expect(window.said("楼下的新话")).to_be_attached()
    await expect(window.said("楼下的新话")).not_to_be_in_viewport()
    await window.find("do=to-end").click()
    await expect(window.said("楼下的新话")).to_be_in_viewport()


async def test_a_busy_chat_keeps_two_hundred_messages(theatre: Theatre, open_window: OpenWindow) -> None:
    window = await open_window()
    member = theatre.person("member")
    await window.become(theatre.person("moderator"))
    for i in range(230):
        await theatre.do(member, "say", chat_id=theatre.forum["id"], text=f"热闹{i}")
    await expect(window.said("热闹229")).to_be_in_viewport()
    assert await window.page.locator("#messages [data-message]").count() <= 200
