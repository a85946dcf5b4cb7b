"""Stories of a file with one mistake: it is named with key, value and remedy, takes no effect, and crashes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import upcoming
from bot.config import check, format_finding, load
from bot.services.schedule.triggers import next_due
from tests.story import FORUM, Story, told

TOKEN = {"BOT_TOKEN": "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"}
GOOD = f'[[schedule]]\nname = "好的"\nchats = [{FORUM}]\nevery = "1h"\ntext = "好"\n'
EVERY, TEXT = 'every = "1h"\n', 'text = "x"\n'

BROKEN: list[tuple[str, str, str, str]] = [
    # what stands in the entry, where it is told, the value seen, the remedy
    ('cron = "0 25 * * *"\n' + TEXT, "schedule[1].cron", '"0 25 * * *"', "five fields"),
    ('cron = "0 9 * *"\n' + TEXT, "schedule[1].cron", '"0 9 * *"', "five fields"),
    ('cron = "0 9 * * 8"\n' + TEXT, "schedule[1].cron", '"0 9 * * 8"', "0 and 7 are Sunday"),
    ('cron = "0 9 * * frei"\n' + TEXT, "schedule[1].cron", "frei", "mon, tue"),
    ('cron = "九点"\n' + TEXT, "schedule[1].cron", '"九点"', "five fields"),
    ('cron = 9\n' + TEXT, "schedule[1].cron", "seen 9", 'write it like "words"'),
    ('when = "有空的时候"\n' + TEXT, "schedule[1].when", "有空的时候", "每周五 20:00"),
    ('when = "每周八 20:00"\n' + TEXT, "schedule[1].when", "每周八", "每周五 20:00"),
    ('when = "每周五 25:00"\n' + TEXT, "schedule[1].when", "25:00", "每周五 20:00"),
    ('when = "农历十三月初一 8:00"\n' + TEXT, "schedule[1].when", "十三月", "农历八月十五"),
    ('when = "每月32日 8:00"\n' + TEXT, "schedule[1].when", "32日", "每周五 20:00"),
    ('at = "明天晚上"\n' + TEXT, "schedule[1].at", "明天晚上", "2026-12-01 20:00"),
    ('at = "2026-13-01 20:00"\n' + TEXT, "schedule[1].at", "2026-13-01", "2026-12-01 20:00"),
    ('at = "2026-12-01"\n' + TEXT, "schedule[1].at", "2026-12-01", "20:00"),
    ('every = "10s"\n' + TEXT, "schedule[1].every", '"10s"', '"30m"'),
    ('every = "偶尔"\n' + TEXT, "schedule[1].every", '"偶尔"', '"30m"'),
    (TEXT, "schedule[1]", "none", "say when"),
    (EVERY + 'at = "2026-12-01 20:00"\n' + TEXT, "schedule[1]", "at and every", "keep one of them"),
    (EVERY, "schedule[1]", "none", "say what to post"),
    (EVERY + TEXT + 'poll = "Q | A | B"\n', "schedule[1]", "text and poll", "keep one of them"),
    (EVERY + 'text = ""\n', "schedule[1].text", '""', 'write it like "words"'),
    (EVERY + 'text = "<b>没关"\n', "schedule[1].text", "<b>没关", "close it with </b>"),
    (EVERY + 'text = "<div>x</div>"\n', "schedule[1].text", "<div>", "known are <b>"),
    (EVERY + 'text = "{nickname} 早"\n', "schedule[1].text", "{nickname}", "known are {group}"),
    (EVERY + f'text = "{"长" * 4097}"\n', "schedule[1].text", "长长", "shorten it"),
    (EVERY + TEXT + 'ab = true\n', "schedule[1].ab", "true", 'text = ["one", "another"]'),
    (EVERY + TEXT + 'reserve = ["甲"]\n', "schedule[1]", "text and reserve", "keep one of them"),
    (EVERY + 'reserve = []\n', "schedule[1].reserve", "a list of 0", 'write it like "words"'),
    (EVERY + 'reserve = ["甲"]\nslot = "一会儿"\n', "schedule[1].slot", "一会儿", '"30m"'),
    (EVERY + 'poll = "没有选项"\n', "schedule[1].poll", "没有选项", '"Question | A | B"'),
    (EVERY + 'poll = "Q | A | A"\n', "schedule[1].poll", "Q | A | A", "keep one of them"),
    (EVERY + 'quiz = "Q | A | B"\n', "schedule[1].quiz", "Q | A | B", "put * before the right one"),
    (EVERY + 'photo = "没有.png"\n', "schedule[1].photo", "没有.png", "put it at"),
    (EVERY + 'photo = "../../etc/passwd"\n', "schedule[1].photo", "passwd", "beside the config file"),
    (EVERY + 'report = "yearly"\n', "schedule[1].report", "yearly", "group, group_month, week, month, all"),
    (EVERY + 'open_lottery = "票 x1 | if 有缘"\n', "schedule[1].open_lottery", "有缘", "if member 7d"),
    (EVERY + 'open_lottery = "票 | ends 2026-12-01 8:00"\n', "schedule[1].open_lottery", "12-01", "how long"),
    (EVERY + TEXT + 'zone = "Asia/Beijing"\n', "schedule[1].zone", "Asia/Beijing", "Asia/Shanghai"),
    (EVERY + TEXT + 'chats = []\n', "schedule[1].chats", "[]", "leave it out for all groups"),
    (EVERY + TEXT + 'chats = [1001]\n', "schedule[1].chats", "1001", "a group's id is negative"),
    (EVERY + TEXT + 'chats = "全部"\n', "schedule[1].chats", "全部", "[1, 2]"),
    (EVERY + TEXT + 'missed = "later"\n', "schedule[1].missed", '"later"', "choose one of these"),
    (EVERY + TEXT + 'quiet = "holds"\n', "schedule[1].quiet", '"holds"', 'did you mean "hold"?'),
    (EVERY + TEXT + 'only_if = "下雨"\n', "schedule[1].only_if", "下雨", "messages >= 20"),
    (EVERY + 'text = ["甲", "乙"]\nab = true\nonly_if = "话题消息 > 2"\n', "schedule[1].only_if", "话题", "messages"),
    (EVERY + TEXT + 'count = 0\n', "schedule[1].count", "seen 0", "leave it out"),
    (EVERY + TEXT + 'priority = 1000\n', "schedule[1].priority", "1000", "leave it out"),
    (EVERY + TEXT + 'since = "2027-01-02 00:00"\nuntil = "2027-01-01"\n', "schedule[1].until", "2027-01-01", "swap"),
    (EVERY + TEXT + 'prioritty = 1\n', "schedule[1].prioritty", "", 'did you mean "priority"?'),
    (EVERY + TEXT + 'name = "好的"\n', "schedule[1].name", '"好的"', "names must be unique"),
]  # fmt: skip


def config_of(story: Story) -> Path:
    assert story.config.source is not None
    return story.config.source


@pytest.mark.parametrize(("entry", "where", "seen", "remedy"), BROKEN, ids=[str(n) for n in range(len(BROKEN))])
def test_one_mistake_is_named_with_key_value_and_remedy(
    tmp_path: Path, entry: str, where: str, seen: str, remedy: str
) -> None:
    path = tmp_path / "config.toml"
    name = "" if "name = " in entry else 'name = "坏的"\n'
    path.write_text(f"{GOOD}[[schedule]]\n{name}{entry}")
    errors = [format_finding(each) for each in check(path, TOKEN) if each.level == "error"]
    assert any(each.startswith(f"error {where}: ") and seen in each and remedy in each for each in errors), errors
    assert len(errors) == 1


async def test_none_of_them_takes_effect_while_the_bot_runs(tmp_path: Path) -> None:
    async with told(tmp_path, GOOD) as story:
        path, app = config_of(story), story.app
        good = path.read_text()
        for entry, *_ in BROKEN:
            name = "" if "name = " in entry else 'name = "坏的"\n'
            path.write_text(f"{good}[[schedule]]\n{name}{entry}")
            assert not await app.reload.look()
        for torn in ("[[schedule", '[[schedule]]\nname = "', "\x00", "= =", "schedule = 5"):
            path.write_text(good.partition("[[")[0] + torn)
            assert not await app.reload.look()
        path.unlink()
        assert not await app.reload.look()
        await story.passes(3600)
        assert [each["text"] for each in story.world.sent(FORUM)] == ["好"]
        path.write_text(good)
        assert await app.reload.look()


class TestFilesBeside:
    def test_a_mistake_is_told_with_the_name_of_its_file(self, tmp_path: Path) -> None:
        folder = tmp_path / "schedule.d"
        folder.mkdir()
        (tmp_path / "config.toml").write_text(GOOD)
        (folder / "a.toml").write_text('[[schedule]]\nname = "一"\nevery = "1h"\ntext = "x"\n')
        (folder / "b.toml").write_text('[points]\ngrant_max = 1\n[[schedule]]\nname = "一"\ncron = "x"\ntext = "x"\n')
        found = [format_finding(each) for each in check(tmp_path / "config.toml", TOKEN) if each.level == "error"]
        assert len(found) == 3
        assert any(each.startswith("error schedule.d/b.toml schedule[0].cron: ") for each in found)
        assert any("is the name of schedule.d/a.toml schedule[0] too" in each for each in found)
        assert any(each.startswith("error schedule.d/b.toml points: may not stand") for each in found)

    def test_events_may_stand_there_and_their_mistakes_are_told_the_same_way(self, tmp_path: Path) -> None:
        folder = tmp_path / "schedule.d"
        folder.mkdir()
        main = tmp_path / "config.toml"
        main.write_text('[[event]]\nname = "元宵"\nat = "2027-02-20 19:00"\n')
        (folder / "a.toml").write_text('[[event]]\nname = "清明"\nat = "2027-04-05 09:00"\n' + GOOD)
        assert [each.name for each in load(main, TOKEN).plan.events] == ["元宵", "清明"]
        (folder / "b.toml").write_text('[[event]]\nname = "元宵"\nat = "很快"\n')
        found = [format_finding(each) for each in check(main, TOKEN) if each.level == "error"]
        assert len(found) == 2
        assert any(each.startswith("error schedule.d/b.toml event[0].at: ") for each in found)
        assert any("is the name of event[0] too" in each for each in found)
        (folder / "b.toml").write_text('[event]\nname = "元宵"\n')
        found = [format_finding(each) for each in check(main, TOKEN) if each.level == "error"]
        assert ["open each entry with [[event]]" in each for each in found] == [True]


class TestWhatIsForeseen:
    NOW = 1_800_072_000

    def warned(self, tmp_path: Path, text: str) -> list[str]:
        path = tmp_path / "config.toml"
        path.write_text(text)
        return [format_finding(each) for each in upcoming.warnings(load(path, TOKEN), now=self.NOW)]

    def test_the_next_five_runs_are_in_local_time(self, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_text('[[schedule]]\nname = "早"\ncron = "0 9 * * 1-5"\ntext = "x"\n')
        assert list(upcoming.coming(load(path, TOKEN), now=self.NOW)) == [
            'next schedule[0] "早": Mon 2027-01-18 09:00 +08:00, Tue 2027-01-19 09:00 +08:00, '
            "Wed 2027-01-20 09:00 +08:00, Thu 2027-01-21 09:00 +08:00, Fri 2027-01-22 09:00 +08:00 (Asia/Shanghai)"
        ]

    def test_clocks_that_change(self, tmp_path: Path) -> None:
        zone = 'zone = "America/New_York"\ntext = "x"\nquiet = "ignore"\n'
        found = self.warned(tmp_path, f'[[schedule]]\nname = "a"\ncron = "30 2 * * *"\n{zone}')
        assert "is due at 2027-03-14 02:30, which the clocks leave out: it runs at 03:30" in found[0]
        found = self.warned(tmp_path, f'[[schedule]]\nname = "a"\ncron = "30 1 * * *"\n{zone}')
        assert "is due at 2027-11-07 01:30, which comes twice: it runs the first time" in found[0]
        assert self.warned(tmp_path, f'[[schedule]]\nname = "a"\ncron = "30 4 * * *"\n{zone}') == []

    def test_quiet_hours_overlaps_caps_and_silence(self, tmp_path: Path) -> None:
        early = '[[schedule]]\nname = "a"\ncron = "0 7 * * *"\ntext = "x"\n'
        assert "waits until Sun 2027-01-17 08:00" in self.warned(tmp_path, early)[0]
        assert "is left out" in self.warned(tmp_path, early + 'quiet = "drop"\n')[0]
        pair = early.replace("0 7", "0 9") + early.replace("0 7", "0 9").replace('"a"', '"b"')
        assert 'entry "b" posts in the same minute as "a"' in self.warned(tmp_path, pair)[0]
        capped = self.warned(tmp_path, "[caps]\nper_day = 1\n" + pair)
        assert any("caps.per_day: lets 1 of 2 announcements out" in each for each in capped)
        later = '[[schedule]]\nname = "a"\nat = "2027-02-16 09:00"\ntext = "x"\n'
        assert "nothing is planned for 30 days" in self.warned(tmp_path, later)[0]
        past = self.warned(tmp_path, later.replace("2027", "2026"))
        assert any("is in the past" in each for each in past)
        assert any("nothing is planned any more" in each for each in past)

    def test_each_groups_own_quiet_hours_and_caps_count_and_other_groups_do_not(self, tmp_path: Path) -> None:
        one = '[[schedule]]\nname = "a"\nchats = [-1001]\ncron = "0 13 * * *"\ntext = "x"\n'
        two = one.replace('"a"', '"b"').replace("-1001", "-1002").replace("0 13", "0 14")
        assert self.warned(tmp_path, "[caps]\nper_day = 1\n" + one + two)[1:] == []  # one each, in two groups
        own = '[groups."-1002".caps]\nper_day = 1\n[groups."-1002".quiet]\nhours = "13:30-15:00"\n'
        both = one.replace("chats = [-1001]\n", "") + two
        found = self.warned(tmp_path, own + both)
        assert any('groups."-1002".caps.per_day: lets 1 of 2 announcements out on 2027-01-' in each for each in found)
        assert any('"b" falls into the quiet hours of group -1002 at Sat 2027-01-16 14:00' in each for each in found)
        assert not any('entry "a" falls' in each for each in found)

    def test_a_group_in_another_zone_is_quiet_by_its_own_clock(self, tmp_path: Path) -> None:
        zone = '[groups."-1002".community]\ntimezone = "America/New_York"\n'
        late = 'name = "a"\nchats = [-1002]\nzone = "Asia/Shanghai"\ncron = "0 12 * * *"\ntext = "x"\n'
        found = self.warned(tmp_path, f"{zone}[[schedule]]\n{late}")
        assert any(
            "at Sat 2027-01-16 23:00 -05:00 and waits until Sun 2027-01-17 08:00 -05:00" in each for each in found
        )

    def test_a_reserve_and_an_event_are_no_crowd(self, tmp_path: Path) -> None:
        entry = '[[schedule]]\nname = "a"\ncron = "0 13 * * *"\ntext = "x"\n'
        reserve = entry.replace('"a"', '"b"').replace("text =", "reserve =")
        found = self.warned(tmp_path, "[caps]\nper_day = 1\n" + entry + reserve)
        assert not any("per_day" in each or "same minute" in each for each in found)
        far = '[[schedule]]\nname = "a"\nat = "2027-02-16 09:00"\ntext = "x"\n'
        far += '[[event]]\nname = "b"\nat = "2027-01-18 19:00"\n'
        assert not any("nothing is planned" in each for each in self.warned(tmp_path, far))

    def test_a_day_that_never_comes(self, tmp_path: Path) -> None:
        never = '[[schedule]]\nname = "a"\ncron = "0 9 30 2 *"\ntext = "x"\n'
        assert any("never runs" in each for each in self.warned(tmp_path, never))

    def test_weekday_numbers_are_those_of_cron(self, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_text('[[schedule]]\nname = "a"\ncron = "0 9 * * 0"\ntext = "x"\n')
        line = next(iter(load(path, TOKEN).plan.lines.values()))
        assert next_due(line.entry, line.zone, after=self.NOW) == 1_800_147_600  # a Sunday
