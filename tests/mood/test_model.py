"""The model's table and its three opinions."""

import numpy as np
import pytest

from bot.domain.mood.normalise import normalise
from bot.services.mood.features import BITS
from bot.services.mood.model import HEADS, Model, load

_REVIEWS, _BLOGS, _TALK = range(3)


@pytest.fixture(scope="module")
def model() -> Model:
    return load()


def test_every_row_finds_its_own_weights_and_no_other_row_finds_any(model: Model) -> None:
    has = np.unpackbits(model.table.bits.view(np.uint8), bitorder="little").astype(np.bool_)
    assert len(has) == 1 << BITS
    rows = np.flatnonzero(has).astype(np.uint32)
    own = model.table.weights[1:].view(np.int8).reshape(-1, HEADS)
    assert np.array_equal(model.table.look_up(rows), own)
    assert not model.table.look_up(np.flatnonzero(~has)[::7].astype(np.uint32)).any()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("房间很干净，前台服务热情，早餐一般，总体还是值得入住的", _REVIEWS),
        ("回复@小明:转发微博[哈哈][泪] //@小红:今天去看电影啦[嘻嘻]", _BLOGS),
        ("你们几点到？我在门口等", _TALK),
    ],
)
def test_text_is_weighed_by_the_opinion_of_its_place(model: Model, text: str, place: int) -> None:
    voices = model.read(normalise([text])).voices[0]
    assert voices.argmax() == place
    assert voices.sum() == pytest.approx(1)
