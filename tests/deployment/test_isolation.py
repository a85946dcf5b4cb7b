"""Stories of bots that share a process: what happens to one of them is nothing to the others."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing

from tests.cli.program import forked
from tests.deployment.conftest import Deployment, all_check_in, asked, health_of, on_the_page, until
from tests.story import MUYANG, YINUO, ZIXUAN


async def test_each_has_its_store_its_settings_and_its_place_on_one_page(bots: Deployment) -> None:
    bots["club"].more = "[bots.points]\ncheckin_reward = 100\n"
    page = bots.with_health()
    async with bots.at_work() as program:
        assert "+10" in await bots["tea"].answers(YINUO, "签到")
        assert "+100" in await bots["club"].answers(YINUO, "签到")
        assert "+10" in await bots["read"].answers(ZIXUAN, "签到")
        assert all(bots.file_of(name).is_file() for name in bots)
        told = await health_of(page)
        assert (told["ok"], told["frozen"], told["faults"]) == (True, False, [])
        well = {"ok": True, "frozen": False, "faults": [], "running": True}
        assert told["bots"] == dict.fromkeys(bots, well)
        for name in bots:
            await on_the_page(page, f'weilu_unsent{{bot="{name}"}} 0.0')
            await on_the_page(page, f'weilu_running{{bot="{name}"}} 1.0')
        assert await program.stops() == 0
    assert "bot.app [club]: @weilu_bot 在听了" in program.complained


async def test_a_page_whose_port_was_in_use_comes_up_once_it_is_free(bots: Deployment) -> None:
    """As when another process of the same bots on that machine ends."""
    page = bots.with_health()
    host, _, port = page.removeprefix("http://").rpartition(":")
    taken = socket.create_server((host, int(port)))
    async with bots.at_work() as program:
        assert "会再试" in await program.complaint("health.listen")
        assert "+10" in await bots["tea"].answers(YINUO, "签到")
        taken.close()
        await program.complaint(page)
        assert (await health_of(page))["ok"]
        assert await program.stops() == 0


async def test_a_refused_token_is_said_and_tried_again_while_the_others_work(bots: Deployment) -> None:
    page = bots.with_health()
    bots["club"].world.token = "999:somebody-elses"
    async with bots.at_work() as program:
        assert "Telegram 不认这个 token" in await program.complaint("[club]")
        assert "+10" in await bots["tea"].answers(YINUO, "签到")
        told = await health_of(page)
        assert (told["ok"], told["bots"]["club"]["running"], told["bots"]["tea"]["ok"]) == (False, False, True)
        assert told["faults"][0].startswith("club: Telegram refuses the token")
        assert 'weilu_running{bot="club"} 0.0' in (await asked(f"{page}/metrics"))[1]
        bots["club"].world.token = bots["club"].token
        assert "+10" in await bots["club"].answers(YINUO, "签到")
        assert (await health_of(page))["ok"]
        assert await program.stops() == 0


def waiting(bots: Deployment, name: str) -> int:
    """Commands that have not had their turn."""
    with closing(sqlite3.connect(bots.file_of(name), timeout=10)) as store:
        return int(store.execute("SELECT count(*) FROM inbox").fetchone()[0])


async def test_a_flood_of_one_delays_no_other(bots: Deployment) -> None:
    async with bots.at_work() as program:
        for _ in range(1500):
            bots["tea"].says(YINUO, "/points")
        await until(lambda: waiting(bots, "tea") > 1000)
        assert "+10" in await bots["club"].answers(YINUO, "签到")
        assert "+10" in await bots["read"].answers(YINUO, "签到")
        assert waiting(bots, "tea"), "the others waited for the flood"
        await until(lambda: not waiting(bots, "tea"))
        assert await program.stops() == 0


def broken(bots: Deployment, name: str, *, into: str, out_of: str) -> None:
    with closing(sqlite3.connect(bots.file_of(name), timeout=10)) as store:
        store.execute("PRAGMA foreign_keys = OFF")
        store.execute(f"ALTER TABLE {out_of} RENAME TO {into}")


async def test_what_ends_one_bot_is_said_and_the_others_go_on(bots: Deployment) -> None:
    async with bots.at_work() as program:
        await all_check_in(bots)
        broken(bots, "club", out_of="inbox", into="gone")
        bots["club"].says(YINUO, "/points")
        assert "[club]: 没法继续" in await program.complaint("数据库用不下去了")
        for name in ("tea", "read"):
            assert "+10" in await bots[name].answers(MUYANG, "签到")
        broken(bots, "club", out_of="gone", into="inbox")
        await until(lambda: "10 分" in bots["club"].said[-1])
        assert await program.stops() == 0


async def test_where_none_can_run_the_program_ends_with_a_sentence(bots: Deployment) -> None:
    for one in bots.values():
        one.world.token = "999:somebody-elses"
    async with forked("run", "--config", bots.config) as program:
        assert await program.ends() == 1
    assert program.said == ""
    assert "Telegram 不认这个 token" in program.complained


async def test_a_second_process_on_the_same_files_is_refused(bots: Deployment) -> None:
    async with bots.at_work(), forked("run", "--config", bots.config) as second:
        assert await second.ends() == 1
        assert "正由另一个进程" in second.complained, second.complained
        await all_check_in(bots)


async def test_one_of_them_runs_alone_where_it_is_named(bots: Deployment) -> None:
    async with bots.at_work("--bot", "tea") as one, bots.at_work("--bot", "club", "--bot", "read") as other:
        await all_check_in(bots)
        assert await one.stops() == 0
        assert await other.stops() == 0
