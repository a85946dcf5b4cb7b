"""The command `score`: a message a line in, a JSON a line out, in the same order; the check itself is the service's."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, Protocol, cast

import msgspec

from bot.domain.mood.normalise import LONGEST
from bot.domain.mood.verdict import Score
from bot.services.mood.check import Check

# An answer never waits for more lines than this, nor for any that have not come yet.
_AT_ONCE: Final = 256
_CHUNK: Final = 1 << 16
# A line's bytes beyond this cannot matter: a character has at most four.
_LONGEST_LINE: Final = LONGEST * 4


class _Ready(Protocol):
    def read1(self, size: int, /) -> bytes: ...


class _Shares(msgspec.Struct, frozen=True):
    negative: float
    neutral: float
    positive: float


class _Answer(msgspec.Struct, frozen=True):
    label: str
    p: _Shares
    hostile: float
    sure: bool
    why: tuple[str, ...]


def score(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Answer every line of stdin until it ends, in UTF-8 whatever the terminal's encoding is.

    Lines end at a line feed alone; bad UTF-8 is replaced.
    """
    check = Check.load()
    encode = msgspec.json.Encoder().encode
    for lines in _batches(cast("_Ready", stdin)):
        scores = check.score([line.decode("utf-8", "replace") for line in lines])
        stdout.write(b"".join([encode(_answer(one)) + b"\n" for one in scores]))
        stdout.flush()


def _answer(one: Score) -> _Answer:
    return _Answer(one.label.value, _Shares(one.negative, one.neutral, one.positive), one.hostile, one.sure, one.why)


def _batches(stdin: _Ready) -> Iterator[list[bytes]]:
    rest = b""
    while chunk := stdin.read1(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        rest = rest[:_LONGEST_LINE]
        yield from _cut(whole)
    if rest:
        yield [rest]


def _cut(lines: list[bytes]) -> Iterable[list[bytes]]:
    return (lines[first : first + _AT_ONCE] for first in range(0, len(lines), _AT_ONCE))
