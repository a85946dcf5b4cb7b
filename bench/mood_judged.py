"""How far the readings of judged chat agree, by kind of line; what a line says is not in here, only verdicts on it."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bench.mood_tables import auc, macro_f1, table
from training.corpora import JUDGED, JUDGED_HARD, JUDGED_LEFT, Judged, read_verdicts

Pair: TypeAlias = tuple[int, int]

_LCCC: Final = "lccc_toy_chat"

# The first that is found in a line is its kind.
_KINDS: Final = {
    "game talk": "游戏|打野|排位|上分|王者|队友|玩家|吃鸡|lol|dota|开黑|副本|段位|团战|比赛|球队|[输赢]了|boss|装备",
    "may be irony": "呵呵|真是|可真|太会|服了|厉害了|不愧|也是醉|就你|好意思|恭喜|佩服|敢情|得了吧|拉倒|哟|狗头|微笑",
    "question": "[?？]|[吗呢么]$|怎么|什么|为啥|谁|哪|几[点个时]|多少|是不是|有没有|要不要|能不能|咋",
    "may be a complaint": "还没|又|一直|老是|居然|竟然|根本|不让|没人|到现在|每次|从来|凭什么|不了|非要|迟到|取消",
    "other": "",
}


def report(data: Path, judge: Callable[[Sequence[str]], NDArray[np.float64]]) -> dict[str, float]:
    """Print how often two readings of one line agree, how much of that is more than chance, and what `judge` makes.

    `judge` gives three shares a text. What it makes of the lines of LCCC is returned.
    """
    left, hard = (_both_sides(data, judged) for judged in (JUDGED_LEFT, JUDGED_HARD))
    rows = _by_reader("what was left", left)
    for kind in _KINDS:
        rows += _by_reader(f"of them {kind}", [one for one in left if _kind(one.text) == kind])
    rows += _by_reader("what a first model found hard", hard)
    rows.append(_row("drawn by chance, two readers", read_verdicts(data, "shares", JUDGED), (0, 1)))
    table("readings of judged chat", ["lines", "how many", "agree %", "kappa"], rows)
    return {"chat AUC, lines of LCCC": _by_source(data, judge)[_LCCC]}


def _by_source(data: Path, judge: Callable[[Sequence[str]], NDArray[np.float64]]) -> dict[str, float]:
    rows, found = [], {}
    some = read_verdicts(data, "dev", JUDGED)
    for source in sorted({one.source for one in some}):
        own = [one for one in some if one.source == source]
        labels = np.array([one.labels[0] for one in own])
        shares = judge([one.text for one in own])
        found[source] = auc(shares[:, 0], labels == 0)
        rows.append([source, len(own), macro_f1(labels, shares.argmax(1)), found[source]])
    table("judged chat by where it is from", ["source", "lines", "macro-F1", "AUC neg"], rows)
    return found


def _both_sides(data: Path, judged: Path) -> list[Judged]:
    return [one for split in ("train", "dev") for one in read_verdicts(data, split, judged)]


def _by_reader(title: str, some: Sequence[Judged]) -> list[list[object]]:
    """The first two readings are one reader's, in two orders; the third is another's."""
    return [
        _row(f"{title}, {who}", some, which)
        for who, which in (("one reader twice", (0, 1)), ("two readers", (0, 2)), ("two readers, other order", (1, 2)))
    ]


def _row(title: str, some: Sequence[Judged], which: Pair) -> list[object]:
    pairs = [(one.labels[which[0]], one.labels[which[1]]) for one in some]
    agree, kappa = _kappa(pairs) if pairs else (0.0, 0.0)
    return [title, len(pairs), agree, kappa]


def _kind(text: str) -> str:
    return next(kind for kind, pattern in _KINDS.items() if re.search(pattern, text, re.IGNORECASE))


def _kappa(pairs: Sequence[Pair]) -> tuple[float, float]:
    """In per cent how often both say the same, and Cohen's kappa."""
    agree = sum(one == other for one, other in pairs) / len(pairs)
    first, second = (Counter(pair[at] for pair in pairs) for at in (0, 1))
    chance = sum(times * second[label] for label, times in first.items()) / len(pairs) ** 2
    return 100 * agree, (agree - chance) / max(1e-9, 1 - chance)
