"""Numbers about the store itself, and whether it is whole; none of them is about anybody."""

from __future__ import annotations

from storage.database import Reader

_NUMBERS = {
    "waiting": "SELECT count(*) FROM inbox WHERE state = 'waiting'",
    "oldest_waiting": "SELECT coalesce(:now - min(received_at), 0) FROM inbox WHERE state = 'waiting'",
    "unsent": "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')",
    "oldest_unsent": "SELECT coalesce(:now - min(created_at), 0) FROM outbox WHERE state IN ('waiting', 'sending')",
    "bad_updates": "SELECT count(*) FROM inbox WHERE state = 'bad'",
    "bad_timers": "SELECT count(*) FROM timers WHERE state = 'bad'",
    "timers": "SELECT count(*) FROM timers WHERE state = 'waiting'",
    "groups": "SELECT count(*) FROM chats WHERE kind IN ('group', 'supergroup') AND state = 'active'",
    "people": "SELECT count(*) FROM people",
}


async def numbers(reader: Reader, *, now: int) -> dict[str, int]:
    asked = ", ".join(f"({sql}) AS {name}" for name, sql in _NUMBERS.items())
    row = await reader.one(f"SELECT {asked}", {"now": now})
    return {name: max(0, row[name]) for name in _NUMBERS} if row else dict.fromkeys(_NUMBERS, 0)
