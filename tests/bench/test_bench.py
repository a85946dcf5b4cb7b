"""What is measured must be true: the store built in bulk obeys the rules that a store grown entry by entry obeys."""

from __future__ import annotations

from pathlib import Path

from bench import lottery, store
from storage.database import open_database
from storage.points import boards, ledger
from storage.points.ledger_check import audit

MEMBERS = 300


async def test_a_store_built_in_bulk_adds_up_and_takes_new_entries(tmp_path: Path) -> None:
    path = tmp_path / "big.db"
    store.build(path, members=MEMBERS)
    async with open_database(path) as database:
        assert await audit(database.reads) == []
        rows = await database.reads.all("SELECT chat_id, account, balance FROM balances WHERE account > 0")
        assert len(rows) == MEMBERS
        for row in rows[:20]:
            above = sum(each["chat_id"] == row["chat_id"] and each["balance"] > row["balance"] for each in rows)
            standing = await boards.standing(database.reads, chat_id=row["chat_id"], user_id=row["account"])
            assert (standing.points, standing.rank) == (row["balance"], above + 1)
        one = rows[0]
        entry = await ledger.older(
            database.reads, chat_id=one["chat_id"], user_id=one["account"], before=10**9, limit=20
        )
        assert len(entry) == store.ENTRIES
        async with database.unit() as unit:
            await unit.run(
                "INSERT INTO ledger (chat_id, from_account, to_account, amount, kind, actor_id, idempotency_key, at, "
                "day, month) VALUES (:chat_id, 0, :account, 5, 'grant', 1, 'new', 1, :day, :month)",
                {"chat_id": one["chat_id"], "account": one["account"], "day": entry[0].day, "month": 1},
            )
        assert (
            await ledger.balance(database.reads, chat_id=one["chat_id"], user_id=one["account"]) == one["balance"] + 5
        )


async def test_the_draw_is_timed_while_another_group_is_answered() -> None:
    felt = await lottery.drawn(3000)
    assert felt.waits
    assert felt.took > max(felt.waits)
