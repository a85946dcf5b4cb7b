"""Many rows go by few statements, and what comes of it is what each of them by itself would have made."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.points import MINT, THE_BOT, Posting
from storage import activity, counts, people
from storage.database import Database
from storage.engines import sqlite_rows
from storage.engines.sqlite import SqliteDatabase
from storage.people import Spoken
from storage.points import ledger

TABLE = (
    "CREATE TABLE told (chat BIGINT, who BIGINT, number BIGINT CHECK (number < 90), PRIMARY KEY (chat, who)) "
    "WITHOUT ROWID"
)
ADDS = "ON CONFLICT (chat, who) DO UPDATE SET number = told.number + excluded.number"
FORMS = {
    "in order": f"INSERT INTO told (chat, who, number) VALUES (?, ?, ?) {ADDS}",
    "numbered": f"INSERT INTO told (chat, who, number) VALUES (?2, ?1, ?3) {ADDS}",
    "one twice": f"INSERT INTO told (chat, who, number) VALUES (?1, ?3, ?1) {ADDS} WHERE 1",
    "asked elsewhere": "UPDATE told SET number = ?3 WHERE chat = ?1 AND who = ?2",
    "asked in the end": f"INSERT INTO told (chat, who, number) VALUES (?1, ?2, ?3) {ADDS} + ?3",
}
Rows = Sequence[tuple[int, int, int]]


def after(rows: Rows, sql: str, *, together: bool) -> tuple[str, list[tuple[int, ...]]]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(TABLE)
    connection.executemany("INSERT INTO told VALUES (?, ?, 0)", [(chat, who) for chat in range(3) for who in range(3)])
    broke = ""
    try:
        if together:
            sqlite_rows.write(connection, sql, rows)
        else:
            connection.executemany(sql, rows)
    except sqlite3.IntegrityError as error:
        broke = str(error)
    found = [] if broke else connection.execute("SELECT * FROM told ORDER BY chat, who").fetchall()
    connection.close()
    return broke, found


@pytest.mark.parametrize("form", FORMS)
@given(rows=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), max_size=150))
def test_as_one_by_one(form: str, rows: Rows) -> None:
    assert after(rows, FORMS[form], together=True) == after(rows, FORMS[form], together=False)


def test_a_hundred_rows_take_three_statements_and_few_forms_of_the_text() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(TABLE)
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    sqlite_rows.write(connection, FORMS["in order"], [(1, who, 0) for who in range(100)])
    assert [each.count("(1, ") for each in seen] == [64, 32, 4]
    seen.clear()
    for number in range(1, 101):
        sqlite_rows.write(connection, FORMS["in order"], [(2, who, 0) for who in range(number)])
    assert len({each.count("(2, ") for each in seen}) == 7
    connection.close()


@pytest.mark.of_the_file("asks SQLite what it was told")
async def test_what_the_light_path_writes_goes_together(database: Database) -> None:
    """A value that is asked for beside the row would send each row by itself again."""
    who, seen = range(1, 101), list[str]()
    assert isinstance(database, SqliteDatabase)
    await database._writer.set_trace_callback(seen.append)
    async with database.unit() as unit:
        await people.keep_spoken(unit, [Spoken(-1, each, 5, 5, 1) for each in who])
        await activity.keep(unit, [(-1, 1, each, 1, 0, 0, 0, 1) for each in who])
        await counts.keep_voices(unit, {(-1, day): 1 for day in who})
        await ledger.pay_all(unit, [Posting(-1, MINT, each, 1, "activity", THE_BOT, f"k{each}", 5, 1) for each in who])
    each_once = set(seen)  # a statement is told of again with each trigger of its own
    written = Counter(each.split()[2] for each in each_once if each.startswith("INSERT INTO"))
    assert written == dict.fromkeys(("members", "activity", "day_counts", "ledger"), 3)
