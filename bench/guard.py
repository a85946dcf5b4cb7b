"""How much spam the guard finds with its defaults, and how often it is wrong of ordinary talk."""

from __future__ import annotations

import csv
import gzip
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bot.config.safety import Guard, flood_of
from bot.domain.activity import Heard
from bot.domain.guard import LINK, Words, sites_in
from bot.services.guard.watch import Rules, Watch

HERE: Final = Path(__file__).parent
LINES: Final = HERE.parent / "playground" / "sample" / "lines.txt"
_GROUP: Final = -1
_BEGIN: Final = 1_800_000_000
_MEMBERS: Final = 300
_NEW: Final = 30
"""Of so many members so many came within the day: far more than in any group that is not being raided."""

_APART: Final = 7
"""Seconds between two messages of the group."""


def _read(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def spam() -> list[tuple[str, str, str]]:
    """Kind, disguise and text."""
    rows = (line.split("\t") for line in _read(HERE / "guard_spam.tsv"))
    return [(kind, disguise, text) for kind, disguise, text in rows]


def talk(data: Path | None, *, most: int) -> Iterator[tuple[str, str]]:
    """Where each line is from, and the line; the folder's own are shipped by nobody."""
    yield from (("own", line) for line in _read(HERE / "guard_talk.txt"))
    yield from (("playground", line) for line in _read(LINES))
    if data is None:
        return
    for name in ("lccc_sample", "crosswoz_sample"):
        lines = (data / "chat" / f"{name}.txt").read_text(encoding="utf-8", errors="replace").splitlines()
        yield from ((name, line.replace(" ", "")) for line in random.Random(7).sample(lines, most))
    with gzip.open(data / "sentiment" / "unlabelled_everyday.csv.gz", "rt", encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    yield from (("everyday", line) for line in random.Random(7).sample(texts, most))


def _rules() -> Rules:
    chosen = Guard()
    flood, span = flood_of(chosen.flood)
    return Rules(flood, span, chosen.repeats, chosen.new, Words(chosen.words), chosen.look_alike)


def _said(text: str, *, user: int, at: int) -> Heard:
    return Heard(_GROUP, user, f"成员{user}", "", at, 0, text, marks=LINK if sites_in(text) else 0)


def _watch(newcomers: Sequence[int]) -> Watch:
    watch = Watch()
    for user in newcomers:
        watch.came((_GROUP, user), _BEGIN)
    return watch


def found_spam() -> Iterator[tuple[str, str, str | None]]:
    """Kind, disguise, and what each of them is found by: the first words of somebody who has just come in."""
    for number, (kind, disguise, text) in enumerate(spam(), 1):
        finds = _watch([number]).look([_said(text, user=number, at=_BEGIN + 600)], lambda _: _rules())
        yield kind, disguise, finds[0].why if finds else None


def false_alarms(data: Path | None, *, most: int) -> tuple[Counter[str], Counter[str], list[tuple[str, str, bool]]]:
    """Lines by where they are from, those found among them, and each of these with its reason and whether its author
    was new: a day of a group in which one member in ten is.
    """
    chance, rules = random.Random(11), _rules()
    watch = _watch(range(_NEW))
    said, found, wrong = Counter[str](), Counter[str](), list[tuple[str, str, bool]]()
    for number, (source, line) in enumerate(talk(data, most=most)):
        user = chance.randrange(_MEMBERS)
        said[source] += 1
        for each in watch.look([_said(line, user=user, at=_BEGIN + number * _APART)], lambda _: rules):
            found[source] += 1
            wrong.append((each.why, line, user < _NEW))
    return said, found, wrong


def report(data: Path | None, *, most: int) -> bool:
    """Whether no more than 0.2 % of ordinary talk was acted upon."""
    results = list(found_spam())
    acted = sum(why not in (None, "lure") for _, _, why in results)
    asked = sum(why == "lure" for _, _, why in results)
    total = len(results)
    print(f"spam: {total}; held {acted} ({acted / total:.1%}), asked about {asked} ({asked / total:.1%}), ", end="")
    print(f"found in all {(acted + asked) / total:.1%}")
    for place, name in ((0, "kind"), (1, "disguise")):
        seen, hits = Counter(each[place] for each in results), Counter(each[place] for each in results if each[2])
        print(f"  by {name}: " + ", ".join(f"{each} {hits[each]}/{seen[each]}" for each in seen))
    said, found, wrong = false_alarms(data, most=most)
    lines, held = sum(said.values()), sum(why != "lure" for why, _, _ in wrong)
    print(f"ordinary talk: {lines}; held {held} ({held / lines:.2%}), asked about {len(wrong) - held}")
    print("  by source: " + ", ".join(f"{each} {found[each]}/{said[each]}" for each in said))
    for why, line, is_new in wrong[:20]:
        print(f"  {why}{' (new)' if is_new else ''}: {line[:60]}")
    return held / lines <= 0.002
