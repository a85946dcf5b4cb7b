"""A poll or quiz being put together: what is kept of it between the steps, and its screen; the steps are `dialogue`."""

from __future__ import annotations

from typing import Final

import msgspec

from bot.domain.grammar.doubts import Guess
from bot.domain.grammar.fields import Field
from bot.domain.polls import Kind, Terms
from bot.domain.polls.flags import FLAGS, with_flag
from bot.domain.polls.reading import Line, checked
from bot.domain.polls.refusals import RightNotMarked
from bot.engine.buttons import pack
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services.schedule.saying import here
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.command import doubts
from handlers.command.group_commands import Place, known_person
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
_LABELS: Final = _FLAGS | {"ends": text("polls.flag_ends"), "event": text("polls.flag_event")}
CHOICES: Final[dict[Kind, dict[str, Text]]] = {
    "poll": _FLAGS,
    "quiz": {flag: _FLAGS[flag] for flag in ("anonymous", "shuffle", "hidden", "pin")},
}
DRAFT: Final = "poll_draft"
"""The timer in which a draft is kept; it ends it."""

_KEPT: Final = 3600
"""Seconds a draft waits for the next step."""

ENDS: Final = {
    "30m": text("polls.ends_half_hour"),
    "2h": text("polls.ends_two_hours"),
    "1d": text("polls.ends_day"),
    "7d": text("polls.ends_week"),
}


class Draft(msgspec.Struct, frozen=True):
    """`right` are the places of a quiz's right options, `event` when a poll's winner takes place, `ends` as written.

    `doubts` are told on the screen: what was written, and what it was taken for.
    """

    question: str
    options: list[str]
    topic: int
    flags: list[str] = []
    ends: str = ""
    photo: str = ""
    event: str = ""
    about: str = ""
    why: str = ""
    kind: Kind = "poll"
    right: list[int] = []
    doubts: list[Guess] = []

    def terms(self, turn: Turn, place: Place) -> Terms:
        """Raises RightNotMarked for a quiz of which nobody has told yet what is right."""
        if self.kind == "quiz" and not self.right:
            raise RightNotMarked
        return self.so_far(turn, place)

    def so_far(self, turn: Turn, place: Place) -> Terms:
        """As if the first option were right, where nothing is marked yet."""
        right = tuple(self.right or [0]) if self.kind == "quiz" else ()
        terms = Terms(
            self.question,
            tuple(self.options),
            self.kind,
            right,
            is_multiple=len(right) > 1,
            is_final=self.kind == "quiz",
            event=self.event,
            photo=self.photo,
            about=self.about,
            why=self.why,
        )
        now = here(place.group.timezone, turn.now)
        for flag in (*(Field(each, "") for each in self.flags), *([Field("ends", self.ends)] if self.ends else [])):
            terms = with_flag(terms, flag, seen=flag.value, here=now)
        return settled(turn, checked(terms), chat_id=place.group.id)


def drafted(line: Line, *, topic: int, photo: str) -> Draft:
    terms = line.terms
    return Draft(
        terms.question,
        list(terms.options),
        topic,
        flags=[each.name for each in line.flags if each.name in FLAGS.switches],
        ends=next((each.value for each in line.flags if each.name == "ends"), ""),
        photo=photo,
        event=terms.event,
        about=terms.about,
        why=terms.why,
        kind=terms.kind,
        right=list(terms.right),
        doubts=list(line.doubts),
    )


async def keep(turn: Turn, place: Place, draft: Draft, *, chat_id: int | None = None) -> None:
    """In the chat where it goes on: here, or in another."""
    await turn.later(DRAFT, key_of(turn, place), at=turn.now + _KEPT, body=draft, chat_id=chat_id)


def key_of(turn: Turn, place: Place) -> str:
    return f"{place.group.id}:{turn.person.id}"


async def show_first(turn: Turn, place: Place, draft: Draft) -> None:
    """Before it is asked: to whoever wrote it alone, where they may be written to."""
    known_person(turn)
    where = await doubts.where_shown(turn)
    words, keys = screen(turn, place, draft)
    await keep(turn, place, draft, chat_id=where)
    doubts.show_first(turn, words, keys, where=where)


def screen(turn: Turn, place: Place, draft: Draft) -> tuple[Lines, Keys]:
    terms = draft.so_far(turn, place)
    lines = [
        *doubts.lines(draft.doubts, labels=_LABELS),
        text("polls.preview", question=Raw(terms.question)),
        *_options(draft, terms),
    ]
    lines += _beside(turn, place, draft, terms)

    def choice(do: Do, value: str, label: Text, *, is_on: bool) -> Key:
        return step(do, text("polls.chosen", label=label) if is_on else label, value)

    def step(do: Do, label: Text, value: str = "") -> Key:
        return Key(label, pack(Step(place.group.id, turn.person.id, do, value)))

    flags = [choice("flag", each, label, is_on=each in draft.flags) for each, label in CHOICES[draft.kind].items()]
    if draft.kind == "poll":
        flags.append(choice("event", "", text("polls.flag_event"), is_on=bool(draft.event)))
    ends = [choice("ends", each, label, is_on=each == draft.ends) for each, label in ENDS.items()]
    last = [
        step("post", text("polls.button_post")),
        step("words", text("polls.button_words")),
        step("stop", text("polls.button_stop")),
    ]
    letters = [
        choice("right", str(at), text("polls.letter", letter=_LETTERS[at]), is_on=at in draft.right)
        for at in range(len(terms.options) if draft.kind == "quiz" else 0)
    ]
    how = text("polls.preview_how" if draft.kind == "poll" else "polls.preview_how_quiz")
    return Lines([*lines, how]), [*_rows(letters, _LETTERS_A_ROW), *_rows(flags, _A_ROW), *_rows(ends, _A_ROW), last]


def _beside(turn: Turn, place: Place, draft: Draft, terms: Terms) -> list[Text]:
    """What no button shows."""
    lines = [text("polls.about", about=Raw(each)) for each in (terms.about, terms.why) if each]
    if terms.event:
        lines.append(decides_event(turn, terms, chat_id=place.group.id))
    if terms.ends_at and draft.ends not in ENDS:
        lines.append(text("polls.preview_ends", when=When(terms.ends_at, place.group.timezone)))
    return lines


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
