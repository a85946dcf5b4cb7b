"""`python -m bench.mood DATA`: the mood check's figures and others', in one run; it measures, it changes nothing."""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench import mood_judged, mood_own
from bench.mood_rivals import RIVALS
from bench.mood_tables import auc, disguised, macro_f1, table, to_traditional
from bench.pulse_chat import JOKES, QUANTILES
from bot.domain.mood.verdict import ALERT_FROM
from bot.services.mood.check import Check
from training.corpora import Example, read, read_judged, read_unlabelled, without_faces

Shares = NDArray[np.float64]
Judge = Callable[[Sequence[str]], Shares]

_BINARY: Final = {
    "waimai_10k": (89.0, 90.5),
    "online_shopping_10_cats": (92.0, 93.2),
    "htl_all": (85.0, 87.0),
    "book_review": (81.5, 84.0),
    "nlpcc2014_sc": (78.7, 80.5),
    "weibo_senti_100k_sub": (97.0, 97.8),
    "weibo_senti_100k_sub without faces": (73.5, 76.0),
    "smp2020_usual": (88.0, 89.5),
}
_THREE: Final = {"smp2020_usual": (77.5, 81.0), "nlpcc2014_emo_sent": (57.0, 62.0)}
_OFFENCE: Final = {"cold": (79.5, 81.5), "swsr": (71.0, 75.0)}
_CHAT: Final = Path(__file__).parent.parent / "tests" / "mood" / "chat.tsv"
_CLASSES: Final = {"negative": 0, "neutral": 1, "positive": 2}
_RIVAL_ROWS: Final = 300  # others are slow: the first rows of each set, spread evenly
_START: Final = """
import resource, time, json
def held(): return int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize() / 1e6
from bot.domain.mood import normalise
before, began = held(), time.perf_counter()
{load}
ready = time.perf_counter() - began
print(json.dumps([ready, held() - before]))
"""


def main() -> None:
    """Print every table that the data at hand allows."""
    parser = argparse.ArgumentParser(prog="python -m bench.mood", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="folder of labelled sets; without it only speed and chat")
    chosen = parser.parse_args()
    check = Check.load()
    judges: dict[str, Judge] = {"weilu": lambda texts: _shares(check, texts)}
    judges |= {name: judge for name, load in RIVALS.items() if (judge := load())}
    _print_chat(judges, chosen.data)
    if chosen.data:
        _print_sets(judges, chosen.data)
        _print_offence(check, chosen.data)
        _print_disguises(check, chosen.data)
        _print_seen(check, chosen.data)
        mood_judged.report(chosen.data)
    _print_speed(check, judges)
    if not mood_own.report(check, chosen.data):
        raise SystemExit(1)


def _shares(check: Check, texts: Sequence[str]) -> Shares:
    return np.array([(one.negative, one.neutral, one.positive) for one in _score(check, texts)]).reshape(-1, 3)


def _score(check: Check, texts: Sequence[str]) -> list:  # type: ignore[type-arg]
    return [one for first in range(0, len(texts), 256) for one in check.score(texts[first : first + 256])]


def _rows(data: Path, name: str) -> list[Example]:
    stem, bare = name.split(" ", maxsplit=1)[0], " " in name
    return [Example(without_faces(one.text) if bare else one.text, one.label) for one in read(data, stem, "dev")]


def _print_sets(judges: dict[str, Judge], data: Path) -> None:
    for title, sets, measure in (
        ("binary accuracy, %", _BINARY, _binary),
        ("macro-F1 of three classes", _THREE, _three),
    ):
        rows = []
        for name, (floor, aim) in sets.items():
            some = _rows(data, name)
            rows.append(
                [name, len(some), floor, aim, *(_one(measure, judge, who, some) for who, judge in judges.items())]
            )
        table(title, ["set", "rows", "floor", "aim", *judges], rows)


def _one(measure: Callable[[Judge, list[Example]], float], judge: Judge, who: str, some: list[Example]) -> float:
    return measure(judge, some if who == "weilu" else some[:: max(1, len(some) // _RIVAL_ROWS)])


def _binary(judge: Judge, some: list[Example]) -> float:
    some = [one for one in some if one.label != 1]
    shares = judge([one.text for one in some])
    return 100 * float(np.mean((shares[:, 2] > shares[:, 0]) == np.array([one.label == 2 for one in some])))


def _three(judge: Judge, some: list[Example]) -> float:
    return macro_f1(np.array([one.label for one in some]), judge([one.text for one in some]).argmax(1))


def _print_chat(judges: dict[str, Judge], data: Path | None) -> None:
    lines = [line.split("\t") for line in _CHAT.read_text(encoding="utf-8").splitlines()]
    sets = {"made-up chat": [Example(text, _CLASSES[label]) for label, text in lines]}
    if data:
        sets["real chat, judged line by line"] = read_judged(data, "dev")
    for title, some in sets.items():
        labels = np.array([one.label for one in some])
        rows = [[who, *_of_chat(judge([one.text for one in some]), labels)] for who, judge in judges.items()]
        columns = ["who", "macro-F1", "AUC neg", "neutral as neg %", "recall neg %", "neutral alarming %", "recall %"]
        table(f"{title}, {len(some)} lines", columns, rows)


def _of_chat(shares: Shares, labels: NDArray[np.int64]) -> list[float]:
    called, alarming = shares.argmax(1) == 0, shares[:, 0] >= ALERT_FROM
    rates = [100 * float(hit[labels == kind].mean()) for hit in (called, alarming) for kind in (1, 0)]
    return [macro_f1(labels, shares.argmax(1)), auc(shares[:, 0], labels == 0), *rates]


def _print_offence(check: Check, data: Path) -> None:
    rows = []
    for name, (floor, aim) in _OFFENCE.items():
        some = read(data, name, "dev")
        called = np.array([one.is_hostile for one in _score(check, [one.text for one in some])])
        rows.append([name, len(some), floor, aim, macro_f1(np.array([one.label for one in some]), called.astype(int))])
    table("offence, macro-F1", ["set", "rows", "floor", "aim", "weilu"], rows)
    rows = []
    for name, lines in read_unlabelled(data).items():
        scores = _score(check, lines)
        hostile = sum(one.is_hostile for one in scores)
        alarming = sum(one.is_alarming for one in scores)
        negative = sum(one.label == "negative" for one in scores)
        rows.append([name, len(lines), *(100 * count / len(lines) for count in (hostile, alarming, negative))])
    table("everyday lines called so, %", ["source", "rows", "hostile (floor 1, aim 0.3)", "alarming", "negative"], rows)


def _print_disguises(check: Check, data: Path) -> None:
    rows = []
    for name in ("waimai_10k", "smp2020_usual", "online_shopping_10_cats", "cold"):
        some = [one for one in read(data, name, "dev") if name == "cold" or one.label != 1]
        if name == "cold":
            hit = [(one.label == 1) for one in some]
            judged = [
                [one.is_hostile for one in _score(check, texts)] for texts in _disguises([one.text for one in some])
            ]
        else:
            hit = [(one.label == 2) for one in some]
            judged = [
                [one.positive > one.negative for one in _score(check, texts)]
                for texts in _disguises([one.text for one in some])
            ]
        plain, *others = [100 * float(np.mean(np.array(found) == np.array(hit))) for found in judged]
        rows.append([name, plain, *(plain - other for other in others)])
    table("points lost", ["set", "plain", "traditional (0.5, 0.2)", "masked (1.0, 0.3)"], rows)


def _disguises(texts: list[str]) -> list[list[str]]:
    return [
        texts,
        [to_traditional(text) for text in texts],
        [disguised(text, seed=at) for at, text in enumerate(texts)],
    ]


def _print_seen(check: Check, data: Path) -> None:
    some = read_judged(data, "dev")
    texts = {name: [one.text for one in some if one.label == label] for name, label in _CLASSES.items()}
    rows = []
    for name, lines in (texts | {"joke": JOKES}).items():
        negative = [one.negative for one in _score(check, lines)]
        rows.append([name, len(lines), *(str(round(1000 * each)) for each in np.quantile(negative, QUANTILES))])
    table(
        "share of negative in thousandths, as the pulse's bench has it", ["lines", "rows", *map(str, QUANTILES)], rows
    )


def _print_speed(check: Check, judges: dict[str, Judge]) -> None:
    lines = [line.split("\t")[1] for line in _CHAT.read_text(encoding="utf-8").splitlines()]
    rows = []
    for who, judge in judges.items():
        many = lines * (200 if who == "weilu" else 2)
        began = time.process_time()
        judge(many)
        a_second = len(many) / (time.process_time() - began)
        took = []
        for line in lines * (10 if who == "weilu" else 1):
            began_one = time.perf_counter()
            judge([line])
            took.append((time.perf_counter() - began_one) * 1e6)
        rows.append([who, a_second, float(np.median(took)), float(np.quantile(took, 0.99))])
    table("speed on one core", ["who", "messages a second", "p50 us alone", "p99 us alone"], rows)
    loads = {"weilu": "from bot.services.mood.check import Check; Check.load().score(['你好'])"}
    loads |= {"snownlp": "from snownlp import SnowNLP; SnowNLP('你好').sentiments"}
    table("load", ["who", "seconds", "added MB"], [[who, *_loaded(load)] for who, load in loads.items()])


def _loaded(load: str) -> tuple[float, float]:
    code = _START.format(load=load)
    run = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    seconds, added = json.loads(run.stdout)
    return seconds, added


if __name__ == "__main__":
    main()
