"""Lines written for this check: slang, Cantonese, faces, insults, and what says nothing against anybody."""

import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from bot.domain.mood.insults import insults_in
from bot.domain.mood.normalise import normalise
from bot.domain.mood.people import PEOPLE, PLACES
from training.corpora import LABELS, Example, Split

_FOLDER: Final = Path(__file__).parent / "own"
_NEGATIVE, _NEUTRAL, _POSITIVE = LABELS["neg"], LABELS["neu"], LABELS["pos"]
_OK, _OFFENCE = LABELS["ok"], LABELS["off"]

# Words alone and in company that says nothing of its own, by mood.
_AROUND: Final = {
    _POSITIVE: ("{}", "{}！", "{}啊", "真的{}", "哈哈{}", "这家{}", "今天{}", "{}，谢谢", "我说{}", "{}，下次还来"),
    _NEGATIVE: ("{}", "{}了", "真的{}", "今天{}", "{}，唉", "又{}", "这{}", "{}，不想说了", "我说{}", "{}啊"),
    _NEUTRAL: ("{}", "{}吗", "{}什么时候", "今天{}", "{}在哪", "这个{}", "我说{}", "{}啊"),
}
# Faces that mean what the words before them mean, as people put them: one, or some.
_OPEN_FACES: Final = ("😭", "😭😭😭", "😂", "😂😂", "🐶", "🙏", "🙏🙏", "👀", "😭🙏", "😂😭")
OWN_READING: Final = "own"
SEEN_IN: Final = {
    "books": "book_review",
    "cold": "cold",
    "cped": "cped",
    "lccc": "lccc_toy_chat",
    "lcqmc": "lcqmc",
    "nlpcc2013": "nlpcc2013_emo",
    "nlpcc2014": "nlpcc2014_emo_weibo",
    "oppo": "oppo_xiaobu",
    "shop": "online_shopping_10_cats",
    "smp2020": "smp2020_usual",
    "sms": "nus_sms_zh",
    "swsr": "swsr",
    "takeaway": "waimai_10k",
    "weibo": "weibo_senti_100k_sub",
}
"""The sets in which a word of the list was seen, by the name that the list calls them."""

_IN_TEN: Final = 10
_FEWER: Final = 5
_A_QUARTER: Final = 4


def side_of(text: str) -> Split:
    """A quarter of all lines is kept to measure by, chosen by the text itself."""
    return "train" if zlib.crc32(text.encode()) % _A_QUARTER else "dev"


def lines(split: Split) -> list[Example]:
    """Whole lines with their mood."""
    return [one for some in lines_by_kind(split).values() for one in some]


def lines_by_kind(split: Split) -> dict[str, list[Example]]:
    """The same, by the kind of talk."""
    found: dict[str, list[Example]] = {}
    for label, kind, text in _table("lines.tsv"):
        if side_of(text) == split:
            found.setdefault(kind, []).append(Example(text, LABELS[label]))
    return found


def words() -> list[Example]:
    """Each word of the list in a few lines that say nothing else; those to measure by are whole lines."""
    return [
        Example(around.format(word), LABELS[label])
        for word, label, *_ in _table("words.tsv")
        for around in _AROUND[LABELS[label]]
    ]


def sources() -> dict[str, list[str]]:
    """Where each word of the list is from: names of sets, or that it is our own reading and about which year."""
    return {word: source.split() for word, *_, source in _table("words.tsv")}


def lexicon() -> list[Example]:
    """Plain words of mood, in fewer lines."""
    return [
        Example(around.format(word), LABELS[label])
        for label, *some in map(str.split, _lines("lexicon.txt"))
        for word in some
        for around in _AROUND[LABELS[label]][:_FEWER]
    ]


def low_words() -> list[str]:
    """The words of both lists that speak of a low mood, as even text has them; the longest that the check cuts."""
    listed = [word for label, *some in map(str.split, _lines("lexicon.txt")) if label == "neg" for word in some]
    listed += [word for word, label, *_ in _table("words.tsv") if label == "neg"]
    return sorted({even for even in normalise(listed) if len(even) > 1 and even.isalnum()})


def rough_words() -> list[str]:
    """Insults that are one word, as even text has them."""
    return [even for even in normalise(_lines("insults.txt")) if insults_in([even])[0] == (even,)]


def with_open_faces(examples: Sequence[Example]) -> list[Example]:
    """The same lines with faces that say nothing by themselves, a few each."""
    return [
        Example(one.text + _OPEN_FACES[(zlib.crc32(one.text.encode()) + 3 * more) % _IN_TEN], one.label)
        for one in examples
        for more in range(2)
    ]


def about_somebody(split: Split) -> Iterator[tuple[str, Example]]:
    """Who or what is named, and a neutral or kind line about them."""
    for template in _lines("somebody.txt"):
        kind, _, around = template.partition("|")
        if side_of(around) != split:
            continue
        for name in _names(kind):
            yield name, Example(around.replace("{}", name), _POSITIVE if kind == "kind" else _NEUTRAL)


def insults(split: Split) -> list[Example]:
    """Direct insults."""
    return [Example(text, _OFFENCE) for text in _lines("insults.txt") if side_of(text) == split]


def friendly(split: Split) -> list[Example]:
    """Rough lines that insult nobody: banter, praise, games, animals, words asked about."""
    fillers = {kind: some for kind, *some in map(str.split, _lines("friendly_words.txt"))}
    return [
        Example(around.replace("{}", word), _OK)
        for kind, _, around in (line.partition("|") for line in _lines("friendly.txt"))
        if side_of(around) == split
        for word in fillers[kind]
    ]


def _names(kind: str) -> list[str]:
    own = {kind: some for kind, *some in map(str.split, _lines("somebody_names.txt"))}
    if kind == "dish":
        return own["dish"]
    if kind == "place":
        return PLACES + own["place"]
    from_places = [f"{place}人" for place in PLACES + own["place"]]
    return [*chain(*PEOPLE), *from_places, *own["people"]]


def _table(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(name))


def _lines(name: str) -> list[str]:
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
