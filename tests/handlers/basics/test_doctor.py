"""Stories of the bot's own health: what /doctor finds and how to mend it, and what machines are told on loopback."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import aiohttp
import pytest

from bot.clock import FAR
from bot.engine.hearing import Hearing
from bot.operations import health
from bot.operations.health import faults
from bot.operations.metrics import Reading, metrics
from bot.services.condition import Condition
from bot.services.mood import pulse
from bot.services.usage import Usage
from playground.world.values import Member
from storage import frozen
from tests.story import FORUM, HIKE, MODERATOR, NEWCOMER, OWNER, YINUO, ZIXUAN, Story, told

DASHBOARD = Path(__file__).parents[3] / "docs" / "grafana" / "weilu.json"
WELL = Condition(True, 0, 0, 0, 0, 0, 0, 1, 3, 10)


def _torn(*_: object, **__: object) -> None:
    raise OSError("torn")


async def examined(story: Story, chat: int = FORUM, who: int = OWNER) -> str:
    words: str = (await story.says(who, "/doctor", chat=chat))["text"]
    return words


class TestInAGroup:
    async def test_all_is_well_and_the_groups_id_is_told(self, story: Story) -> None:
        words = await examined(story)
        assert "❌" not in words
        assert str(FORUM) in words
        assert "数据库完好（" in words
        assert "（0 MB" not in words

    async def test_what_telegram_refuses_here_and_what_stands_in_for_it_is_told(self, story: Story) -> None:
        said = await story.does(YINUO, "say", chat_id=FORUM, text="今天讲得真好")
        story.world.faults.next("setMessageReaction", "error", code=400, description="Bad Request: REACTION_INVALID")
        assert (await story.says(ZIXUAN, "谢谢", reply_to=said["message_id"]))["text"] == "❤ 收到"
        story.world.faults.next(
            "sendPhoto", "error", code=400, description="Bad Request: not enough rights to send photos to the chat"
        )
        assert "photo" not in await story.says(YINUO, "/calendar")
        words = await examined(story)
        assert "不让我用 ❤ 回应" in words
        assert "不让我发图片" in words
        await story.passes(25 * 3600)
        assert "不让我" not in await examined(story)

    async def test_the_mood_checks_model_is_there_or_it_is_said_why_not_and_all_else_goes_on(
        self, story: Story, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await story.pulse.loaded.wait()
        assert "气氛检查的模型已载入" in await examined(story)
        pulse._loaded.cache_clear()
        with monkeypatch.context() as broken:
            broken.setattr("numpy.load", _torn)
            await story.restart()
            await story.says(YINUO, "签到")
            words = await examined(story)
        assert "模型没载入：OSError: torn" in words
        assert "重新安装" in words
        assert "10 分" in (await story.says(YINUO, "/points"))["text"]

    async def test_each_missing_right_is_named_with_the_way_to_give_it(self, story: Story) -> None:
        bot = story.world.bot.id
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=bot, rights=["can_delete_messages"])
        words = await examined(story)
        assert "缺「置顶消息」权限" in words
        assert "缺「管理话题」权限" in words
        assert "缺「删除消息」" not in words

    async def test_no_administrator_and_privacy_mode_on_is_deaf(self, story: Story) -> None:
        story.world.chats[HIKE].members[story.world.bot.id] = Member("member")
        story.world.reads_all = False
        answer = await story.says(OWNER, f"/doctor@{story.world.bot.username}", chat=HIKE)
        assert "听不见" in answer["text"]

    async def test_a_webhook_left_behind_is_found(self, story: Story) -> None:
        story.world.webhook.set("https://old.example.org/hook", secret="", max_connections=40, ip_address="")
        try:
            words = story.world.webhook.info()
            assert words["url"]
            found = await story.app.engine._steps._doctor.examine(story.chats.group(FORUM))
            assert found[0].key == "doctor.error_webhook_conflict"
        finally:
            story.world.webhook.set("", secret="", max_connections=40, ip_address="")

    async def test_members_may_not_and_moderators_may(self, story: Story) -> None:
        assert "管理员" in await examined(story, who=YINUO)
        assert "体检" in await examined(story, who=MODERATOR)

    async def test_when_telegram_fails_it_is_said_and_the_rest_still_looked_at(self, story: Story) -> None:
        doctor, group = story.app.engine._steps._doctor, story.chats.group(FORUM)
        story.world.faults.next("getWebhookInfo", "error")
        keys = [each.key for each in await doctor.examine(group)]
        assert keys[0] == "doctor.error_telegram"
        assert "doctor.ok_store" in keys


class TestInPrivate:
    async def test_operators_of_the_bot_itself_and_nobody_but_moderators_of_a_group(self, tmp_path: Path) -> None:
        async with told(tmp_path, f"\n[access]\noperators = [{MODERATOR}]\n") as story:
            assert "没在群里见过你" in await examined(story, NEWCOMER, NEWCOMER)
            await story.says(YINUO, "早")
            assert "管理员" in await examined(story, YINUO, YINUO)
            assert "体检" in await examined(story, MODERATOR, MODERATOR)


class TestForMachines:
    @pytest.mark.parametrize(
        ("condition", "why_deaf", "said"),
        [
            (WELL, "", []),
            (WELL, "Telegram cannot deliver", ["Telegram"]),
            (Condition(True, 3, 301, 0, 0, 0, 0, 1, 3, 10), "", ["an update"]),
            (Condition(True, 0, 0, 9, 900, 0, 0, 1, 3, 10), "", ["a message"]),
        ],
    )
    def test_what_counts_as_a_fault(self, condition: Condition, why_deaf: str, said: list[str]) -> None:
        hearing = Hearing()
        hearing.deaf(why_deaf)
        found = faults(condition, hearing)
        assert len(found) == len(said)
        assert all(word in line for word, line in zip(said, found, strict=True))

    def test_a_clock_far_from_telegrams_is_a_fault(self) -> None:
        assert faults(WELL, Hearing(), behind=-FAR) == []
        assert "clock is 601 s from Telegram's" in faults(WELL, Hearing(), behind=-FAR - 1)[0]

    def test_metrics_are_prometheus_own_format(self) -> None:
        used = Usage({("points", "used"): 3, ("grant", "refused"): 1}, {-42: 30}, 0.001)
        lines = metrics({"": Reading(WELL, used, 4096, "SQLite", 0.5, is_frozen=False)}).decode().splitlines()
        assert "# TYPE weilu_waiting gauge" in lines
        assert "weilu_store_bytes 4096.0" in lines
        assert 'weilu_commands{command="grant",outcome="refused"} 1.0' in lines
        assert 'weilu_pause_seconds{chat="-42"} 30.0' in lines
        shown = set(re.findall(r"\bweilu_\w+", DASHBOARD.read_text(encoding="utf-8")))
        assert shown <= {line.split()[2] for line in lines if line.startswith("# TYPE")}

    async def test_answered_on_loopback(self, story: Story) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        await story.says(YINUO, "/points")
        await story.says(YINUO, "/grant 5 @nobody_at_all 谢谢")
        hearing = Hearing()
        probe = health.Probe(story.app.database, story.app.clock, hearing)
        board = health.Board(f"127.0.0.1:{port}")
        async with board.showing("", probe), aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/health") as answer:
                assert (answer.status, json.loads(await answer.text())) == (
                    200,
                    {"ok": True, "frozen": False, "faults": []},
                )
            assert await frozen.freeze(story.config.store)
            async with session.get(f"http://127.0.0.1:{port}/health") as answer:
                assert json.loads(await answer.text())["frozen"] is True
            assert await frozen.thaw(story.config.store)
            hearing.deaf("somebody set the webhook to nowhere")
            async with session.get(f"http://127.0.0.1:{port}/health") as answer:
                assert answer.status == 503
            async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
                told = await answer.text()
            assert "\nweilu_unsent 0.0\n" in told
            assert 'weilu_commands{command="points",outcome="used"} 1.0' in told
            assert 'weilu_commands{command="grant",outcome="refused"} 1.0' in told

    async def test_a_port_in_use_does_not_stop_the_bot(self, story: Story) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            probe = health.Probe(story.app.database, story.app.clock, Hearing())
            async with health.Board(f"127.0.0.1:{taken.getsockname()[1]}").showing("", probe):
                assert "+10" in (await story.says(YINUO, "签到"))["text"]
