"""The published record of a draw: made from a draw, and judged when anyone holds it; no files are read here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from bot.domain.lottery.draw import (
    FORMAT,
    MOST_TICKETS,
    Entrant,
    Prize,
    Public,
    canonical,
    canonical_list,
    commit_of,
    hash_of,
    picks,
    seed_of,
)

Fault: TypeAlias = Literal["form", "commit", "entrants", "twice", "winners", "reserves"]
"""What does not hold: the form, the secret against its hash, the list against its hash, one entrant named twice,
the winners, the reserves."""

Record: TypeAlias = dict[str, Any]

MOST_PLACES = 100_000


@dataclass(frozen=True, slots=True)
class Draw:
    """All that a draw follows from."""

    lottery: int
    secret: bytes
    entrants: Sequence[Entrant]
    prizes: Sequence[Prize]
    reserve_places: int = 0
    public: Public | None = None

    @property
    def prize_places(self) -> list[int]:
        """For each winner in the order drawn, which prize: its position among the prizes."""
        return [number for number, prize in enumerate(self.prizes) for _ in range(prize.count)]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of it: positions of winners and reserves in the list, and the bytes to publish."""

    winners: list[int]
    reserves: list[int]
    record: bytes


def drawn(draw: Draw) -> Drawn:
    """Long for a long list: to be called off the loop."""
    entrants = canonical_list(draw.entrants)
    entrants_hash = hash_of(entrants)
    found = _found(draw, entrants_hash)
    prized = len(draw.prize_places)
    winners, reserves = found[:prized], found[prized:]
    record: Record = {
        "commit": commit_of(draw.secret),
        "entrants": entrants,
        "entrants_hash": entrants_hash,
        "format": FORMAT,
        "lottery": draw.lottery,
        "prizes": [{"count": each.count, "name": each.name} for each in draw.prizes],
        "public": {"source": draw.public.source, "value": draw.public.value} if draw.public else None,
        "reserve_places": draw.reserve_places,
        "reserves": _told_reserves(draw, reserves),
        "secret": draw.secret.hex(),
        "winners": _told_winners(draw, winners),
    }
    return Drawn(winners, reserves, canonical(record))


def _found(draw: Draw, entrants_hash: str) -> list[int]:
    seed = seed_of(
        draw.secret,
        lottery=draw.lottery,
        entrants_hash=entrants_hash,
        prizes=draw.prizes,
        reserve_places=draw.reserve_places,
        public=draw.public,
    )
    places = len(draw.prize_places) + draw.reserve_places
    return picks(seed, [each.tickets for each in draw.entrants], places=places)


def _told_winners(draw: Draw, winners: Sequence[int]) -> list[dict[str, str]]:
    prizes = draw.prize_places
    return [
        {"id": draw.entrants[entrant].id, "prize": draw.prizes[prizes[place]].name}
        for place, entrant in enumerate(winners)
    ]


def _told_reserves(draw: Draw, reserves: Sequence[int]) -> list[dict[str, str]]:
    return [{"id": draw.entrants[entrant].id} for entrant in reserves]


_EXPLAINED: dict[Fault, str] = {
    "form": "this is not a whole weilu-draw/1 record",
    "commit": "the secret is not the one whose hash was published at the opening",
    "entrants": "the list of entrants is not the one whose hash was published",
    "twice": "an entrant stands twice in the list",
    "winners": "the winners do not follow from the secret and the list",
    "reserves": "the reserves do not follow from the secret and the list",
}


def explained(fault: Fault) -> str:
    """In plain words, for whoever checks a record at a terminal."""
    return _EXPLAINED[fault]


def read(data: bytes) -> object:
    """The JSON of a file; raises ValueError where it is none, or where one key stands twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError("a key stands twice")
        return dict(pairs)

    try:
        return json.loads(data.decode(), object_pairs_hook=once)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def faults(record: object) -> list[Fault]:
    """What does not hold in a record, of whatever origin; nothing when all of it does."""
    draw = _draw_of(record)
    if draw is None or not isinstance(record, dict):
        return ["form"]
    try:
        return _faults(draw, record)
    except UnicodeEncodeError:  # half a character, which JSON can tell of and UTF-8 cannot
        return ["form"]


def _faults(draw: Draw, record: Record) -> list[Fault]:
    found: list[Fault] = []
    if record["commit"] != commit_of(draw.secret):
        found.append("commit")
    entrants_hash = hash_of(canonical_list(draw.entrants))
    if record["entrants_hash"] != entrants_hash:
        found.append("entrants")
    if len({each.id for each in draw.entrants}) < len(draw.entrants):
        found.append("twice")
    order = _found(draw, entrants_hash)
    prized = len(draw.prize_places)
    if record["winners"] != _told_winners(draw, order[:prized]):
        found.append("winners")
    if record["reserves"] != _told_reserves(draw, order[prized:]):
        found.append("reserves")
    return found


def _draw_of(record: Any) -> Draw | None:
    """None where a field is missing or is not what it must be."""
    match record:
        case {
            "format": format_,
            "lottery": int(lottery),
            "commit": str(),
            "secret": str(secret),
            "entrants": list(entrants),
            "entrants_hash": str(),
            "prizes": list(prizes),
            "winners": list(),
            "reserves": list(),
            "reserve_places": int(reserve_places),
        } if format_ == FORMAT and not isinstance(lottery, bool) and _is_count(reserve_places, least=0):
            pass
        case _:
            return None
    public = _public_of(record.get("public"))
    people, things = [_entrant_of(each) for each in entrants], [_prize_of(each) for each in prizes]
    try:
        key = bytes.fromhex(secret)
    except ValueError:
        return None
    if public is False or None in people or None in things or key.hex() != secret:
        return None
    known = Draw(
        lottery,
        key,
        [each for each in people if each],
        [each for each in things if each],
        reserve_places,
        public or None,
    )
    return known if sum(each.count for each in known.prizes) + reserve_places <= MOST_PLACES else None


def _is_count(value: object, *, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST_TICKETS


def _entrant_of(value: Any) -> Entrant | None:
    match value:
        case {"id": str(name), "tickets": int(tickets)} if len(value) == 2 and _is_count(tickets, least=1):
            return Entrant(name, tickets)
    return None


def _prize_of(value: Any) -> Prize | None:
    match value:
        case {"name": str(name), "count": int(count)} if len(value) == 2 and _is_count(count, least=1):
            return Prize(name, count)
    return None


def _public_of(value: Any) -> Public | Literal[False] | None:
    match value:
        case None:
            return None
        case {"source": str(source), "value": str(known)} if len(value) == 2:
            return Public(source, known)
    return False
