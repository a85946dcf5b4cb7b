"""A poll or quiz asked step by step: its words, then choices by buttons; what is right is pressed as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.dialogue import Draft
from bot.domain.events.event import starts_at
from bot.domain.grammar.fields import Field
from bot.domain.grammar.lines import Written
from bot.domain.grammar.moments import Here
from bot.domain.polls import Kind, Terms
from bot.domain.polls.flags import FLAGS, read_end, with_flag
from bot.domain.polls.reading import Line, checked, read_line
from bot.domain.polls.refusals import RightNotMarked
from bot.domain.refusals import OldButton
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.texts.text import Raw, Text, Words, text
from handlers import dialogue
from handlers.command.group_commands import Place, elsewhere
from handlers.dialogue.declaring import ON, Ask, Choice, Dialogue, Step, as_date, as_end, as_written, when
from handlers.dialogue.screens import here_of
from handlers.polls.asking import ask, require
from handlers.polls.buttons import Begin, BeginQuiz, PageTurn
from handlers.polls.deciding import decides_event, require_deciding, settled
from handlers.polls.listing import turn_page

_LETTERS: Final = "ABCDEFGHIJKL"
_ENDS: Final = (
    ("30m", text("polls.ends_half_hour")),
    ("2h", text("polls.ends_two_hours")),
    ("1d", text("polls.ends_day")),
    ("7d", text("polls.ends_week")),
    ("", text("dialogue.choice_none")),
)


# --- what was answered, and the terms it makes ------------------------------------------------------------------------


def written_of(line: Line, *, photo: str = "") -> Written:
    """A line that was read, by field: the question and its options one a line, and the places of what is right."""
    terms = line.terms
    flags = {each.name: ON if each.name in FLAGS.switches else each.value for each in line.flags}
    right = {"right": ",".join(map(str, terms.right))} if terms.kind == "quiz" else {}
    picture = {"photo": photo} if photo else {}
    return Written({"words": "\n".join([terms.question, *terms.options])} | flags | right | picture, line.doubts)


def terms_of(answers: Mapping[str, str], kind: Kind, here: Here) -> Terms:
    """Of a quiz of which nobody has said yet what is right, as if the first option were."""
    question, *options = answers.get("words", "").split("\n")
    right = tuple(int(each) for each in answers.get("right", "").split(",") if each) if kind == "quiz" else ()
    if kind == "quiz" and not right:
        right = (0,)
    terms = Terms(
        question,
        tuple(options),
        kind,
        right,
        is_multiple=len(right) > 1,
        is_final=kind == "quiz",
        photo=answers.get("photo", ""),
    )
    for name, value in answers.items():
        if name in FLAGS.fields:
            flag = Field(name, "" if name in FLAGS.switches else value)
            terms = with_flag(terms, flag, seen=value, here=here)
    return checked(terms)


def _settled(turn: Turn, draft: Draft, kind: Kind) -> Terms:
    return settled(turn, terms_of(draft.given, kind, here_of(turn, draft)), chat_id=draft.for_chat)


# --- what is shown, and what the last press does ----------------------------------------------------------------------


def _previewed(turn: Turn, draft: Draft, kind: Kind) -> list[Text]:
    terms = _settled(turn, draft, kind)
    right = draft.given.get("right", "").split(",")
    lines = [text("polls.preview", question=Raw(terms.question))]
    for at, option in enumerate(terms.options):
        if kind == "poll":
            lines.append(text("polls.preview_option", option=Raw(option)))
        else:
            key = "polls.preview_right" if str(at) in right else "polls.preview_lettered"
            lines.append(Text(key, {"letter": _LETTERS[at], "option": Raw(option)}))
    if kind == "quiz" and not draft.given.get("right"):
        lines.append(text("polls.right_not_marked"))
    if terms.event:
        lines.append(decides_event(turn, terms, chat_id=draft.for_chat))
    return [*lines, *_chosen(turn, draft, kind)]


def _chosen(turn: Turn, draft: Draft, kind: Kind) -> list[Text]:
    """What no switch of the preview shows."""
    now = here_of(turn, draft)
    steps = [each for each in DIALOGUES[kind].steps if each.name in draft.given and each.name not in ("words", "event")]
    switched = [each for each in steps if each.kind == "switch" and not each.is_quick]
    words_steps = [each for each in steps if each.kind == "words"]
    return [
        *(
            text("dialogue.answer", label=each.label, value=each.shown(draft.given[each.name], now))
            for each in words_steps
        ),
        *(text("dialogue.switched", label=each.label) for each in switched),
    ]


async def _post(turn: Turn, draft: Draft, kind: Kind) -> Words:
    if kind == "quiz" and not draft.given.get("right"):
        raise RightNotMarked
    place, terms = elsewhere(turn, draft.for_chat), _settled(turn, draft, kind)
    await require_deciding(turn, place, terms)
    await ask(turn, terms, chat_id=place.group.id, topic=draft.topic)
    return text("polls.posted", group=place.group.title)


def _above(draft: Draft) -> Sequence[Text]:
    """Whoever asks for a quiz in the group is told that everybody reads along."""
    return [text("polls.quiz_is_seen")] if draft.kind == "quiz" and draft.chat_id < 0 else []


# --- the steps --------------------------------------------------------------------------------------------------------


async def _letters(_: Turn, draft: Draft) -> Sequence[Choice]:
    options = draft.given.get("words", "").split("\n")[1:]
    return [(str(at), text("polls.letter", letter=_LETTERS[at])) for at in range(len(options))]


def _words(kind: Kind) -> Step:
    def spread(words: str, here: Here) -> Written:
        return written_of(read_line(words, kind=kind, here=here, is_marked=False))

    question = text("polls.ask_words" if kind == "poll" else "polls.ask_words_quiz")
    return Step("words", text("polls.button_words"), question, as_written, spread=spread, order="needed")


def _switch(name: str, label: Text, ask_for: Text, *, is_quick: bool = False) -> Step:
    return Step(name, label, ask_for, as_written, kind="switch", is_quick=is_quick)


def _end(words: str, here: Here) -> int:
    return read_end(words, here=here)


async def _may_host(turn: Turn, place: Place) -> None:
    await turn.require("event", group=place.group)


_ANONYMOUS: Final = _switch("anonymous", text("polls.flag_anonymous"), text("polls.line_anonymous"), is_quick=True)
_ENDING: Final = Step(
    "ends", text("polls.flag_ends"), text("polls.ask_ends"), as_end(_end), when, choices=_ENDS, is_quick=True
)
_HIDDEN: Final = _switch("hidden", text("polls.flag_hidden"), text("polls.line_hidden"))
_SHUFFLE: Final = _switch("shuffle", text("polls.flag_shuffle"), text("polls.line_shuffle"))
_PIN: Final = _switch("pin", text("polls.flag_pin"), text("polls.line_pin"))
_STEPS: Final[dict[Kind, tuple[Step, ...]]] = {
    "poll": (
        _words("poll"),
        _ANONYMOUS,
        _switch("multiple", text("polls.flag_multiple"), text("polls.line_multiple"), is_quick=True),
        _ENDING,
        _HIDDEN,
        _switch("add", text("polls.flag_add"), text("polls.line_add")),
        _switch("final", text("polls.flag_final"), text("polls.line_final")),
        _SHUFFLE,
        _PIN,
        _switch("topic", text("polls.flag_topic"), text("polls.line_topic")),
        Step("event", text("polls.flag_event"), text("polls.ask_event"), as_date(starts_at), when,
             choices=(("", text("dialogue.choice_none")),), require=_may_host),
    ),
    "quiz": (
        _words("quiz"),
        Step("right", text("polls.flag_right"), text("polls.right_not_marked"), kind="marks", known=_letters,
             is_quick=True),
        _ANONYMOUS,
        _ENDING,
        _HIDDEN,
        _SHUFFLE,
        _PIN,
        Step("why", text("polls.flag_why"), text("polls.ask_why"), choices=(("", text("dialogue.choice_none")),)),
    ),
}  # fmt: skip


def _dialogue(kind: Kind, title: Text) -> Dialogue:
    async def preview(turn: Turn, draft: Draft) -> Sequence[Text]:
        return _previewed(turn, draft, kind)

    async def finish(turn: Turn, draft: Draft) -> Words:
        return await _post(turn, draft, kind)

    return Dialogue(
        name=kind,
        title=title,
        steps=_STEPS[kind],
        require=_may(kind),
        preview=preview,
        finish=finish,
        open_label=text("polls.button_post"),
        takes_picture=True,
        above=_above,
    )


def _may(kind: Kind) -> Ask:
    async def ask_for(turn: Turn, place: Place) -> None:
        await require(turn, place, kind=kind)

    return ask_for


DIALOGUES: Final[dict[Kind, Dialogue]] = {
    "poll": _dialogue("poll", text("dialogue.poll")),
    "quiz": _dialogue("quiz", text("dialogue.quiz")),
}


async def begin(turn: Turn, pressed: Begin | BeginQuiz) -> None:
    if not turn.group.is_private and turn.chats.group(pressed.chat_id).id != turn.group.id:
        raise OldButton
    kind: Kind = "poll" if isinstance(pressed, Begin) else "quiz"
    await dialogue.begin(turn, DIALOGUES[kind], elsewhere(turn, pressed.chat_id))


ENTRANCES: list[Entrance] = [button(Begin, begin), button(BeginQuiz, begin), button(PageTurn, turn_page)]
