"""The draw `weilu-draw/1`, as docs/lottery.md specifies it: who wins follows from secret and list; no record here."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FORMAT = "weilu-draw/1"

MOST_TICKETS = 10**9
"""Tickets of one entrant that a record may tell of."""

_BITS = 256


@dataclass(frozen=True, slots=True)
class Entrant:
    """One line of the published list; `id` is a pseudonym."""

    id: str
    tickets: int = 1


@dataclass(frozen=True, slots=True)
class Prize:
    name: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Public:
    """A value nobody knew when the secret was committed to, and where anyone can look it up."""

    source: str
    value: str


def canonical(value: object) -> bytes:
    """Canonical JSON: keys sorted, no spaces, only what must be escaped is, UTF-8. Bytes are canonical already.

    Lists are written item by item, so that a long one lets other threads have their turn.
    """
    return _canonical(value).encode()


def canonical_list(entrants: Iterable[Entrant]) -> bytes:
    """The list as it is published and hashed: `canonical` of it, in a third of the time."""
    return (
        "[" + ",".join([f'{{"id":{_plain(each.id)},"tickets":{each.tickets}}}' for each in entrants]) + "]"
    ).encode()


def _canonical(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_plain(key)}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_plain, value)) + "]"
    return _plain(value)


_plain = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def commit_of(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()


def pseudonym_of(salt: bytes, user_id: int) -> str:
    """Sixteen hex digits that name a member in one lottery and nowhere else; the salt is never published."""
    return hmac.digest(salt, str(user_id).encode(), "sha256").hex()[:16]


def hash_of(entrants: bytes) -> str:
    """Of a `canonical_list`."""
    return hashlib.sha256(entrants).hexdigest()


def seed_of(
    secret: bytes,
    *,
    lottery: int,
    entrants_hash: str,
    prizes: Sequence[Prize],
    reserve_places: int,
    public: Public | None,
) -> bytes:
    """Binds the draw to everything that was fixed before it: a record of other prizes has other winners."""
    header = {
        "entrants_hash": entrants_hash,
        "format": FORMAT,
        "lottery": lottery,
        "prizes": [{"count": each.count, "name": each.name} for each in prizes],
        "public": {"source": public.source, "value": public.value} if public else None,
        "reserve_places": reserve_places,
    }
    return hmac.digest(secret, canonical(header), "sha256")


def picks(seed: bytes, tickets: Sequence[int], *, places: int) -> list[int]:
    """Positions in the list, in the order drawn, each at most once; fewer than `places` where the list is shorter."""
    urn = _Urn(tickets)
    found: list[int] = []
    counter = 0
    while len(found) < places and urn.total:
        number, counter = _below(urn.total, seed, counter)
        found.append(urn.take(number))
    return found


def _below(limit: int, seed: bytes, counter: int) -> tuple[int, int]:
    """A number from 0 to `limit` - 1, each as likely as the others: what lies beyond is drawn again."""
    bits = (limit - 1).bit_length()
    while True:
        digest = hmac.digest(seed, str(counter).encode(), "sha256")
        counter += 1
        number = int.from_bytes(digest) >> (_BITS - bits)
        if number < limit:
            return number, counter


class _Urn:
    """Tickets of those not drawn yet, in the list's order; a Fenwick tree finds whose the n-th ticket is."""

    def __init__(self, tickets: Sequence[int]) -> None:
        self._tickets = list(tickets)
        self._tree = [0, *tickets]
        for place in range(1, len(self._tree)):
            above = place + (place & -place)
            if above < len(self._tree):
                self._tree[above] += self._tree[place]
        self.total = sum(tickets)

    def take(self, number: int) -> int:
        """Whose the ticket is (counted from 0); all of that entrant's tickets leave the urn."""
        place, step = 0, 1 << (len(self._tree) - 1).bit_length()
        while step := step >> 1:
            if place + step < len(self._tree) and self._tree[place + step] <= number:
                place += step
                number -= self._tree[place]
        self._remove(place)
        return place

    def _remove(self, place: int) -> None:
        gone = self._tickets[place]
        self.total -= gone
        index = place + 1
        while index < len(self._tree):
            self._tree[index] -= gone
            index += index & -index
