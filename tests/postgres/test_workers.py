"""Stories of several workers on one token: all do their part, and what one leaves behind the others take over."""

from __future__ import annotations

import json
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.engine.hearing import Hearing
from bot.operations.health import Board, Probe
from playground.serve import make_server, serving
from playground.world import World
from playground.world.population import populate
from storage import queues
from storage.database import Store, open_database
from storage.points.ledger_check import audit
from storage.queues import PARTS, Waiting
from tests.cli.program import Program, config, forked
from tests.engine.test_webhook import free_port
from tests.postgres.test_standby import checks_in, number, until
from tests.postgres_server import server
from tests.store import Engine
from tests.story import FORUM, HIKE, KITCHEN, MUYANG, OWNER, YINUO, ZIXUAN, told

CHECKED_IN = "SELECT count(*) FROM checkins"
OUT_OF_ORDER = (
    "SELECT count(*) FROM (SELECT chat_id, id, CAST(substr(idempotency_key, 3) AS BIGINT) AS came, "
    "max(CAST(substr(idempotency_key, 3) AS BIGINT)) OVER (PARTITION BY chat_id ORDER BY id) AS latest "
    "FROM ledger WHERE kind = 'checkin') AS found WHERE came < latest"
)
"""Check-ins that were counted after one of the same group that came later."""


@pytest.fixture
def world() -> World:
    one = populate(World(seed=7))
    one.floods.counts = False
    return one


@dataclass
class Deployment:
    store: Store
    world: World
    file: str
    stack: AsyncExitStack

    async def worker(self) -> Program:
        one = await self.stack.enter_async_context(forked("run", "--config", self.file))
        assert await one.line() == "ready"
        return one

    async def shared_by(self, count: int) -> list[Program]:
        """That many, each with its share; the first of them leads."""
        workers = [await self.worker()]
        assert await workers[0].complaint("当头")
        workers += [await self.worker() for _ in range(count - 1)]
        await self.holds(f"SELECT count(DISTINCT pid) FROM ({HELD}) AS held", count)
        return workers

    async def holds(self, fact: str, wanted: int) -> None:
        await until(self.store, fact, wanted)


HELD = (
    "SELECT pid, count(*) AS parts FROM pg_locks WHERE locktype = 'advisory' AND granted "
    f"AND classid BETWEEN {0x77657000} AND {0x77657000 + PARTS - 1} "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY pid"
)
"""How many parts each session has."""


@pytest.fixture
async def deployment(tmp_path: Path, store: Store, world: World) -> AsyncIterator[Deployment]:
    async with serving(make_server(world)) as url, AsyncExitStack() as stack:
        file = config(tmp_path, url, f'[storage]\nurl = "{store.url}"\nworkers = true\n')
        yield Deployment(store, world, file, stack)


def everybody_checks_in(world: World) -> int:
    """In every group; how many."""
    said = 0
    for chat in (FORUM, KITCHEN, HIKE):
        for who in sorted(world.chats[chat].members):
            if who in range(OWNER, OWNER + 11):
                world.say(who, chat, "签到")
                said += 1
    return said


async def books_are_right(deployment: Deployment, checkins: int) -> None:
    await deployment.holds(CHECKED_IN, checkins)
    await deployment.holds("SELECT count(*) FROM inbox", 0)
    await deployment.holds("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')", 0)
    assert await number(deployment.store, "SELECT count(*) FROM ledger WHERE kind = 'checkin'") == checkins
    assert await number(deployment.store, OUT_OF_ORDER) == 0
    async with open_database(deployment.store) as database:
        assert await audit(database.reads) == []
    assert deployment.world.complaints == []


async def test_four_share_the_parts_and_what_a_killed_one_had_in_hand_the_others_do_once(
    deployment: Deployment,
) -> None:
    workers = await deployment.shared_by(4)
    await deployment.holds(f"SELECT max(parts) FROM ({HELD}) AS held", PARTS // 4)
    said = everybody_checks_in(deployment.world)
    await workers[2].stops(signal.SIGKILL)
    await books_are_right(deployment, said)
    await deployment.holds(f"SELECT sum(parts) FROM ({HELD}) AS held", PARTS)
    assert [await workers[each].stops() for each in (0, 1, 3)] == [0, 0, 0]


async def test_another_leads_when_the_leader_is_killed_or_stopped_and_who_comes_is_given_a_share(
    deployment: Deployment,
) -> None:
    first, second = await deployment.shared_by(2)
    checks_in(deployment.world, YINUO)
    await deployment.holds(CHECKED_IN, 1)
    await first.stops(signal.SIGKILL)
    assert await second.complaint("当头")
    await deployment.holds(f"SELECT sum(parts) FROM ({HELD}) AS held", PARTS)
    third = await deployment.worker()
    await deployment.holds(f"SELECT max(parts) FROM ({HELD}) AS held", PARTS // 2)
    checks_in(deployment.world, ZIXUAN)
    await deployment.holds(CHECKED_IN, 2)
    assert await second.stops() == 0
    assert await third.complaint("当头")
    await books_are_right(deployment, everybody_checks_in(deployment.world))
    assert await third.stops() == 0


async def test_the_one_that_leads_listens_for_what_telegram_posts_and_the_next_one_after_it(
    deployment: Deployment,
) -> None:
    address = f"127.0.0.1:{free_port()}"
    hook = f'mode = "webhook"\nwebhook = {{listen = "{address}", public_url = "http://{address}/hook"}}\n[storage]'
    file, world = Path(deployment.file), deployment.world
    file.write_text(file.read_text("utf-8").replace("[storage]", hook), "utf-8")
    first, second = await deployment.shared_by(2)
    checks_in(world, YINUO)
    await deployment.holds(CHECKED_IN, 1)
    await first.stops(signal.SIGKILL)
    said = everybody_checks_in(world)
    assert await second.complaint("当头")
    await books_are_right(deployment, said)
    assert not world.updates.pending
    assert await second.stops() == 0


async def test_a_lost_session_is_as_a_death_and_the_server_may_restart(deployment: Deployment) -> None:
    workers = await deployment.shared_by(2)
    checks_in(deployment.world, YINUO)
    await number(
        deployment.store,
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'weilu%' "
        "AND datname = current_database()",
    )
    for each in workers:
        assert "等它回来" in await each.complaint("连不上了")
    checks_in(deployment.world, ZIXUAN)
    await books_are_right(deployment, 2)
    server().halt()
    checks_in(deployment.world, MUYANG)
    server().start()
    await books_are_right(deployment, 3)


async def test_who_serves_alone_waits_for_workers_and_they_for_it(deployment: Deployment, tmp_path: Path) -> None:
    (worker,) = await deployment.shared_by(1)
    alone = tmp_path / "alone.toml"
    alone.write_text(Path(deployment.file).read_text("utf-8").replace("workers = true", "workers = false"), "utf-8")
    alone.chmod(0o600)
    async with forked("run", "--config", str(alone)) as other:
        assert "正由 weilu" in await other.complaint("等它空出来")
        assert await worker.stops() == 0
        assert await other.line() == "ready"
        async with forked("run", "--config", deployment.file) as late:
            assert "正由 weilu" in await late.complaint("等它空出来")
            checks_in(deployment.world, YINUO)
            await deployment.holds(CHECKED_IN, 1)
            assert await other.stops() == 0
            assert await late.line() == "ready"
            checks_in(deployment.world, ZIXUAN)
            await books_are_right(deployment, 2)


async def test_an_edited_file_is_in_force_at_all_and_told_by_one(deployment: Deployment) -> None:
    file, world = Path(deployment.file), deployment.world
    words = file.read_text("utf-8") + f"[access]\noperators = [{OWNER}]\n[points]\nlucky_chance = 0\n"
    file.write_text(words, "utf-8")
    workers = await deployment.shared_by(2)
    world.say(OWNER, OWNER, "/start")
    answered = f"SELECT 1 FROM outbox WHERE chat_id = {OWNER} AND state = 'sent'"
    await deployment.holds(f"SELECT CASE WHEN EXISTS ({answered}) THEN 1 ELSE 0 END", 1)  # they can be told by now
    file.write_text(f"{words}checkin_reward = 77\n", "utf-8")
    assert await workers[0].complaint("改过的配置生效了")
    assert await workers[1].complaint("改过的配置在这里也生效了")
    said = everybody_checks_in(world)
    await books_are_right(deployment, said)
    paid = "SELECT count(*) FROM ledger WHERE kind = 'checkin' AND amount >= 77"
    assert await number(deployment.store, paid) == said
    told = [each for each in world.sent(OWNER) if "已更新并生效" in each.get("text", "")]
    assert len(told) == 1


async def test_the_doctor_and_the_health_page_say_how_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine, "is_shared", True)
    async with told(tmp_path) as story:
        assert "✅ 1 个进程一起干活" in (await story.says(OWNER, "/doctor"))["text"]
        board = Board()
        async with board.showing("", Probe(story.app.database, story.app.clock, Hearing())):
            assert (await board.health())["workers"] == 1


async def test_what_workers_left_as_it_came_is_done_by_who_serves_alone(deployment: Deployment) -> None:
    """They died after it was confirmed to Telegram, and before anybody looked at it."""
    checks_in(deployment.world, YINUO)
    deployment.world.say(YINUO, FORUM, "早")
    updates = deployment.world.updates
    came = await updates.get()
    updates.confirm(came[-1]["update_id"] + 1)
    rows = [Waiting(each["update_id"], FORUM, json.dumps(each), each["message"]["date"]) for each in came]
    async with open_database(deployment.store) as database, database.unit() as unit:
        await queues.keep_unsorted(unit, rows)
    alone = Path(deployment.file)
    alone.write_text(alone.read_text("utf-8").replace("workers = true", ""), "utf-8")
    async with forked("run", "--config", deployment.file) as one:
        assert await one.line() == "ready"
        await books_are_right(deployment, 1)
        assert await number(deployment.store, "SELECT sum(messages) FROM members") == 1
        assert await one.stops() == 0
