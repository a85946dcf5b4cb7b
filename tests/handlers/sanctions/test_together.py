"""Stories of what several hands did to one member: none of them cuts another short, and each is taken back alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playground.world.state import standing
from playground.world.values import Member
from tests.handlers.guard.scene import LINK, met, says
from tests.story import FORUM, MODERATOR, NEWCOMER, YINUO, Story, told

QUIET: Final = "[welcome]\nenabled = false\n"
LADDER: Final = QUIET + '[warnings]\nladder = ["1: mute 1h"]\n'
MUTES: Final = QUIET + '[guard]\ntrial = false\naction = "mute 1h"\n'
DAY: Final = 86_400


def stands(story: Story, who: int) -> Member:
    return standing(story.world.chats[FORUM], who)


async def test_a_step_of_the_ladder_neither_shortens_a_mute_nor_ends_it_when_it_is_taken_back(tmp_path: Path) -> None:
    async with told(tmp_path, LADDER) as story:
        await met(story)
        await story.says(MODERATOR, f"/mute {YINUO} 7d 广告")
        until = stands(story, YINUO).until
        await story.says(MODERATOR, f"/warn {YINUO} 刷屏")
        assert stands(story, YINUO).until == until
        await story.presses(MODERATOR, "撤销（管理员）")
        assert (stands(story, YINUO).status, stands(story, YINUO).until) == ("restricted", until)
        assert "可以说话了" in (await story.says(MODERATOR, f"/unmute {YINUO}"))["text"]
        assert stands(story, YINUO).status == "member"


async def test_a_longer_step_lasts_as_long_as_it_says_and_the_shorter_mute_goes_on_after_it(tmp_path: Path) -> None:
    async with told(tmp_path, LADDER.replace("1h", "3d")) as story:
        await met(story)
        await story.says(MODERATOR, f"/mute {YINUO} 1d 广告")
        await story.says(MODERATOR, f"/warn {YINUO} 刷屏")
        assert stands(story, YINUO).until - story.world.now() in (3 * DAY, 3 * DAY + 1)
        await story.presses(MODERATOR, "撤销（管理员）")
        assert stands(story, YINUO).until - story.world.now() in (DAY, DAY + 1)


async def test_what_a_moderator_says_anew_takes_the_place_of_what_was_said_before(tmp_path: Path) -> None:
    async with told(tmp_path, QUIET) as story:
        await met(story)
        first = await story.says(MODERATOR, f"/mute {YINUO} 7d 广告")
        await story.says(MODERATOR, f"/mute {YINUO} 1h 算了，一小时")
        assert stands(story, YINUO).until - story.world.now() in (3600, 3601)
        shown = {each["message_id"]: each.get("text", "") for each in story.world.sent(FORUM)}
        assert "撤销" in shown[first["message_id"]]
        await story.presses(MODERATOR, "撤销（管理员）")
        assert stands(story, YINUO).status == "member"


async def test_what_the_guard_muted_for_speaks_again_where_it_was_wrong(tmp_path: Path) -> None:
    async with told(tmp_path, MUTES) as story:
        await met(story)
        await says(story, NEWCOMER, LINK)
        assert stands(story, NEWCOMER).status == "restricted"
        await story.presses(MODERATOR, "弄错了，撤销", chat=MODERATOR)
        assert stands(story, NEWCOMER).status == "member"
        assert await story.rows("SELECT 1 AS n FROM sanctions WHERE lifted_at = 0") == []


async def test_an_appeal_without_a_number_is_against_the_whole_of_it(tmp_path: Path) -> None:
    async with told(tmp_path, MUTES) as story:
        await met(story)
        await story.says(NEWCOMER, "/start", chat=NEWCOMER)
        await says(story, NEWCOMER, LINK)
        assert "消息" in (await story.says(NEWCOMER, "/appeal 是作业的链接", chat=NEWCOMER))["text"]
        await story.presses(MODERATOR, "撤销处理", chat=MODERATOR)
        assert stands(story, NEWCOMER).status == "member"
        assert await story.rows("SELECT 1 AS n FROM sanctions WHERE lifted_at = 0") == []


async def test_nobody_gets_rid_of_a_mute_by_going_and_passing_the_gate(tmp_path: Path) -> None:
    async with told(tmp_path, QUIET + '[gate]\nmode = "button"\n') as story:
        await met(story)
        await story.says(MODERATOR, f"/mute {YINUO} 2d 广告")
        until = stands(story, YINUO).until
        await story.does(YINUO, "leave", chat_id=FORUM)
        await story.does(YINUO, "join", chat_id=FORUM)
        assert (stands(story, YINUO).status, stands(story, YINUO).until) == ("restricted", until)
        await story.passes(600)
        assert stands(story, YINUO).status == "restricted", "and nobody shows them out: they cannot press"


async def test_whoever_is_muted_at_the_gate_stays_so_when_they_pass(tmp_path: Path) -> None:
    async with told(tmp_path, QUIET + '[gate]\nmode = "button"\n') as story:
        await met(story)
        await story.says(MODERATOR, f"/mute {NEWCOMER} 2d 广告")
        await story.presses(NEWCOMER, "我不是机器人")
        assert stands(story, NEWCOMER).status == "restricted"
        assert stands(story, NEWCOMER).until - story.world.now() in (2 * DAY, 2 * DAY + 1)
