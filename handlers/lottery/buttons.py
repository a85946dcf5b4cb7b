"""The buttons under a lottery's card and result; what pressing them does lives beside."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.lottery.terms import Lottery
from bot.engine.buttons import pack, press
from bot.outbox.actions import Key, Keys
from bot.texts.text import text


@press("le")
@dataclass(frozen=True, slots=True)
class Enter:
    lottery_id: int


@press("ll")
@dataclass(frozen=True, slots=True)
class Leave:
    lottery_id: int


@press("lm")
@dataclass(frozen=True, slots=True)
class Mine:
    """My number in the published list, and whether it won."""

    lottery_id: int


@press("lc")
@dataclass(frozen=True, slots=True)
class Claim:
    lottery_id: int


@press("lw")
@dataclass(frozen=True, slots=True)
class Why:
    """Why it is fair."""

    lottery_id: int


def card_keys(lottery: Lottery) -> Keys:
    mine = Key(text("lottery.button_mine"), pack(Mine(lottery.id)))
    if lottery.state == "open":
        label = (
            text("lottery.button_enter_count", n=lottery.entrants) if lottery.entrants else text("lottery.button_enter")
        )
        enter = Key(label, pack(Enter(lottery.id)))
        why = Key(text("lottery.button_fair"), pack(Why(lottery.id)))
        return [[enter, Key(text("lottery.button_leave"), pack(Leave(lottery.id)))], [mine, why]]
    return [] if lottery.state == "cancelled" else [[mine]]


def claim_keys(lottery: Lottery) -> Keys:
    return [[Key(text("lottery.button_claim"), pack(Claim(lottery.id)))]]


def result_keys(lottery: Lottery) -> Keys:
    mine = [[Key(text("lottery.button_mine"), pack(Mine(lottery.id)))]]
    return claim_keys(lottery) + mine if lottery.state == "announced" else mine
