"""Stories of the engine: repeats, refusals, bugs, bad updates, order, restarts."""

from __future__ import annotations

from tests.story import FORUM, MODERATOR, XIAOMAN, YINUO, Story


async def test_help_is_answered_where_it_was_asked(story: Story) -> None:
    topic = story.world.topic_id(FORUM, "闲聊")
    answer = await story.says(YINUO, "/help", topic=topic)
    assert "/about" in answer["text"]
    assert answer["message_thread_id"] == topic


async def test_chatter_is_counted_and_its_words_are_let_go(story: Story) -> None:
    for words in ("早", "吃了吗", "吃了"):
        assert await story.says(XIAOMAN, words) == {}
    assert await story.rows("SELECT messages FROM members WHERE user_id = :id", id=XIAOMAN) == [{"messages": 3}]
    dump = "".join(story.app.database.path.read_bytes().decode("latin-1")) if story.app else ""
    assert "吃了吗".encode().decode("latin-1") not in dump


async def test_language_of_a_group_is_chosen_by_its_moderators_alone(story: Story) -> None:
    await story.says(MODERATOR, "/language")
    await story.presses(YINUO, "English")
    assert "管理员" in story.toasts(YINUO)[-1]
    await story.presses(MODERATOR, "English")
    assert "What I keep" in (await story.says(YINUO, "/privacy"))["text"]
