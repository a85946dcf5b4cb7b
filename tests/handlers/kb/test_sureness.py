"""How sure an answer is, where nothing else in the base comes near."""

from __future__ import annotations

from bench.kb import entries
from bot.domain.kb import SURE, Base
from bot.services.kb.cutting import cut

CARD = "门禁卡丢了怎么补办"


def of_so_many(number: int) -> Base:
    others = [each for each in entries() if each != CARD]
    return Base(dict(enumerate([cut(each)] for each in (CARD, *others[: number - 1]))))


def test_what_stands_alone_in_a_large_base_needs_a_little_less_and_in_a_small_one_it_does_not() -> None:
    asked = cut("门卡丢了咋整？")
    large, small = of_so_many(20), of_so_many(19)
    (first, following, *_) = large.likest(asked)
    assert first.score < SURE
    assert first.score > 3 * following.score
    found = large.best(asked, sure=SURE)
    assert found is not None
    assert found.number == 0
    assert small.best(asked, sure=SURE) is None, "there everything stands alone"
    assert large.best(asked, sure=first.score + 0.05) is None, "a group that wants to be surer is"
