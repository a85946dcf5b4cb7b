"""What must be the same whatever was killed when: read from a store that nobody writes to any more."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FACTS = {
    "balances": "SELECT chat_id, account, balance FROM balances ORDER BY 1, 2",
    "entries by kind": "SELECT chat_id, kind, count(*), sum(amount) FROM ledger GROUP BY 1, 2 ORDER BY 1, 2",
    "streaks": "SELECT chat_id, user_id, day, streak FROM checkins ORDER BY 1, 2, 3",
    "messages": "SELECT chat_id, user_id, messages FROM members ORDER BY 1, 2",
    "activity": "SELECT chat_id, day, user_id, messages FROM activity ORDER BY 1, 2, 3",
    "boards": "SELECT chat_id, board, since, account, points FROM earned ORDER BY 1, 2, 3, 4",
    "updates set aside": "SELECT update_id, error FROM inbox",
    "answers not sent": "SELECT id, body FROM outbox WHERE state IN ('waiting', 'sending')",
}
_UNDONE = (
    "SELECT 'update' AS what, update_id AS id, state, '' AS body FROM inbox "
    "UNION ALL SELECT 'action', id, state || ', tried ' || attempts, body FROM outbox "
    "WHERE state IN ('waiting', 'sending') "
    "UNION ALL SELECT 'timer', due_at, kind || ' ' || key, body FROM timers WHERE state = 'waiting' AND due_at <= :now"
)


@dataclass(frozen=True, slots=True)
class Difference:
    what: str
    expected: tuple[Any, ...]
    seen: tuple[Any, ...]


def facts(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    with _open(store) as connection:
        return {what: connection.execute(sql).fetchall() for what, sql in _FACTS.items()}


def undone(store: Path, *, now: int = 0) -> list[str]:
    """Updates that wait for their turn, actions for being sent, timers due by `now`; asked while the bot works."""
    with _open(store) as connection:
        return [str(row) for row in connection.execute(_UNDONE, {"now": now})]


def compare(expected: dict[str, list[tuple[Any, ...]]], seen: dict[str, list[tuple[Any, ...]]]) -> list[Difference]:
    """What differs, by name, with the rows only one of them has."""
    return [
        Difference(
            what,
            tuple(row for row in rows if row not in set(seen[what])),
            tuple(row for row in seen[what] if row not in set(rows)),
        )
        for what, rows in expected.items()
        if rows != seen[what]
    ]


@contextlib.contextmanager
def _open(store: Path) -> Any:
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=10)) as connection:
        yield connection
