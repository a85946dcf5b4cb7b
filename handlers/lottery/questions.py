"""What the dialogue that opens a lottery asks, with the answers that a finger can give."""

from __future__ import annotations

from typing import Final

from bot.domain.lottery.conditions import read_condition
from bot.texts.text import Raw, Text, Words, text
from handlers.lottery import words

_HOUR: Final = 3600
_NONE: Final = ("", text("lottery.button_nothing"))

QUESTIONS: Final[dict[str, Text]] = {
    "prizes": text("lottery.ask_prizes"),
    "ends": text("lottery.ask_ends"),
    "title": text("lottery.ask_title"),
    "if": text("lottery.ask_if"),
    "price": text("lottery.ask_price"),
    "tickets": text("lottery.ask_tickets"),
    "reserves": text("lottery.ask_reserves"),
    "claim": text("lottery.ask_claim"),
    "least": text("lottery.ask_least"),
    "phrase": text("lottery.ask_phrase"),
    "rest": text("lottery.ask_rest"),
    "public": text("lottery.ask_public"),
    "topic": text("lottery.ask_topic"),
}
LABELS: Final[dict[str, Text]] = {
    "prizes": text("lottery.button_prizes"),
    "ends": text("lottery.button_ends"),
    "title": text("lottery.button_title"),
    "if": text("lottery.button_if"),
    "price": text("lottery.button_price"),
    "tickets": text("lottery.button_tickets"),
    "reserves": text("lottery.button_reserves"),
    "claim": text("lottery.button_claim_within"),
    "least": text("lottery.button_least"),
    "phrase": text("lottery.button_phrase"),
    "rest": text("lottery.button_rest"),
    "public": text("lottery.button_public"),
    "topic": text("lottery.button_topic"),
}
CHOICES: Final[dict[str, tuple[tuple[str, Words], ...]]] = {
    "ends": (
        ("30m", words.span(30 * 60)),
        ("2h", words.span(2 * _HOUR)),
        ("20:00", Raw("20:00")),
        ("24h", words.span(24 * _HOUR)),
        ("20人", text("lottery.ends_people", people=20)),
        ("50人", text("lottery.ends_people", people=50)),
        ("manual", text("lottery.ends_by_hand")),
    ),
    "title": (_NONE,),
    "phrase": (_NONE,),
    "public": (_NONE,),
    "topic": (_NONE,),
    "tickets": tuple((each, Raw(each)) for each in ("1", "3", "5", "10")),
    "least": (
        _NONE,
        *((f"{n}", text("lottery.button_least_cancel", least=n)) for n in (5, 20)),
        *((f"{n}, 24h", text("lottery.button_least_extend", least=n)) for n in (5, 20)),
    ),
    "price": tuple((each, Raw(each)) for each in ("0", "5", "10", "50")),
    "reserves": tuple((each, Raw(each)) for each in ("0", "1", "3")),
    "rest": tuple((each, Raw(each)) for each in ("0", "1", "3")),
    "claim": (("1h", words.span(_HOUR)), ("24h", words.span(24 * _HOUR)), ("3d", words.span(72 * _HOUR))),
    "if": (
        ("", text("lottery.button_no_condition")),
        *(
            (each, words.condition(read_condition(each)))
            for each in ("member 7d", "checkin 3/7", "messages 10/7", "unwarned 30d")
        ),
    ),
}
