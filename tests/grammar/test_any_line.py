"""Whatever a line of fields says: every part of it is in an answer, or a doubt names it; a doubt is never silent."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.challenge import read_answers as challenge
from bot.domain.events.event import read_answers as event
from bot.domain.grammar.fields import places_of
from bot.domain.grammar.lines import Written
from bot.domain.lottery.reading import read_line as lottery
from bot.domain.refusals import Refusal
from bot.domain.shop import read_answers as goods
from handlers.discussion.dialogue import read_answers as discussion
from handlers.schedule.dialogue import DIALOGUE as ANNOUNCEMENT
from tests.grammar.readings import HERE

WORDS = st.text(min_size=1, max_size=12)
FIELDS = st.sampled_from(
    [
        "地点",
        "place",
        "palce",
        "价",
        "price",
        "prise",
        "积分",
        "截止",
        "ends",
        "ened",
        "7d",
        "20:00",
        "#早起",
        "征集",
        "匿名",
    ]
)
PARTS = st.one_of(WORDS, FIELDS, st.builds(lambda word, value: f"{word} {value}", FIELDS, WORDS))
LINES = st.lists(PARTS, min_size=1, max_size=6).map(" | ".join)


def _plain(words: str) -> str:
    return "".join(words.split())


@given(LINES)
@example("聚会 | 地点 x=")
def test_nothing_of_a_line_is_dropped_in_silence(line: str) -> None:
    for read in (event, challenge, goods, discussion):
        written = read(line, HERE)
        answers = [_plain(value) for value in written.answers.values() if value]
        doubted = [_plain(each.seen) for each in written.doubts]
        for part in map(_plain, filter(None, places_of(line))):
            is_answer = any(part.endswith(value) or part in value for value in answers)
            assert is_answer or part in doubted or _is_here(part) or _is_twice(written), (read.__module__, line, part)


def _is_twice(written: Written) -> bool:
    """Of two parts of one field the later one counts, and is doubtful."""
    return any(each.taken_for == "field" for each in written.doubts)


def _is_here(part: str) -> bool:
    """The word for the topic it was said in is an answer of its own."""
    return part.strip().casefold() in ("here", "就这里", "就這裡", "这里", "這裡", "在这里", "在這裡")


@given(LINES)
def test_a_draws_answers_are_read_again_as_what_they_were_read_as(line: str) -> None:
    try:
        found = lottery(line, here=HERE)
    except Refusal:
        return
    assert found.answers["prizes"].count("\n") + 1 == len(found.terms.prizes)


@given(LINES)
def test_when_an_announcement_goes_out_is_read_or_refused(line: str) -> None:
    step = ANNOUNCEMENT.step("when")
    assert step is not None
    try:
        kept = step.read(line, HERE)
    except Refusal:
        return
    assert step.read(kept, HERE) == kept
