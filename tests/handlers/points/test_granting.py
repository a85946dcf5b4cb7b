"""Stories of points that moderators grant and deduct in the group."""

from __future__ import annotations

import re

import pytest

from tests.story import (
    FORUM,
    HAORAN,
    KITCHEN,
    MODERATOR,
    OWNER,
    XIAOMAN,
    YINUO,
    ZIXUAN,
    Message,
    Story,
)


def entry_of(message: Message) -> int:
    found = re.search(r"#(\d+)", message["text"])
    assert found, message["text"]
    return int(found[1])


class TestGranting:
    async def test_by_reply_with_a_reason_and_a_number(self, story: Story) -> None:
        said = await story.does(YINUO, "say", chat_id=FORUM, text="我画好啦")
        answer = await story.says(OWNER, "/grant ５０ 画得 真好", reply_to=said["message_id"])
        assert "加了 50 分" in answer["text"]
        assert "原因：画得 真好" in answer["text"]
        assert entry_of(answer) == 1
        assert await story.points_of(YINUO) == 50

    async def test_by_name_by_id_and_by_a_mention_without_a_name(self, story: Story) -> None:
        for who in (YINUO, XIAOMAN):
            await story.says(who, "我来啦")
        username = story.world.people[YINUO].username
        assert "加了 5 分" in (await story.says(OWNER, f"/grant @{username.upper()} 5 好"))["text"]
        assert "加了 6 分" in (await story.says(OWNER, f"/grant {YINUO} 6 好"))["text"]
        assert "加了 8 分" in (await story.says(OWNER, f"/grant\n{YINUO}　8\n好"))["text"]
        name = story.world.people[XIAOMAN].name
        entity = {
            "type": "text_mention",
            "offset": 7,
            "length": len(name),
            "user": {"id": XIAOMAN, "is_bot": False, "first_name": name},
        }
        answer = await story.says(OWNER, f"/grant {name} 7 好", entities=[entity])
        assert "加了 7 分" in answer["text"]
        assert await story.points_of(XIAOMAN) == 7

    @pytest.mark.parametrize(
        ("amount", "told_of"),
        [
            ("０", "太小"),
            ("-5", "太小"),
            ("1e3", "「1e3」"),
            ("一百", "「一百」"),
            ("5.5", "「5.5」"),
            ("99999999999999999999", "10000"),
            ("10001", "10000"),
            ("", "还没写数量"),
        ],
    )
    async def test_every_bad_amount_is_answered_kindly(self, story: Story, amount: str, told_of: str) -> None:
        said = await story.does(YINUO, "say", chat_id=FORUM, text="我画好啦")
        answer = await story.says(OWNER, f"/grant {amount}".strip(), reply_to=said["message_id"])
        assert told_of in answer["text"]
        assert await story.points_of(YINUO) == 0

    async def test_nobody_named_nobody_given(self, story: Story) -> None:
        for words in ("", "10", "10 好棒"):
            assert "没看出是对谁" in (await story.says(OWNER, f"/grant {words}".strip()))["text"]
        assert "先写人，再写数量" in (await story.says(OWNER, f"/grant 50 {YINUO}"))["text"]
        assert "@nobody_here" in (await story.says(OWNER, "/grant @nobody_here 10"))["text"]

    async def test_a_first_message_in_a_topic_is_no_reply_to_its_founder(self, story: Story) -> None:
        topic = max(story.world.chats[FORUM].topics)
        answer = await story.says(MODERATOR, "/grant 10 好", topic=topic, reply_to=topic)
        assert "没看出是对谁" in answer["text"]

    async def test_members_may_not_and_are_told_who_may(self, story: Story) -> None:
        said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="给我")
        assert "管理员" in (await story.says(YINUO, "/grant 10", reply_to=said["message_id"]))["text"]
        assert await story.points_of(ZIXUAN) == 0

    async def test_not_to_oneself_a_bot_or_someone_hidden(self, story: Story) -> None:
        own = await story.does(OWNER, "say", chat_id=FORUM, text="我真棒")
        assert "不能给自己" in (await story.says(OWNER, "/grant 10", reply_to=own["message_id"]))["text"]
        hidden = await story.does(OWNER, "say", chat_id=FORUM, text="通知", anonymous=True)
        assert "匿名管理员" in (await story.says(MODERATOR, "/grant 10", reply_to=hidden["message_id"]))["text"]
        robot = await story.says(YINUO, "签到")
        assert "机器人" in (await story.says(OWNER, "/grant 10", reply_to=robot["message_id"]))["text"]

    async def test_an_anonymous_administrator_is_named_as_such(self, story: Story) -> None:
        await story.says(YINUO, "我来啦")
        story.world.chats[FORUM].members[OWNER].is_anonymous = True
        answer = await story.says(OWNER, f"/grant {YINUO} 5 好", anonymous=True)
        assert "加了 5 分" in answer["text"]
        assert "操作人：匿名管理员" in answer["text"]
        assert "匿名管理员" in (await story.says(YINUO, "/ledger"))["text"]

    async def test_taking_and_undoing(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        refused = await story.says(OWNER, f"/deduct {YINUO} 11 刷屏")
        assert "只有 10 分" in refused["text"]
        taken = await story.says(OWNER, f"/deduct {YINUO} 10 刷屏")
        assert "还有 0 分" in taken["text"]
        undone = await story.says(OWNER, f"/undo ＃{entry_of(taken)}")
        assert "现在有 10 分" in undone["text"]
        assert "已经撤销过" in (await story.says(OWNER, f"/undo {entry_of(taken)}"))["text"]
        assert "没有 #99" in (await story.says(OWNER, "/undo 99"))["text"]
        assert "用法" in (await story.says(OWNER, "/undo"))["text"]
        assert "「abc」" in (await story.says(OWNER, "/undo abc"))["text"]
        assert "已被 #3 撤销" in (await story.says(YINUO, "/ledger"))["text"]
        assert await story.points_of(YINUO) == 10

    async def test_an_entry_of_one_group_is_out_of_reach_from_another(self, story: Story) -> None:
        await story.says(HAORAN, "签到")
        assert "没有 #1" in (await story.says(OWNER, "/undo 1", chat=KITCHEN))["text"]
