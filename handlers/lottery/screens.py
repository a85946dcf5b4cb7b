"""What the dialogue that opens a lottery shows, screen by screen, with the choices a finger can make."""

from __future__ import annotations

from dataclasses import dataclass

from bot.buttons import pack, press
from bot.deeds import Key, Keys
from bot.domain.lottery.conditions import read_condition
from bot.domain.lottery.terms import Draft
from bot.texts.text import Lines, Raw, Text, Words, text
from handlers.lottery import words

_HOUR = 3600


@press("ld")
@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the dialogue: `do` is ask, fill, back, open or stop; `value` is what it is filled with."""

    draft_id: int
    do: str
    field: str
    value: str


_QUESTIONS: dict[str, Text] = {
    "prizes": text("lottery.ask_prizes"),
    "ends": text("lottery.ask_ends"),
    "title": text("lottery.ask_title"),
    "price": text("lottery.ask_price"),
    "reserves": text("lottery.ask_reserves"),
    "claim": text("lottery.ask_claim"),
    "if": text("lottery.ask_if"),
    "phrase": text("lottery.ask_phrase"),
    "rest": text("lottery.ask_rest"),
}
_LABELS: dict[str, Text] = {
    "prizes": text("lottery.button_prizes"),
    "ends": text("lottery.button_ends"),
    "title": text("lottery.button_title"),
    "price": text("lottery.button_price"),
    "reserves": text("lottery.button_reserves"),
    "claim": text("lottery.button_claim_within"),
    "if": text("lottery.button_if"),
    "phrase": text("lottery.button_phrase"),
    "rest": text("lottery.button_rest"),
}
FIELDS = tuple(_LABELS)
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
    "price": tuple((each, Raw(each)) for each in ("0", "5", "10", "50")),
    "reserves": tuple((each, Raw(each)) for each in ("0", "1", "3")),
    "rest": tuple((each, Raw(each)) for each in ("0", "1", "3")),
    "claim": (("1h", words.span(_HOUR)), ("24h", words.span(24 * _HOUR)), ("3d", words.span(72 * _HOUR))),
    "if": (
        ("", text("lottery.button_no_condition")),
        *((each, words.condition(read_condition(each))) for each in ("member 7d", "checkin 3/7", "messages 10/7")),
    ),
}


def question(draft: Draft, *, is_private: bool) -> tuple[Words, Keys]:
    """One field: choices to press, or words to write."""
    how = text("lottery.ask_how_private") if is_private else text("lottery.ask_how")
    rows: Keys = []
    for value, label in _CHOICES.get(draft.asks, ()):
        key = Key(label, pack(Pressed(draft.id, "fill", draft.asks, value)))
        if rows and len(rows[-1]) < 2:
            rows[-1].append(key)
        else:
            rows.append([key])
    return Lines([_QUESTIONS[draft.asks], how]), [*rows, _last_row(draft)]


def _last_row(draft: Draft) -> list[Key]:
    stop = Key(text("lottery.button_stop"), pack(Pressed(draft.id, "stop", "", "")))
    if not draft.terms.prizes:
        return [stop]
    return [Key(text("lottery.button_back"), pack(Pressed(draft.id, "back", "", ""))), stop]


def preview(draft: Draft, *, zone: str) -> tuple[Words, Keys]:
    """The card as it would be: nothing is told to the group before the last press."""
    told = words.terms_lines(draft.terms, ends_at=draft.terms.ends_at, zone=zone)
    fields = [Key(_LABELS[field], pack(Pressed(draft.id, "ask", field, ""))) for field in FIELDS]
    rows = [fields[number : number + 3] for number in range(0, len(fields), 3)]
    go = Key(text("lottery.button_open"), pack(Pressed(draft.id, "open", "", "")))
    stop = Key(text("lottery.button_stop"), pack(Pressed(draft.id, "stop", "", "")))
    return Lines([text("lottery.preview", name=draft.terms.name), *told, text("lottery.preview_how")]), [
        *rows,
        [go, stop],
    ]
