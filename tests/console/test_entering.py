"""Stories of coming in: the link from the chat and from the terminal, how long it and a session are good, the log."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.domain.console import IDLE, LINK_LASTS, LONGEST, TERMINAL
from tests.console.visiting import Console, console_of, hidden_in, visited
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, OWNER, YINUO, Story


def link_in(words: str) -> str:
    """The path of the one-time link in a message."""
    found = re.search(r"http://127\.0\.0\.1:\d+(/enter/\S+)", words)
    assert found is not None, words
    return found[1]


async def asked_for(console: Console, who: int) -> str:
    return link_in((await console.story.says(who, "/console", chat=who))["text"])


class TestTheLink:
    async def test_a_moderator_asks_for_it_in_private_and_comes_in_once(self, console: Console) -> None:
        link = await asked_for(console, MODERATOR)
        first, second = await console.visitor(), await console.visitor()
        assert "围炉夜话" in await first.reads(link)
        assert "总览" in await first.reads("/")
        assert "用过了" in await second.reads(link, status=401)
        await second.sees("/", status=401)

    async def test_it_is_good_for_ten_minutes(self, console: Console) -> None:
        late, early = await asked_for(console, MODERATOR), await asked_for(console, MODERATOR)
        await console.story.passes(LINK_LASTS - 1)
        await (await console.visitor()).sees(early)
        await console.story.passes(1)
        assert "过期" in await (await console.visitor()).reads(late, status=401)

    async def test_a_letter_changed_or_another_person_in_it_opens_nothing(self, console: Console) -> None:
        link = console.link(MODERATOR)
        forged = [link[:-1] + ("0" if link[-1] != "0" else "1"), link.replace(str(MODERATOR), str(OWNER), 1)]
        forged += [link.replace(".", "..", 1), "/enter/", "/enter/app", "/enter/x", f"{link}x", link.upper()]
        stranger = await console.visitor()
        for each in forged:
            assert (await stranger.client.get(each)).status_code in (401, 404), each
        assert not stranger.cookie

    async def test_a_preview_or_a_prefetch_uses_nothing_up(self, console: Console) -> None:
        link = console.link(MODERATOR)
        telegram = await console.visitor(agent="TelegramBot (like TwitterBot)")
        await telegram.sees(link)
        looker = await console.visitor()
        await looker.client.head(link)
        await looker.client.get(link, headers={"sec-purpose": "prefetch;prerender"})
        assert not telegram.cookie
        assert not looker.cookie
        assert "围炉夜话" in await looker.reads(link)

    async def test_in_the_group_it_is_told_to_nobody_else(self, console: Console) -> None:
        story = console.story
        assert "私聊" in (await story.says(MODERATOR, "/console"))["text"]
        await story.says(MODERATOR, "/start", chat=MODERATOR)
        assert "已经私信" in (await story.says(MODERATOR, "/console"))["text"]
        assert link_in(story.world.sent(MODERATOR)[-1]["text"])
        assert not [each for each in story.world.sent(FORUM) if "/enter/" in each.get("text", "")]
        assert await story.rows("SELECT body FROM outbox WHERE body LIKE '%enter%'") == []

    async def test_members_are_refused_in_chat_and_at_the_door(self, console: Console) -> None:
        assert "管理员" in (await console.story.says(YINUO, "/console", chat=YINUO))["text"]
        stranger = await console.visitor()
        await stranger.sees(console.link(YINUO), status=403)
        assert not stranger.cookie

    async def test_without_a_console_that_is_said_with_the_remedy(self, story: Story) -> None:
        assert "[console] listen" in (await story.says(MODERATOR, "/console", chat=MODERATOR))["text"]


async def fails(folder: Path, urls: list[str]) -> None:
    """A bot, while somebody has its console open."""
    async with visited(folder) as console:
        await console.enters(MODERATOR)
        urls.append(console.url)
        raise ZeroDivisionError


class TestTheEnd:
    async def test_where_the_bot_fails_the_port_is_free_for_its_next_life(self, tmp_path: Path) -> None:
        urls: list[str] = []
        with pytest.raises(ZeroDivisionError):
            await fails(tmp_path, urls)
        there = urlsplit(urls[0])
        with socket.create_server((str(there.hostname), int(there.port or 0))):
            """Nobody has it."""


class TestTheSession:
    async def test_it_ends_when_nobody_used_it_for_half_an_hour(self, console: Console) -> None:
        busy, idle = await console.enters(MODERATOR), await console.enters(MODERATOR)
        await console.story.passes(IDLE - 60)
        await busy.sees("/")
        await console.story.passes(60)
        await idle.sees("/", status=401)
        await busy.sees("/")

    async def test_it_ends_after_eight_hours_however_busy(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        for _ in range(LONGEST // 1500):
            await console.story.passes(1500)
            await visitor.sees("/")
        await console.story.passes(LONGEST % 1500)
        await visitor.sees("/", status=401)

    async def test_its_cookie_is_of_no_use_in_another_browser(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        thief = await console.visitor(agent="curl/8.0", cookie=visitor.cookie)
        await thief.sees("/", status=401)
        await visitor.sees("/")

    async def test_leaving_ends_it(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        kept = visitor.cookie
        assert "已经退出" in await visitor.posts("/leave", hidden_in(await visitor.sees("/")))
        await (await console.visitor(cookie=kept)).sees("/", status=401)

    async def test_the_store_never_sees_the_cookie(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        kept = await console.story.rows("SELECT * FROM console_sessions")
        assert [each["user_id"] for each in kept] == [MODERATOR]
        assert visitor.cookie
        assert visitor.cookie not in str(kept)

    async def test_who_is_a_moderator_no_more_sees_nothing_more(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        for chat in (FORUM, HIKE):
            await console.story.does(OWNER, "demote", chat_id=chat, user_id=MODERATOR)
        await visitor.sees("/", status=403)
        await visitor.sees(f"/group/{FORUM}/home", status=403)

    async def test_whoever_is_forgotten_has_no_session_left(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        await console.story.says(MODERATOR, "/forgetme", chat=MODERATOR)
        await console.story.presses(MODERATOR, "确认删除", chat=MODERATOR)
        await visitor.sees("/", status=401)

    async def test_a_restart_keeps_it_and_the_use_of_a_link(self, console: Console) -> None:
        link = console.link(MODERATOR)
        visitor = await console.visitor()
        await visitor.sees(link)
        await console.story.restart()
        async with console_of(console.story) as anew:
            await (await anew.visitor(cookie=visitor.cookie)).sees("/")
            await (await anew.visitor()).sees(link, status=401)


class TestWhatIsSeen:
    async def test_an_operator_sees_all_groups_and_a_moderator_theirs(self, console: Console) -> None:
        operator, moderator = await console.enters(OWNER), await console.enters(MODERATOR)
        assert "深夜厨房" in await operator.reads("/")
        assert "运行状况" in await operator.reads("/")
        seen = await moderator.reads("/")
        assert "围炉夜话" in seen
        assert "周末爬山小队" in seen
        assert "深夜厨房" not in seen
        assert "运行状况" not in seen
        await moderator.sees("/page/health", status=403)
        await moderator.sees(f"/group/{KITCHEN}/home", status=403)
        await moderator.sees("/group/-1009999999999/home", status=403)
        await operator.sees("/group/-1009999999999/home", status=404)

    async def test_coming_in_stands_in_the_log_of_each_group_that_is_seen(self, console: Console) -> None:
        await console.enters(MODERATOR)
        assert "打开网页后台" in (await console.story.says(OWNER, "/audit"))["text"]
        assert "打开网页后台" not in (await console.story.says(OWNER, "/audit", chat=KITCHEN))["text"]

    async def test_the_terminal_is_an_operator_by_no_name_of_telegrams(self, console: Console) -> None:
        visitor = await console.enters(TERMINAL.id)
        assert "深夜厨房" in await visitor.reads("/")
        assert "weilu console：打开网页后台" in (await console.story.says(OWNER, "/audit", chat=KITCHEN))["text"]

    async def test_its_language_is_the_readers_and_can_be_chosen(self, console: Console) -> None:
        visitor = await console.enters(MODERATOR)
        form = hidden_in(await visitor.sees("/")) | {"locale": "en", "back": f"group/{FORUM}/home"}
        assert "Waits for you" in await visitor.posts("/language", form)
        assert visitor.last.url.path == f"/group/{FORUM}/home"
        form |= {"locale": "zh-Hant", "back": "//evil.example/"}
        assert "等著處理" in await visitor.posts("/language", form)
        assert str(visitor.last.url) == f"{console.url}/"

    async def test_health_asks_telegram_on_a_press(self, console: Console) -> None:
        visitor = await console.enters(OWNER)
        assert "收消息正常" in await visitor.does("/page/health", "examine")
        assert "收消息正常" not in await visitor.reads("/page/health")
