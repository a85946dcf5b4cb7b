"""Words that are read as others: Cantonese as Mandarin, and every word for who somebody is as one sign."""

import functools
import re
from collections.abc import Iterable
from typing import Final

from bot.domain.mood.cantonese import CANTONESE, NOT_BEFORE, PARTICLES
from bot.domain.mood.people import AFTER_A_PLACE, PEOPLE, PLACES

SOMEBODY: Final = "\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009"
"""Stand for words that say who somebody is, by kind; the first also for where they are from."""

_Trie = dict[str, "_Trie"]
_END: Final = ""
_AT_ONCE: Final = 24


def read_as_others(text: str) -> str:
    """Even text with its Cantonese words and its words for people read as what stands for them."""
    for pattern, particle in PARTICLES:
        text = pattern.sub(particle, text)
    cantonese, somebody = _patterns()
    return somebody.sub(_somebody, cantonese.sub(_mandarin, text))


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Built by the first text: a fifth of a second that a start does not wait for."""
    return re.compile(one_of(CANTONESE)), re.compile(one_of(_SIGN_OF))


def one_of(words: Iterable[str]) -> str:
    """A pattern for the longest of these words that stands somewhere.

    Most characters begin none of them, or are followed by one that goes on with none: one look at two characters says
    so. Of those that begin some, a second look finds two dozen of them; asked one after the other, the words would
    cost more than all the rest of reading.
    """
    trie: _Trie = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[_END] = {}
    begins = "".join(sorted(trie))
    alone = "".join(first for first in begins if _END in trie[first])
    goes_on = "".join(sorted({second for first in begins for second in trie[first]}))
    groups = [
        f"(?=[{some}])(?:{'|'.join(first + _rest(trie[first]) for first in some)})"
        for some in (begins[at : at + _AT_ONCE] for at in range(0, len(begins), _AT_ONCE))
    ]
    head = f"[{alone}]|[{begins}][{goes_on}]" if alone else f"[{begins}][{goes_on}]"
    return f"(?={head})(?:{'|'.join(groups)})"


def _rest(node: _Trie) -> str:
    longer = [re.escape(character) + _rest(after) for character, after in sorted(node.items()) if character != _END]
    if not longer:
        return ""
    return f"(?:{'|'.join(longer)}){'?' if _END in node else ''}"


def _mandarin(match: re.Match[str]) -> str:
    word, after = match[0], match.string[match.end() : match.end() + 1]
    return word if after and after in NOT_BEFORE.get(word, "") else CANTONESE[word]


def _somebody(match: re.Match[str]) -> str:
    return _SIGN_OF[match[0]]


_FROM: Final = [*PLACES, *(place + more for place in PLACES for more in AFTER_A_PLACE)]
_SIGN_OF: Final = {word: sign for sign, words in zip(SOMEBODY, PEOPLE, strict=True) for word in words} | dict.fromkeys(
    _FROM, SOMEBODY[0]
)
