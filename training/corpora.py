"""Reading the labelled and unlabelled text: labels, splits, and no text twice nor on both sides of a split."""

import csv
import gzip
import html
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

Split = Literal["train", "dev", "shares"]
"""To learn from; to measure by; and, of judged chat, to learn by how far the shares may be believed."""

# Sets of moods, in the order in which a text found in several of them is kept.
MOODS: Final = (
    "amazon_zh_3star",
    "book_review",
    "chnsenticorp",
    "cped",
    "htl_all",
    "nlpcc2013_emo",
    "nlpcc2014_emo_sent",
    "nlpcc2014_emo_weibo",
    "nlpcc2014_sc",
    "online_shopping_10_cats",
    "openrice_canto_trad",
    "smp2020_usual",
    "waimai_10k",
    "weibo_senti_100k_sub",
)
OFFENCES: Final = ("cold", "swsr")
LABELS: Final = {"neg": 0, "neu": 1, "pos": 2, "ok": 0, "off": 1}

_EVERYDAY: Final = "unlabelled_everyday.csv.gz"
JUDGED: Final = Path(__file__).parent / "judged_chat.tsv"
JUDGED_HARD: Final = Path(__file__).parent / "judged_hard.tsv"
JUDGED_LEFT: Final = Path(__file__).parent / "judged_left.tsv"
JUDGED_THRICE: Final = (JUDGED_HARD, JUDGED_LEFT)
"""Lines read three times: by one reader in two orders, then by another."""

_DIALOGUE: Final = "cped"
_ALSO_JUDGED: Final = f"{_DIALOGUE}.csv.gz"
_NO_DEV: Final = {"amazon_zh_3star", "nlpcc2014_sc", "openrice_canto_trad"}
_NOT_WORD: Final = re.compile(r"[\W_]+")
_BRACKET: Final = re.compile(r"\[[^\[\]\s]{1,8}\]")
_SHORTEST_TWIN: Final = 5  # characters; shorter texts ("好的") are said by everyone and are no copies
_LONG: Final = 50
_OPENING: Final = 32


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its label, the index of its class."""

    text: str
    label: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A line of chat, where it is from, and the index of the class that each reading of it gave."""

    text: str
    labels: tuple[int, ...]
    source: str


def read(folder: Path, name: str, split: Split) -> list[Example]:
    """One side of one set as it lies in the folder, duplicates and all.

    Sets that come without a dev side give an eighth of their rows, chosen by the text itself.
    """
    return [Example(text, label) for text, label, side in _rows(folder, name) if side == split]


def read_distinct(folder: Path, names: Iterable[str]) -> dict[str, list[Example]]:
    """The train side of every set, without texts seen in an earlier set or on the dev side of any."""
    names = tuple(names)
    held = {twin for name in names for one in read(folder, name, "dev") for twin in twins(one.text)}
    seen: set[str] = set()
    return {name: list(_unseen(read(folder, name, "train"), held=held, seen=seen)) for name in names}


def read_unlabelled(folder: Path, judged: Iterable[Path] = (JUDGED, *JUDGED_THRICE)) -> dict[str, list[str]]:
    """Everyday lines by their source, each text once, none that was judged or that any dev side holds."""
    held = {twin for name in MOODS + OFFENCES for one in read(folder, name, "dev") for twin in twins(one.text)}
    left_out = {own for own, *_ in _judgements(judged)}
    found: dict[str, list[str]] = {}
    for row in _csv(folder / _EVERYDAY):
        key = twins(row["text"])[0]
        if key not in held and mark(key) not in left_out:
            held.add(key)
            found.setdefault(row["source"], []).append(row["text"].strip())
    return found


def read_judged(folder: Path, split: Split, *judged: Path) -> list[Example]:
    """One side of the everyday chat that was judged line by line for this check; a line judged twice comes twice."""
    some = read_verdicts(folder, split, *judged or (JUDGED,))
    return [Example(one.text, label) for one in some for label in one.labels]


def read_verdicts(folder: Path, split: Split, *judged: Path) -> list[Judged]:
    """The same with all verdicts on a line together; in the list they stand side by side, before its side."""
    verdicts = {own: seen for own, *seen, side in _judgements(judged) if side == split}
    found: dict[str, Judged] = {}
    for row in (*_csv(folder / _EVERYDAY), *_csv(folder / _ALSO_JUDGED)):
        own = mark(twins(row["text"])[0])
        if own in verdicts and own not in found:
            labels = tuple(LABELS[each] for each in verdicts[own])
            found[own] = Judged(row["text"].strip(), labels, row.get("source", _DIALOGUE))
    return list(found.values())


def read_texts(folder: Path, name: str) -> Iterator[str]:
    """What anybody may learn from of a set, or of a source of everyday lines, labels left aside."""
    if (folder / f"{name}.csv.gz").exists():
        yield from (one.text for one in read(folder, name, "train"))
    else:
        yield from (row["text"] for row in _csv(folder / _EVERYDAY) if row["source"] == name)


def without_faces(text: str) -> str:
    """The text without its [bracket faces], from which some labels were made."""
    return _BRACKET.sub("", text)


def faces_of(text: str) -> str:
    """The [bracket faces] of the text and nothing else."""
    return "".join(_BRACKET.findall(text))


def mark(key: str) -> str:
    """What a text is known by in the list of those judged."""
    return blake2b(key.encode(), digest_size=6).hexdigest()


def twins(text: str) -> list[str]:
    """The keys under which two texts count as one: letters alone, and for long texts their opening too."""
    key = _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).lower())
    return [key] if len(key) < _LONG else [key, key[:_OPENING]]


def _judgements(judged: Iterable[Path]) -> list[list[str]]:
    """A text's mark, its verdicts, its side; the texts themselves are not ours to keep."""
    return [line.split("\t") for path in judged for line in path.read_text(encoding="utf-8").splitlines()]


def _unseen(examples: Iterable[Example], *, held: set[str], seen: set[str]) -> Iterator[Example]:
    for one in examples:
        keys = twins(one.text)
        short = len(keys[0]) < _SHORTEST_TWIN
        if not short and (keys[0] in seen or any(key in held for key in keys)):
            continue
        seen.add(keys[0])
        yield one


def _rows(folder: Path, name: str) -> Iterator[tuple[str, int, str]]:
    for row in _csv(folder / f"{name}.csv.gz"):
        text = html.unescape(html.unescape(row["text"])).strip()
        side = row["split"]
        if name in _NO_DEV:
            side = "train" if zlib.crc32(twins(text)[0].encode()) % 8 else "dev"
        yield text, LABELS[row["label"]], side


def _csv(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
