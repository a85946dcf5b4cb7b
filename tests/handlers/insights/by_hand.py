"""The figures of a group out of the stream alone, counted anew in plain sums: nothing of the bot is used here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import sqrt

from tests.handlers.insights.stream import DAY, HOUR, Happening, Stream, day_of

LEAST = 5
HEARD = ("said", "said before")
TRACES = ("came", "said", "command", "checkin", "took", "press", "redeemed", "event", "draw", "poll")
"""What somebody does by which the bot meets them: what is refused leaves no trace."""


@dataclass
class Arrival:
    day: int
    source: str
    first: str = ""
    spoke: bool = False
    checked_in: bool = False
    took_part: bool = False
    redeemed: bool = False
    later: set[int] = field(default_factory=set)
    """Days after the one they came on which they were heard."""

    def take(self, deed: Happening, came_at: int) -> None:
        """What they did within thirty days of coming."""
        days = day_of(deed.at) - self.day
        if deed.what == "said" and days <= 30:
            self.spoke = True
            self.first = self.first or "spoke"
            self.later |= {days} - {0}
        if deed.at > came_at + 30 * DAY:
            return
        if deed.what == "checkin":
            self.checked_in, self.first = True, self.first or "checkin"
        if deed.what == "took":
            self.took_part, self.first = True, self.first or "part"
        if deed.what == "redeemed":
            self.redeemed = True

    def within(self, first: int, last: int) -> bool:
        return any(first <= each <= last for each in self.later)


def arrivals(stream: Stream) -> list[Arrival]:
    """Whoever comes back begins anew, and is counted once more."""
    found: list[Arrival] = []
    current: dict[str, tuple[Arrival, int]] = {}
    for each in stream.deeds:
        if each.what == "came":
            found.append(Arrival(day_of(each.at), each.detail))
            current[each.who] = found[-1], each.at
        elif each.who in current:
            arrival, at = current[each.who]
            arrival.take(each, at)
    return found


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole)


def wilson(part: int, whole: int) -> tuple[int, int, int]:
    """The share and its bounds, in percent."""
    z, share = 1.96, part / whole
    middle = (share + z * z / 2 / whole) / (1 + z * z / whole)
    spread = z / (1 + z * z / whole) * sqrt(share * (1 - share) / whole + z * z / 4 / whole / whole)
    return percent(part, whole), round(100 * max(0.0, middle - spread)), round(100 * min(1.0, middle + spread))


def cohorts(stream: Stream, today: int) -> list[tuple[int, list[int | None]]]:
    """How many came in each week that five came in, and the shares heard on the next day, in a week, in a month."""
    rows = []
    for first in range(today - 56, today, 7):
        came = [each for each in arrivals(stream) if first <= each.day < first + 7]
        if len(came) >= LEAST:
            cells = [
                percent(sum(each.within(*days) for each in came), len(came)) if first + 6 + days[1] < today else None
                for days in ((1, 1), (2, 7), (8, 30))
            ]
            rows.append((len(came), cells))
    return rows


def came_within(stream: Stream, first: int, last: int) -> list[Arrival]:
    return [each for each in arrivals(stream) if first <= each.day <= last]


def funnel(came: list[Arrival]) -> list[int]:
    steps = [sum(getattr(each, name) for each in came) for name in ("spoke", "checked_in", "took_part", "redeemed")]
    return [len(came), *steps]


def staying(came: list[Arrival], of: Callable[[Arrival], str]) -> dict[str, tuple[int, tuple[int, int, int]]]:
    """How many came that way, and the share of them heard after their first day; where five are behind it."""
    groups: dict[str, list[Arrival]] = defaultdict(list)
    for each in came:
        groups[of(each)].append(each)
    return {
        name: (len(each), wilson(sum(bool(one.later) for one in each), len(each)))
        for name, each in groups.items()
        if len(each) >= LEAST
    }


@dataclass
class Standing:
    """Of one life: since when they are a member, whether they are in, and the days on which they were heard."""

    since: int
    is_in: bool = True
    days: set[int] = field(default_factory=set)


def standings(stream: Stream) -> dict[str, Standing]:
    found: dict[str, Standing] = {}
    for each in stream.deeds:
        if each.what not in (*TRACES, "went", "forgotten"):
            continue
        one = found.get(each.who)
        if each.what == "forgotten":
            found.pop(each.who, None)
            continue
        if one is None or (each.what == "came" and not one.is_in):
            one = found[each.who] = Standing(each.at, days=one.days if one is not None else set())
        one.is_in = each.what != "went"
        one.days |= {day_of(each.at)} if each.what == "said" else set()
    return found


def heard_on(one: Standing, first: int, last: int) -> int:
    return sum(first <= each <= last for each in one.days)


def segment_of(one: Standing, today: int, now: int) -> str:
    lately, fortnight = heard_on(one, today - 27, today), heard_on(one, today - 13, today)
    earlier = heard_on(one, today - 41, today - 14)
    if one.since >= now - 14 * DAY:
        return "newcomer"
    if earlier >= 6 and fortnight * 10 <= earlier:
        return "at_risk"
    return "core" if lately >= 12 else "active" if lately else "quiet"


def segments(stream: Stream, now: int) -> Counter[str]:
    return Counter(segment_of(each, day_of(now), now) for each in standings(stream).values() if each.is_in)


def at_risk(stream: Stream, now: int) -> dict[str, tuple[int, int]]:
    """Days with words in the four weeks before the last two, and in these two."""
    today = day_of(now)
    return {
        who: (heard_on(each, today - 41, today - 14), heard_on(each, today - 13, today))
        for who, each in standings(stream).items()
        if each.is_in and segment_of(each, today, now) == "at_risk"
    }


@dataclass
class Economy:
    made: int = 0
    taken: int = 0
    spent: int = 0


def economy(stream: Stream, first: int, last: int = 2**20) -> Economy:
    found = Economy()
    for each in stream.deeds:
        if first <= day_of(each.at) <= last:
            found.made += each.n if each.what in ("checkin", "granted") else 0
            found.taken += each.n if each.what == "taken" else 0
            found.spent += each.n if each.what == "redeemed" else 0
    return found


def held(stream: Stream) -> tuple[int, int, int]:
    """Points that members hold, how many members do, and the share of the first ten."""
    balances = sorted((each for each in stream.balances.values() if each > 0), reverse=True)
    return sum(balances), len(balances), percent(sum(balances[:10]), sum(balances))


def said(stream: Stream, first: int, last: int) -> list[Happening]:
    return [each for each in stream.deeds if each.what in HEARD and first <= day_of(each.at) <= last]


def voices(stream: Stream, first: int, last: int) -> int:
    return len({each.who for each in said(stream, first, last)})


def by_day(stream: Stream, first: int, last: int) -> list[tuple[int, int]]:
    """Voices and messages of each local day."""
    return [(voices(stream, day, day), len(said(stream, day, day))) for day in range(first, last + 1)]


def by_hour(stream: Stream, first: int, last: int) -> Counter[tuple[int, int]]:
    """People by weekday and hour on the wall, of hours with five."""
    people: dict[int, set[str]] = defaultdict(set)
    for each in said(stream, first, last):
        people[each.at // HOUR].add(each.who)
    found = Counter[tuple[int, int]]()
    for hour, heard in people.items():
        wall = datetime.fromtimestamp(hour * HOUR, UTC) + timedelta(hours=8)
        found[wall.weekday(), wall.hour] += len(heard) if len(heard) >= LEAST else 0
    return +found


def passed(stream: Stream, first: int, last: int) -> Counter[str]:
    within = [each for each in stream.deeds if first <= day_of(each.at) <= last]
    return Counter(f"came:{each.detail}" if each.what == "came" else each.detail
                   for each in within if each.what in ("came", "went"))  # fmt: skip


def newcomers(stream: Stream, first: int, last: int) -> int:
    """Of those who are in, whose first trace is of these days."""
    return sum(each.is_in and first <= day_of(each.since) <= last for each in standings(stream).values())


def happened(stream: Stream, what: str, first: int, last: int) -> int:
    return sum(each.what == what and first <= day_of(each.n or each.at) <= last for each in stream.deeds)


def checkins(stream: Stream, first: int, last: int) -> int:
    """The days of whoever was forgotten are gone with them."""
    gone = {each.who for each in stream.deeds if each.what == "forgotten"}
    return sum(each.what == "checkin" and each.who not in gone and first <= day_of(each.at) <= last
               for each in stream.deeds)  # fmt: skip


def gloom(stream: Stream, gloomy: str, first: int, last: int) -> dict[int, tuple[int, int]]:
    """Gloomy messages and all, by topic."""
    found: dict[int, tuple[int, int]] = {}
    for each in stream.elsewhere:
        if first <= day_of(each.at) <= last:
            part, whole = found.get(each.n, (0, 0))
            found[each.n] = part + (each.detail == gloomy), whole + 1
    return found
