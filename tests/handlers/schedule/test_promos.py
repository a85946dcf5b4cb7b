"""Stories of promotions: a group hears so many a week, and check refuses a plan of more."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from bot.__main__ import main
from tests.story import FORUM, OWNER, told

DAILY = """
[caps]
promo_per_week = 2
[[schedule]]
name = "团购"
cron = "0 20 * * *"
text = "团购开始"
kind = "promo"
[[schedule]]
name = "天气"
cron = "0 21 * * *"
text = "明天有雨"
kind = "news"
"""


async def test_only_so_many_promotions_a_week_and_news_all_the_same(tmp_path: Path) -> None:
    async with told(tmp_path, DAILY) as story:  # Saturday noon
        await story.says(OWNER, "早")
        for _ in range(9):
            for hours in (8, 1, 15):
                await story.passes(hours * 3600)
        said = [each["text"] for each in story.world.sent(FORUM) if "text" in each]
        assert said.count("明天有雨") == 9
        assert said.count("团购开始") == 4, "two to Sunday, two in the next week"
        assert "本周推广够多了" in (await story.says(OWNER, "/schedule"))["text"]


def test_check_refuses_a_plan_with_more_of_them(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'[telegram]\ntoken = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"\n{DAILY}', encoding="utf-8")
    file.chmod(0o600)
    found = CliRunner().invoke(main, ["check", "--config", str(file)])
    assert found.exit_code == 1
    assert "caps.promo_per_week" in found.output
    file.write_text(
        file.read_text(encoding="utf-8").replace("promo_per_week = 2", "promo_per_week = 7"), encoding="utf-8"
    )
    assert CliRunner().invoke(main, ["check", "--config", str(file)]).exit_code == 0
