"""What an operator types at a config of several bots: each command speaks of all, or of the one that is named."""

from __future__ import annotations

import asyncio
import re

from click.testing import CliRunner, Result

from bot.__main__ import main
from tests.deployment.conftest import Deployment, all_check_in, free_port, until
from tests.story import FORUM, YINUO, ZIXUAN


async def typed(bots: Deployment, *words: str) -> Result:
    """The bots' worlds go on meanwhile."""
    return await asyncio.to_thread(CliRunner().invoke, main, [*words, "--config", bots.config])


async def test_one_backup_for_all_and_one_way_back(bots: Deployment) -> None:
    copy = str(bots.folder / "copy.db")
    async with bots.at_work() as program:
        await all_check_in(bots)
        made = await typed(bots, "backup", copy)
        assert made.exit_code == 0
        assert re.findall(r"(?m)^(\w+): ok: \S+copy-(\w+)\.db", made.output) == [(name, name) for name in bots]
        await bots["tea"].answers(ZIXUAN, "签到")
        in_use = await typed(bots, "restore", copy, "--force")
        assert (in_use.exit_code, in_use.output.count("正由另一个进程用着")) == (1, 3)
        assert await program.stops() == 0
    (bots.folder / "copy-club.db").unlink()
    back = await typed(bots, "restore", copy, "--force")
    assert back.exit_code == 1
    assert re.search(r"(?m)^club: .*copy-club\.db", back.output), "one copy that is missing keeps no other from its way"
    async with bots.at_work() as program:
        assert "已经签过" not in await bots["tea"].answers(ZIXUAN, "签到")
        assert await program.stops() == 0


async def test_what_needs_one_bot_asks_which(bots: Deployment) -> None:
    async with bots.at_work() as program:
        await all_check_in(bots)
        file = str(bots.folder / "group.json")
        asked = await typed(bots, "export-chat", str(FORUM), file)
        assert asked.exit_code == 1
        assert asked.output.startswith("error bots: 有好几个，写的是 tea, club, read，用 --bot 指明一个\n")
        unknown = await typed(bots, "export-chat", str(FORUM), file, "--bot", "pub")
        assert (unknown.exit_code, "没有叫这个名字" in unknown.output) == (1, True)
        assert (await typed(bots, "export-chat", str(FORUM), file, "--bot", "club")).exit_code == 0
        assert await program.stops() == 0


async def test_one_is_frozen_and_the_page_says_so(bots: Deployment) -> None:
    bots.with_health()
    async with bots.at_work() as program:
        assert "club: 冻结了" in (await typed(bots, "freeze", "--bot", "club")).output
        lines = (await typed(bots, "health")).output.splitlines()
        assert [line.partition("，")[0] for line in lines] == [
            "tea: ok: 一切正常",
            "club: ok: 冻结着：什么都不说、不做",
            "read: ok: 一切正常",
        ]
        assert "+10" in await bots["tea"].answers(YINUO, "签到")
        assert "tea: 没有冻结" in (await typed(bots, "thaw")).output
        assert "+10" in await bots["club"].answers(YINUO, "签到")
        assert await program.stops() == 0


async def test_what_keeps_one_frozen_is_said_apart_from_how_the_others_are(bots: Deployment) -> None:
    sign = bots.file_of("tea").with_name("weilu-tea.db.frozen")
    sign.mkdir()
    found = await typed(bots, "thaw")
    assert (found.exit_code, [line.partition(":")[0] for line in found.stdout.splitlines()]) == (1, ["club", "read"])
    assert found.stderr.startswith(f"tea: {bots.file_of('tea')}: ")


async def test_each_console_has_its_link(bots: Deployment) -> None:
    for name in ("tea", "read"):
        bots[name].more = f'[bots.console]\nlisten = "{free_port()}"\n'
    async with bots.at_work() as program:
        lines = (await typed(bots, "console")).output.splitlines()
        assert [line.partition(": http://")[0] for line in lines if "/enter/" in line] == ["tea", "read"]
        assert await program.stops() == 0


async def test_check_names_the_bot_that_is_wrong(bots: Deployment) -> None:
    bots["club"].more = "[bots.points]\ncheckin_reward = -1\n"
    found = await typed(bots, "check")
    assert found.exit_code == 1
    assert '\nerror bots[1].points.checkin_reward: 机器人 "club"：不能小于 0' in f"\n{found.output}"
    bots["club"].more = '[[bots.schedule]]\nname = "早安"\ncron = "0 9 * * *"\ntext = "早"\n'
    good = await typed(bots, "check")
    assert good.exit_code == 0
    assert next(line for line in good.output.splitlines() if "next schedule[0]" in line).startswith("club: next ")


async def test_an_edit_that_one_bot_cannot_take_is_taken_by_the_others(bots: Deployment) -> None:
    async with bots.at_work() as program:
        await all_check_in(bots)
        await until(lambda: bots.holds("tea", "SELECT 1 FROM term_versions"))  # what held before is known by now
        bots["club"].more = "[bots.points]\ncheckin_reward = -1\n"
        bots["tea"].more = "[bots.points]\ncheckin_reward = 77\n"
        assert bots.config
        assert "[tea]" in await program.complaint("改过的配置生效了")
        await until(lambda: any("签到得 77 分" in each for each in bots["tea"].said))
        assert "+10" in await bots["club"].answers(ZIXUAN, "签到")
        if "没有采用" not in program.complained:
            await program.complaint("没有采用")
        assert await program.stops() == 0
    refused = [line for line in program.complained.splitlines() if "改过的配置没有采用" in line]
    assert [line.partition("[")[2].partition("]")[0] for line in refused] == ["club"]
