"""What moderators taught the mood check: listed, taken back and handed out; teaching is by alerts' buttons."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial

from bot.domain.amounts import read_amount
from bot.domain.mood.corrections import Correction
from bot.domain.mood.written import in_traditional
from bot.engine.looks import looks_up
from bot.engine.turn import Turn
from bot.outbox.actions import Document
from bot.services.mood import answers
from bot.services.mood.pulse import Pulse
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.command.group_commands import Place, answer
from handlers.moderation.log import note

_SHOWN = 10
_LARGEST = 2**40


async def listed(turn: Turn, place: Place) -> None:
    known = await answers.corrections(turn.reads, chat_id=place.group.id)
    if not known:
        answer(turn, text("mood.taught_none"))
        return
    await looks_up(turn, "mood", chat_id=place.group.id)
    lines = [_line(each, zone=place.group.timezone, locale=turn.group.locale) for each in known[:_SHOWN]]
    answer(turn, Lines([text("mood.taught_open"), *lines, text("mood.taught_how")]))


def _line(each: Correction, *, zone: str, locale: str) -> Text:
    what = text(f"mood.taught_{'so' if each.is_so else 'not'}_{each.aspect.value}")
    words = Raw(" ".join(written(each.words, locale=locale)))
    return text("mood.taught_line", number=each.number, when=When(each.said_at, zone), what=what, words=words)


def written(words: Iterable[str], *, locale: str) -> list[str]:
    """Words of the check, which reads all as simplified, in the script of a chat."""
    return [in_traditional(each) if locale == "zh-Hant" else each for each in words]


async def exported(turn: Turn, place: Place) -> None:
    known = await answers.corrections(turn.reads, chat_id=place.group.id)
    if not known:
        answer(turn, text("mood.taught_none"))
        return
    await looks_up(turn, "mood_file", chat_id=place.group.id)
    content = {"format": "weilu-mood-corrections/1", "at": turn.now, "corrections": answers.exported(known)}
    data = (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
    caption = text("mood.export_words")
    turn.do(
        Document(chat_id=turn.group.id, filename="mood-corrections.json", data=data, caption=caption), on_crash="resend"
    )


async def undone(turn: Turn, place: Place, *, number: str, pulse: Pulse) -> None:
    wanted, chat_id = read_amount(number.lstrip("#＃"), most=_LARGEST), place.group.id
    if not await answers.undo(turn.unit, chat_id=chat_id, number=wanted):
        answer(turn, text("mood.undo_unknown", number=wanted))
        return
    await note(turn, chat_id, "mood_undone", words=f"#{wanted}")
    turn.unit.after_commit(partial(pulse.unlearn, chat_id, wanted))
    answer(turn, text("mood.undone", number=wanted))
