"""Challenges and contests as values: how one is asked for, who finished, who won; posting them lives in `handlers`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from bot.domain.grammar.fields import Vocabulary
from bot.domain.grammar.lines import Written, read_line
from bot.domain.grammar.moments import Here, read_moment
from bot.domain.grammar.reading import NotUnderstood, Understood
from bot.domain.grammar.script import plain
from bot.domain.polls.flags import read_end
from bot.domain.refusals import Refusal

Kind: TypeAlias = Literal["daily", "contest"]
State: TypeAlias = Literal["open", "voting", "over", "cancelled"]

GALLERY = 40
"""Works the wall has room for: as many messages as a group takes in two minutes."""

LONGEST_TITLE, LONGEST_TAG, MOST_POINTS = 60, 32, 10_000
_A_DAY = 86_400
_TAG = re.compile(r"[#＃](\w{1,32})")
DEFAULT_POINTS = 20
"""What the house pays for a challenge where nobody says how much: whoever may open one opens it with that."""

_FIELDS = Vocabulary(
    {
        "contest": ("contest", "征集", "征件", "比赛"),
        "points": ("points", "积分", "奖励"),
        "votes": ("vote", "votes", "投票"),
        "ends": ("ends", "end", "for", "lasts", "deadline", "until", "截止", "截至", "结束", "时长", "为期"),
    },
    switches=frozenset({"contest"}),
)
_POINTS = re.compile(r"(?P<n>\d{1,6}) ?(?:points?|分|积分)?")


@dataclass(frozen=True, slots=True)
class Terms:
    """`votes_for` in seconds, `closes_at` in epoch seconds."""

    title: str
    tag: str
    closes_at: int
    kind: Kind = "daily"
    reward: int = DEFAULT_POINTS
    votes_for: int = _A_DAY


@dataclass(frozen=True, slots=True)
class Challenge:
    """`days`: on how many local days one must take part to finish."""

    id: int
    chat_id: int
    topic: int
    kind: Kind
    title: str
    tag: str
    reward: int
    days: int
    votes_for: int
    opened_by: int
    closes_at: int
    state: State


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a member brings; of a contest, moderators take it or not."""

    challenge: int
    user_id: int
    day: int
    words: str
    photo: str
    message_id: int
    state: Literal["waiting", "in"]
    at: int


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of a contest, the `number`th handed in for it."""

    id: int
    number: int
    challenge: int
    user_id: int
    name: str
    words: str
    photo: str
    state: Literal["waiting", "in", "refused"]
    votes: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Runner:
    """Who took part on how many days."""

    user_id: int
    name: str
    days: int
    is_here: bool


Paid: TypeAlias = frozenset[int]
"""Ids of those who finished or won and got the points for it; the others are told that they did not."""


class ChallengeRefusal(Refusal):
    """That cannot be done with a challenge."""


class WrongChallenge(ChallengeRefusal):
    """`part`: what could not be read."""

    key = "challenge.wrong"


class UnknownChallenge(ChallengeRefusal):
    """`seen`."""

    key = "challenge.unknown"


class TagTaken(ChallengeRefusal):
    """`tag`: another one runs by it."""

    key = "challenge.tag_taken"


class ChallengeOver(ChallengeRefusal):
    key = "challenge.is_over"


class NothingHandedIn(ChallengeRefusal):
    """Neither a picture nor words."""

    key = "challenge.nothing_in"


class Judged(ChallengeRefusal):
    """It was taken or sent back before."""

    key = "challenge.judged"


class WallFull(ChallengeRefusal):
    """`most`."""

    key = "challenge.wall_full"


class OwnWork(ChallengeRefusal):
    key = "challenge.own_work"


def read_answers(line: str, here: Here) -> Written:
    """`NAME | 7d | #tag | points 20 | contest | votes 2d`, all after the name in any order: what it says by field."""

    def bare(part: str) -> str | None:
        if _TAG.fullmatch(part):
            return "tag"
        reading = read_moment(part, here)
        return "ends" if isinstance(reading, Understood) or reading == NotUnderstood("passed", part) else None

    return read_line(line, _FIELDS, first="title", bare=bare)


def challenge_of(answers: Mapping[str, str], here: Here) -> Terms:
    """Raises WrongChallenge, and what `read_end` does for a time that cannot be."""
    title = challenge_title(answers.get("title", ""))
    tag = challenge_tag(answers["tag"]) if "tag" in answers else _tag_in(title)
    if not tag:
        raise WrongChallenge(part="#")
    terms = Terms(title, tag, here.now + 7 * _A_DAY, kind="contest" if "contest" in answers else "daily")
    if "ends" in answers:
        terms = replace(terms, closes_at=read_end(answers["ends"], here=here))
    if "votes" in answers:
        terms = replace(terms, votes_for=read_end(answers["votes"], here=here) - here.now)
    return replace(terms, reward=challenge_points(answers["points"])) if "points" in answers else terms


def challenge_title(words: str) -> str:
    title = " ".join(words.split())
    if not title or len(title) > LONGEST_TITLE:
        raise WrongChallenge(part=title[:40])
    return title


def challenge_tag(words: str) -> str:
    """Without its `#`."""
    match = _TAG.fullmatch(f"#{words.strip().lstrip('#＃')}")
    if match is None:
        raise WrongChallenge(part=words[:40])
    return match[1]


def challenge_points(words: str) -> int:
    match = _POINTS.fullmatch(plain(words))
    if match is None or int(match["n"]) > MOST_POINTS:
        raise WrongChallenge(part=words[:40])
    return int(match["n"])


def _tag_in(title: str) -> str:
    """What a tag can hold of a title."""
    return "".join(char for char in title if char.isalnum() or char == "_")[:LONGEST_TAG]


def days_of(seconds: int) -> int:
    """On how many days one can take part without hurry: whole days, at least one."""
    return max(1, round(seconds / _A_DAY))


def without_tag(words: str, tag: str) -> str:
    """What was handed in beside the tag."""
    return " ".join(re.sub(rf"[#＃]{re.escape(tag)}(?!\w)", " ", words, flags=re.IGNORECASE).split())


def finishers(runners: Sequence[Runner], *, days: int) -> list[Runner]:
    """Those who took part on every day and are still here."""
    return [each for each in runners if each.days >= days and each.is_here]


def winners(works: Sequence[Work]) -> list[Work]:
    """Those with the most votes, all of them in a tie; none without a vote, and none of whoever left."""
    here = [each for each in works if each.is_here and each.votes]
    most = max((each.votes for each in here), default=0)
    return [each for each in here if each.votes == most]


def is_entry(words: str, *, has_photo: bool) -> bool:
    """Whether a reply to the card takes part: whatever it shows or says, questions aside."""
    written = words.strip()
    return has_photo or (bool(written) and not written.endswith(("?", "？")))
