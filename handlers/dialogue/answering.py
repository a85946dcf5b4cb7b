"""An answer, pressed or written, becomes part of the draft; what is asked next follows from what is known then."""

from __future__ import annotations

from dataclasses import replace

import telegram

from bot.domain.dialogue import Draft, NoWords
from bot.domain.grammar.lines import Written
from bot.domain.refusals import OldButton
from bot.engine.turn import Turn
from handlers.dialogue import life, screens
from handlers.dialogue.declaring import ON, Dialogue, Step


async def fill(turn: Turn, dialogue: Dialogue, draft: Draft, step: Step, words: str) -> None:
    """Raises a refusal for words that are no such answer: it may be given again."""
    if words:
        written = _read(turn, dialogue, draft, step, words)
    elif step.order == "needed":
        raise OldButton
    else:
        written = Written({**draft.answers, step.name: ""})
    await _go_on(turn, dialogue, draft, step, written)


async def pass_over(turn: Turn, dialogue: Dialogue, draft: Draft, step: Step) -> None:
    await _go_on(turn, dialogue, draft, step, Written({**draft.answers, step.name: ""}))


async def write(turn: Turn, dialogue: Dialogue, draft: Draft, step: Step, sent: telegram.Message) -> None:
    """A picture comes along where the dialogue takes one, and is an answer by itself where words may have markup."""
    plain = (sent.text or sent.caption or "").strip()
    words = (sent.text_html or sent.caption_html or "").strip() if step.is_html else plain
    picture = sent.photo[-1].file_id if sent.photo and dialogue.takes_picture else ""
    if not words and not (picture and step.is_html):
        raise NoWords
    written = _read(turn, dialogue, draft, step, words) if words else Written({**draft.answers, step.name: ""})
    if picture:
        written = replace(written, answers={**written.answers, "photo": picture})
    await _go_on(turn, dialogue, draft, step, written)


def _read(turn: Turn, dialogue: Dialogue, draft: Draft, step: Step, words: str) -> Written:
    here = screens.here_of(turn, draft)
    if step.spread is None:
        return Written({**draft.answers, step.name: step.read(words, here)})
    reading = step.spread(words, here)
    steps = {each: dialogue.step(each) for each in reading.answers}
    kept = {each: of.read(reading.answers[each], here) if of else reading.answers[each] for each, of in steps.items()}
    return Written({**draft.answers, **kept}, reading.doubts)


async def turn_over(turn: Turn, dialogue: Dialogue, draft: Draft, step: Step, value: str) -> None:
    """A second press takes back what the first one chose."""
    answers = dict(draft.answers)
    before = answers.pop(step.name, "")
    if step.kind == "marks":
        known = await step.known(turn, draft) if step.known is not None else ()
        if value not in [each for each, _ in known]:
            raise OldButton
        marks = sorted({each for each in before.split(",") if each} ^ {value})
        answers |= {step.name: ",".join(marks)} if marks else {}
    elif not before:
        answers[step.name] = ON
    await life.go_on(turn, dialogue, draft, answers, step=None)


async def _go_on(turn: Turn, dialogue: Dialogue, draft: Draft, step: Step, written: Written) -> None:
    """On to the next that is asked, or to what is known by now."""
    changed = replace(draft, answers=written.answers)
    following = dialogue.after(step, changed) or dialogue.missing(changed)
    await life.go_on(turn, dialogue, draft, written.answers, step=following, guesses=written.doubts)
