"""The schedule in the console: what comes next, what became of the last runs and why not; pause, run, leave one out."""

from __future__ import annotations

from functools import partial
from typing import Final

from bot.console.parts import Button, Cell, Row, Sheet, Table
from bot.domain.names import short
from bot.domain.schedule.plan import Entry, Line
from bot.domain.schedule.refusals import NoEntries
from bot.engine.paged import Act, Paged, PageTurn
from bot.services.schedule import reading
from bot.services.schedule.reading import Run, Standing
from bot.texts.text import Text, When, text
from handlers.schedule.commands import Verb, act_on
from handlers.schedule.listing import lines_in, standing_of

_SHOWN: Final = 100
"""Entries on the page."""

_RUNS: Final = 25
"""Runs of the past on the page, and of one entry."""


async def schedule(turn: PageTurn) -> Sheet:
    chat_id, next_at = turn.about.id, await reading.next_runs(turn.reads)
    lines = sorted(lines_in(turn, chat_id), key=lambda line: (next_at.get(line.key) or 2**40, -line.entry.priority))
    coming = Table(
        text("console.head_planned"),
        [text("console.head_name"), text("console.head_next"), text("console.head_last")],
        [await _row(turn, line) for line in lines[:_SHOWN]],
        text("schedule.none"),
    )
    runs = await reading.latest(turn.reads, entries={line.entry.name for line in lines}, chat_id=chat_id, limit=_RUNS)
    zones = {line.entry.name: line.zone for line in lines}
    past = Table(
        text("console.runs"),
        [text("console.head_when"), text("console.head_name"), text("console.head_outcome")],
        [_run(each, zones.get(each.entry, turn.about.timezone)) for each in runs],
        text("console.runs_none"),
    )
    return Sheet(text("console.page_schedule"), [coming, past])


async def _row(turn: PageTurn, line: Line) -> Row:
    standing = await standing_of(turn, line, turn.about.id)
    last = standing.last
    outcome = (
        text("console.last", when=When(last.due_at, line.zone), outcome=_outcome(last)) if last is not None else ""
    )
    return Row([short(line.entry.name), _next(line, standing), outcome], _buttons(line, standing))


def _next(line: Line, standing: Standing) -> Cell:
    if "paused" in standing.marks:
        return text("console.paused")
    if standing.next_at is None:
        return text("console.over")
    when = When(standing.next_at, line.zone)
    return text("console.skipping", when=when) if "skip" in standing.marks else when


def _buttons(line: Line, standing: Standing) -> list[Button]:
    fields = {"entry": line.entry.name}
    held: Verb = "resume" if standing.marks else "pause"
    wanted: list[Verb] = [held] if standing.next_at is None or standing.marks else [held, "skip"]
    run = Button(text("panel.do_sched_run"), "run", fields, asks=text("console.run_sure", name=short(line.entry.name)))
    return [*(Button(text(_LABELS[each]), each, fields) for each in wanted), run]


_LABELS: Final[dict[str, str]] = {
    "pause": "panel.do_sched_pause",
    "resume": "panel.do_sched_on",
    "skip": "panel.do_sched_skip",
}


def _run(run: Run, zone: str) -> Row:
    return Row([When(run.due_at, zone), short(run.entry), _outcome(run)])


def _outcome(run: Run) -> Text:
    if run.state == "posted":
        return text("console.run_by_hand" if run.is_by_hand else "console.run_posted")
    return text("console.run_left", reason=Text(f"schedule.reason_{run.reason}"))


async def _act(verb: Verb, turn: PageTurn) -> None:
    """What `/schedule` does in chat, of an entry that concerns this group."""
    await act_on(turn, verb, _named(turn), chat_id=turn.about.id)


def _named(turn: PageTurn) -> Entry:
    name = turn.asked.get("entry", "")
    for line in lines_in(turn, turn.about.id):
        if line.entry.name == name:
            return line.entry
    raise NoEntries(seen=name[:40])


_VERBS: Final[tuple[Verb, ...]] = ("pause", "resume", "run", "skip")
_ACTIONS: Final[dict[str, Act]] = {verb: partial(_act, verb) for verb in _VERBS}

SCHEDULE = Paged("schedule", schedule, "schedule", shows=None, actions=_ACTIONS)
