"""Stories of planned events before their time: rehearsed, and mistakes named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import rehearse
from bot.cli import upcoming
from bot.config import check, format_finding, load
from tests.handlers.events.plan import DAY, cards, event
from tests.story import Story, told

TOKEN = {"BOT_TOKEN": "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"}


BROKEN = [
    ('at = "明晚"', "event[0].at", "明晚", "2026-12-01 20:00"),
    ('at = "2027-01-18 19:00"\nzone = "北京"', "event[0].zone", "北京", "Asia/Shanghai"),
    ("place = 3", "event[0].at", "", "give it a value"),
    ('at = "2027-01-18 19:00"\nphoto = "没有.png"', "event[0].photo", "没有.png", "put it at"),
    ('at = "2027-01-18 19:00"\nlasts = "30d"', "event[0].lasts", "30d", "make it shorter"),
    ('at = "2027-01-18 19:00"\nchats = [5]', "event[0].chats", "5", "negative"),
    ('at = "2027-01-18 19:00"\ncapp = 5', "event[0].capp", "", 'did you mean "cap"?'),
    ('at = "2027-01-18 19:00"\n[[event]]\nname = "一"\nat = "2027-01-18 19:00"', "event[1].name", "一", "unique"),
]


@pytest.mark.parametrize(("lines", "where", "seen", "remedy"), BROKEN)
def test_a_mistake_is_named_with_key_value_and_remedy(
    tmp_path: Path, lines: str, where: str, seen: str, remedy: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[[event]]\nname = "一"\n{lines}\n')
    errors = [format_finding(each) for each in check(path, TOKEN) if each.level == "error"]
    assert any(each.startswith(f"error {where}: ") and seen in each and remedy in each for each in errors), errors


def test_check_tells_when_they_are_and_which_are_past(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(event() + event(name="去年", at="2026-01-18 19:00"))
    config = load(path, TOKEN)
    now = 1_800_072_000
    assert 'next event[0] "包饺子": Mon 2027-01-18 19:00 +08:00 (Asia/Shanghai)' in list(
        upcoming.coming(config, now=now)
    )
    found = [format_finding(each) for each in upcoming.warnings(config, now=now)]
    assert any(each.startswith('warning event[1].at: event "去年" is in the past') for each in found)


class TestRehearsed:
    async def lines(self, story: Story, days: int, *, text: str | None = None) -> list[str]:
        """With other words in the file, which the bot has not seen yet."""
        assert story.config.source is not None
        path = story.config.source
        if text is not None:
            path = path.with_name("edited.toml")
            path.write_text(text)
            path.chmod(0o600)
        found: list[str] = []
        first = story.world.now()
        await rehearse(load(path, {}), first=first, last=first + days * DAY, tell=found.append)
        return found

    async def test_what_was_announced_already_is_not_new_and_its_day_comes(self, tmp_path: Path) -> None:
        async with told(tmp_path, event('place = "活动室"', 'topic = "活动"')) as story:
            assert len(cards(story)) == 1
            seen = await self.lines(story, 4)
            assert not [each for each in seen if "📍 活动室" in each]
            door, _ = [each for each in seen if "[edit]" not in each]
            assert "包饺子" in door
            assert "2027-01-18 19:00" in door

    async def test_an_edited_file_shows_what_would_change(self, tmp_path: Path) -> None:
        async with told(tmp_path, event()) as story:
            assert story.config.source is not None
            text = story.config.source.read_text()
            later = text.replace("2027-01-18 19:00", "2027-01-19 20:00") + event(name="看电影")
            seen = await self.lines(story, 1, text=later)
            assert [each for each in seen if "1月19日 20:00" in each]
            assert [each for each in seen if "看电影" in each]
            assert "取消" in "".join(await self.lines(story, 1, text=text.partition("[[event]]")[0]))

    async def test_what_the_store_holds_stays_as_it_is(self, tmp_path: Path) -> None:
        async with told(tmp_path, event()) as story:
            before = await story.rows("SELECT * FROM events"), await story.rows("SELECT kind, key FROM timers")
            await self.lines(story, 4)
            assert before == (
                await story.rows("SELECT * FROM events"),
                await story.rows("SELECT kind, key FROM timers"),
            )
