"""JSON that no decoder takes whole: lone surrogates mended, lists and objects taken apart by their brackets alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises: not JSON of that shape, not UTF-8, or nested beyond all sense."""

_BOM = b"\xef\xbb\xbf"
_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.S)
"""Words within quotes, whatever stands in them, and what opens, closes and divides."""

_MEMBER = re.compile(rb'\s*"((?:[^"\\]|\\.)*+)"\s*:\s*(.*?)\s*', re.S)
_ESCAPES = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.S
)


def mended(body: bytes) -> bytes:
    """Without a byte order mark, and with U+FFFD for each half of a surrogate pair that has lost the other half."""
    return _ESCAPES.sub(lambda found: rb"\ufffd" if found[1] else found[0], body.removeprefix(_BOM))


def elements_of(raw: bytes) -> list[bytes]:
    """The elements of a JSON list, however deep or wrong they are within; raises one of UNREADABLE."""
    return list(_parts(raw, opening=b"["))


def members_of(raw: bytes) -> dict[str, bytes]:
    """The values of a JSON object by their names, likewise; what is no member of it is left out."""
    found = (_MEMBER.fullmatch(part) for part in _parts(raw, opening=b"{"))
    return {each[1].decode(errors="replace"): each[2] for each in found if each}


def _parts(raw: bytes, *, opening: bytes) -> Iterator[bytes]:
    """What stands between the commas of the outermost brackets; whatever follows them is nobody's."""
    depth, begin = 0, 0
    if not raw.lstrip().startswith(opening):
        raise msgspec.DecodeError(f"not opened by {opening.decode()}")
    for mark in _MARKS.finditer(raw):
        what = mark[0]
        if what in b"[{":
            depth += 1
            begin = mark.end() if depth == 1 else begin
            continue
        if depth == 1 and what in b",]}":
            if part := raw[begin : mark.start()].strip():
                yield part
            begin = mark.end()
        if what in b"]}":
            depth -= 1
            if not depth:
                return
    raise msgspec.DecodeError("cut off")
