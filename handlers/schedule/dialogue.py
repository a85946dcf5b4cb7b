"""An announcement step by step: the words, then now, later or every week; what is planned may be taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.dialogue import Draft
from bot.domain.grammar.moments import Here
from bot.domain.schedule.planned import NOW, PlannedPost, read_due, read_segment
from bot.domain.segments import SEGMENTS
from bot.engine.turn import Turn
from bot.services import announce
from bot.services.announce import Announcement
from bot.services.schedule import planned
from bot.services.schedule.lines import KIND
from bot.texts.text import Lines, Markup, Raw, Text, Words, text
from handlers.command.group_commands import Place, elsewhere
from handlers.dialogue.declaring import Choice, Dialogue, Step, as_written, moments
from handlers.dialogue.screens import here_of, so_far
from handlers.schedule.planning import Plan, encode, plain, plan, when_written
from handlers.schedule.second import is_wanted, release
from handlers.schedule.sources import with_source

_POST: Final = "post"
"""The answer that names what is planned already, where that is changed."""


async def _require(turn: Turn, place: Place) -> None:
    await turn.require("announce", group=place.group)


_soon = moments("20:00", "tomorrow 09:00", "tomorrow 20:00")


async def _known(turn: Turn, draft: Draft) -> Sequence[Choice]:
    """Now, later, and every week on the days most things are planned for."""
    now = here_of(turn, draft)
    weekly = [
        (each, when_written(each, now)) for each in ("every monday 20:00", "every friday 20:00", "every sunday 20:00")
    ]
    return [(NOW, text("dialogue.announce_now")), *await _soon(turn, draft), *weekly]


def _plain(html: str, _: Here) -> Words:
    return Raw(" ".join(plain(html).split())[:60])


def _segment(words: str, _: Here) -> str:
    return read_segment(words)


def _shown_segment(words: str, _: Here) -> Words:
    return Text(f"insights.segment_{words}") if words else text("announce.whole")


def _html(turn: Turn, draft: Draft) -> str:
    """The words, and below them where they come from."""
    given = draft.given
    html = given.get("words", "")
    if "source" not in given:
        return html
    return with_source(html, Raw(given["source"]), locale=turn.chats.group(draft.for_chat).locale)


async def _preview(turn: Turn, draft: Draft) -> Sequence[Text]:
    """As the group will read it, between when and what is pressed next."""
    when_said = draft.given.get("when", NOW)
    read_due(when_said, here_of(turn, draft))
    words = _html(turn, draft)
    lines = so_far(turn, DIALOGUE, draft, but=DIALOGUE.steps[0])
    lines += [text("dialogue.picture")] * ("photo" in draft.given)
    return [*lines, text("dialogue.quoted", words=Markup(words))] if words else lines


async def _finish(turn: Turn, draft: Draft) -> Words:
    given = draft.given
    if given["when"] == NOW:
        return await _now(turn, draft)
    wanted = Plan(given["when"], draft.topic, int(given.get(_POST, "0")), given.get("segment", ""))
    if is_wanted(turn, [draft.for_chat]):
        announcement = await _draft(turn, draft, draft.for_chat, wanted)
        return await release(turn, announcement, [draft.for_chat], is_pinned="pin" in given)
    return await plan(
        turn,
        wanted,
        chat_id=draft.for_chat,
        by=turn.person.id,
        html=_html(turn, draft),
        file_id=given.get("photo", ""),
        is_pinned="pin" in given,
    )


async def _draft(turn: Turn, draft: Draft, chat_id: int, wanted: Plan | None = None) -> Announcement:
    return await announce.draft(
        turn.unit,
        user_id=turn.person.id,
        shown_in=turn.group.id,
        html=_html(turn, draft),
        file_id=draft.given.get("photo", ""),
        chats=[chat_id],
        now=turn.now,
        plan=encode(wanted) if wanted is not None else "",
    )


async def _now(turn: Turn, draft: Draft) -> Text:
    """What was planned and goes out now is planned no more."""
    given, chat_id = draft.given, elsewhere(turn, draft.for_chat).group.id
    if _POST in given:
        await drop(turn, await planned.known(turn.unit, int(given[_POST]), chat_id=chat_id))
    announcement = await _draft(turn, draft, chat_id)
    if segment := read_segment(given.get("segment", "")):
        announcement = await announce.aim(turn.unit, announcement, segment=segment)
    return await release(turn, announcement, [chat_id], is_pinned="pin" in given)


async def drop(turn: Turn, post: PlannedPost) -> None:
    line = await planned.drop(turn.unit, post)
    turn.chats.posts.drop(turn.unit, post)
    await turn.cancel(KIND, line.key)


def answers_of(post: PlannedPost) -> dict[str, str]:
    """What is planned, as the dialogue's answers."""
    pin = {"pin": "on"} if post.is_pinned else {}
    photo = {"photo": post.file_id} if post.file_id else {}
    segment = {"segment": post.segment} if post.segment else {}
    return {"words": post.html, "when": post.written, _POST: str(post.id)} | pin | photo | segment


def told_of(post: PlannedPost) -> Lines:
    return Lines([text("dialogue.planned_head", name=Raw(post.name)), text("dialogue.quoted", words=Markup(post.html))])


DIALOGUE: Final = Dialogue(
    name="announce",
    title=text("dialogue.announce"),
    steps=(
        Step("words", text("dialogue.announce_words"), text("dialogue.ask_announce_words"), as_written, _plain,
             order="needed", is_html=True),
        Step("when", text("dialogue.announce_when"), text("dialogue.ask_announce_when"), read_due, when_written,
             known=_known, order="needed"),
        Step("segment", text("announce.step_segment"), text("announce.ask_segment"), _segment, _shown_segment,
             choices=(("", text("announce.whole")), *((each, Text(f"insights.segment_{each}")) for each in SEGMENTS))),
        Step("source", text("announce.step_source"), text("announce.ask_source"), as_written, is_quick=True),
        Step("pin", text("dialogue.announce_pin"), text("dialogue.ask_announce_pin"), as_written,
             kind="switch", is_quick=True),
    ),
    recalls_about=True,
    require=_require,
    preview=_preview,
    finish=_finish,
    open_label=text("dialogue.open_announce"),
    takes_picture=True,
)  # fmt: skip
