"""What the mood check makes of lines written for it: names, faces, insults, kinds of talk, confidence."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.mood_tables import auc, off_by, table, to_traditional
from bot.domain.mood.verdict import ALERT_FROM, HOSTILE_FROM
from bot.services.mood.check import Check
from training import own_lines
from training.corpora import JUDGED_THRICE, LABELS, Example, read_judged, read_texts

_SLANG: Final = Path(__file__).parent.parent / "tests" / "mood" / "slang.tsv"
_CLASSES: Final = {"negative": 0, "neutral": 1, "positive": 2}
_TEARS: Final = ("😭", "😭😭😭")
_AT_ONCE: Final = 256

Numbers = NDArray[np.float64]


def report(check: Check, data: Path | None) -> dict[str, float]:
    """Print every table; the figures that have to hold."""
    figures = _names(check) | _insults(check) | _tears(check, data) | _slang(check) | _kinds(check)
    if data:
        _words(data)
    return figures | _confidence(check, data) if data else figures


def _read(check: Check, texts: Sequence[str]) -> Numbers:
    """Of each text the three shares and how hostile it is."""
    scores = [one for first in range(0, len(texts), _AT_ONCE) for one in check.score(texts[first : first + _AT_ONCE])]
    return np.array([(one.negative, one.neutral, one.positive, one.hostile) for one in scores])


def _names(check: Check) -> dict[str, float]:
    """Names of people and places in lines that are kind or neutral, in both scripts."""
    said = list(own_lines.about_somebody("dev"))
    hostile, spreads = [], []
    for written in (str, to_traditional):
        read = _read(check, [written(one.text) for _, one in said])
        hostile.append(100 * float(np.mean(read[:, 3] >= HOSTILE_FROM)))
        spreads.append(_spread([name for name, _ in said], read[:, 3]))
    rows = [
        [script, len(said), *each]
        for script, *each in zip(("simplified", "traditional"), hostile, spreads, strict=True)
    ]
    table("lines that name somebody", ["script", "lines", "hostile %", "between names"], rows)
    return {
        "lines that name somebody called hostile, %": max(hostile),
        "most between two names in the mean": max(spreads),
    }


def _spread(names: Sequence[str], hostile: Numbers) -> float:
    """Between the names that stand in all templates for people."""
    by_name: dict[str, list[float]] = {}
    for name, each in zip(names, hostile.tolist(), strict=True):
        by_name.setdefault(name, []).append(each)
    most = max(map(len, by_name.values()))
    return float(np.ptp([np.mean(some) for some in by_name.values() if len(some) == most]))


def _insults(check: Check) -> dict[str, float]:
    rows, found = [], {}
    for side, splits in (("kept to measure by", ("dev",)), ("all", ("dev", "train"))):
        for kind, lines in (("insults", own_lines.insults), ("friendly rough lines", own_lines.friendly)):
            texts = [one.text for split in splits for one in lines(split)]  # type: ignore[arg-type]
            found[kind, side] = 100 * float(np.mean(_read(check, texts)[:, 3] >= HOSTILE_FROM))
            rows.append([kind, side, len(texts), found[kind, side]])
    table("called hostile, %", ["lines", "side", "how many", "hostile"], rows)
    return {
        "insults caught, %": found["insults", "kept to measure by"],
        "friendly rough lines called hostile, %": found["friendly rough lines", "kept to measure by"],
    }


def _tears(check: Check, data: Path | None) -> dict[str, float]:
    """Glad lines that end in tears."""
    glad = [one.text for one in own_lines.lines("dev") if one.label == LABELS["pos"]]
    if data:
        glad += [one.text for one in read_judged(data, "dev") if one.label == LABELS["pos"]]
    read = _read(check, [text + tears for text in glad for tears in _TEARS])
    alarming = 100 * float(np.mean(read[:, 0] >= ALERT_FROM))
    called = 100 * float(np.mean(read[:, :3].argmax(1) == 0))
    table("glad lines with tears", ["lines", "alarming %", "negative %"], [[len(read), alarming, called]])
    return {"glad lines with tears past the line for alerts, %": alarming}


def _slang(check: Check) -> dict[str, float]:
    probes = [line.split("\t") for line in _SLANG.read_text(encoding="utf-8").splitlines()]
    judged = _read(check, [text for _, text in probes])[:, :3].argmax(1)
    right = 100 * float(np.mean(judged == [_CLASSES[label] for label, _ in probes]))
    table("slang and irony", ["lines", "read as meant %"], [[len(probes), right]])
    return {"slang and irony read as meant, %": right}


def _kinds(check: Check) -> dict[str, float]:
    by_kind = own_lines.lines_by_kind("dev")
    found = {kind: _right(check, some) for kind, some in by_kind.items()}
    rows = [[kind, len(by_kind[kind]), *each] for kind, each in found.items()]
    table("lines of our own, kept to measure by", ["kind", "lines", "right %", "AUC neg"], rows)
    return {"game talk AUC": found["games"][1]}


def _right(check: Check, some: Sequence[Example]) -> tuple[float, float]:
    read, labels = _read(check, [one.text for one in some]), np.array([one.label for one in some])
    return 100 * float(np.mean(read[:, :3].argmax(1) == labels)), auc(read[:, 0], labels == 0)


def _words(data: Path) -> None:
    """How many words of the list stand in the sets that it names beside them."""
    texts = {name: "\n".join(read_texts(data, whole)).lower() for name, whole in own_lines.SEEN_IN.items()}
    rows = []
    for word, source in own_lines.sources().items():
        sets = [name for name in source if name in texts]
        rows.append((bool(sets), all(word.lower() in texts[name] for name in sets)))
    seen = sum(is_seen for is_seen, _ in rows)
    columns = ["words", "seen in a set", "our own reading", "not where they are said to be"]
    table("words of the list", columns, [[len(rows), seen, len(rows) - seen, rows.count((True, False))]])


def _confidence(check: Check, data: Path) -> dict[str, float]:
    """How far the largest share is from how often it is right."""
    rows, found = [], []
    for title, some in (
        ("drawn by chance", read_judged(data, "dev")),
        ("judged thrice, most of them hard", read_judged(data, "dev", *JUDGED_THRICE)),
    ):
        read, labels = _read(check, [one.text for one in some])[:, :3], np.array([one.label for one in some])
        found.append(off_by(read, labels))
        rows.append([title, len(some), *_right(check, some), 100 * float(read.max(1).mean()), found[-1]])
    columns = ["judged chat", "verdicts", "right %", "AUC neg", "believed %", "off by"]
    table("confidence", columns, rows)
    return {"confidence off by, points": found[0]}
