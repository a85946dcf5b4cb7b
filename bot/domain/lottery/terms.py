"""What a lottery is about: prizes, how it ends, who may enter at what price; reading words lives in `reading`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from bot.domain.lottery.draw import Prize

State: TypeAlias = Literal["open", "frozen", "drawn", "announced", "settled", "cancelled"]
PlaceState: TypeAlias = Literal["reserve", "won", "claimed", "lapsed", "passed"]
Measure: TypeAlias = Literal["member", "points", "level", "checkin", "messages", "topic", "poll", "unwarned", "chat"]

MOST_PLACES = 1000
"""Winners and reserves of one lottery together."""

CLAIM = 24 * 3600
LONGEST = 366 * 24 * 3600
MOST_EXTENSIONS = 3


@dataclass(frozen=True, slots=True)
class Condition:
    """At least `need` of the measure: days of membership or without a warning, points, lifetime score (a level's),
    check-ins or messages within the last `days`; a vote, or being in another chat, counts as 1.

    `where` is the topic, poll or other chat; `name` what a level, topic or chat is called. `since` (epoch seconds) is
    when counting began, where that is later than the days would have it.
    """

    measure: Measure
    need: int
    days: int = 0
    where: int = 0
    name: str = ""
    since: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """`ends_at` (epoch seconds) and `people`, 0 for none, whichever is first; neither: by hand. `claim` in seconds.

    `least` is the fewest entrants; with fewer it is cancelled, or goes on for `extend` seconds more.
    `rest` leaves out the winners of so many draws before. `topic` (0: where it is asked for) is where the card stands,
    once it is known by `topic_name`.
    """

    prizes: tuple[Prize, ...]
    title: str = ""
    ends_at: int = 0
    people: int = 0
    least: int = 0
    extend: int = 0
    price: int = 0
    tickets: int = 1
    reserves: int = 0
    claim: int = CLAIM
    phrase: str = ""
    conditions: tuple[Condition, ...] = ()
    rest: int = 0
    public: str = ""
    topic: int = 0
    topic_name: str = ""

    @property
    def name(self) -> str:
        return self.title or "、".join(each.name for each in self.prizes)

    @property
    def places(self) -> int:
        return sum(each.count for each in self.prizes)


@dataclass(frozen=True, slots=True)
class Lottery:
    """A lottery as kept. `entrants` and `tickets` count those in; `public_value` is what the world said."""

    id: int
    chat_id: int
    topic: int
    state: State
    terms: Terms
    commit: str
    entrants: int
    tickets: int
    opened_by: int
    opened_at: int
    ends_at: int = 0
    extensions: int = 0
    entrants_hash: str = ""
    public_value: str = ""
    drawn_at: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """`prize` is the position among the prizes, -1 while in reserve; `is_in`: a member of the group as far as known."""

    lottery_id: int
    place: int
    user_id: int
    pseudonym: str
    prize: int
    state: PlaceState
    due_at: int
    name: str = ""
    is_in: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a lottery's public history; `who` is a pseudonym."""

    at: int
    what: str
    who: str = ""
    number: int = 0


def written(terms: Terms) -> dict[str, Any]:
    """As plain values, for JSON."""
    return asdict(terms)


def read_written(values: dict[str, Any]) -> Terms:
    known = dict(values)
    known["prizes"] = tuple(Prize(**each) for each in known["prizes"])
    known["conditions"] = tuple(Condition(**each) for each in known.get("conditions", ()))
    return Terms(**known)
