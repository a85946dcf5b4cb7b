"""What a dialogue is, as its feature declares it: the steps, how each answer is read, and what the last press does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.domain.amounts import shown
from bot.domain.dialogue import LONGEST_ANSWER, AnswerTooLong, Draft
from bot.domain.grammar.doubts import taken
from bot.domain.grammar.lines import Written
from bot.domain.grammar.moments import Here, read_moment
from bot.domain.grammar.reading import Understood
from bot.domain.grammar.spans import read_span
from bot.domain.people import Group
from bot.domain.refusals import Refusal
from bot.domain.schedule.policy import wall_of
from bot.engine.turn import Turn
from bot.services.schedule.saying import here
from bot.texts.text import Raw, Text, When, Words, text
from handlers.command.group_commands import Place

Choice: TypeAlias = tuple[str, Words]
"""An answer as it may be written, and what its button says."""
Read: TypeAlias = Callable[[str, Here], str]
Ask: TypeAlias = Callable[[Turn, Place], Awaitable[object]]
_UNITS: Final = {86400: "dialogue.span_days", 3600: "dialogue.span_hours"}
ON: Final = "on"
"""The answer of a switch that is on; one that is off has none."""


def as_written(words: str, _: Here) -> str:
    if len(words) > LONGEST_ANSWER:
        raise AnswerTooLong(most=LONGEST_ANSWER)
    return words


def as_date(read: Callable[[str, Here], int]) -> Read:
    """A moment, kept as the date it means now: `tomorrow` is another day by the time it is looked at."""

    def kept(words: str, here: Here) -> str:
        return f"{wall_of(read(words, here), here.timezone):%Y-%m-%d %H:%M}"

    return kept


def as_end(read: Callable[[str, Here], int]) -> Read:
    """A moment as its date; a span as it is written: it counts from when the thing is opened."""

    def kept(words: str, here: Here) -> str:
        date = as_date(read)(words, here)
        return words if isinstance(read_span(words), Understood) else date

    return kept


def spans(*values: str) -> tuple[Choice, ...]:
    return tuple((each, span(taken(read_span(each)))) for each in values)


def span(seconds: int) -> Text:
    """In the largest unit that it is a number of."""
    for unit, key in _UNITS.items():
        if seconds % unit == 0 and seconds >= unit:
            return Text(key, {"n": seconds // unit})
    return text("dialogue.span_minutes", n=max(1, seconds // 60))


def when(words: str, here: Here) -> Words:
    """A moment or span as people are told of it; what is neither, as written."""
    length = read_span(words)
    if isinstance(length, Understood):
        return span(length.value)
    reading = read_moment(words, here)
    if not isinstance(reading, Understood):
        return Raw(words)
    return text("dialogue.moment", when=When(reading.value, here.timezone))


def moments(*values: str) -> Callable[[Turn, Draft], Awaitable[list[Choice]]]:
    """Ready-made answers to when, those that have passed left out; each button says the date it means."""

    async def known(turn: Turn, draft: Draft) -> list[Choice]:
        now = here(turn.chats.group(draft.for_chat).timezone, turn.now)
        read = ((each, read_moment(each, now)) for each in values)
        found = {moment.value: each for each, moment in read if isinstance(moment, Understood)}
        return [(value, when(value, now)) for value in found.values()]

    return known


def brief(words: str, _: Here) -> Words:
    return Raw(shown(" ".join(words.split())))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is asked; `name` is its field, by the words of which it may be written in a line too.

    `read` gives the answer as it is kept, still in a form that may be written, and raises a refusal for what it cannot
    read. Of a first answer that tells more, `spread` reads all. `choices` are ready-made answers, `known` those that
    follow from the group or the hour. A `switch` is turned by a press, `marks` are several of `known`, each turned.

    `order`: `needed` and `asked` are asked one after the other, what is `asked` may be passed over; `more` waits behind
    a button, or stands on the preview where it `is_quick`. `require` is a right that it takes besides the dialogue's.
    """

    name: str
    label: Text
    ask: Text
    read: Read = as_written
    shown: Callable[[str, Here], Words] = brief
    choices: tuple[Choice, ...] = ()
    known: Callable[[Turn, Draft], Awaitable[Sequence[Choice]]] | None = None
    spread: Callable[[str, Here], Written] | None = None
    kind: Literal["words", "switch", "marks"] = "words"
    order: Literal["needed", "asked", "more"] = "more"
    is_quick: bool = False
    is_wide: bool = False
    is_html: bool = False
    fits: Callable[[Group], bool] = lambda _: True
    require: Ask | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """`title` says what is put together; `require` asks for the right to.

    `preview` are the lines of what would be opened, and raises a refusal where it cannot be; `finish` opens it and says
    so. Both ask Telegram before the turn's first statement, where they have to. `tried` is what `try_label` adds.
    """

    name: str
    title: Text
    steps: tuple[Step, ...]
    require: Ask
    preview: Callable[[Turn, Draft], Awaitable[Sequence[Text]]]
    finish: Callable[[Turn, Draft], Awaitable[Words]]
    open_label: Text
    takes_picture: bool = False
    try_label: Text | None = None
    tried: Callable[[Turn, Draft], Awaitable[Sequence[Text]]] | None = None
    recalls_about: bool = False
    """Whether its first question recalls whom and what the group is for."""
    above: Callable[[Draft], Sequence[Text]] = lambda _: ()
    """Lines over its questions, where the chat asks for some."""

    def step(self, name: str) -> Step | None:
        return next((each for each in self.steps if each.name == name), None)

    def is_whole(self, answers: Mapping[str, str], here: Here) -> bool:
        """Whether all is there that has to be known, and each answer can be read."""
        if any(each.order == "needed" and each.name not in answers for each in self.steps):
            return False
        try:
            for each in self.steps:
                if answers.get(each.name):
                    each.read(answers[each.name], here)
        except Refusal:
            return False
        return True

    def passed_over(self, answers: Mapping[str, str]) -> dict[str, str]:
        """A line that told all that has to be known is not asked for what it left out."""
        if any(each.order == "needed" and each.name not in answers for each in self.steps):
            return dict(answers)
        return {each.name: "" for each in self.steps if each.order == "asked"} | dict(answers)

    def steps_in(self, group: Group) -> list[Step]:
        return [each for each in self.steps if each.fits(group)]

    def missing(self, draft: Draft) -> Step | None:
        """What is to be asked next; None where all that has to be known is."""
        return next((each for each in self.steps if each.order == "needed" and each.name not in draft.answers), None)

    def before(self, step: Step) -> Step | None:
        """The one that was asked before it."""
        asked = [each for each in self.steps if each.order != "more"]
        at = asked.index(step) if step in asked else 0
        return asked[at - 1] if at else None

    def after(self, step: Step, draft: Draft) -> Step | None:
        """The next that is asked, where it has no answer yet."""
        asked = [each for each in self.steps if each.order != "more"]
        rest = asked[asked.index(step) + 1 :] if step in asked else []
        return next((each for each in rest if each.name not in draft.answers), None)
