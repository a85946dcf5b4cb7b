"""Stories of rules that deletions and mutes cite: chosen at the desk, by number, and by what was chosen before."""

from __future__ import annotations

from pathlib import Path

from tests.buttons import labels
from tests.handlers.guard.scene import LINK, met, says, stands
from tests.story import FORUM, MODERATOR, MUYANG, NEWCOMER, OWNER, YINUO, ZIXUAN, told

CONFIG = """[guard]
trial = false
action = "mute 1h"
[welcome]
enabled = false
[warnings]
ladder = ["1: mute 1h"]
[rules]
text = '''不发广告
不骂人'''
"""


async def test_what_was_deleted_cites_the_rule_that_a_moderator_chose_and_so_does_the_next_of_its_kind(
    tmp_path: Path,
) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story)
        await story.says(NEWCOMER, "/start", chat=NEWCOMER)
        await story.passes(60)
        await says(story, NEWCOMER, LINK)
        assert "群规第" not in story.world.sent(NEWCOMER)[-1]["text"], "nobody has said which"
        asked = await story.presses(MODERATOR, "📜 引用群规第几条", chat=MODERATOR)
        judged = ["弄错了，撤销", "确实不该发", "封禁这个人"]
        assert labels(asked) == ["1. 不发广告", "2. 不骂人", *judged], "it may still be wrong"
        done = await story.presses(MODERATOR, "1. 不发广告", chat=MODERATOR)
        assert "违反群规第 1 条：不发广告" in done["text"]
        assert "已告诉对方" in done["text"]
        assert "违反群规第 1 条：不发广告" in story.world.sent(OWNER)[-1]["text"], "on every card"
        assert "违反群规第 1 条：不发广告" in story.world.sent(NEWCOMER)[-1]["text"]
        assert [row["rule"] for row in await story.rows("SELECT rule FROM sanctions")] == [1, 1], "the mute, too"
        assert (await story.says(NEWCOMER, "/why", chat=NEWCOMER))["text"].count("群规第 1 条「不发广告」") == 2
        await story.says(NEWCOMER, "/appeal 是我自己的", chat=NEWCOMER)
        assert "违反群规第 1 条：不发广告" in story.world.sent(OWNER)[-1]["text"]
        log = (await story.says(OWNER, "/audit", chat=OWNER))["text"]
        assert "引用群规 新来的小鹿（群规第 1 条 #1）" in log
        assert "机器人：删了一条消息 新来的小鹿（刚进群就发链接）" in log

        async def next_one() -> str:
            fresh = await story.does(OWNER, "newcomer", name="新人")
            await story.does(fresh, "join", chat_id=FORUM)
            await story.passes(61)
            await says(story, fresh, f"{LINK}{fresh}")
            return str(story.world.sent(FORUM)[-1]["text"])

        assert "刚进群就发链接，违反群规第 1 条：不发广告" in await next_one()
        await story.says(OWNER, "/rules set 有话好好说\n不骂人\n不发广告")
        assert "违反群规" not in await next_one(), "the numbers mean something else now"


async def test_a_reported_message_is_deleted_by_one_press_with_its_rule_and_can_be_appealed(tmp_path: Path) -> None:
    async with told(tmp_path, CONFIG) as story:
        for who in (OWNER, MODERATOR, YINUO, ZIXUAN):
            await story.says(who, "/help")
            await story.says(who, "/start", chat=who)
        said = await says(story, ZIXUAN, "你们都是傻子")
        await story.says(YINUO, "/report 骂人", reply_to=said["message_id"])
        asked = await story.presses(MODERATOR, "删掉这条", chat=MODERATOR)
        assert not stands(story, said)
        assert "删掉了 王子轩 的那条" in asked["text"]
        assert "有人举报" in story.world.sent(ZIXUAN)[-1]["text"]
        assert "已经处理了" in story.world.sent(YINUO)[-1]["text"]
        await story.presses(MODERATOR, "📜 引用群规第几条", chat=MODERATOR)
        assert "第 2 条：不骂人" in (await story.presses(MODERATOR, "2. 不骂人", chat=MODERATOR))["text"]
        assert "违反群规第 2 条：不骂人" in story.world.sent(ZIXUAN)[-1]["text"]
        assert await story.rows("SELECT said, state FROM guard_finds") == [{"said": "", "state": "right"}]
        await story.says(ZIXUAN, "/appeal 说的是自己", chat=ZIXUAN)
        card = story.world.sent(OWNER)[-1]["text"]
        assert "第 2 条：不骂人" in card
        assert "你们都是傻子" in card
        again = await says(story, MUYANG, "你们都是傻子")
        await story.says(YINUO, "/report", reply_to=again["message_id"])
        assert "违反群规" not in story.world.sent(MODERATOR)[-1]["text"]
        await story.presses(MODERATOR, "不成立", chat=MODERATOR)
        assert [row["said"] for row in await story.rows("SELECT said FROM guard_finds")] == ["", ""]


async def test_a_mute_of_the_ladder_cites_the_rule_of_its_warning_in_the_log_and_by_why(tmp_path: Path) -> None:
    async with told(tmp_path, CONFIG) as story:
        await story.says(YINUO, "/start", chat=YINUO)
        await story.says(YINUO, "早")
        await story.says(MODERATOR, f"/warn {YINUO} 1 又来了")
        log = (await story.says(MODERATOR, "/audit", chat=MODERATOR))["text"]
        assert "警告 陈一诺（群规第 1 条 又来了）" in log
        assert "禁言 陈一诺（群规第 1 条 #2）" in log
        why = (await story.says(YINUO, "/why", chat=YINUO))["text"]
        assert why.count("群规第 1 条「不发广告」，又来了") == 2
