"""Stories of what the real server says no to, and used to be taken for something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from telegram.error import BadRequest

from bot.config import check
from bot.config.findings import format_finding
from bot.domain.levels import tag_of
from bot.outbox.errors import _BY_TEXT, Outcome, judge
from playground.actions import do
from playground.methods import files
from tests.handlers.polls.test_bank import uploads
from tests.handlers.schedule.test_file import TOKEN
from tests.story import FORUM, OWNER, YINUO, Story, told

LEVELS = '[points]\nlucky_chance = 0\nlevels = [{ name = "⭐ 银卡", score = 5 }]\n'


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Bad Request: CHANNEL_PRIVATE", Outcome.CHAT_LOST),
        ("Bad Request: poll can't be stopped", Outcome.DONE),
        ("Bad Request: message can't be deleted for everyone", Outcome.STANDS),
        ("Bad Request: member not found", Outcome.GONE),
        ("Bad Request: CHAT_RESTRICTED", Outcome.NO_RIGHT),
        ("Bad Request: TAG_CHANGE_FORBIDDEN", Outcome.NO_RIGHT),
        ("Bad Request: method is available for supergroup and channel chats only", Outcome.NO_RIGHT),
    ],
)
def test_each_text_of_the_real_server_has_its_meaning(words: str, outcome: Outcome) -> None:
    assert judge(BadRequest(words)) is outcome


async def test_a_file_that_telegram_gives_nobody_is_called_too_big(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_GIVEN_OUT", 10)
    answer = await uploads(story, "一加一 | *二 | 三", "题.txt")
    assert "文件太大了，最多 1 MB" in answer


async def test_a_file_that_is_no_more_is_asked_for_again(story: Story) -> None:
    story.world.faults.next("getFile", "error", code=400, description="Bad Request: invalid file_id")
    answer = await uploads(story, "一加一 | *二 | 三", "题.txt")
    assert "再发一次" in answer


async def test_put_out_the_bot_stays_parked_whatever_reaches_it_last(story: Story) -> None:
    with story.unheard():
        do(story.world, {"as": OWNER, "do": "remove_bot", "chat_id": FORUM})
    batch = await story.fetch()
    assert len(batch) == 2, "the change of its standing, and the group's last message"
    for each in batch:
        await story.take_in([each])
        await story.app.idle()
    (chat,) = await story.rows("SELECT state FROM chats WHERE chat_id = :id", id=FORUM)
    assert chat["state"] == "parked"


async def test_a_level_stands_beside_the_name_without_its_emoji(tmp_path: Path) -> None:
    async with told(tmp_path, LEVELS) as story:
        await story.says(YINUO, "签到")
        assert story.world.chats[FORUM].members[YINUO].tag == "银卡"
        assert await story.rows("SELECT 1 FROM outbox WHERE state = 'dropped'") == []


@pytest.mark.parametrize(
    ("name", "tag"), [("⭐ 银卡", "银卡"), ("👩‍🚀太空👍🏽", "太空"), ("1️⃣", "1"), ("🔥🔥", ""), ("钻石卡", "钻石卡")]
)
def test_a_tag_is_a_name_without_emoji(name: str, tag: str) -> None:
    assert tag_of(name) == tag


def checked(tmp_path: Path, text: str) -> str:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return "\n".join(map(format_finding, check(path, TOKEN)))


def test_check_warns_of_a_level_that_is_shown_otherwise_beside_names(tmp_path: Path) -> None:
    assert 'warning points.levels[0].name: stands beside names as "银卡"' in checked(tmp_path, LEVELS)
    assert "points.levels" not in checked(tmp_path, LEVELS.replace("⭐ ", ""))
    assert "points.levels" not in checked(tmp_path, LEVELS + "level_tags = false\n")


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("https://bot.example.org:9000/hook", "names port 9000, seen"),
        ("https://[2001:db8::1]/hook", "is no address Telegram can reach"),
        ("https://192.168.1.5:8443/hook", "is no address Telegram can reach"),
        ("https://bot.example.org:8443/hook", ""),
        ("https://bot.example.org/hook", ""),
        ("https://8.8.8.8:88/hook", ""),
    ],
)
def test_check_knows_which_addresses_telegram_calls(tmp_path: Path, url: str, what: str) -> None:
    said = checked(tmp_path, f'[telegram]\nmode = "webhook"\n[telegram.webhook]\npublic_url = "{url}"\nsecret = "s3"\n')
    assert (what in said) if what else ("public_url" not in said)


def test_each_text_of_the_table_can_be_met() -> None:
    """One that an earlier part of a text already decides would be read by nobody."""
    parts = [part for part, _ in _BY_TEXT]
    assert [part for at, part in enumerate(parts) if any(each in part for each in parts[:at])] == []
