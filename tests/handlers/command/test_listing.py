"""Stories of long lists: how many more there are, the way to them, and what an empty one says to whom."""

from __future__ import annotations

import re

import pytest

from bot.texts.catalog import commands
from handlers.command.listing import Turned, page_of
from tests.buttons import labels
from tests.phone import SCREEN, lines_of
from tests.story import FORUM, HAORAN, KITCHEN, MODERATOR, OWNER, YINUO, Story

MANY = 11
LISTS = {
    "/lottery": ("/lottery new 热茶 | ends 2h | title 第{n}件", MANY),
    "/shop": ("/shop new 第{n}件 | price 5", MANY),
    "/events": ("/event new 第{n}件 | 明天 19:00", MANY),
    "/challenge": ("/challenge new 第{n}件 | 7d | #第{n}件", MANY),
    "/poll": ("/poll 第{n}件 | 甲 | 乙", MANY),
    "/feedback": ("/feedback 第{n}件", 10),
    "/audit": ("/unmute 1003 第{n}件", MANY),
}


async def filled(story: Story, command: str) -> None:
    line, count = LISTS[command]
    await story.says(YINUO, "早")
    for number in range(1, count + 1):
        await story.says(OWNER, line.format(n=number))


def named(text: str) -> set[str]:
    return set(re.findall(r"第\d+件", text))


@pytest.mark.parametrize("command", LISTS)
async def test_a_long_list_fits_a_phone_says_how_much_there_is_and_can_be_turned(story: Story, command: str) -> None:
    await filled(story, command)
    first = await story.says(OWNER, command)
    count, seen, page = LISTS[command][1], set[str](), first
    pages = re.search(r"第 1/(\d) 页，共 (\d+) 个", first["text"])
    assert pages is not None
    assert int(pages[2]) == count
    for number in range(1, int(pages[1]) + 1):
        assert f"第 {number}/{pages[1]} 页" in page["text"]
        assert page["message_id"] == first["message_id"]
        assert lines_of(page["text"]) <= SCREEN + 2, page["text"]
        seen |= named(page["text"])
        assert ("下一页 ›" in labels(page)) == (number < int(pages[1]))
        page = await story.presses(OWNER, "下一页 ›") if number < int(pages[1]) else page
    assert len(seen) == count
    assert "第 1/" in (await story.presses(OWNER, "‹ 上一页"))["text"] or int(pages[1]) > 2


async def test_a_page_of_what_moderators_read_turns_for_them_alone(story: Story) -> None:
    for command in ("/feedback", "/audit"):
        await filled(story, command)
        await story.says(OWNER, command)
        assert await story.presses(YINUO, "下一页 ›") == {}
        assert "管理员" in story.toasts(YINUO)[-1]
        assert await story.presses(MODERATOR, "下一页 ›") != {}


async def test_the_list_of_one_group_is_turned_from_no_other(story: Story) -> None:
    await filled(story, "/shop")
    await story.says(OWNER, "早", chat=KITCHEN)
    await story.says(YINUO, "/shop", chat=FORUM)
    assert await story.makes_up(YINUO, Turned("shop", KITCHEN, 0)) == {}
    assert await story.makes_up(YINUO, Turned("no_such", FORUM, 0)) == {}


@pytest.mark.parametrize(("rows", "number", "shown"), [(0, 0, []), (8, 3, [0, 7]), (9, 1, [8, 8]), (9, -4, [0, 7])])
def test_a_page_that_is_there_no_more_is_the_nearest(rows: int, number: int, shown: list[int]) -> None:
    page = page_of(range(rows), number)
    assert list(page.rows[:1]) + list(page.rows[-1:]) == shown


@pytest.mark.parametrize("command", ["lottery", "shop", "challenge", "topic", "poll", "quiz"])
async def test_an_empty_list_shows_syntax_to_those_who_may_use_it(story: Story, command: str) -> None:
    chat = KITCHEN if command == "topic" else FORUM
    await story.says(OWNER, "早", chat=chat)
    usage = commands()[command].manage["zh-Hans"]
    told = await story.says(HAORAN, f"/{command}", chat=chat)
    assert usage not in told["text"]
    assert "reply_markup" not in told
    assert "|" not in told["text"]
    assert usage in (await story.says(OWNER, f"/{command}", chat=chat))["text"]


@pytest.mark.parametrize("command", ["events", "ask"])
async def test_an_empty_list_that_others_fill_says_so_in_a_calm_sentence(story: Story, command: str) -> None:
    told = (await story.says(YINUO, f"/{command}"))["text"]
    assert "没有" in told
    assert "/" not in told
