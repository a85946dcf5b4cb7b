"""An event as a calendar file (RFC 5545): phones put it in with one touch."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.events.event import Event


def ics(event: Event, *, group: str, now: int) -> bytes:
    """The same event keeps its UID, so that a move or a cancellation replaces it in people's calendars."""
    from icalendar import Calendar  # takes a tenth of a second: loaded by the first who asks for a file
    from icalendar import Event as Entry

    is_cancelled = event.state == "cancelled"
    entry = Entry()
    entry.add("uid", f"event-{event.id}@weilu")
    entry.add("sequence", event.version)
    entry.add("dtstamp", _utc(now))
    entry.add("dtstart", _utc(event.starts_at))
    entry.add("dtend", _utc(event.ends_at))
    entry.add("summary", event.title)
    entry.add("description", group)
    if event.details.place:
        entry.add("location", event.details.place)
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Weilu//Events//ZH")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _utc(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
