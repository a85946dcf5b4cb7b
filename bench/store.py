"""A large store, built by SQL in bulk and true to the schema's own rules; measuring it lives in `big`."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from bench.traffic import CHATS, FIRST_USER, chat_json, home_of, name_of, username_of
from bot.domain.points import month_of
from storage.schema_migrations import migrate

ENTRIES = 10
"""Of each member in the ledger."""

_DAYS = 300
_CALENDAR = "INSERT INTO calendars (id, timezone, starts_at) VALUES (1, 'Asia/Shanghai', 0)"
_LEDGER = """
WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :entries - 1)
INSERT INTO ledger (chat_id, from_account, to_account, amount, kind, source, actor_id, idempotency_key, at, day, month)
SELECT chat_id, 0, user_id, 1 + (user_id * 31 + n * 7919) % 97, CASE n % 10 WHEN 3 THEN 'grant' ELSE 'checkin' END, 1,
    CASE n % 10 WHEN 3 THEN 900000000 ELSE 0 END, 'b' || user_id || ':' || char(97 + n),
    :now - 86400 * (:days * (:entries - 1 - n) / :entries),
    :day - :days * (:entries - 1 - n) / :entries,
    months.month
FROM members, numbers
JOIN months ON months.day = :day - :days * (:entries - 1 - n) / :entries
ORDER BY chat_id, user_id, n
"""
_BALANCES = """
INSERT INTO balances (chat_id, account, balance, entry)
SELECT chat_id, to_account, sum(amount), max(id) FROM ledger GROUP BY chat_id, to_account
"""
_MINT = """
INSERT INTO balances (chat_id, account, balance, entry)
SELECT chat_id, 0, -sum(balance), max(entry) FROM balances GROUP BY chat_id
"""
_EARNED = """
INSERT INTO earned (chat_id, board, since, account, points, entry)
SELECT chat_id, :board, {since}, to_account, sum(amount), max(id) FROM ledger WHERE day >= :first
GROUP BY chat_id, {since}, to_account
"""
_SCORES = """
INSERT INTO scores (chat_id, account, points) SELECT chat_id, account, balance FROM balances WHERE account > 0
"""
_DAILY = """
INSERT INTO daily (chat_id, day, account, points, entry)
SELECT chat_id, day, to_account, sum(amount), max(id) FROM ledger WHERE day > :day - 60
GROUP BY chat_id, day, to_account
"""
_FLOWS = """
INSERT INTO flows (chat_id, day, made, taken, spent)
SELECT chat_id, day, sum(amount), 0, 0 FROM ledger GROUP BY chat_id, day
"""
_SPREAD = """
INSERT INTO spread (chat_id, board, since, level, bucket, members)
SELECT chat_id, board, since, level, points >> (8 * level), count(*) FROM (
    SELECT chat_id, 'all' AS board, 0 AS since, balance AS points FROM balances WHERE account > 0 AND balance > 0
    UNION ALL SELECT chat_id, board, since, points FROM earned WHERE points > 0
), (SELECT column1 AS level FROM (VALUES (0), (1), (2), (3), (4)))
GROUP BY chat_id, board, since, level, points >> (8 * level)
"""
_CHECKINS = """
INSERT INTO checkins (chat_id, user_id, day, calendar_id, at, streak)
SELECT chat_id, to_account, day, 1, at, 1 FROM ledger WHERE kind = 'checkin' AND day = :day - 1
"""


def build(path: Path, *, members: int) -> None:
    """Made beside its place and moved there when whole: an interrupted build is begun anew."""
    part = path.with_suffix(".part")
    for old in path.parent.glob(f"{part.name}*"):
        old.unlink()
    migrate(part)
    began = time.monotonic()
    with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -1000000"):
            connection.execute(f"PRAGMA {pragma}")
        with _bare(connection):
            for what, step in _steps(connection, members):
                step()
                click.echo(f"{time.monotonic() - began:6.1f} s  {what}", err=True)
        connection.execute("PRAGMA locking_mode = NORMAL")
        connection.execute("PRAGMA journal_mode = WAL")
    click.echo(f"{time.monotonic() - began:6.1f} s  indexes and triggers", err=True)
    part.rename(path)


@contextlib.contextmanager
def _bare(connection: sqlite3.Connection) -> Iterator[None]:
    """Without triggers and indexes, which cost most of the time a row by row; they come back as they were."""
    dropped = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL "
        "AND tbl_name <> 'steps'"
    ).fetchall()
    for kind, name, _ in dropped:
        connection.execute(f"DROP {kind} {name}")
    yield
    for _, _, sql in sorted(dropped):
        connection.execute(sql)


def _steps(connection: sqlite3.Connection, members: int) -> Iterator[tuple[str, Callable[[], None]]]:
    now = int(time.time())
    day = connection.execute("SELECT unixepoch('now', '+8 hours') / 86400 + 719163").fetchone()[0]
    told = {"now": now, "day": day, "days": _DAYS, "entries": ENTRIES}

    def ledger() -> None:
        connection.execute("CREATE TEMP TABLE months (day INTEGER PRIMARY KEY, month INTEGER)")
        connection.executemany("INSERT INTO months VALUES (?, ?)", _months(day))
        connection.execute(_LEDGER, told)

    def sums() -> None:
        connection.execute(_BALANCES)
        connection.execute(_MINT)
        week, month = day - (day - 1) % 7, dict(_months(day))[day]
        connection.execute(_EARNED.format(since="day - (day - 1) % 7"), {"board": "week", "first": week})
        connection.execute(_EARNED.format(since="month"), {"board": "month", "first": month})
        connection.execute(_SPREAD)
        connection.execute(_SCORES)
        connection.execute(_DAILY, told)
        connection.execute(_FLOWS)

    def checkins() -> None:
        connection.execute(_CALENDAR)
        connection.execute(_CHECKINS, told)

    yield "chats, people, members", lambda: _people(connection, members, now=now)
    yield "ledger", ledger
    yield "balances, boards, ranks, scores", sums
    yield "check-ins", checkins


def _months(day: int) -> list[tuple[int, int]]:
    """Local day to the first day of its month."""
    return [(each, month_of(each)) for each in range(day - _DAYS, day + 1)]


def _people(connection: sqlite3.Connection, members: int, *, now: int) -> None:
    chats = [chat_json(chat) for chat in range(CHATS)]
    connection.executemany(
        "INSERT INTO chats (chat_id, kind, title, is_forum, known_at) VALUES (?, ?, ?, ?, ?)",
        [(each["id"], each["type"], each["title"], int("is_forum" in each), now) for each in chats],
    )
    connection.executemany(
        "INSERT INTO people (user_id, name, username) VALUES (?, ?, ?)",
        ((FIRST_USER + each, name_of(each), username_of(each)) for each in range(members)),
    )
    connection.executemany(
        "INSERT INTO members (chat_id, user_id, seen_from, seen_at, messages) VALUES (?, ?, ?, ?, ?)",
        ((chats[home_of(each)]["id"], FIRST_USER + each, now, now, 1 + each % 50) for each in range(members)),
    )
