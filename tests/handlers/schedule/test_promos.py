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


def refused(tmp_path: Path, plan: str) -> list[str]:
    """The caps that `check` says the plan breaks, where it refuses it."""
    file = tmp_path / "config.toml"
    file.write_text(f'[telegram]\ntoken = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"\n{plan}', encoding="utf-8")
    file.chmod(0o600)
    found = CliRunner().invoke(main, ["check", "--config", str(file)])
    lines = [each.split(":")[0] for each in found.output.splitlines() if each.startswith("error ")]
    assert found.exit_code == (1 if lines else 0)
    return [each.removeprefix("error ") for each in lines]


def test_check_refuses_a_plan_that_breaks_a_cap_where_no_priority_decides(tmp_path: Path) -> None:
    plan = DAILY.replace("promo_per_week = 2", "{cap}")
    for cap, broken in (
        ("per_day = 1", True),
        ("per_week = 13", True),
        ("topic_per_day = 1", True),
        ("per_day = 2", 0),
    ):
        assert refused(tmp_path, plan.format(cap=cap)) == ([f"caps.{cap.split()[0]}"] if broken else [])
    decided = plan.replace('kind = "news"', 'kind = "news"\npriority = 1')
    assert refused(tmp_path, decided.format(cap="per_day = 1")) == []
    apart = plan.replace('kind = "news"', "topic = 7")
    assert refused(tmp_path, apart.format(cap="topic_per_day = 1")) == []


async def test_a_topic_hears_so_many_a_day_and_another_topic_its_own(tmp_path: Path) -> None:
    plan = DAILY.replace("promo_per_week = 2", "topic_per_day = 1")
    other = '[[schedule]]\nname = "菜谱"\ncron = "0 22 * * *"\ntext = "今天的菜谱"\ntopic = 7\n'
    async with told(tmp_path, plan + other) as story:
        await story.says(OWNER, "早")
        for hours in (8, 1, 1):
            await story.passes(hours * 3600)
        said = [
            row["reason"] or row["state"] for row in await story.rows("SELECT * FROM schedule_runs ORDER BY due_at")
        ]
        assert said == ["posted", "cap_topic", "posted"]
        assert "该话题今天够多了" in (await story.says(OWNER, "/schedule"))["text"]


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
