"""A story of edits that nobody sees: Telegram tells of them as of any other edit."""

from __future__ import annotations

from tests.handlers.lottery.support import opened
from tests.story import FORUM, OWNER, XIAOMAN, YINUO, Message, Story

COUNTED = ("members", "ledger", "checkins", "lottery_entries", "reports", "feedback", "grants", "polls", "outbox")


def bare(story: Story) -> list[Message]:
    """What the bot has said, without what it replies to."""
    return [{name: each[name] for name in each if name != "reply_to_message"} for each in story.world.sent(FORUM)]


async def test_what_was_said_is_neither_done_nor_counted_again(story: Story) -> None:
    await opened(story, "围巾 | phrase 我要围巾")
    first = await story.does(YINUO, "say", chat_id=FORUM, text="今天的红薯烤得真好，大家都来吃吧")
    said = [first["message_id"]]
    for who, words, told in (
        (XIAOMAN, "签到", {}),
        (XIAOMAN, "/thanks 好吃", {"reply_to": said[0]}),
        (XIAOMAN, "/report 广告", {"reply_to": said[0]}),
        (YINUO, "我要围巾", {}),
        (YINUO, "/feedback 希望周末多办读书会", {}),
        (OWNER, "/grant 5 好", {"reply_to": said[0]}),
        (OWNER, "/poll 去哪 | 山 | 海", {}),
        (YINUO, "/points", {}),
    ):
        said.append((await story.does(who, "say", chat_id=FORUM, text=words, **told))["message_id"])
    counts = {table: f"SELECT count(*) AS n FROM {table}" for table in COUNTED}
    before = {table: await story.rows(sql) for table, sql in counts.items()}
    spoken = await story.rows("SELECT user_id, messages FROM members ORDER BY user_id")
    shown = bare(story)

    standing = [each for each in said if each in story.world.chats[FORUM].posts]
    assert len(standing) >= 6
    for message_id in standing:
        story.world.touch(FORUM, message_id)
    await story.settle()
    assert {table: await story.rows(sql) for table, sql in counts.items()} == before
    assert await story.rows("SELECT user_id, messages FROM members ORDER BY user_id") == spoken
    assert bare(story) == shown
