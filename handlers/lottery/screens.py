"""What the dialogue that opens a lottery shows, screen by screen, with the choices a finger can make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.lottery.conditions import read_condition
from bot.domain.lottery.terms import Draft
from bot.domain.people import Group
from bot.engine.buttons import awaited, pack, press
from bot.outbox.actions import Key, Keys
from bot.texts.text import Lines, Raw, Text, Words, text
from handlers.lottery import words

_HOUR = 3600
_MOST_CHOICES = 8
_LONGEST_VALUE = 30
"""Bytes that are left for a value in a button's data."""


@press("ld")
@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the dialogue: `do` is ask, fill, try, back, open or stop; `value` is what it is filled with."""

    draft_id: int
    do: str
    field: str
    value: str


@awaited("ld")
@dataclass(frozen=True, slots=True)
class Asked:
    """Words for the field that the draft asks for."""

    draft_id: int


_QUESTIONS: dict[str, Text] = {
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
LABELS: dict[str, Text] = {
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
FIELDS = tuple(LABELS)
_NONE = ("", text("lottery.button_nothing"))
_LONG = ("if", "least")
"""Choices that a phone would cut off side by side."""

_HOW = {
    (True, False): text("lottery.ask_how"),
    (True, True): text("lottery.ask_how_private"),
    (False, False): text("lottery.ask_write"),
    (False, True): text("lottery.ask_write_private"),
}
_CHOICES: dict[str, tuple[tuple[str, Words], ...]] = {
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


def question(draft: Draft, names: Sequence[str], *, is_private: bool) -> tuple[Words, Keys]:
    """One field: choices to press (`names` among them), or words to write."""
    choices = [*_CHOICES.get(draft.asks, ()), *((each, Raw(each)) for each in names if _fits(each))]
    keys = [Key(label, pack(Pressed(draft.id, "fill", draft.asks, value))) for value, label in choices[:_MOST_CHOICES]]
    width = 1 if draft.asks in _LONG else 2
    how = _HOW[bool(keys), is_private]
    return Lines([_QUESTIONS[draft.asks], how]), [*_in_rows(keys, width), _last_row(draft)]


def _fits(name: str) -> bool:
    """Whether a name can stand in a button's data; a longer one can be written."""
    return len(name.encode()) <= _LONGEST_VALUE


def _in_rows(keys: list[Key], width: int) -> Keys:
    return [keys[number : number + width] for number in range(0, len(keys), width)]


def _last_row(draft: Draft) -> list[Key]:
    if not draft.terms.prizes:
        return [_key(draft, "stop", text("lottery.button_stop"))]
    return [_key(draft, "back", text("lottery.button_back")), _key(draft, "stop", text("lottery.button_stop"))]


def _key(draft: Draft, do: str, label: Words, field: str = "") -> Key:
    return Key(label, pack(Pressed(draft.id, do, field, "")))


def preview(
    draft: Draft, group: Group, *, above: Sequence[Text] = (), beside: Sequence[Text] = ()
) -> tuple[Words, Keys]:
    """The card as it would be: nothing is told to the group before the last press."""
    told = words.terms_lines(draft.terms, ends_at=draft.terms.ends_at, zone=group.timezone)
    fields = [_key(draft, "ask", LABELS[each], each) for each in FIELDS if each != "topic" or group.is_forum]
    last = [
        _key(draft, "open", text("lottery.button_open")),
        _key(draft, "try", text("lottery.button_try")),
        _key(draft, "stop", text("lottery.button_stop")),
    ]
    card = [text("lottery.preview", name=draft.terms.name), *told, *beside]
    lines = [*above, *card, text("lottery.preview_how")]
    return Lines(lines), [*_in_rows(fields, 3), last]
