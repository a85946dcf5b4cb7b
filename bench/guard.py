"""How much spam the guard finds with its defaults, and how often it is wrong of ordinary talk."""

from __future__ import annotations

import csv
import gzip
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.config.safety import Guard, flood_of
from bot.domain.activity import Heard
from bot.domain.guard import ASKING, LINK, Find, Words, is_lure, sites_in
from bot.domain.leads import without_names
from bot.services.guard.adverts import shipped
from bot.services.guard.spam import Rules, Watch

HERE: Final = Path(__file__).parent
LINES: Final = HERE.parent / "playground" / "sample" / "lines.txt"
SPAM: Final = HERE / "guard_spam.tsv"
OWN_TALK: Final = HERE / "guard_talk.txt"
UNSEEN_SPAM: Final = HERE / "guard_unseen_spam.tsv"
UNSEEN_TALK: Final = HERE / "guard_unseen_talk.txt"
"""Written after the rules, and after what the model learns from: neither was changed for them."""

_GROUP: Final = -1
_BEGIN: Final = 1_800_000_000
_MEMBERS: Final = 300
_NEW: Final = 30
"""Of so many members so many came within the day: far more than in any group that is not being raided."""

_APART: Final = 7
"""Seconds between two messages of the group."""

_WORDS: Final = ("加微信", "兼职", "代开发票", "USDT", "刷单")
_DAY, _BATCH, _TIMES, _MOST_COST = 6000, 100, 20, 3.0


def read(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def spam(path: Path = SPAM) -> list[tuple[str, str, str]]:
    """Kind, disguise and text."""
    rows = (line.split("\t") for line in read(path))
    return [(kind, disguise, text) for kind, disguise, text in rows]


def talk(data: Path | None, *, most: int) -> Iterator[tuple[str, str]]:
    """Where each line is from, and the line; the folder's own are shipped by nobody."""
    yield from (("own", line) for line in read(OWN_TALK))
    yield from (("playground", line) for line in read(LINES))
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


def found_spam(rows: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str | None]]:
    """Kind, disguise, and what each of them is found by: the first words of somebody who has just come in."""
    for number, (kind, disguise, text) in enumerate(rows, 1):
        finds = _watch([number]).look([_said(text, user=number, at=_BEGIN + 600)], lambda _: _rules())
        yield kind, disguise, _as_a_person(finds[0]) if finds else None


def _as_a_person(find: Find) -> str | None:
    """Where a @name is called, the worse case is taken: nobody's place but somebody's, as Telegram would say."""
    if find.why != "mention":
        return find.why
    said = find.heard.text
    return "lure" if is_lure(said) or shipped().has(without_names(said)) else None


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
            if (why := _as_a_person(each)) is not None:
                found[source] += 1
                wrong.append((why, line, user < _NEW))
    return said, found, wrong


def report(data: Path | None, *, most: int) -> bool:
    """Whether no more than 0.2 % of ordinary talk was acted upon, the model finds more unseen spam than the rules
    alone, and looking costs little.
    """
    _tell_found("spam that rules and model were made with", list(found_spam(spam())))
    said, found, wrong = false_alarms(data, most=most)
    lines, held = sum(said.values()), sum(why not in ASKING for why, _, _ in wrong)
    print(f"ordinary talk: {lines}; held {held} ({held / lines:.2%}), asked about {len(wrong) - held}")
    print("  by source: " + ", ".join(f"{each} {found[each]}/{said[each]}" for each in said))
    for why, line, is_new in wrong[:20]:
        print(f"  {why}{' (new)' if is_new else ''}: {line[:60]}")
    is_better, cost = unseen(), microseconds(data, most=most)
    print(f"looking, with every rule on: {cost:.2f} us a message")
    return held / lines <= 0.002 and is_better and cost <= _MOST_COST


def _tell_found(name: str, results: Sequence[tuple[str, str, str | None]]) -> None:
    acted = sum(why not in (None, *ASKING) for _, _, why in results)
    asked, total = sum(why in ASKING for _, _, why in results), len(results)
    print(f"{name}: {total}; held {acted} ({acted / total:.1%}), asked about {asked} ({asked / total:.1%}), ", end="")
    print(f"found in all {(acted + asked) / total:.1%}")
    for place, kind in ((0, "kind"), (1, "disguise")):
        seen, hits = Counter(each[place] for each in results), Counter(each[place] for each in results if each[2])
        print(f"  by {kind}: " + ", ".join(f"{each} {hits[each]}/{seen[each]}" for each in seen))


def unseen() -> bool:
    """Figures of the set that nothing was tuned on, by rules alone and with the model; whether the model is of use."""
    rows, talk = spam(UNSEEN_SPAM), read(UNSEEN_TALK)
    _tell_found("spam that neither has seen", list(found_spam(rows)))
    model = shipped()
    by_rules = {text for _, _, text in rows if is_lure(text) or sites_in(text)}
    by_model = {text for _, _, text in rows if model.has(text)}
    wrong = [line for line in talk if is_lure(line)], [line for line in talk if model.has(line)]
    print(f"  rules alone {len(by_rules) / len(rows):.1%}, model alone {len(by_model) / len(rows):.1%}, ", end="")
    print(f"both {len(by_rules | by_model) / len(rows):.1%}")
    print(f"ordinary talk that neither has seen: {len(talk)}; if a newcomer's first words: ", end="")
    print(f"asked about by rules {len(wrong[0])}, by the model {len(wrong[1])}; of known members none")
    for line in wrong[1]:
        print(f"  {line[:60]}")
    return len(by_model) > len(by_rules)


def microseconds(data: Path | None, *, most: int) -> float:
    """What looking at one message of that day costs, batch by batch the best of some; one member in ten is new."""
    chance, rules = random.Random(11), replace(_rules(), words=Words(_WORDS))
    lines = [line for _, line in talk(data, most=most)]
    lines *= -(-_DAY // len(lines))
    heard = [
        _said(line, user=chance.randrange(_MEMBERS), at=_BEGIN + number * _APART) for number, line in enumerate(lines)
    ]
    batches = [heard[at : at + _BATCH] for at in range(0, len(heard), _BATCH)]
    best = [float("inf")] * len(batches)
    for _ in range(_TIMES):
        watch = _watch(range(_NEW))
        for at, batch in enumerate(batches):
            begun = time.perf_counter()
            watch.look(batch, lambda _: rules)
            best[at] = min(best[at], time.perf_counter() - begun)
    return sum(best) / len(heard) * 1e6
