"""What a dialogue shows: a question with ready-made answers, what was read with [open], and all there is to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.dialogue import Draft
from bot.domain.grammar.moments import Here
from bot.domain.names import short
from bot.domain.refusals import Refusal
from bot.engine.buttons import ButtonTooLongError, pack
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services.schedule.saying import here
from bot.texts.refusing import refused
from bot.texts.text import Lines, Raw, Text, Words, folded, text
from handlers.command import doubts
from handlers.dialogue.buttons import Do, Go
from handlers.dialogue.declaring import Choice, Dialogue, Step

_MOST_CHOICES: Final = 12
_OUTRIGHT: Final = 4
"""Lines of fields that stand outright, so that a phone shows them and the buttons."""
_ABOUT: Final = 60
_A_ROW, _MARKS_A_ROW, _FIELDS_A_ROW = 2, 6, 3


def here_of(turn: Turn, draft: Draft) -> Here:
    return here(turn.chats.group(draft.for_chat).timezone, turn.now)


def _go(draft: Draft, do: Do, label: Words, step: str = "", value: str = "") -> Key:
    return Key(label, pack(Go(draft.id, do, step, value)))


def _fits(draft: Draft, step: Step, value: str) -> bool:
    """Whether an answer can stand in a button's data; a longer one can be written."""
    try:
        pack(Go(draft.id, "fill", step.name, value))
    except ButtonTooLongError:
        return False
    return True


def _rows(keys: Sequence[Key], width: int) -> Keys:
    return [list(keys[at : at + width]) for at in range(0, len(keys), width)]


def _drop(draft: Draft) -> Key:
    return _go(draft, "drop", text("dialogue.button_drop"))


# --- one question -----------------------------------------------------------------------------------------------------


async def question(turn: Turn, dialogue: Dialogue, draft: Draft, step: Step) -> tuple[list[Text], Keys]:
    """What was read so far, the question, and choices to press."""
    choices = await _choices(turn, draft, step)
    is_private = draft.chat_id > 0
    how = {
        (True, True): text("dialogue.how_press_private"),
        (True, False): text("dialogue.how_press"),
        (False, True): text("dialogue.how_private"),
        (False, False): text("dialogue.how"),
    }[bool(choices), is_private]
    known = [*so_far(turn, dialogue, draft, but=step), *_about(turn, dialogue, draft), *_unsure(dialogue, draft)]
    lines = [*known, *dialogue.above(draft), step.ask, how]
    keys = [_go(draft, "fill", label, step.name, value) for value, label in choices]
    return lines, [*_rows(keys, 1 if step.is_wide else _A_ROW), _ways(dialogue, draft, step)]


def _about(turn: Turn, dialogue: Dialogue, draft: Draft) -> list[Text]:
    """Before the first word is written: for whom it is."""
    about = turn.chats.settings(draft.for_chat).about
    if not about or not dialogue.recalls_about or draft.answers:
        return []
    return [text("dialogue.about", about=Raw(short(about, most=_ABOUT)))]


async def _choices(turn: Turn, draft: Draft, step: Step) -> list[Choice]:
    known = await step.known(turn, draft) if step.known is not None and step.kind == "words" else ()
    return [each for each in (*step.choices, *known) if _fits(draft, step, each[0])][:_MOST_CHOICES]


def _ways(dialogue: Dialogue, draft: Draft, step: Step) -> list[Key]:
    """Back, past it where it may be left out, or out of it all."""
    keys = []
    before, is_first = dialogue.before(step), step.name not in draft.answers
    if before is not None and is_first:
        keys.append(_go(draft, "ask", text("dialogue.button_back"), before.name))
    elif dialogue.missing(draft) is None:
        keys.append(_go(draft, "show", text("dialogue.button_back")))
    if step.order == "asked" and is_first and all(value for value, _ in step.choices):
        keys.append(_go(draft, "pass", text("dialogue.button_pass"), step.name))
    return [*keys, _drop(draft)]


def so_far(turn: Turn, dialogue: Dialogue, draft: Draft, *, but: Step | None = None) -> list[Text]:
    """What is put together for whom, and each answer as it was read."""
    group = turn.chats.group(draft.for_chat)
    head = text("dialogue.head", what=dialogue.title, group=Raw(group.title))
    return [head, *(line for each in dialogue.steps_in(group) if each is not but for line in _told(turn, draft, each))]


def _unsure(dialogue: Dialogue, draft: Draft) -> list[Text]:
    return doubts.lines(draft.doubts, labels={each.name: each.label for each in dialogue.steps})


def _told(turn: Turn, draft: Draft, step: Step) -> list[Text]:
    value = draft.answers.get(step.name, "")
    if not value:
        return []
    if step.kind == "switch":
        return [text("dialogue.switched", label=step.label)]
    return [text("dialogue.answer", label=step.label, value=step.shown(value, here_of(turn, draft)))]


# --- all of it --------------------------------------------------------------------------------------------------------


async def preview(turn: Turn, dialogue: Dialogue, draft: Draft, *, is_strict: bool = False) -> list[Text]:
    """What would be opened; where it cannot be any more, why. Asks Telegram: call it before the first statement."""
    try:
        lines = await dialogue.preview(turn, draft)
    except Refusal as refusal:
        if is_strict:
            raise
        return [*so_far(turn, dialogue, draft), refused(refusal)]
    return [*_unsure(dialogue, draft), *lines, text("dialogue.nothing_yet")]


async def preview_keys(turn: Turn, dialogue: Dialogue, draft: Draft) -> Keys:
    """Quick choices, then: open, change, drop."""
    group = turn.chats.group(draft.for_chat)
    quick = [each for each in dialogue.steps_in(group) if each.is_quick]
    switches = [_key_of(draft, each) for each in quick if each.kind != "marks"]
    marks = [key for each in quick if each.kind == "marks" for key in await _marks(turn, draft, each)]
    last = [_go(draft, "more", text("dialogue.button_change")), _drop(draft)]
    if dialogue.try_label is not None:
        last.insert(1, _go(draft, "try", dialogue.try_label))
    return [*_rows(marks, _MARKS_A_ROW), *_rows(switches, _A_ROW), [_go(draft, "open", dialogue.open_label)], last]


def _key_of(draft: Draft, step: Step) -> Key:
    is_on = step.kind == "switch" and bool(draft.answers.get(step.name))
    label = text("dialogue.chosen", label=step.label) if is_on else step.label
    return _go(draft, "turn" if step.kind == "switch" else "ask", label, step.name)


async def _marks(turn: Turn, draft: Draft, step: Step) -> list[Key]:
    on = draft.answers.get(step.name, "").split(",")
    known = await step.known(turn, draft) if step.known is not None else ()
    return [
        _go(draft, "turn", text("dialogue.chosen", label=label) if value in on else label, step.name, value)
        for value, label in known
    ]


async def more(turn: Turn, dialogue: Dialogue, draft: Draft) -> tuple[Words, Keys]:
    """Every step with its line: what it holds, or what it is about; the filled first, the rest folded."""
    group = turn.chats.group(draft.for_chat)
    steps = [each for each in dialogue.steps_in(group) if each.kind != "marks"]
    lines = [_line(turn, draft, each) for each in sorted(steps, key=lambda each: not draft.answers.get(each.name))]
    if len(steps) > _OUTRIGHT:
        lines = [*lines[:_OUTRIGHT], *folded(lines[_OUTRIGHT:])]
    keys = [_key_of(draft, each) for each in steps]
    back = _go(draft, "show", text("dialogue.button_back"))
    return Lines([text("dialogue.more", what=dialogue.title), *lines]), [*_rows(keys, _FIELDS_A_ROW), [back]]


def _line(turn: Turn, draft: Draft, step: Step) -> Text:
    value = draft.answers.get(step.name, "")
    shown = step.shown(value, here_of(turn, draft)) if value and step.kind != "switch" else step.ask
    return text("dialogue.line", label=step.label, value=shown)
