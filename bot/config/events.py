"""`[[event]]` of the config file: how its values are read, what they must be to each other, the plain value of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, cast

from pydantic import Field, PlainValidator

from bot.config.crowds import Crowd
from bot.config.findings import Finding, show
from bot.config.schedule import Raw, chats_are_groups, file_is_there, names_are_unique
from bot.config.table import Table
from bot.config.values import Amount, ChatIds, Line, Span, Topic, Zone, moment, seconds, wrong
from bot.domain.events.event import LONGEST, Details
from bot.domain.events.planned import Planned
from bot.domain.segments import Segment


def _at(value: object) -> datetime:
    found = moment(value)
    if found is None:
        raise wrong("must be a date and time", 'write it like "2026-12-01 20:00"')
    return found


class Occasion(Table):
    """One event as the file has it."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    title: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    at: Annotated[datetime, PlainValidator(_at)]
    zone: Zone | None = None
    chats: ChatIds | None = None
    topic: Topic = None
    place: Annotated[str, Field(max_length=256)] = ""
    photo: Line | None = None
    lasts: Span = "2h"
    cap: Amount = 0
    goal: Amount = 0
    points: Amount = 0
    code: Annotated[str, Field(max_length=32)] = ""
    segment: Crowd | None = None


def event_findings(raw: Raw, folder: Path) -> Iterator[Finding]:
    events = raw.get("event", [])
    found = [(f"event[{index}]", each) for index, each in enumerate(events if isinstance(events, list) else [])]
    tables = [(where, each) for where, each in found if isinstance(each, dict)]
    yield from names_are_unique(tables)
    for where, each in tables:
        who = f"event {show(each['name'])} " if isinstance(each.get("name"), str) else ""
        yield from chats_are_groups(each, where, who)
        yield from file_is_there(each, where, who, folder, key="photo")
        lasts = each.get("lasts", "")
        if isinstance(lasts, str) and seconds(lasts) > LONGEST:
            yield Finding("error", f"{where}.lasts", f"{who}is longer than two weeks", show(lasts), "make it shorter")


def planned_event(event: Occasion) -> Planned:
    terms = Details(
        event.title or event.name,
        event.place,
        event.cap,
        event.goal,
        event.points,
        seconds(event.lasts),
        event.code.strip(),
        event.photo or "",
        segment=cast("Segment", event.segment) if event.segment else "",
    )
    return Planned(event.name, terms, event.at, event.zone or "", event.chats, event.topic or 0)
