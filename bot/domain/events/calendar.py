"""An event as a calendar file (RFC 5545): phones put it in with one touch."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.events.event import Event

_OCTETS = 73
"""Of a line, its break not counted; RFC 5545 allows 75."""


def ics(event: Event, *, group: str, now: int) -> bytes:
    """The same event keeps its UID, so that a move or a cancellation replaces it in people's calendars."""
    is_cancelled = event.state == "cancelled"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Weilu//Events//ZH",
        f"METHOD:{'CANCEL' if is_cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:event-{event.id}@weilu",
        f"SEQUENCE:{event.version}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(event.starts_at)}",
        f"DTEND:{_utc(event.ends_at)}",
        f"SUMMARY:{_escaped(event.title)}",
        f"DESCRIPTION:{_escaped(group)}",
        *([f"LOCATION:{_escaped(event.told.place)}"] if event.told.place else []),
        f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _utc(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split("\n")).replace("\r", "")


def _folded(line: str) -> str:
    """Long lines go on after a break and a space, never within a character."""
    pieces, piece = [], ""
    for char in line:
        if len((piece + char).encode()) > _OCTETS:
            pieces.append(piece)
            piece = ""
        piece += char
    return "\r\n ".join([*pieces, piece])
