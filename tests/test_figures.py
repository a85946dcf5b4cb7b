"""Every figure that is shown of a group is counted anew, out of what people did, by a story that is named here."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

from bot.engine.entrances import Reporting
from bot.engine.paged import Paged
from handlers import ENTRANCES
from handlers.insights.command import _ALL

ROOT = Path(__file__).parent.parent
FORMS = {"Bars", "Line", "Heat", "Month"}
UNITS = {"console.percent", "console.seconds"}
AREAS = ("stats", "insights", "economy")
NO_FIGURES = {"least", "most", "what", "words", "who", "when", "day", "first", "last", "slots", "change", "topic",
              "weekday", "hour", "source", "kind", "command", "span", "second"}  # fmt: skip
"""What a sentence may name beside its figures."""

HANDLERS = "tests.handlers"
MONTH = f"{HANDLERS}.insights"
SURVEYS = f"{HANDLERS}.surveys.test_surveys"
CONSOLE = "tests.console"
RECOMPUTED: dict[str, set[str]] = {
    # one month with kills, restarts, a new id, a past taken in, members forgotten: words, pictures, pages
    f"{MONTH}.in_reports.reports": {
        *("report group", "report group_month", "stats.head", "stats.announced"),
        *("insights.target_voices", "insights.target_newcomers", "insights.target_newcomers_few"),
        "insights.target_stay",
    },
    f"{MONTH}.on_pictures.stats": {
        *("picture stats.picture.voices", "picture stats.picture.hours", "stats.picture_best"),
        *("stats.voices", "stats.voices_at_least", "stats.messages", "stats.more", "stats.less", "stats.newcomers"),
        *("stats.points", "stats.held_polls", "stats.held_draws", "stats.held_events"),
    },
    f"{MONTH}.on_pictures.hours": {"screen when"},
    f"{MONTH}.on_pictures.days": {"screen days", "picture insights.screens.days", "insights.days_mean"},
    f"{MONTH}.on_pictures.staying": {
        *("screen staying", "picture insights.newcomers.staying", "insights.staying_week", "insights.week_of"),
    },
    f"{MONTH}.on_pictures.funnel": {
        *("screen funnel", "picture insights.newcomers.funnel", "insights.funnel_spoke"),
    },
    f"{MONTH}.on_pictures.sources": {
        *("screen sources", "picture insights.newcomers._rates", "insights.sources_best", "insights.of_people"),
        "insights.interval",
    },
    f"{MONTH}.on_pictures.firsts": {"screen firsts", "insights.firsts_best"},
    f"{MONTH}.on_pictures.segments": {"screen segments", "picture insights.screens.segments", "insights.segments_here"},
    f"{MONTH}.on_pictures.economy": {
        *("screen economy", "picture insights.screens.economy", "insights.economy_flow", "insights.economy_foot"),
    },
    f"{MONTH}.on_pictures.advice": {
        *("screen advice", "insights.advice_hour_why", "insights.advice_silent_why", "insights.advice_source_why"),
        *("insights.advice_leaving_why", "insights.advice_refused_why"),
    },
    f"{MONTH}.on_pictures.moods": {
        *("screen moods", "picture insights.measures.moods", "insights.moods_worst", "insights.of_messages"),
    },
    f"{MONTH}.on_pages.home": {
        *("page home", "console.week_voices", "console.week_messages", "console.week_checkins", "console.week_points"),
    },
    f"{MONTH}.on_pages.activity": {"page activity"},
    f"{MONTH}.on_pages.retention": {"page retention", "screen risk", "insights.risk_head", "insights.risk_line"},
    f"{MONTH}.on_pages.points": {
        *("page points", "console.points_made", "console.points_taken", "console.points_spent", "console.points_held"),
        *("console.points_holders", "console.points_top"),
    },
    f"{MONTH}.on_pages.mood": {
        *("page mood", "console.mood_said", "console.mood_negative", "console.mood_neutral", "console.mood_positive"),
        *("console.mood_abstained", "console.mood_hostile"),
    },
    # weeks with kills and restarts
    f"{MONTH}.test_measures_recomputed.compare": {
        *("screen desk", "picture insights.measures.desk", "insights.desk_half", "insights.span_hours"),
        *("screen compare", "picture insights.measures.compare", "insights.compare_said", "insights.compare_range"),
        *("screen effect", "picture insights.effect.effect", "insights.effect_said", "insights.effect_range"),
        *("insights.span_days", "page content"),
    },
    # courses whose sums are written out
    f"{MONTH}.test_insights.test_what_comes_back_is_told_by_the_kind_of_post": {
        *("screen posts", "picture insights.screens.posts", "insights.posts_best", "insights.of_posts"),
    },
    f"{MONTH}.test_insights.test_posts_that_come_back_more_are_suggested_with_both_numbers": {
        "insights.advice_posts_why"
    },
    f"{MONTH}.test_insights.test_those_who_came_just_now_are_counted_and_no_share_is_told": {"insights.staying_short"},
    f"{MONTH}.test_measures.test_half_of_what_was_answered_within_the_hour_is_told_in_minutes": {
        "insights.span_minutes"
    },
    f"{MONTH}.test_named.test_who_says_far_less_than_usual_is_named_to_moderators_in_private_alone": {
        "insights.came_true"
    },
    f"{MONTH}.test_named.test_who_helped_is_to_be_thanked_whatever_they_hold": {
        *("screen care", "insights.care_head", "insights.care_line"),
    },
    f"{HANDLERS}.points.test_looking_back.TestTheSums.test_operators_see_what_was_made_and_spent": {
        *("economy.period", "economy.held"),
    },
    f"{CONSOLE}.test_counted.compare": {
        *("page overview", "page draws", "page desk", "page guard", "page schedule", "page health"),
        *("console.health_waiting", "console.health_unsent", "console.health_bad", "console.health_groups"),
        "console.health_people",
    },
    f"{CONSOLE}.test_pages.TestWhatIsOnlyRead.test_the_log_goes_back_page_by_page": {"page audit"},
    f"{CONSOLE}.test_pages.TestPoints.test_entries_are_found_by_member_and_number_and_taken_back_by_a_press": {
        *("console.points_of", "console.points_balance", "console.points_rank"),
    },
    f"{MONTH}.on_pictures.mood": {"picture mood.picture.picture"},
    f"{HANDLERS}.feedback.test_figures.TestYouSaidWeDid.test_told_once_a_week_in_moderators_words": {
        "report feedback"
    },
    f"{HANDLERS}.points.test_boards.TestToday.test_yesterday_does_not_count": {"report day"},
    f"{HANDLERS}.points.test_boards.TestNewcomers.test_those_of_thirty_days_by_what_they_ever_won": {"report new"},
    f"{HANDLERS}.points.test_boards.TestKeepingOff.test_whoever_hides_is_on_no_board_and_counts_for_nobodys_rank": {
        *("report week", "report month", "report all"),
    },
    f"{HANDLERS}.checkin.test_days.TestAWeek.test_a_member_misses_a_day_and_makes_it_up": {
        "picture checkin.calendar.picture"
    },
    f"{HANDLERS}.polls.test_property.test_what_is_known_is_what_telegram_counted": {
        "picture polls.pictures.result_picture"
    },
    f"{HANDLERS}.polls.test_rounds.TestARound.test_a_crowd_is_scored_to_the_letter": {
        "picture polls.pictures.winners_picture"
    },
    f"{HANDLERS}.test_discussion.TestInAForum.test_only_what_is_said_there_counts_and_the_card_tells_it": {
        "picture discussion.card.closing_picture"
    },
    f"{SURVEYS}.test_too_few_are_told_of_nothing_and_five_with_a_picture_and_words_without_names": {
        "picture surveys.telling.picture"
    },
}  # fmt: skip

OF_THE_MACHINE = {"console.health_oldest_waiting", "console.health_oldest_unsent", "console.health_timers",
                  "console.health_size"}  # fmt: skip
NO_NUMBERS = {"screen talk", "report tip", "report rule"}
"""Words alone."""


def pictures() -> Iterator[str]:
    """Whatever in a feature makes a picture."""
    for path in sorted((ROOT / "handlers").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = {
            each.asname or each.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module == "bot.pictures.forms"
            for each in node.names
        }
        room = ".".join(path.relative_to(ROOT / "handlers").with_suffix("").parts)
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                made = {node.func.id for node in ast.walk(function)
                        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}  # fmt: skip
                if made & known & FORMS:
                    yield f"picture {room}.{function.name}"


def figures_of_pages() -> Iterator[str]:
    """The labels of numbers that stand side by side on a page."""
    for path in sorted((ROOT / "handlers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Figures":
                for each in ast.walk(node):
                    if isinstance(each, ast.Constant) and re.match(r"console\.\w+$", str(each.value)):
                        yield str(each.value)


def sentences() -> Iterator[str]:
    for area in AREAS:
        catalog = tomllib.loads((ROOT / f"bot/texts/zh-Hans/{area}.toml").read_text(encoding="utf-8"))
        for key, words in catalog.items():
            if set(re.findall(r"\{(\w+)", words)) - NO_FIGURES:
                yield f"{area}.{key}"


def shown() -> set[str]:
    screens = (f"screen {name}" for name in _ALL)
    pages = (f"page {each.name}" for each in ENTRANCES if isinstance(each, Paged))
    reports = (f"report {each.name}" for each in ENTRANCES if isinstance(each, Reporting))
    figures = (each for each in figures_of_pages() if each not in UNITS)
    return {*screens, *pages, *reports, *pictures(), *figures, *sentences()}


def test_every_figure_is_counted_anew_by_a_story() -> None:
    listed = [name for names in RECOMPUTED.values() for name in names]
    assert len(listed) == len(set(listed))
    assert {*listed, *OF_THE_MACHINE, *NO_NUMBERS} - shown() == set()
    assert shown() - {*listed, *OF_THE_MACHINE, *NO_NUMBERS} == set()


def test_each_story_is_there_and_is_told() -> None:
    for name in RECOMPUTED:
        module, _, story = found(name)
        assert callable(story), name
        if not name.rpartition(".")[2].startswith("test_"):
            folder = Path(inspect.getfile(module)).parent
            told = "\n".join(each.read_text(encoding="utf-8") for each in folder.glob("test_*.py"))
            assert re.search(rf"\b{story.__name__}\b(?!\.)", told), name


def found(name: str) -> tuple[Any, str, Any]:
    """The module, the way within it, and what is there."""
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        path = ROOT.joinpath(*parts[:cut]).with_suffix(".py")
        if path.exists():
            module = importlib.import_module(".".join(parts[:cut]))
            return module, ".".join(parts[cut:]), reduce(getattr, parts[cut:], module)
    raise AssertionError(name)
