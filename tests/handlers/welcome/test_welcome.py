"""Stories of newcomers: greeted together and once, in the group's words and theirs; raids told while they begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.buttons import labels, urls
from tests.handlers.welcome.coming import joins, raiders, somebody, welcomes
from tests.phone import SCREEN, card_lines
from tests.storage.moved_group import migrate
from tests.story import (
    EMMA,
    FORUM,
    HAORAN,
    HIKE,
    KITCHEN,
    MODERATOR,
    NEWCOMER,
    OWNER,
    YINUO,
    Story,
    told,
)

DAY = 86_400


async def test_those_who_come_within_half_a_minute_are_greeted_together_by_name_and_it_goes(story: Story) -> None:
    second = somebody(story, "阿Ben <b>")
    await joins(story, NEWCOMER)
    await story.passes(20)
    await joins(story, second)
    assert welcomes(story) == []
    await story.passes(11)
    [said] = welcomes(story)
    assert "新来的小鹿、阿Ben <b>" in said
    assert "围炉夜话" in said
    shown = story.world.sent(FORUM)[-1]
    assert [each["user"]["id"] for each in shown["entities"] if each["type"] == "text_mention"] == [NEWCOMER, second]
    await story.passes(601)
    assert welcomes(story) == []


async def test_the_former_one_goes_with_the_next_and_groups_do_not_mix(story: Story) -> None:
    first, second = somebody(story, "小一"), somebody(story, "小二")
    await joins(story, first)
    await story.passes(31)
    await joins(story, second)
    await joins(story, first, chat=HIKE)
    await story.passes(31)
    assert ["小二" in each for each in welcomes(story)] == [True]
    assert "小一" not in welcomes(story)[0]
    assert "周末爬山小队" in welcomes(story, HIKE)[0]


async def test_nobody_is_greeted_twice_and_who_comes_back_after_long_is_told_apart(story: Story) -> None:
    await joins(story, NEWCOMER)
    await story.passes(31)
    await story.passes(700)
    for _ in range(2):
        await story.does(NEWCOMER, "leave", chat_id=FORUM)
        await story.passes(400)
        await joins(story, NEWCOMER)
        await story.passes(400)
        assert welcomes(story) == []
    await story.does(NEWCOMER, "leave", chat_id=FORUM)
    await story.passes(40 * DAY)
    await joins(story, NEWCOMER)
    await story.passes(31)
    assert "新来的小鹿 回来了" in welcomes(story)[0]


async def test_a_member_of_old_who_was_never_greeted_comes_back_as_one(story: Story) -> None:
    await story.says(HAORAN, "早")
    await story.passes(600)
    await story.does(HAORAN, "leave", chat_id=FORUM)
    await joins(story, HAORAN)
    await story.passes(31)
    assert "吴浩然 回来了" in welcomes(story)[0]
    assert "打个招呼" not in welcomes(story)[0]


async def test_who_was_removed_or_went_at_once_is_not_greeted(story: Story) -> None:
    gone, put_out, stays = (somebody(story, name) for name in ("走了的", "移出的", "留下的"))
    await joins(story, gone, put_out, stays)
    await story.does(gone, "leave", chat_id=FORUM)
    await story.does(MODERATOR, "ban", chat_id=FORUM, user_id=put_out)
    await story.passes(31)
    assert "欢迎 留下的 来到" in welcomes(story)[0]
    await joins(story, gone)
    await story.passes(31)
    assert "移出的" not in "".join(welcomes(story))


async def test_at_night_it_waits_for_the_morning_and_all_of_the_night_are_one(story: Story) -> None:
    first, second = somebody(story, "夜猫"), somebody(story, "早鸟")
    await story.passes(12 * 3600)
    await joins(story, first)
    await story.passes(3600)
    await joins(story, second)
    await story.restart()
    await story.passes(3600)
    assert welcomes(story) == []
    await story.passes(7 * 3600)
    [said] = welcomes(story)
    assert "夜猫、早鸟" in said


async def test_the_groups_own_words_by_file_by_command_and_step_by_step(tmp_path: Path) -> None:
    extra = '[welcome]\ntext = "嗨 <b>{name}</b>，{group} 的规矩：{rules}"\nbatch = "1s"\nvanish = "0"\n'
    async with told(tmp_path, extra) as story:
        await story.says(OWNER, "/rules set 好好说话")
        await joins(story, NEWCOMER)
        await story.passes(2)
        shown = next(each for each in story.world.sent(FORUM) if "嗨" in each.get("text", ""))
        assert shown["text"] == "嗨 新来的小鹿，围炉夜话 的规矩：群规"
        assert urls(shown) == [f"https://t.me/weilu_bot?start={what}{FORUM}" for what in ("rules", "first")]
        assert "不认得 {nmae}" in (await story.says(MODERATOR, "/welcome set 来的都是 {nmae}"))["text"]
        assert "管理员" in (await story.says(YINUO, "/welcome set 我来写"))["text"]
        await story.says(MODERATOR, "/welcome set 来了就坐，{name} & 大家")
        assert "来了就坐，周明远 & 大家" in (await story.says(MODERATOR, "/welcome test"))["text"]
        await story.passes(DAY)
        await story.restart()
        await joins(story, somebody(story, "小三"))
        await story.passes(2)
        assert "来了就坐，小三 & 大家" in story.world.sent(FORUM)[-1]["text"]
        await story.says(MODERATOR, "/welcome set 默认")
        assert "嗨 周明远" in (await story.says(MODERATOR, "/welcome test"))["text"]


async def test_it_is_turned_off_and_on_and_nobody_waits_for_it_meanwhile(story: Story) -> None:
    assert "不再欢迎" in (await story.says(MODERATOR, "/welcome off"))["text"]
    await joins(story, NEWCOMER)
    await story.passes(31)
    assert welcomes(story) == []
    await story.says(MODERATOR, "/welcome 开")
    assert "开着" in (await story.says(MODERATOR, "/welcome"))["text"]
    story.world.clock.advance(60)
    await joins(story, somebody(story, "后来的"))
    await story.passes(31)
    assert "欢迎 后来的 来到" in welcomes(story)[-1]


@pytest.mark.parametrize(
    ("languages", "words"),
    [
        (("en", "en"), "Welcome to 围炉夜话, 甲, 乙!"),
        (("zh-hant", "zh-hant"), "歡迎 甲、乙 來到 围炉夜话"),
        (("zh-hans", "en"), "Ask anything"),
        (("zh-hans", "ja"), "欢迎 甲、乙 来到 围炉夜话"),
    ],
)
async def test_it_speaks_the_newcomers_language(story: Story, languages: tuple[str, str], words: str) -> None:
    await joins(story, *(somebody(story, name, language=each) for name, each in zip("甲乙", languages, strict=True)))
    await story.passes(31)
    assert words in welcomes(story)[0]


async def test_more_than_can_be_named_are_counted_and_it_fits_a_phone(story: Story) -> None:
    await joins(story, *(somebody(story, f"名字很长的第{n}位新朋友你好") for n in range(12)))
    await story.passes(31)
    shown = story.world.sent(FORUM)[-1]
    assert "和另外 4 位" in shown["text"]
    assert card_lines(shown) <= SCREEN


async def test_a_raid_is_one_message_and_an_alert_with_the_door_to_close(story: Story) -> None:
    for who in (OWNER, MODERATOR):
        await story.says(who, "/start", chat=who)
    await story.says(MODERATOR, "/doctor")
    calls = len(story.world.calls)
    for first in range(700_000, 700_600, 100):
        await story.take_in(raiders(story, 100, first=first))
    await story.settle()
    assert len(await story.rows("SELECT 1 FROM newcomers")) == 600
    alerts = [each for each in story.world.sent(MODERATOR) if "🚨" in each.get("text", "")]
    assert len(alerts) == 1
    assert labels(alerts[0]) == ["🚪 关门一天", "不用管"]
    await story.passes(31)
    assert welcomes(story) == [], "while so many come nobody is greeted"
    await story.passes(90)
    [said] = welcomes(story)
    assert "600 位新朋友" in said
    here = [call for call in list(story.world.calls)[calls:] if call[1].get("chat_id") == FORUM]
    assert len([call for call in here if call[0].startswith("send")]) == 1
    await story.presses(MODERATOR, "🚪 关门一天", chat=MODERATOR)
    assert len(await story.rows("SELECT 1 FROM doors")) == 1


async def test_who_has_to_pass_the_gate_is_greeted_once_through_and_who_is_removed_is_not(tmp_path: Path) -> None:
    async with told(tmp_path, '[gate]\nmode = "button"\n') as story:
        passes, stays_out = somebody(story, "过门的"), somebody(story, "不过的")
        await joins(story, passes, stays_out)
        await story.passes(40)
        assert welcomes(story) == []
        await story.presses(passes, "我不是机器人")
        await story.passes(40)
        assert "欢迎 过门的 来到" in welcomes(story)[0]
        await story.passes(110)
        await story.passes(40)
        assert "不过的" not in "".join(welcomes(story))
        assert await story.rows("SELECT 1 FROM timers WHERE kind = 'welcome'") == []


async def test_a_press_on_the_alert_asks_for_the_right(story: Story) -> None:
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(OWNER, "/doctor", chat=KITCHEN)
    await story.take_in(raiders(story, 70, chat=KITCHEN))
    await story.settle()
    _, data = story.button(OWNER, "🚪 关门一天")
    await story.says(EMMA, "/start", chat=EMMA)
    story.world.press_made_up(EMMA, EMMA, story.world.sent(EMMA)[-1]["message_id"], data)
    await story.settle()
    assert "Only admins" in story.toasts(EMMA)[-1]
    assert await story.rows("SELECT 1 FROM doors") == []
    await story.presses(OWNER, "不用管", chat=OWNER)
    assert "不用管" in story.world.sent(OWNER)[-1]["text"]


async def test_without_any_right_the_notice_of_a_joining_is_enough(story: Story) -> None:
    await story.does(OWNER, "demote", chat_id=HIKE, user_id=story.world.bot.id)
    await joins(story, NEWCOMER, chat=HIKE)
    await story.passes(31)
    assert "新来的小鹿" in welcomes(story, HIKE)[0]
    await story.passes(601)
    assert welcomes(story, HIKE) == []


async def test_a_group_that_moves_greets_those_who_wait_where_it_is_now(story: Story) -> None:
    await joins(story, NEWCOMER, chat=HIKE)
    new = await migrate(story)
    await story.passes(31)
    assert "新来的小鹿" in welcomes(story, new)[0]
    assert len(await story.rows("SELECT 1 FROM newcomers WHERE chat_id = :new", new=new)) == 1


async def test_a_crash_between_coming_and_greeting_greets_once(story: Story) -> None:
    await joins(story, NEWCOMER)
    await story.restart()
    await story.passes(31)
    await story.restart()
    await story.passes(31)
    greetings = [call for call in story.world.calls if call[0] == "sendMessage" and "👋" in call[1].get("text", "")]
    assert len(greetings) == 1
