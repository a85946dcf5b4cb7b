"""What /schedule shows: what comes next, what became of the last, how texts on trial do; acting on it lives beside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.domain.refusals import OldButton
from bot.domain.schedule.plan import Line
from bot.domain.schedule.policy import instant
from bot.domain.schedule.turns import mark
from bot.domain.schedule.when import Once
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.services.schedule import reading
from bot.services.schedule.reading import Standing
from bot.services.schedule.runs import name_of
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.command.group_commands import answer, elsewhere
from handlers.command.listing import page_of, paging
from handlers.schedule.due import concerns
from handlers.schedule.planned import keys_of

EVERYWHERE = 0
_LATE = 5
"""Minutes from which it is told that a run went out late."""

_A_DAY = 86_400
_SHOWN = 12
"""Letters of a text on trial."""


@press("sc")
@dataclass(frozen=True, slots=True)
class PageTurn:
    """Another page of the list."""

    chat_id: int
    page: int


def lines_in(turn: Turn, chat_id: int) -> list[Line]:
    """The lines that concern a group, or all of them."""
    lines = turn.chats.plan.lines.values()
    return [
        line
        for line in lines
        if (chat_id == EVERYWHERE or concerns(turn, line, chat_id)) and not _is_long_over(line, now=turn.now)
    ]


def _is_long_over(line: Line, *, now: int) -> bool:
    """What was planned in chat for one moment is told of for a day after it."""
    when = line.entry.when
    return bool(line.entry.post) and isinstance(when, Once) and instant(when.at, line.zone) < now - _A_DAY


async def turn_page(turn: Turn, pressed: PageTurn) -> None:
    if pressed.chat_id == EVERYWHERE:
        rights = await turn.rights()
        if not rights.is_operator:
            raise OldButton
    else:
        place = elsewhere(turn, pressed.chat_id)
        await turn.require("schedule", group=place.group)
    await listing(turn, pressed.chat_id, page=pressed.page)


async def listing(turn: Turn, chat_id: int, *, page: int) -> None:
    lines = lines_in(turn, chat_id)
    if not lines:
        answer(turn, text("schedule.none"))
        return
    next_at = await reading.next_runs(turn.reads)
    lines.sort(key=lambda line: (next_at.get(line.key) or 2**40, -line.entry.priority))
    found = page_of(lines, page)
    shown = [(line, await standing_of(turn, line, chat_id)) for line in found.rows]
    head = text("schedule.list", n=len(lines))
    shown_lines = [each for line, standing in shown for each in await _told(turn, line, standing, chat_id=chat_id)]
    own = keys_of(found.rows, chat_id) if chat_id != EVERYWHERE else []
    answer(turn, Lines([head, *shown_lines]), keys=[*own, *paging(found, lambda at: pack(PageTurn(chat_id, at)))])


async def standing_of(turn: Turn, line: Line, chat_id: int) -> Standing:
    entry = line.entry
    name = partial(name_of, entry.name)
    return await reading.standing(turn.reads, entry=entry.name, line=line.key, chat_id=chat_id, name=name)


async def _told(turn: Turn, line: Line, standing: Standing, *, chat_id: int) -> list[Text]:
    lines = [_next(line, standing), *_last(line, standing, chat_id=chat_id)]
    if line.entry.segment:
        lines.append(text("schedule.for_segment", segment=Text(f"insights.segment_{line.entry.segment}")))
    if line.entry.content.turns != "trial":
        return lines
    found = {each.words: each for each in await reading.tried(turn.reads, entry=line.entry.name, chat_id=chat_id)}
    for words in line.entry.content.words:
        of = found.get(mark(words))
        shown = Raw(words if len(words) <= _SHOWN else words[:_SHOWN] + "…")
        if of is None or not of.known:
            lines.append(text("schedule.tried_not_yet", words=shown, n=of.sent if of else 0))
        else:
            lines.append(text("schedule.tried", words=shown, n=of.sent, talk=f"{of.talk / of.known:.1f}"))
    return lines


def _next(line: Line, standing: Standing) -> Text:
    name = Raw(line.entry.name)
    if "paused" in standing.marks:
        return text("schedule.line_paused", name=name)
    if standing.next_at is None:
        return text("schedule.line_over", name=name)
    key = "schedule.line_skipping" if "skip" in standing.marks else "schedule.line"
    return Text(key, {"name": name, "next": When(standing.next_at, line.zone)})


def _last(line: Line, standing: Standing, *, chat_id: int) -> list[Text]:
    last = standing.last
    if last is None:
        return []
    when = When(last.due_at, line.zone)
    if last.state != "posted":
        return [text("schedule.last_left", when=when, reason=Text(f"schedule.reason_{last.reason}"))]
    if chat_id == EVERYWHERE:
        return [text("schedule.last_everywhere", when=when, n=standing.reached)]
    # A lottery's card, and what goes to members privately, are not kept under the run's name.
    is_sure = standing.is_delivered or line.entry.content.kind == "open_lottery" or line.entry.segment != ""
    sent = Text("schedule.last_sent" if is_sure else "schedule.last_unsure", {"when": when})
    late = (last.decided_at - last.due_at) // 60
    if is_sure and late >= _LATE:
        sent = text("schedule.last_late", when=when, minutes=late)
    return [sent, text("schedule.before_stands")] if line.entry.replace and standing.is_before_there else [sent]


ENTRANCES: list[Entrance] = [button(PageTurn, turn_page)]
