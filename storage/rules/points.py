"""The rules of the tables of points; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

_WEEKS = 63
"""Days that boards of a week are kept."""

TABLES: dict[str, Rule] = {
    "ledger": Rule(
        "who had points from whom, and why",
        chats=("chat_id",),
        members=("from_account", "to_account", "actor_id"),
        erasure="pseudonym",
        is_exported=True,
        apart="idempotency_key",
        traces=("idempotency_key",),
        words={"from_account": ("reason",), "to_account": ("reason",), "actor_id": ("reason", "actor_name")},
    ),
    "balances": Rule(
        "what the ledger comes to",
        chats=("chat_id",),
        members=("account",),
        key=("chat_id", "account"),
        merge={"balance": "sum", "entry": "max"},
        erasure="pseudonym",
        is_exported=True,
    ),
    "earned": Rule(
        "what a member earned in a week or month",
        chats=("chat_id",),
        members=("account",),
        key=("chat_id", "board", "since", "account"),
        merge={"points": "sum", "entry": "max"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("since", YEAR, unit="day"),
        sooner=(Expiry("since", _WEEKS, unit="day", where="board = 'week'"),),
    ),
    "scores": Rule(
        "what a member ever earned, for the levels",
        chats=("chat_id",),
        members=("account",),
        key=("chat_id", "account"),
        merge={"points": "sum"},
        erasure="delete",
        is_exported=True,
    ),
    "badges": Rule(
        "what a member was given once",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id", "badge"),
        merge={"at": "min"},
        erasure="delete",
        is_exported=True,
    ),
    "daily": Rule(
        "what a member earned on a day",
        chats=("chat_id",),
        members=("account",),
        key=("chat_id", "day", "account"),
        merge={"points": "sum", "entry": "max"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("day", 60, unit="day"),
    ),
    "flows": Rule(
        "how many points a group made, took back and spent on a day",
        chats=("chat_id",),
        key=("chat_id", "day"),
        merge={"made": "sum", "taken": "sum", "spent": "sum"},
    ),
    "hidden": Rule(
        "who keeps off the boards",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
        is_exported=True,
    ),
    "spread": Rule(
        "how many members stand where",
        chats=("chat_id",),
        key=("chat_id", "board", "since", "level", "bucket"),
        merge={"members": "sum"},
        expiry=Expiry("since", YEAR, unit="day", where="since > 0"),
        sooner=(Expiry("since", _WEEKS, unit="day", where="board = 'week'"),),
    ),
}
