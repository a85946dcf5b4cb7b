"""A batch of updates as it arrived, taken apart: one that cannot be read is in nobody's way; reading is `light`'s."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import msgspec

from bot.botapi import fast_updates
from bot.botapi.fast_updates import Id
from bot.botapi.loose import UNREADABLE, elements_of, members_of, mended


class _Head(msgspec.Struct):
    update_id: Id


_ANY_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,18})\s*[,}]')
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
_decode_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_head = msgspec.json.Decoder(_Head).decode
_decode_id = msgspec.json.Decoder(Id).decode


def decode_batch(answer: bytes) -> Sequence[bytes | msgspec.Raw]:
    """The updates of an answer, each to be read by itself: one that cannot be is no reason to ask for all again.

    Raises one of UNREADABLE where not even that can be told.
    """
    answer = storable(answer)
    try:
        return _decode_list(answer)
    except UNREADABLE:
        return elements_of(answer)


def storable(json: bytes) -> bytes:
    """Without the character NUL, which means nothing, and which not every store takes."""
    return _NUL.sub(rb"\1", json) if b"\\u0000" in json else json


def read(raw: bytes | msgspec.Raw) -> tuple[fast_updates.Update, bytes | msgspec.Raw]:
    """The light decode of an update, and the update: mended where it had to be. Raises one of UNREADABLE."""
    try:
        return fast_updates.decode_update(raw), raw
    except UNREADABLE:
        whole = mended(bytes(raw))
        return fast_updates.decode_update(whole), whole


def id_of(raw: bytes | msgspec.Raw) -> int | None:
    """The id of an update that may be unreadable otherwise."""
    try:
        return _decode_head(raw).update_id
    except UNREADABLE:
        return _id_within(bytes(raw))


def _id_within(raw: bytes) -> int | None:
    try:
        return _decode_id(members_of(raw).get("update_id", b""))
    except UNREADABLE:
        match = _ANY_ID.search(raw)
        return int(match[1]) if match else None


def stand_in_id(raw: bytes | msgspec.Raw) -> int:
    """A negative id for an update without one, the same each time it comes, so that it is recorded once."""
    return -1 - int.from_bytes(hashlib.blake2b(bytes(raw), digest_size=7).digest())
