"""Stories of events that the operators' file plans: begun, moved, changed, called off; each once, whatever restarts."""

from __future__ import annotations

from pathlib import Path

from tests.buttons import labels
from tests.handlers.events.plan import HOUR, cards, event, texts
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, MUYANG, OWNER, PICTURE, YINUO, ZIXUAN, Story, told

KEEPER = f"[access]\noperators = [{OWNER}]\n"


async def edited(story: Story, text: str) -> bool:
    """The file is saved with another end after `[access]`, and looked at."""
    assert story.config.source is not None
    path = story.config.source
    path.write_text(path.read_text().partition("[[event]]")[0] + text)
    is_taken = await story.app.reload.look()
    await story.settle()
    return is_taken


async def test_it_is_begun_once_with_all_its_fields_and_a_calendar_file(tmp_path: Path) -> None:
    fields = ('title = "包饺子大会"', 'place = "活动室"', "cap = 2", "goal = 2", "points = 15", 'lasts = "3h"')
    async with told(tmp_path, event(*fields)) as story:
        await story.restart()
        assert len(cards(story)) == 1
        assert cards(story)[0].splitlines()[:4] == [
            "包饺子大会", "🕗 1月18日 周一 19:00（还有 2 天，#1）", "📍 活动室", "🎁 到场得 15 分",
        ]  # fmt: skip
        assert "📅 加到日历" in labels(next(each for each in story.world.sent(FORUM) if "包饺子" in each["text"]))
        await story.presses(YINUO, "报名")
        assert "报名 1 / 2" in cards(story)[0]


async def test_one_in_a_file_beside_is_begun_when_it_is_saved_and_called_off_when_it_goes(tmp_path: Path) -> None:
    async with told(tmp_path) as story:
        beside = tmp_path / "schedule.d" / "winter.toml"
        beside.parent.mkdir()
        beside.write_text(event())
        assert await story.app.reload.look()
        await story.settle()
        assert len(cards(story)) == 1
        assert "取消" not in "".join(texts(story))
        beside.unlink()
        assert await story.app.reload.look()
        await story.settle()
        assert "取消" in "".join(texts(story))


async def test_operators_hear_once_that_the_topic_of_an_event_or_entry_is_not_there(tmp_path: Path) -> None:
    entry = f'[[schedule]]\nname = "整点"\nchats = [{FORUM}, {KITCHEN}]\nevery = "1h"\ntext = "钟声"\ntopic = "无"\n'
    general = f'[[schedule]]\nname = "大厅"\nchats = [{FORUM}]\nevery = "1h"\ntext = "早"\ntopic = "综合"\n'
    async with told(tmp_path, KEEPER) as story:
        for chat in (OWNER, FORUM, KITCHEN):
            await story.says(OWNER, "/start", chat=chat)
        assert await edited(story, event('topic = "棋牌"') + entry + general)
        for _ in range(3):
            await story.passes(HOUR)
        heard = [each for each in texts(story, OWNER) if "找不到它的话题" in each]
        assert sorted(each.split("」")[0] for each in heard) == ["配置文件里的「包饺子", "配置文件里的「整点"]
        assert "没有叫「棋牌」的话题" in heard[0]


async def test_all_groups_have_it_where_none_is_named_each_by_its_own_clock(tmp_path: Path) -> None:
    zone = f'[groups."{KITCHEN}".community]\ntimezone = "Asia/Tokyo"\n'
    async with told(tmp_path, zone) as story:
        for chat in (FORUM, KITCHEN, HIKE):
            await story.says(OWNER, "早", chat=chat)
        await edited(story, event().replace(f"chats = [{FORUM}]\n", ""))
        starts = await story.rows("SELECT chat_id, starts_at FROM events ORDER BY starts_at")
        assert {each["chat_id"] for each in starts} == {FORUM, KITCHEN, HIKE}
        assert starts[1]["starts_at"] - starts[0]["starts_at"] == HOUR
        assert starts[0]["chat_id"] == KITCHEN


async def test_a_group_the_bot_is_taken_into_later_has_it_too_and_once(tmp_path: Path) -> None:
    async with told(tmp_path, event().replace(f"chats = [{FORUM}]\n", "")) as story:
        assert await story.rows("SELECT 1 FROM events") == []
        group = await story.does(OWNER, "new_group", title="新来的")
        await story.does(OWNER, "remove_bot", chat_id=group)
        await story.does(OWNER, "unban", chat_id=group, user_id=story.world.bot.id)
        await story.does(OWNER, "add_bot", chat_id=group)
        assert await story.rows("SELECT chat_id FROM events") == [{"chat_id": group}]
        assert sum("🕗 " in each for each in texts(story, group)) == 1


async def test_a_group_first_heard_of_by_a_message_has_it_too(tmp_path: Path) -> None:
    async with told(tmp_path, event().replace(f"chats = [{FORUM}]\n", "")) as story:
        await story.says(OWNER, "早", chat=KITCHEN)
        assert await story.rows("SELECT chat_id FROM events") == [{"chat_id": KITCHEN}]


async def test_another_time_in_the_file_moves_it_and_tells_those_who_go(tmp_path: Path) -> None:
    async with told(tmp_path, event()) as story:
        await story.says(YINUO, "/start", chat=YINUO)
        await story.presses(YINUO, "报名")
        assert await edited(story, event(at="2027-01-20 18:00"))
        assert "🕗 1月20日 周三 18:00" in cards(story)[0]
        assert "包饺子 改到 1月20日 18:00。" in texts(story)
        assert texts(story, YINUO)[-1] == "包饺子 改到 1月20日 18:00。"
        await story.restart()
        assert texts(story).count("包饺子 改到 1月20日 18:00。") == 1


async def test_more_places_in_the_file_let_those_who_wait_in(tmp_path: Path) -> None:
    async with told(tmp_path, event("cap = 1")) as story:
        for who in (YINUO, ZIXUAN, MUYANG):
            await story.presses(who, "报名")
        assert "候补 2：" in cards(story)[0]
        await edited(story, event("cap = 3"))
        assert "报名 3 / 3" in cards(story)[0]
        assert "候补" not in cards(story)[0]
        assert sum("你能去了" in each for each in texts(story)) == 1


async def test_what_the_file_no_longer_names_is_called_off_unless_it_has_begun(tmp_path: Path) -> None:
    async with told(tmp_path, event() + event(name="早场", at="2027-01-16 13:00")) as story:
        await story.passes(HOUR + 60)
        await edited(story, "")
        assert [each["name"] for each in await story.rows("SELECT name FROM events WHERE state = 'cancelled'")] == [
            "包饺子"
        ]
        assert "包饺子（1月18日 19:00）已取消。" in texts(story)
        await story.passes(2 * HOUR)
        assert any("早场 结束了" in each for each in texts(story))


async def test_operators_are_told_which_events_an_edit_brought_moved_and_took_away(tmp_path: Path) -> None:
    async with told(tmp_path, KEEPER + event() + event(name="读书")) as story:
        await story.says(OWNER, "/start", chat=OWNER)
        await edited(story, event(at="2027-01-20 18:00") + event(name="爬山"))
        assert texts(story, OWNER)[-1].splitlines() == [
            "配置文件已更新并生效。", "新增：爬山", "改动：包饺子", "删去：读书",
        ]  # fmt: skip


async def test_a_moderators_own_word_in_the_chat_holds_until_the_file_says_otherwise(tmp_path: Path) -> None:
    async with told(tmp_path, event() + event(name="读书")) as story:
        await story.says(MODERATOR, "/event move 1 2027-01-19 18:00")
        await story.says(MODERATOR, "/event cancel 2")
        await story.restart()
        await edited(story, event('place = "二楼"') + event(name="读书"))
        assert "🕗 1月19日 周二 18:00" in cards(story)[0]
        assert "📍 二楼" in cards(story)[0]
        assert len(cards(story)) == 2
        await edited(story, event('place = "二楼"') + event(name="读书", at="2027-01-25 19:00"))
        assert "🕗 1月25日 周一 19:00（还有 " in cards(story)[2]


async def test_a_time_that_has_passed_begins_nothing_and_all_or_nothing_is_taken(tmp_path: Path) -> None:
    async with told(tmp_path, event(at="2026-01-01 10:00")) as story:
        assert texts(story) == []
        assert not await edited(story, event() + event("cap = -1", name="坏的"))
        assert texts(story) == []
        assert await edited(story, event() + event("cap = 1", name="好的"))
        assert len(cards(story)) == 2


async def test_a_picture_is_the_card_and_its_caption_changes(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    async with told(tmp_path, event('photo = "a.png"')) as story:
        assert "photo" in story.world.sent(FORUM)[0]
        await story.presses(YINUO, "报名")
        assert "👥 报名 1\n" in cards(story)[0]
