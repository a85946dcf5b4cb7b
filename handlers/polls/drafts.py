"""A poll or quiz being put together: what is kept of it between the steps, and its screen; the steps are `dialogue`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import msgspec

from bot.domain.polls import Kind, Terms
from bot.domain.polls.reading import read_terms
from bot.domain.polls.refusals import RightNotMarked
from bot.engine.buttons import pack
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import Place
from handlers.polls.buttons import Do, Step
from handlers.polls.deciding import decides_event, settled

_LETTERS: Final = "ABCDEFGHIJKL"
_A_ROW, _LETTERS_A_ROW = 2, 6

_FLAGS: Final[dict[str, Text]] = {
    "anonymous": text("polls.flag_anonymous"),
    "multiple": text("polls.flag_multiple"),
    "final": text("polls.flag_final"),
    "add": text("polls.flag_add"),
    "hidden": text("polls.flag_hidden"),
    "shuffle": text("polls.flag_shuffle"),
    "pin": text("polls.flag_pin"),
    "topic": text("polls.flag_topic"),
}
FLAGS: Final[dict[Kind, dict[str, Text]]] = {
    "poll": _FLAGS,
    "quiz": {flag: _FLAGS[flag] for flag in ("anonymous", "shuffle", "hidden", "pin")},
}
ENDS: Final = {
    "30m": text("polls.ends_half_hour"),
    "2h": text("polls.ends_two_hours"),
    "1d": text("polls.ends_day"),
    "7d": text("polls.ends_week"),
}


class Draft(msgspec.Struct, frozen=True):
    """`fields` are the question and options as they were written, `right` the places of a quiz's right options.

    `event` is when a poll's winner takes place.
    """

    fields: list[str]
    topic: int
    flags: list[str] = []
    ends: str = ""
    photo: str = ""
    event: str = ""
    kind: Kind = "poll"
    right: list[int] = []

    def terms(self, turn: Turn, place: Place) -> Terms:
        """Raises RightNotMarked for a quiz of which nobody has told yet what is right."""
        if self.kind == "quiz" and not self.right:
            raise RightNotMarked
        return self.so_far(turn, place)

    def so_far(self, turn: Turn, place: Place) -> Terms:
        """As if the first option were right, where nothing is marked yet."""
        flags = [f"#{each}" for each in self.flags] + ([f"#ends {self.ends}"] if self.ends else [])
        line = " | ".join(self._marked() + flags)
        terms = read_terms(line, kind=self.kind, now=turn.now, timezone=place.group.timezone)
        return settled(turn, replace(terms, photo=self.photo, event=self.event), chat_id=place.group.id)

    def _marked(self) -> list[str]:
        told = [place for place, each in enumerate(self.fields) if not each.startswith(("#", "＃"))]
        right = {told[1 + place] for place in self.right or [0] if 1 + place < len(told)}
        is_quiz = self.kind == "quiz"
        return [f"*{each}" if is_quiz and place in right else each for place, each in enumerate(self.fields)]


def drafted(fields: list[str], *, kind: Kind, topic: int, photo: str) -> Draft:
    """`*` before an option of a quiz marks it as right, as in one line."""
    if kind == "poll":
        return Draft(fields, topic, photo=photo)
    options = [each for each in fields if not each.startswith(("#", "＃"))][1:]
    right = [place for place, each in enumerate(options) if each.startswith(("*", "＊"))]
    plain = [fields[0], *(each.lstrip("*＊ ") for each in fields[1:])] if fields else []
    return Draft(plain, topic, photo=photo, kind=kind, right=right)


def screen(turn: Turn, place: Place, draft: Draft) -> tuple[Lines, Keys]:
    terms = draft.so_far(turn, place)
    lines = [text("polls.preview", question=Raw(terms.question)), *_options(draft, terms)]
    if terms.event:
        lines.append(decides_event(turn, terms, chat_id=place.group.id))

    def choice(do: Do, value: str, label: Text, *, is_on: bool) -> Key:
        return step(do, text("polls.chosen", label=label) if is_on else label, value)

    def step(do: Do, label: Text, value: str = "") -> Key:
        return Key(label, pack(Step(place.group.id, turn.person.id, do, value)))

    flags = [choice("flag", each, label, is_on=each in draft.flags) for each, label in FLAGS[draft.kind].items()]
    if draft.kind == "poll":
        flags.append(choice("event", "", text("polls.flag_event"), is_on=bool(draft.event)))
    ends = [choice("ends", each, label, is_on=each == draft.ends) for each, label in ENDS.items()]
    last = [step("post", text("polls.button_post")), step("stop", text("polls.button_stop"))]
    letters = [
        choice("right", str(at), text("polls.letter", letter=_LETTERS[at]), is_on=at in draft.right)
        for at in range(len(terms.options) if draft.kind == "quiz" else 0)
    ]
    how = text("polls.preview_how" if draft.kind == "poll" else "polls.preview_how_quiz")
    return Lines([*lines, how]), [*_rows(letters, _LETTERS_A_ROW), *_rows(flags, _A_ROW), *_rows(ends, _A_ROW), last]


def _options(draft: Draft, terms: Terms) -> list[Text]:
    if draft.kind == "poll":
        return [text("polls.preview_option", option=Raw(each)) for each in terms.options]
    return [
        text(
            "polls.preview_right" if at in draft.right else "polls.preview_lettered",
            letter=_LETTERS[at],
            option=Raw(each),
        )
        for at, each in enumerate(terms.options)
    ]


def _rows(keys: list[Key], most: int) -> Keys:
    return [keys[at : at + most] for at in range(0, len(keys), most)]
