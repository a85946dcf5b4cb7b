"""Stories of what moderators ask for in a group: it is theirs to read, and the group reads one line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.story import FORUM, MODERATOR, OWNER, YINUO, Story, told

ASKED = ["/feedback", "/feedback 1", "/feedback figures", "/mood", "/stats", "/audit", "/economy"]
BAD = "厕所灯坏了三天"


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, f"[answers]\n[access]\noperators = [{OWNER}]\n") as one:
        yield one


async def lives(story: Story) -> None:
    """A member gives feedback, a moderator grants; both moderators began their private chats."""
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(YINUO, f"/feedback {BAD}")
    await story.says(OWNER, "/grant @yinuo_chen 5 谢谢指路")


@pytest.mark.parametrize("asked", ASKED)
async def test_the_answer_comes_in_private_and_the_group_reads_one_line(story: Story, asked: str) -> None:
    await lives(story)
    before = len(story.world.sent(OWNER))
    assert (await story.says(OWNER, asked))["text"] == "已经私信给你了。"
    assert len(story.world.sent(OWNER)) == before + 1
    assert all(BAD not in each.get("text", "") for each in story.world.sent(FORUM))


@pytest.mark.parametrize("asked", ASKED)
async def test_who_never_began_a_chat_is_shown_the_way_which_answers_at_once(story: Story, asked: str) -> None:
    await story.says(YINUO, f"/feedback {BAD}")
    who = OWNER if asked == "/economy" else MODERATOR
    shown = await story.says(who, asked)
    assert "只在私聊里说" in shown["text"]
    link = shown["reply_markup"]["inline_keyboard"][0][0]["url"]
    name = link.partition("?start=")[2]
    assert name == asked.split(maxsplit=1)[0][1:]
    answer = await story.says(who, f"/start {name}", chat=who)
    assert "没在群里见过你" not in answer["text"]


@pytest.mark.parametrize("asked", ASKED)
async def test_a_member_is_refused_in_the_group_as_before(story: Story, asked: str) -> None:
    await story.says(OWNER, f"/feedback {BAD}")
    await story.says(YINUO, "/start", chat=YINUO)
    before = len(story.world.sent(YINUO))
    words = (await story.says(YINUO, asked))["text"]
    if asked == "/feedback":
        assert len(story.world.sent(YINUO)) == before + 1, "their own list is theirs to read"
    else:
        assert "已经私下" not in words
        assert len(story.world.sent(YINUO)) == before


async def test_a_moderator_reads_the_queue_in_private_as_well(story: Story) -> None:
    await story.says(YINUO, f"/feedback {BAD}")
    await story.says(MODERATOR, "/start", chat=MODERATOR)
    await story.says(MODERATOR, "/feedback", chat=MODERATOR)
    assert BAD in story.world.sent(MODERATOR)[-1]["text"]


async def test_a_file_may_say_that_the_group_reads_it(tmp_path: Path) -> None:
    async with told(tmp_path, '[answers]\nmoderators = "group"\n') as story:
        await lives(story)
        assert BAD in (await story.says(OWNER, "/feedback"))["text"]


async def test_a_draft_is_shown_to_its_author_alone_and_sent_from_there(story: Story) -> None:
    await story.says(OWNER, "/start", chat=OWNER)
    assert (await story.says(OWNER, "/announce 周六换锁"))["text"] == "已经私信给你了。"
    assert all("周六换锁" not in each.get("text", "") for each in story.world.sent(FORUM))
    await story.presses(OWNER, "发出", chat=OWNER)
    await story.passes(5)
    assert sum("周六换锁" in each.get("text", "") for each in story.world.sent(FORUM)) == 1
