"""Stories of bots that die at every commit of a feature's course: nothing is lost, nothing is done twice.

At commits of the engine's own, which are alike in all courses, they die in those that have the most kinds of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers import courses, crowded_courses, quiet_courses
from tests.handlers.schedule.entries import entry
from tests.lives import Course, lives, survived
from tests.story import KITCHEN, OWNER

pytestmark = pytest.mark.of_the_file("keeps copies of it, as a death leaves it")

EXTRA: dict[Course, str] = {
    courses.feedback: f"[desk]\nchat = {KITCHEN}\n",
    courses.announcements: f"[access]\noperators = [{OWNER}]\n",
    courses.requests: '[welcome]\nenabled = false\n[gate]\nmode = "request"\n',
    courses.safety: (
        '[welcome]\nenabled = false\n[gate]\nmode = "button"\n'
        '[guard]\ntrial = false\n[warnings]\nladder = ["1: mute 1h"]\n'
    ),
    crowded_courses.appeals: (
        '[welcome]\nenabled = false\n[guard]\ntrial = false\n[warnings]\nladder = ["1: mute 1h"]\n'
    ),
    quiet_courses.surveys: f"[desk]\nchat = {KITCHEN}\n",
    quiet_courses.promises: f"[desk]\nchat = {KITCHEN}\n",
    quiet_courses.answers: f"[desk]\nchat = {KITCHEN}\n",
    quiet_courses.unanswered: f'[answers]\nmoderators = "group"\nunanswered = "3h"\n[desk]\nchat = {KITCHEN}\n',
    quiet_courses.icebreak: '[icebreak]\nlines = ["今天最想吃什么？", "说一件今天的小事"]\n',
    crowded_courses.board: '[answers]\ncheckin = "board"\n',
    crowded_courses.morning: "".join(
        entry(name, 'cron = "30 23 * * *"', f'text = "{name}"') for name in ("早报", "晨读")
    ),
    crowded_courses.scores: '[answers]\nmoderators = "group"\n',
    crowded_courses.account: "board_transparency = true\n",
    crowded_courses.targets: f'[answers]\nmoderators = "group"\n[desk]\nchat = {KITCHEN}\n',
    quiet_courses.vanishing: '[answers]\nmoderators = "group"\nvanish = "10m"\n',
}
COURSES = [
    courses.feedback,
    courses.polls,
    courses.events,
    courses.announcements,
    courses.shop,
    courses.chat_migration,
    courses.requests,
    courses.safety,
    courses.team,
    courses.incidents,
    courses.claims,
    quiet_courses.surveys,
    quiet_courses.promises,
    quiet_courses.answers,
    quiet_courses.unanswered,
    quiet_courses.icebreak,
    quiet_courses.vanishing,
    quiet_courses.terms,
    crowded_courses.board,
    crowded_courses.morning,
    crowded_courses.scores,
    crowded_courses.account,
    crowded_courses.targets,
    crowded_courses.appeals,
]


AT_THE_ENGINES = (courses.feedback, courses.polls, courses.chat_migration)


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.__name__)
async def test_killed_at_every_commit_of_its_course(course: Course, tmp_path: Path) -> None:
    found = await survived(tmp_path, course, extra=EXTRA.get(course, ""), of_the_engine=course in AT_THE_ENGINES)
    assert not found, "\n".join(found)


async def test_a_poll_stands_once_and_who_asked_is_told_to_look_where_that_is_open(tmp_path: Path) -> None:
    async for _, life in lives(tmp_path, courses.asking):
        asked = sum(count for call, count in life.made.items() if call.startswith('["sendPoll"'))
        is_told = any("请看看群里" in each for each in life.stands)
        assert asked <= 1
        assert is_told or asked == 1
        assert is_told == bool(life.doubted)
        assert (life.holds["bad timers"], life.holds["inbox"], life.holds["unsent"]) == ([], [], [])
