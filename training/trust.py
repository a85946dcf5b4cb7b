"""How far the shares of talk may be believed, learnt from judged chat that nothing else was learnt from."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from bot.domain.mood.normalise import normalise
from bot.services.mood.model import AS_IT_SAYS, OPINION, Model
from training.corpora import Example

_POWERS: Final = np.arange(0.5, 3.0, 0.01)


def trust_of(model: Model, judged: Sequence[Example]) -> np.float32:
    """The power under which what was judged is likeliest: above 1 the shares were too timid."""
    if not judged:
        return AS_IT_SAYS
    reading = replace(model, trust=AS_IT_SAYS).read(normalise([one.text for one in judged]))
    shares = np.clip(reading.shares.astype(np.float64), 1e-6, 1)
    talk = reading.voices[:, OPINION, None].astype(np.float64)
    rows, labels = np.arange(len(judged)), np.array([one.label for one in judged])
    likely = []
    for power in _POWERS:
        raised = shares ** (1 + talk * (power - 1))
        likely.append(np.log(raised[rows, labels] / raised.sum(1)).sum())
    return np.float32(_POWERS[int(np.argmax(likely))])
