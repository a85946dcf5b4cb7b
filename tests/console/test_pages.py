"""Stories of the console's pages: what they show is what the chat knows, and their buttons do what the chat does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.console.visiting import Console, hidden_in, visited
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, OWNER, PEISHAN, YINUO, ZIXUAN

SCHEDULE = f"""
[[schedule]]
name = "早安"
cron = "0 9 * * *"
text = "早上好，今天也要好好吃饭"
chats = [{FORUM}]
[[schedule]]
name = "厨房晚报"
cron = "0 20 * * *"
text = "今晚吃什么"
chats = [{KITCHEN}]
"""


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    async with visited(tmp_path, SCHEDULE) as each:
        yield each


def page(name: str, chat_id: int = FORUM) -> str:
    return f"/group/{chat_id}/{name}"


def posts(console: Console, words: str) -> int:
    return sum(words in each.get("text", "") for each in console.story.world.sent(FORUM))


TO_NINE = 21 * 3600 + 1
"""Seconds from the story's noon to nine in the morning."""


class TestTheSchedule:
    async def test_a_pause_there_is_a_pause_in_chat_and_ends_by_a_press(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        seen = await visitor.reads(page("schedule"))
        assert "早安" in seen
        assert "厨房晚报" not in seen
        assert "暂停" in await visitor.does(page("schedule"), "pause", entry="早安")
        assert "暂停中" in (await console.story.says(MODERATOR, "/schedule"))["text"]
        await console.story.passes(TO_NINE)
        assert posts(console, "早上好") == 0
        visitor = await console.enters(MODERATOR)
        assert "没发：暂停中" in await visitor.reads(page("schedule"))
        await visitor.does(page("schedule"), "resume", entry="早安")
        await console.story.passes(86_400)
        assert posts(console, "早上好") == 1
        assert "已发" in await (await console.enters(MODERATOR)).reads(page("schedule"))

    async def test_a_run_by_hand_is_posted_once_however_often_the_form_is_sent(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        form = hidden_in(await visitor.sees(page("schedule"))) | {"entry": "早安"}
        for _ in range(3):
            await visitor.posts(f"/do{page('schedule')}/run", form)
        await console.story.settle()
        assert posts(console, "早上好") == 1
        assert "手动" in await visitor.reads(page("schedule"))

    async def test_one_left_out_says_so_and_the_next_is_posted(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        await visitor.does(page("schedule"), "skip", entry="早安")
        assert "这次跳过" in await visitor.reads(page("schedule"))
        await console.story.passes(TO_NINE)
        assert "管理员跳过了这次" in await (await console.enters(MODERATOR)).reads(page("schedule"))
        await console.story.passes(86_400)
        assert posts(console, "早上好") == 1

    async def test_an_entry_of_another_group_is_none_here(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        for action in ("run", "pause", "skip"):
            assert "厨房晚报" in await visitor.does(page("schedule"), action, entry="厨房晚报")  # said back: no such
        await console.story.settle()
        assert await console.story.rows("SELECT * FROM schedule_marks") == []
        assert not [each for each in console.story.world.sent(KITCHEN) if "今晚吃什么" in each.get("text", "")]


class TestPoints:
    async def test_entries_are_found_by_member_and_number_and_taken_back_by_a_press(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(YINUO, "签到")
        await story.says(MODERATOR, f"/grant {YINUO} 50 讲得好")
        number = (await story.rows("SELECT max(id) AS id FROM ledger"))[0]["id"]
        for path in ("points", "points?who=%40yinuo_chen", f"points?who={YINUO}", f"points?who=%23{number}"):
            assert "讲得好" in await visitor.reads(page(path)), path
        assert "讲得好" not in await visitor.reads(page("points?who=%40zixuan_w"))
        before = await story.points_of(YINUO)
        told = await visitor.does(page("points"), "undo", entry=str(number))
        assert f"已撤销 #{number}（" in told, "what the chat would be answered stands on the page"
        assert await story.points_of(YINUO) == before - 50
        assert "已被" in await visitor.reads(page("points"))
        assert "撤销" in (await story.says(OWNER, "/audit"))["text"]

    async def test_a_refusal_is_told_in_words_and_nothing_is_moved(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(YINUO, "签到")
        await story.says(MODERATOR, f"/grant {YINUO} 50 讲得好")
        number = (await story.rows("SELECT max(id) AS id FROM ledger"))[0]["id"]
        await visitor.does(page("points"), "undo", entry=str(number))
        assert "撤销过" in await visitor.does(page("points"), "undo", entry=str(number))
        assert "999" in await visitor.does(page("points"), "undo", entry="999")
        assert len(await story.rows("SELECT id FROM ledger WHERE kind = 'undo'")) == 1

    async def test_another_groups_entries_are_not_shown_nor_undone(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(ZIXUAN, "签到", chat=KITCHEN)
        await story.says(OWNER, f"/grant {ZIXUAN} 77 葱油拌面", chat=KITCHEN)
        number = (await story.rows("SELECT max(id) AS id FROM ledger"))[0]["id"]
        for path in ("points", f"points?who=%23{number}", "points?who=%40zixuan_w"):
            assert "葱油拌面" not in await visitor.reads(page(path)), path
        await visitor.does(page("points"), "undo", entry=str(number))
        assert await story.points_of(ZIXUAN, chat=KITCHEN) > 77

    async def test_the_economy_is_an_operators(self, console: Console) -> None:
        assert "前十名" in await (await console.enters(OWNER)).reads(page("points"))
        assert "前十名" not in await (await console.enters(MODERATOR)).reads(page("points"))


class TestDraws:
    async def test_a_draw_shows_its_course_and_its_record(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(MODERATOR, "/lottery new 电影票 x1 | 标题 周末福利 | 截止 2h")
        for who in (YINUO, ZIXUAN, PEISHAN):
            await story.presses(who, "参加")
        number = (await story.rows("SELECT max(id) AS id FROM lotteries"))[0]["id"]
        assert "周末福利" in await visitor.reads(page("draws"))
        assert "weilu-draw/1" not in await visitor.reads(page(f"draws?id={number}"))
        await visitor.does(page("draws"), "draw", id=str(number))
        await story.settle()
        assert "weilu-draw/1" in await visitor.reads(page(f"draws?id={number}"))
        assert (await story.rows("SELECT state FROM lotteries"))[0]["state"] in ("announced", "settled")

    async def test_another_groups_lottery_is_none_here(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(OWNER, "/lottery new 葱油拌面 x1 | 截止 2h", chat=KITCHEN)
        number = (await story.rows("SELECT max(id) AS id FROM lotteries"))[0]["id"]
        assert "葱油拌面" not in await visitor.reads(page(f"draws?id={number}"), status=409)
        for action in ("draw", "cancel"):
            await visitor.does(page("draws"), action, id=str(number))
        assert (await story.rows("SELECT state FROM lotteries"))[0]["state"] == "open"


class TestTheDesk:
    async def test_feedback_is_claimed_and_answered_and_its_author_hears(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(YINUO, "/start", chat=YINUO)
        await story.says(YINUO, "/feedback 能不能每周聊一次电影？")
        assert "能不能每周聊一次电影" in await visitor.reads(page("desk"))
        await visitor.does(page("desk"), "claim", id="1")
        assert "周明远" in await visitor.reads(page("desk"))
        told = await visitor.does(page("desk"), "answer", id="1", words="好主意，周五晚上开始 <b>")
        assert "#1" in told
        await story.settle()
        assert "好主意，周五晚上开始" in str(story.world.sent(YINUO)[-1])
        assert "好主意，周五晚上开始 <b>" in await visitor.reads(page("desk?id=1"))

    async def test_an_answer_whose_form_is_sent_twice_goes_out_once(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(YINUO, "/start", chat=YINUO)
        await story.says(YINUO, "/feedback 能不能每周聊一次电影？")
        form = hidden_in(await visitor.sees(page("desk?id=1"))) | {"id": "1", "words": "周五开始"}
        await asyncio.gather(*(visitor.client.post(f"/do{page('desk')}/answer", data=form) for _ in range(3)))
        await story.settle()
        assert sum("周五开始" in each.get("text", "") for each in story.world.sent(YINUO)) == 1

    async def test_without_words_it_says_so(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(YINUO, "/feedback 能不能每周聊一次电影？")
        await visitor.does(page("desk"), "answer", id="1", words="  ")
        assert (await story.rows("SELECT state FROM feedback"))[0]["state"] == "open"

    async def test_another_groups_feedback_is_none_here(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(ZIXUAN, "/feedback 葱油拌面太咸了", chat=KITCHEN)
        for path in ("desk", "desk?id=1"):
            await visitor.client.get(page(path))
            assert "葱油拌面" not in (await visitor.client.get(page(path))).text
        await visitor.does(page("desk"), "claim", id="1")
        assert (await story.rows("SELECT state FROM feedback"))[0]["state"] == "open"

    async def test_an_anonymous_voice_stays_unknown(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(PEISHAN, "签到")
        await story.says(PEISHAN, "/start", chat=PEISHAN)
        said = await story.says(PEISHAN, "/feedback anonymous 管理员太凶了", chat=PEISHAN)
        if "哪个" in said.get("text", ""):
            await story.presses(PEISHAN, "围炉夜话", chat=PEISHAN)
        for path in ("desk", "desk?id=1"):
            html = await visitor.sees(page(path))
            assert "管理员太凶了" in html
            assert "蔡佩珊" not in html
            assert str(PEISHAN) not in html


class TestWhatIsOnlyRead:
    async def test_the_log_goes_back_page_by_page(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        await story.says(YINUO, "签到")
        with story.unheard():
            for number in range(60):
                await story.does(MODERATOR, "say", chat_id=FORUM, text=f"/grant {YINUO} {100 + number} 好")
        await story.settle()
        html = await visitor.sees(page("audit"))
        assert "159" in html
        assert "100 好" not in html
        (older,) = re.findall(r'rel="next" href="([^"]+)"', html)
        assert "100 好" in await visitor.reads(f"/{older.lstrip('./')}")

    async def test_activity_tells_of_five_people_and_of_no_fewer(self, console: Console) -> None:
        story, visitor = console.story, await console.enters(MODERATOR)
        for who in (YINUO, ZIXUAN, PEISHAN):
            await story.says(who, "今天天气真好，一起去公园走走吧")
        assert "<svg" not in await visitor.sees(page("activity"))
        for who in (OWNER, 1006, 1007, 1008):
            await story.says(who, "今天天气真好，一起去公园走走吧")
        html = await visitor.sees(page("activity?days=7"))
        assert "说话的人最多" in html
        assert html.count("<svg") >= 1

    async def test_mood_and_guard_say_what_they_are(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        assert "能分析" in await visitor.reads(page("mood"))
        assert "试运行" in await visitor.reads(page("guard"))

    async def test_each_page_of_an_empty_group_says_something(self, console: Console) -> None:
        visitor = await console.enters(OWNER)
        for each in console.story.app.serving.pages.values():
            if not each.is_everywhere:
                words = await visitor.reads(page(each.name, HIKE))
                assert len(words) > 60, each.name
