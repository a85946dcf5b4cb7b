"""`python -m bench.mood DATA`: the mood check's figures and others', in one run; it measures, it changes nothing."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench import mood_floors, mood_judged, mood_own, mood_speed
from bench.mood_rivals import RIVALS
from bench.mood_tables import auc, disguised, macro_f1, table, to_traditional
from bench.pulse_chat import JOKES, QUANTILES
from bot.domain.mood.verdict import ALERT_FROM
from bot.services.mood.check import Check
from training.corpora import Example, read, read_judged, read_unlabelled, without_faces

Shares = NDArray[np.float64]
Judge = Callable[[Sequence[str]], Shares]

_BINARY: Final = (
    "waimai_10k",
    "online_shopping_10_cats",
    "htl_all",
    "book_review",
    "nlpcc2014_sc",
    "weibo_senti_100k_sub",
    "weibo_senti_100k_sub without faces",
    "smp2020_usual",
)
_THREE: Final = ("smp2020_usual", "nlpcc2014_emo_sent")
# Nothing has to hold on these: shown so that nobody knows the check by its floors alone.
_NOT_HELD: Final = ("cped", "nlpcc2013_emo", "nlpcc2014_emo_weibo", "openrice_canto_trad", "amazon_zh_3star")
_OFFENCE: Final = ("cold", "swsr")
_TELLING: Final = 1_000
_CHAT: Final = Path(__file__).parent.parent / "tests" / "mood" / "chat.tsv"
_CLASSES: Final = {"negative": 0, "neutral": 1, "positive": 2}
_OF_CHAT: Final = (
    "chat macro-F1",
    "chat AUC, negative against the rest",
    "neutral chat called negative, %",
    "negative chat called negative, %",
    "neutral chat past the line for alerts, %",
    "negative chat past the line for alerts, %",
)
_RIVAL_ROWS: Final = 300  # others are slow: the first rows of each set, spread evenly


def main() -> None:
    """Print every table that the data at hand allows, the last with what has to hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.mood", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="folder of labelled sets; without it only speed and chat")
    chosen = parser.parse_args()
    check = Check.load()
    judges: dict[str, Judge] = {"weilu": lambda texts: _shares(check, texts)}
    judges |= {name: judge for name, load in RIVALS.items() if (judge := load())}
    figures = _print_chat(judges, chosen.data)
    if chosen.data:
        figures |= _print_sets(judges, chosen.data)
        figures |= _print_offence(check, chosen.data)
        _print_disguises(check, chosen.data)
        _print_seen(check, chosen.data)
        figures |= mood_judged.report(chosen.data, judges["weilu"])
    figures |= mood_speed.report(judges, [line.split("\t")[1] for line in _chat_lines()])
    figures |= mood_own.report(check, chosen.data)
    if not mood_floors.report(figures):
        raise SystemExit(1)


def _chat_lines() -> list[str]:
    return _CHAT.read_text(encoding="utf-8").splitlines()


def _shares(check: Check, texts: Sequence[str]) -> Shares:
    return np.array([(one.negative, one.neutral, one.positive) for one in _score(check, texts)]).reshape(-1, 3)


def _score(check: Check, texts: Sequence[str]) -> list:  # type: ignore[type-arg]
    return [one for first in range(0, len(texts), 256) for one in check.score(texts[first : first + 256])]


def _rows(data: Path, name: str) -> list[Example]:
    stem, bare = name.split(" ", maxsplit=1)[0], " " in name
    return [Example(without_faces(one.text) if bare else one.text, one.label) for one in read(data, stem, "dev")]


def _print_sets(judges: dict[str, Judge], data: Path) -> dict[str, float]:
    figures = {}
    for title, sets, measure, named in (
        ("binary accuracy, %", _BINARY, _binary, "{}"),
        ("macro-F1 of three classes", _THREE, _three, "{}, three classes"),
        ("the same on sets without a floor, binary accuracy, %", (*_NOT_HELD, "chnsenticorp"), _binary, "{}"),
        ("the same on sets without a floor, macro-F1 of three classes", _NOT_HELD, _three, "{}, three classes"),
    ):
        rows = []
        for name in sets:
            some = _rows(data, name)
            found = {who: _one(measure, judge, who, some) for who, judge in judges.items()}
            figures[named.format(name)] = found["weilu"]
            rows.append([name, len(some), *found.values()])
        table(title, ["set", "rows", *judges], rows)
    return figures


def _one(measure: Callable[[Judge, list[Example]], float], judge: Judge, who: str, some: list[Example]) -> float:
    return measure(judge, some if who == "weilu" else some[:: max(1, len(some) // _RIVAL_ROWS)])


def _binary(judge: Judge, some: list[Example]) -> float:
    some = [one for one in some if one.label != 1]
    shares = judge([one.text for one in some])
    return 100 * float(np.mean((shares[:, 2] > shares[:, 0]) == np.array([one.label == 2 for one in some])))


def _three(judge: Judge, some: list[Example]) -> float:
    return macro_f1(np.array([one.label for one in some]), judge([one.text for one in some]).argmax(1))


def _print_chat(judges: dict[str, Judge], data: Path | None) -> dict[str, float]:
    """What is measured of the real chat, where there is any."""
    lines = [line.split("\t") for line in _chat_lines()]
    figures: dict[str, float] = {}
    sets = {"made-up chat": [Example(text, _CLASSES[label]) for label, text in lines]}
    if data:
        sets["real chat, judged line by line"] = read_judged(data, "dev")
    for title, some in sets.items():
        labels = np.array([one.label for one in some])
        rows = [[who, *_of_chat(judge([one.text for one in some]), labels)] for who, judge in judges.items()]
        columns = ["who", "macro-F1", "AUC neg", "neutral as neg %", "recall neg %", "neutral alarming %", "recall %"]
        table(f"{title}, {len(some)} lines", columns, rows)
        if data:
            figures = dict(zip(_OF_CHAT, _of_chat(judges["weilu"]([one.text for one in some]), labels), strict=True))
    return figures


def _of_chat(shares: Shares, labels: NDArray[np.int64]) -> list[float]:
    called, alarming = shares.argmax(1) == 0, shares[:, 0] >= ALERT_FROM
    rates = [100 * float(hit[labels == kind].mean()) for hit in (called, alarming) for kind in (1, 0)]
    return [macro_f1(labels, shares.argmax(1)), auc(shares[:, 0], labels == 0), *rates]


def _print_offence(check: Check, data: Path) -> dict[str, float]:
    rows, figures = [], {}
    for name in _OFFENCE:
        some = read(data, name, "dev")
        called = np.array([one.is_hostile for one in _score(check, [one.text for one in some])])
        figures[name] = macro_f1(np.array([one.label for one in some]), called.astype(int))
        rows.append([name, len(some), figures[name]])
    table("offence, macro-F1", ["set", "rows", "weilu"], rows)
    return figures | {"everyday lines called hostile, %": _print_everyday(check, data)}


def _print_everyday(check: Check, data: Path) -> float:
    """Of the sources that are large enough to tell, the largest share of lines called hostile."""
    rows, found = [], []
    for name, lines in read_unlabelled(data).items():
        scores = _score(check, lines)
        hostile = sum(one.is_hostile for one in scores)
        alarming = sum(one.is_alarming for one in scores)
        negative = sum(one.label == "negative" for one in scores)
        rows.append([name, len(lines), *(100 * count / len(lines) for count in (hostile, alarming, negative))])
        found.append(100 * hostile / len(lines) if len(lines) >= _TELLING else 0.0)
    table("everyday lines called so, %", ["source", "rows", "hostile", "alarming", "negative"], rows)
    return max(found)


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


if __name__ == "__main__":
    main()
