"""A batch of updates as it arrived, taken apart: one that cannot be read is in nobody's way; reading is `light`'s."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import msgspec

from bot.light import Id


class _Head(msgspec.Struct):
    update_id: Id


_decode_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_head = msgspec.json.Decoder(_Head).decode

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises: not JSON of that shape, not UTF-8, or nested beyond all sense."""


def decode_batch(answer: bytes) -> Sequence[bytes | msgspec.Raw]:
    """The updates of an answer, each to be read by itself: one that cannot be is no reason to ask for all again.

    Raises one of UNREADABLE where not even that can be told.
    """
    try:
        return _decode_list(answer)
    except RecursionError:
        return taken_apart(answer)


_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.S)
"""Words within quotes, whatever stands in them, and what opens, closes and divides."""


def taken_apart(answer: bytes) -> list[bytes]:
    """The elements of a JSON list by its brackets alone, however deep or wrong they are within."""
    elements, depth, begin = list[bytes](), 0, 0
    for mark in _MARKS.finditer(answer):
        what = mark[0]
        if what in b"[{":
            depth += 1
            begin = mark.end() if depth == 1 else begin
        elif depth == 1 and what in b",]":
            elements.append(answer[begin : mark.start()].strip())
            begin = mark.end()
        if what in b"]}":
            depth -= 1
    if depth or not answer.lstrip().startswith(b"["):
        raise msgspec.DecodeError("the list of updates is cut off")
    return [each for each in elements if each]


_HEAD = re.compile(rb'\s*\{\s*"update_id"\s*:\s*(\d{1,18})\s*[,}]')


def id_of(raw: bytes | msgspec.Raw) -> int | None:
    """The id of an update that may be unreadable otherwise."""
    try:
        return _decode_head(raw).update_id
    except UNREADABLE:
        found = _HEAD.match(bytes(raw))
        return int(found[1]) if found else None


def stand_in_id(raw: bytes | msgspec.Raw) -> int:
    """A negative id for an update without one, the same each time it comes, so that it is recorded once."""
    return -1 - int.from_bytes(hashlib.blake2b(bytes(raw), digest_size=7).digest())
