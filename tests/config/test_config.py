"""Stories of the operator and the config file: what is understood, and how every mistake is told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.config import ConfigErrors, load
from bot.config.values import seconds
from tests.config.findings import TOKEN, Write, errors, lines, the_error
from tests.story import PICTURE


class TestWhatIsUnderstood:
    def test_a_token_and_nothing_else_is_enough(self, write: Write) -> None:
        config = load(write(f'[telegram]\ntoken = "{TOKEN}"\n'), {})
        assert config.token == TOKEN
        assert config.group(-100).timezone == "Asia/Shanghai"
        assert config.group(-100).points.checkin_reward == 10

    def test_the_token_may_come_from_the_environment(self, write: Write) -> None:
        assert load(write(""), {"BOT_TOKEN": TOKEN}).token == TOKEN

    def test_the_files_token_goes_before_the_environments_and_the_doubt_is_told(self, write: Write) -> None:
        path = write(f'[telegram]\ntoken = "{TOKEN}"\n')
        assert load(path, {"BOT_TOKEN": "5:other"}).token == TOKEN
        assert any("BOT_TOKEN" in line for line in lines(path, BOT_TOKEN="5:other"))

    def test_the_store_lies_beside_the_config_file(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        assert load(write('[storage]\npath = "data/w.db"'), {"BOT_TOKEN": TOKEN}).database == tmp_path / "data/w.db"

    def test_a_group_differs_only_in_what_it_names(self, write: Write) -> None:
        text = """
            community = { timezone = "Asia/Taipei", day_starts_at = "04:30" }
            points = { checkin_reward = 7 }
            [groups."-100123"]
            community.locale = "zh-Hant"
            points.grant_max = 3
            access.rights.grant = "administrator"
            caps.per_day = 2
        """
        config = load(write(text), {"BOT_TOKEN": TOKEN})
        here, elsewhere = config.group(-100123), config.group(-1)
        assert (here.locale, here.timezone, here.day_starts_at) == ("zh-Hant", "Asia/Taipei", 270)
        assert (here.points.checkin_reward, here.points.grant_max, here.caps.per_day) == (7, 3, 2)
        assert (here.rights["grant"], here.rights["undo"]) == ("administrator", "can_restrict_members")
        assert (elsewhere.locale, elsewhere.points.grant_max, elsewhere.caps.per_day) == ("zh-Hans", 10000, None)
        assert elsewhere.rights["grant"] == "can_restrict_members"

    def test_the_view_of_a_group_is_made_once(self, write: Write) -> None:
        config = load(write('[groups."-5".points]\nactivity = false'), {"BOT_TOKEN": TOKEN})
        assert config.group(-5) is config.group(-5)
        assert config.group(-6) is config.group(-7)

    def test_times_of_day_and_dates_may_be_tomls_own(self, write: Write) -> None:
        text = """
            community.day_starts_at = 04:30:00
            [[schedule]]
            name = "x"
            at = 2026-12-01 20:00:00
            until = 2026-12-31
            text = "hello"
        """
        config = load(write(text), {"BOT_TOKEN": TOKEN})
        assert config.group(-1).day_starts_at == 270
        assert config.schedule[0].at == datetime.fromisoformat("2026-12-01 20:00")
        assert config.schedule[0].until == datetime.fromisoformat("2026-12-31 23:59:59")

    def test_spans_are_written_as_people_say_them(self) -> None:
        assert [seconds(span) for span in ("90s", "30m", "1h30m", "2d", "1w", "", "soon", "h1")] == [
            90, 1800, 5400, 172800, 604800, 0, 0, 0,
        ]  # fmt: skip

    def test_settings_cannot_be_changed_afterwards(self, write: Write) -> None:
        config = load(write(""), {"BOT_TOKEN": TOKEN})
        with pytest.raises(ValueError, match="frozen"):
            config.points.grant_max = 5
        with pytest.raises(TypeError):
            config.group(-1).rights["grant"] = "administrator"  # type: ignore[index]


class TestHowMistakesAreTold:
    def test_all_of_them_at_once(self, write: Write) -> None:
        text = """
            telegram = { mode = "pull", token = 5 }
            community = { timezone = "Asia/Beijing", day_starts_at = "24:00" }
            points = { grant_max = 0, lucky_chance = 2, activity = "yes" }
            surprise = 1
            [[schedule]]
            cron = "61 * * * *"
        """
        starts = sorted(line.partition(": ")[0] for line in errors(write(text)))
        assert starts == [
            "community.day_starts_at", "community.timezone", "points.activity", "points.grant_max",
            "points.lucky_chance", "schedule[0]", "schedule[0].cron", "schedule[0].name", "surprise",
            "telegram.mode", "telegram.token",
        ]  # fmt: skip

    def test_a_finding_names_place_fault_value_and_remedy(self, write: Write) -> None:
        assert the_error(write('[telegram]\nmode = "pull"')) == (
            'telegram.mode: must be "polling" or "webhook", seen "pull", did you mean "polling"?'
        )

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("[point]", 'point: is not a known key, did you mean "points"?'),
            (
                "[points]\ncheckin_rewards = 3",
                'points.checkin_rewards: is not a known key, did you mean "checkin_reward"?',
            ),
            (
                '[telegram]\ntimezone = "UTC"',
                "telegram.timezone: is not a known key, it is known as community.timezone",
            ),
            ('[groups."-5".points]\ngrantmax = 1', 'groups."-5".points.grantmax: is not a known key, did you mean'),
            ('[groups."-5".access]\noperators = [1]', 'groups."-5".access.operators: is not a known key'),
            ("[points]\nzzz = 1", "points.zzz: is not a known key, known here: activity, "),
        ],
    )
    def test_unknown_keys_are_errors_with_the_nearest_name(self, write: Write, text: str, told: str) -> None:
        assert the_error(write(text)).startswith(told)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ('points.grant_max = "10"', 'must be a whole number, seen "10", write 10 without quotes'),
            ("points.grant_max = true", "must be a whole number, seen true"),
            ("points.grant_max = 1.5", "must be a whole number, seen 1.5"),
            ("points.grant_max = -1", "must be at least 1, seen -1"),
            ("points.lucky_chance = nan", "must be a number, seen nan"),
            ("points = 5", "must be a table, seen 5, open it with [points]"),
            ("access.operators = 5", "must be a list, seen 5, write it like [1, 2]"),
            ("access.operators = [-5]", "must be at least 1, seen -5"),
            ('access.rights.grant = "can_pin_message"', 'did you mean "can_pin_messages"?'),
            ('community.timezone = "asia/shanghai"', 'did you mean "Asia/Shanghai"?'),
            ('community.timezone = "../../etc/passwd"', "must be a time zone"),
            ('community.timezone = ""', "must be a time zone"),
            ('community.locale = "fr"', 'must be "zh-Hans", "zh-Hant" or "en", seen "fr"'),
            ('community.day_starts_at = "teatime"', 'must be a time of day "HH:MM", seen "teatime"'),
            ('quiet.hours = "23:00"', "must be two times of day"),
            ('telegram.base_url = "api.telegram.org"', "must be an address of a Bot API server"),
            ('telegram.base_url = "http://[::1"', "must be an address of a Bot API server"),
            ('telegram.webhook.listen = "8443"', "must be an address and a port to listen on"),
            ('telegram.webhook.listen = "0.0.0.0:70000"', "must be an address and a port to listen on"),
            ('telegram.mode = "webhook"', "telegram.webhook.public_url: is missing"),
            ("desk.topic = true", "must be a topic's number or its name"),
            ('groups.friends.points.activity = true', 'groups.friends: is not a group\'s id, seen "friends"'),
            ('gate.mode = "question"', "gate.question: is missing"),
            ('gate.answers = ["a", "b"]', "gate.answers: must be different answers, the right ones with a *"),
            ('gate.within = "3d"', "gate.within: must be a span of a minute to a day"),
            ('guard.flood = "many"', "guard.flood: must be a number of messages and a span"),
            ('guard.links = "soon"', "guard.links: must be a span of a minute to a year"),
            ('guard.action = "ban"', "guard.action: must be hold, delete, or mute with a span"),
            ('warnings.ladder = ["3: kick"]', "warnings.ladder: must be steps of a ladder"),
            ('warnings.ladder = ["3: ban", "2: mute 1d"]', "warnings.ladder: must rise from step to step"),
            ("[schedule]\nname = 'x'", "schedule: must be a list, seen a table, open each entry with [[schedule]]"),
        ],
    )  # fmt: skip
    def test_bad_values_are_told_with_their_remedy(self, write: Write, text: str, told: str) -> None:
        assert told in the_error(write(text))

    def test_without_a_token_it_says_where_to_get_one_and_where_to_put_it(self, write: Write) -> None:
        (line,) = errors(write(""))
        assert line.startswith("telegram.token: is missing, ")
        assert "@BotFather" in line
        assert "BOT_TOKEN" in line
        assert "[telegram]" in line

    @pytest.mark.parametrize(
        ("entry", "told"),
        [
            ('text = "x"', 'schedule[0]: entry "早安" needs exactly one of cron, at, every, when, seen none'),
            ('cron = "0 9 * * *"\nevery = "1h"\ntext = "x"', "seen cron and every, keep one of them"),
            ('cron = "0 9 * * *"', "needs exactly one of text, photo, document"),
            ('every = "1h"\npoll = "Q | A | B"\ntext = "x"', "seen text and poll"),
            ('every = "1h"\nphoto = "a.png"\npoll = "Q | A | B"', "seen photo and poll"),
            ('cron = "0 25 * * *"\ntext = "x"', 'schedule[0].cron: entry "早安" must be a cron line'),
            ('cron = "daily"\ntext = "x"', "five fields"),
            ('at = "tomorrow"\ntext = "x"', "must be a date and time"),
            ('at = "2026-12-01"\ntext = "x"', "must be a date and time"),
            ('every = "5"\ntext = "x"', "must be a span of at least a minute"),
            ('every = "1h"\npoll = "Q | A"', "must be a question and 2 to 12 answers"),
            ('every = "1h"\ntext = "x"\nsegment = "cor"', 'a segment known here, seen "cor", write "core"; known are'),
            ('every = "1h"\npoll = "Q | A | B"\nsegment = "core"', "goes privately to members, which poll cannot"),
            ('every = "1h"\ntext = "x"\nmissed = "sned"', 'did you mean "send"?'),
        ],
    )
    def test_schedule_entries_are_named_in_their_findings(self, write: Write, entry: str, told: str) -> None:
        path = write(f'[[schedule]]\nname = "早安"\n{entry}')
        (path.parent / "a.png").write_bytes(PICTURE)
        assert told in the_error(path)

    def test_a_picture_may_carry_words(self, write: Write) -> None:
        text = '[[schedule]]\nname = "x"\nevery = "1h"\nphoto = "a.png"\ntext = "hello"'
        path = write(text)
        assert "a.png" in the_error(path)
        (path.parent / "a.png").write_bytes(PICTURE)
        assert errors(path, BOT_TOKEN=TOKEN) == []

    def test_two_entries_of_one_name_are_refused(self, write: Write) -> None:
        entry = '[[schedule]]\nname = "x"\nevery = "1h"\ntext = "hello"\n'
        assert the_error(write(entry * 2)).startswith("schedule[1].name: is the name of schedule[0] too")

    def test_a_raised_error_holds_every_finding(self, write: Write) -> None:
        with pytest.raises(ConfigErrors) as raised:
            load(write("a = 1\nb = 2"), {"BOT_TOKEN": TOKEN})
        assert [finding.where for finding in raised.value.findings if finding.level == "error"] == ["a", "b"]
