"""The list of words that people write today: each says where it is from, or that nobody else was asked."""

from collections import Counter
from pathlib import Path

from training import own_lines

_OLDEST, _NEWEST = 2010, 2026


def _is_told(source: list[str]) -> bool:
    if source[:1] != [own_lines.OWN_READING]:
        return bool(source) and set(source) <= set(own_lines.SEEN_IN)
    return len(source) <= 2 and all(year.isdigit() and _OLDEST < int(year) < _NEWEST for year in source[1:])


def test_every_word_says_where_it_is_from_and_stands_once() -> None:
    lines = (Path(own_lines.__file__).parent / "own" / "words.tsv").read_text(encoding="utf-8").splitlines()
    words = [line.split("\t") for line in lines if not line.startswith("#")]
    assert [line for line in words if len(line) != 5] == []
    assert {word: source for word, source in own_lines.sources().items() if not _is_told(source)} == {}
    assert [word for word, times in Counter(word for word, *_ in words).items() if times > 1] == []
