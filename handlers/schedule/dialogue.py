"""An announcement step by step: the words, then now, later or every week; what is planned may be taken up again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.dialogue import Draft
from bot.domain.grammar.moments import Here
from bot.domain.schedule.markup import WordingError, plain_text
from bot.domain.schedule.planned import NOW, PlannedPost, name_for, read_due, returns
from bot.engine.turn import Turn
from bot.services import announce
from bot.services.schedule import planned
from bot.services.schedule.lines import KIND
from bot.texts.catalog import render
from bot.texts.text import Lines, Markup, Raw, Text, When, Words, text
from handlers.command.group_commands import Place, elsewhere
from handlers.dialogue.declaring import Choice, Dialogue, Step, as_written, moments, when
from handlers.dialogue.screens import here_of, so_far
from handlers.schedule.second import OnlyNow, is_wanted, release

_POST: Final = "post"
"""The answer that names what is planned already, where that is changed."""

_WEEKLY: Final = re.compile(r"every (?P<day>\w+) (?P<clock>\d{2}:\d{2})")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


async def _require(turn: Turn, place: Place) -> None:
    await turn.require("announce", group=place.group)


def _shown(written: str, here: Here) -> Words:
    if written == NOW:
        return text("dialogue.announce_now")
    weekly = _WEEKLY.fullmatch(written)
    if weekly is not None and weekly["day"] in _DAYS:
        weekday = Text(f"schedule.weekday_{_DAYS.index(weekly['day']) + 1}")
        return text("dialogue.weekly", weekday=weekday, clock=weekly["clock"])
    return Raw(written) if returns(written) else when(written, here)


_soon = moments("20:00", "tomorrow 09:00", "tomorrow 20:00")


async def _known(turn: Turn, draft: Draft) -> Sequence[Choice]:
    """Now, later, and every week on the days most things are planned for."""
    now = here_of(turn, draft)
    weekly = [(each, _shown(each, now)) for each in ("every monday 20:00", "every friday 20:00", "every sunday 20:00")]
    return [(NOW, text("dialogue.announce_now")), *await _soon(turn, draft), *weekly]


def _plain(html: str, _: Here) -> Words:
    return Raw(" ".join(_text(html).split())[:60])


def _text(html: str) -> str:
    try:
        return plain_text(html)
    except WordingError:
        return html


def _html(turn: Turn, draft: Draft) -> str:
    """The words, and below them where they come from."""
    told = draft.given
    html = told.get("words", "")
    if "source" not in told:
        return html
    source = render(text("announce.source", source=Raw(told["source"])), turn.chats.group(draft.for_chat).locale)
    return f"{html}\n{source}" if html else source


async def _preview(turn: Turn, draft: Draft) -> Sequence[Text]:
    """As the group will read it, between when and what is pressed next."""
    when_said = draft.given.get("when", NOW)
    read_due(when_said, here_of(turn, draft))
    if when_said != NOW and is_wanted(turn, [draft.for_chat]):
        raise OnlyNow
    words = _html(turn, draft)
    lines = so_far(turn, DIALOGUE, draft, but=DIALOGUE.steps[0])
    lines += [text("dialogue.picture")] * ("photo" in draft.given)
    return [*lines, text("dialogue.quoted", words=Markup(words))] if words else lines


async def _finish(turn: Turn, draft: Draft) -> Words:
    told = draft.given
    if told["when"] == NOW:
        return await _now(turn, draft)
    if is_wanted(turn, [draft.for_chat]):
        raise OnlyNow
    number = int(told.get(_POST, "0"))
    before = await planned.known(turn.unit, number, chat_id=draft.for_chat) if number else None
    number = number or await planned.number_for(turn.unit)
    group = turn.chats.group(draft.for_chat)
    wanted = PlannedPost(
        number,
        group.id,
        draft.topic if before is None else before.topic,
        turn.person.id,
        name_for(number, _text(told.get("words", ""))),
        _html(turn, draft),
        told.get("photo", ""),
        "pin" in told,
        told["when"],
        group.timezone,
        0,
    )
    post, line, due = await planned.plan(turn.unit, wanted, before=before, now=turn.now)
    turn.chats.posts.keep(turn.unit, post)
    await turn.later(KIND, line.key, at=due, chat_id=0)
    return text("dialogue.planned", name=Raw(post.name), when=When(due, group.timezone))


async def _now(turn: Turn, draft: Draft) -> Text:
    """What was planned and goes out now is planned no more."""
    told, chat_id = draft.given, elsewhere(turn, draft.for_chat).group.id
    if _POST in told:
        await drop(turn, await planned.known(turn.unit, int(told[_POST]), chat_id=chat_id))
    found = await announce.draft(
        turn.unit,
        user_id=turn.person.id,
        shown_in=turn.group.id,
        html=_html(turn, draft),
        file_id=told.get("photo", ""),
        chats=[chat_id],
        now=turn.now,
    )
    return await release(turn, found, [chat_id], is_pinned="pin" in told)


async def drop(turn: Turn, post: PlannedPost) -> None:
    line = await planned.drop(turn.unit, post)
    turn.chats.posts.drop(turn.unit, post)
    await turn.cancel(KIND, line.key)


def answers_of(post: PlannedPost) -> dict[str, str]:
    """What is planned, as the dialogue's answers."""
    pin = {"pin": "on"} if post.is_pinned else {}
    photo = {"photo": post.file_id} if post.file_id else {}
    return {"words": post.html, "when": post.written, _POST: str(post.id)} | pin | photo


def told_of(post: PlannedPost) -> Lines:
    return Lines([text("dialogue.planned_head", name=Raw(post.name)), text("dialogue.quoted", words=Markup(post.html))])


DIALOGUE: Final = Dialogue(
    name="announce",
    title=text("dialogue.announce"),
    steps=(
        Step("words", text("dialogue.announce_words"), text("dialogue.ask_announce_words"), as_written, _plain,
             order="needed", is_html=True),
        Step("when", text("dialogue.announce_when"), text("dialogue.ask_announce_when"), read_due, _shown,
             known=_known, order="needed"),
        Step("source", text("announce.step_source"), text("announce.ask_source"), as_written, is_quick=True),
        Step("pin", text("dialogue.announce_pin"), text("dialogue.ask_announce_pin"), as_written,
             kind="switch", is_quick=True),
    ),
    require=_require,
    preview=_preview,
    finish=_finish,
    open_label=text("dialogue.open_announce"),
    takes_picture=True,
)  # fmt: skip
