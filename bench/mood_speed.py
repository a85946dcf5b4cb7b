"""What the mood check and others cost: messages a second, one message alone, a start, memory, size."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from bench.mood_tables import table
from bot.services.mood.model import SHIPPED

_TRIES: Final = 3
_TIMES: Final = 9
_STARTS: Final = 5
_START: Final = """
import resource, time, json
def held(): return int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize() / 1e6
from bot.domain.mood import normalise
before, began = held(), time.perf_counter()
{load}
ready = time.perf_counter() - began
print(json.dumps([ready, held() - before]))
"""
_LOADS: Final = {
    "weilu": "from bot.services.mood.check import Check; Check.load().score(['你好'])",
    "snownlp": "from snownlp import SnowNLP; SnowNLP('你好').sentiments",
}


def report(judges: Mapping[str, Callable[[Sequence[str]], object]], lines: Sequence[str]) -> dict[str, float]:
    """Print both tables; what they say of this check."""
    rows = {who: _speed(judge, lines, many=100 if who == "weilu" else 2) for who, judge in judges.items()}
    columns = ["who", "messages a second", "p50 us alone", "p99 us alone"]
    table("speed on one core", columns, [[who, *row] for who, row in rows.items()])
    loads = {who: _loaded(load) for who, load in _LOADS.items() if who in judges}
    table("load", ["who", "seconds", "added MB"], [[who, *row] for who, row in loads.items()])
    a_second, _, slowest = rows["weilu"]
    start, memory = loads["weilu"]
    return {
        "messages a second a core": a_second,
        "p99 alone, ms": slowest / 1000,
        "start, s": start,
        "memory, MB": memory,
        "size, MB": SHIPPED.stat().st_size / 1e6,
    }


def _speed(judge: Callable[[Sequence[str]], object], lines: Sequence[str], *, many: int) -> tuple[float, float, float]:
    """By the time that the thread itself was at work; of many lines the quickest of several tries, of one the middle.

    So what else the machine does is left out as far as it can be.
    """
    took = [_took(judge, [*lines] * many) for _ in range(_TRIES)]
    a_second = 1e6 * len(lines) * many / min(took)
    alone = np.median([[_took(judge, [line]) for line in lines] for _ in range(_TIMES if many > _TIMES else 1)], axis=0)
    return a_second, float(np.median(alone)), float(np.quantile(alone, 0.99))


def _took(judge: Callable[[Sequence[str]], object], lines: Sequence[str]) -> float:
    began = time.thread_time()
    judge(lines)
    return (time.thread_time() - began) * 1e6


def _loaded(load: str) -> tuple[float, float]:
    """Of several starts the quickest: what slows one down is the machine."""
    code = _START.format(load=load)
    command = [sys.executable, "-W", "ignore", "-c", code]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(_STARTS)]
    seconds, added = min(json.loads(run) for run in runs)
    return seconds, added
