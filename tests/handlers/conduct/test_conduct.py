"""Stories of a group's own rules and of what it says of itself."""

from __future__ import annotations

from pathlib import Path

from tests.buttons import labels
from tests.handlers.schedule.entries import entry
from tests.phone import SCREEN, card_lines
from tests.storage.moved_group import migrate
from tests.story import (
    EMMA,
    FORUM,
    HAORAN,
    HIKE,
    KITCHEN,
    MODERATOR,
    MUYANG,
    NEWCOMER,
    OWNER,
    PEISHAN,
    YINUO,
    ZIXUAN,
    Story,
    told,
)

THREE = "/rules set 1. 好好说话\n2、不发广告\n- 有分歧说事"


def news(story: Story, chat: int = FORUM) -> list[str]:
    return [
        each["text"]
        for each in story.world.sent(chat)
        if "群规有改动" in each.get("text", "") or "群里有群规了" in each.get("text", "")
    ]


async def test_a_group_writes_its_rules_and_reads_them_numbered(story: Story) -> None:
    assert "还没有写" in (await story.says(YINUO, "/rules"))["text"]
    assert "/rules set" not in (await story.says(YINUO, "/rules"))["text"], "the form is told those who may use it"
    assert "/rules set" in (await story.says(OWNER, "/rules"))["text"]
    assert "管理员" in (await story.says(YINUO, THREE))["text"]
    await story.says(OWNER, THREE)
    assert any("第 1 版" in each.get("text", "") for each in story.world.sent(FORUM))
    shown = await story.says(YINUO, "群规")
    assert "1. 好好说话\n2. 不发广告\n3. 有分歧说事" in shown["text"]
    assert "还没有写" in (await story.says(HAORAN, "/rules", chat=KITCHEN))["text"], "another group has its own"
    assert [row["deed"] for row in await story.rows("SELECT deed FROM audit")] == ["rules_set"]


async def test_a_change_is_told_once_with_what_changed_and_holds_from_when_it_says(story: Story) -> None:
    await story.says(OWNER, THREE)
    await story.passes(60)
    again = "/rules set 好好说话\n不发广告和红包\n有分歧说事\n发图先打码"
    await story.says(OWNER, again)
    assert len(news(story)) == 2
    assert "✏️ 2. 不发广告和红包\n➕ 4. 发图先打码" in news(story)[-1]
    assert "好好说话" not in news(story)[-1]
    await story.restart()
    await story.passes(3600)
    assert len(news(story)) == 2
    assert "和现在的群规一样" in (await story.says(OWNER, again))["text"]
    note = await story.does(OWNER, "say", chat_id=FORUM, text="只聊吃的\n不许饿着")
    await story.says(OWNER, "/rules set", reply_to=note["message_id"])
    assert "1. 只聊吃的\n2. 不许饿着\n第 3 版" in (await story.says(YINUO, "/rules"))["text"]


async def test_at_night_the_news_waits_and_several_changes_are_one(story: Story) -> None:
    await story.says(OWNER, THREE)
    await story.passes(12 * 3600)
    await story.says(OWNER, "/rules set 好好说话")
    await story.says(OWNER, "/rules set 好好说话\n早点睡")
    assert len(news(story)) == 1
    await story.passes(9 * 3600)
    assert len(news(story)) == 2
    assert "✏️ 2. 早点睡\n➖ 原第 3 条：有分歧说事" in news(story)[-1], "against what the group was told last"


async def test_rules_of_tomorrow_do_not_hold_today(story: Story) -> None:
    await story.says(OWNER, THREE)
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(OWNER, "/rules set")
    await story.says(OWNER, "好好说话\n每天一张图", chat=OWNER)
    shown = await story.says(OWNER, "明天 0:00", chat=OWNER)
    assert "1月17日" in shown["text"]
    await story.presses(OWNER, "发布群规", chat=OWNER)
    assert "1月17日 00:00 起生效" in news(story)[-1]
    today = (await story.says(YINUO, "/rules"))["text"]
    assert "有分歧说事" in today
    assert "新的一版从" in today
    await story.passes(13 * 3600)
    assert "每天一张图" in (await story.says(YINUO, "/rules"))["text"]


async def test_who_has_read_them_is_counted_and_theirs_alone_to_see(story: Story) -> None:
    await story.says(OWNER, THREE)
    for who in (YINUO, ZIXUAN, MUYANG, YINUO):
        await story.presses(who, "✅ 我看过了")
    assert "3 人" in story.toasts(YINUO)[-1]
    await story.does(MUYANG, "leave", chat_id=FORUM)
    shown = await story.says(OWNER, "/rules")
    assert "2 人看过" in shown["text"], "who left is not counted"
    assert "你在" not in shown["text"]
    own = await story.says(YINUO, f"/start rules{FORUM}", chat=YINUO)
    assert "✅ 你在 1月16日" in own["text"]
    assert "✅ 我看过了" not in labels(own)
    await story.says(PEISHAN, f"/start rules{FORUM}", chat=PEISHAN)
    assert "你在" in (await story.presses(PEISHAN, "✅ 我看過了", chat=PEISHAN))["text"]
    assert "不在" in (await story.says(NEWCOMER, f"/start rules{FORUM}", chat=NEWCOMER))["text"]
    message_id, data = story.button(FORUM, "✅ 我看过了")
    await story.says(OWNER, "/rules set 新的一版")
    await story.does(HAORAN, "press", chat_id=FORUM, message_id=message_id, data=data)
    assert "已经更新" in story.toasts(HAORAN)[-1]


async def test_the_operators_file_brings_rules_until_somebody_changes_them(tmp_path: Path) -> None:
    extra = '[rules]\ntext = """\n1. 好好说话\n2. 不发广告\n"""\n'
    async with told(tmp_path, extra) as story:
        assert "2. 不发广告" in (await story.says(YINUO, "/rules"))["text"]
        assert news(story) == [], "the first ones are no change"
        await story.says(OWNER, "/rules set 群里自己定的")
        await story.says(YINUO, "早", chat=HIKE)
        await story.restart()
        assert "群里自己定的" in (await story.says(YINUO, "/rules"))["text"]
        path = tmp_path / "config.toml"
        path.write_text(path.read_text().replace("不发广告", "不发广告和红包"))
        assert await story.app.reload.look()
        await story.app.timers.tick()
        await story.settle()
        assert "不发广告和红包" in (await story.says(YINUO, "/rules"))["text"]
        assert "不发广告和红包" in news(story)[-1]
        assert "不发广告和红包" in news(story, HIKE)[-1]
        new = await migrate(story)
        assert "不发广告和红包" in (await story.says(YINUO, "/rules", chat=new))["text"]


async def test_one_rule_a_week_in_its_turn(tmp_path: Path) -> None:
    line = entry("重温", 'cron = "0 12 * * 1"', 'report = "rule"')
    async with told(tmp_path, line) as story:
        await story.passes(2 * 86_400 + 60)
        assert not [each for each in story.world.sent(FORUM) if "重温" in each.get("text", "")], "there is none yet"
        await story.says(OWNER, THREE)
        for _ in range(3):
            await story.passes(7 * 86_400)
        said = [each["text"] for each in story.world.sent(FORUM) if "重温" in each.get("text", "")]
        assert sorted(each.split("\n")[1][:2] for each in said) == ["1.", "2.", "3."]


async def test_about_tells_of_the_group_in_its_own_words_in_every_language(tmp_path: Path) -> None:
    async with told(tmp_path, '[community]\nabout = "聊吃聊喝聊电影，<b>不聊</b>工作。"\n') as story:
        said = (await story.says(YINUO, "/about"))["text"]
        assert "<b>不聊</b>工作" in said
        assert "围炉夜话" in said
        await story.says(YINUO, "早")
        assert "聊吃聊喝" in (await story.says(YINUO, "/start", chat=YINUO))["text"]
        assert "聊吃聊喝" in (await story.says(YINUO, "/about", chat=YINUO))["text"]
        assert "账本" in (await story.says(NEWCOMER, "/about", chat=NEWCOMER))["text"], "of the bot alone"


async def test_long_rules_are_folded_on_a_phone_in_every_language(story: Story) -> None:
    await story.says(OWNER, "/rules set " + "\n".join(f"{'这一条写得很长很长' * 4}之{n}" for n in range(20)))
    for who, language in ((YINUO, "简体中文"), (PEISHAN, "繁體中文"), (EMMA, "English")):
        await story.says(MODERATOR, "/language")
        await story.presses(MODERATOR, language)
        assert card_lines(await story.says(who, "/rules")) <= SCREEN
