"""Every table's rule for export, erasure and chat migration, in one place; carrying the rules out lives elsewhere.

A table or an id column without a rule fails a test, so nobody's data can be forgotten by a new feature.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Erasure: TypeAlias = Literal["delete", "pseudonym", "keep", "none"]
"""What becomes of a member's rows when they ask to be forgotten: deleted; kept under a number that leads nowhere; kept,
since they are short-lived or about someone else's deed; or there is nothing of a member in them."""

Merge: TypeAlias = Literal["sum", "min", "max", "fill"]
"""When a migrating chat's row meets one of the new chat: add, take the lesser or greater, or take the old text where
the new one is empty. A column without a rule stays as the new chat has it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`chats` and `members` name the columns that hold ids; `key` is the unique key a chat id is part of.

    What `is_derived` follows from other tables or from Telegram: when a chat migrates it is let go and grows again.
    Such a table stands after those it follows from.
    """

    why: str
    chats: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    merge: Mapping[str, Merge] = field(default_factory=dict)
    erasure: Erasure = "none"
    is_exported: bool = False
    is_derived: bool = False


TABLES: dict[str, Rule] = {
    "migrations": Rule("which migrations were applied"),
    "settled": Rule("ids of updates dealt with, for days"),
    "facts": Rule("what holds for the whole store"),
    "inbox": Rule("updates that wait for their turn, for seconds", erasure="keep"),
    "timers": Rule("what wakes the bot later", chats=("chat_id",)),
    "outbox": Rule("what is to be done in Telegram, for days after it was", chats=("chat_id",), erasure="keep"),
    "posts": Rule("messages of the bot's own", chats=("chat_id",), key=("chat_id", "name")),
    "chats": Rule(
        "groups, and private chats begun by members",
        chats=("chat_id",),
        members=("chat_id",),
        key=("chat_id",),
        merge={"locale": "fill", "language": "fill", "known_at": "min"},
        erasure="delete",
        is_exported=True,
    ),
    "moved": Rule("old ids of groups", chats=("chat_id",)),
    "people": Rule("members by their last known name", members=("user_id",), erasure="delete", is_exported=True),
    "members": Rule(
        "who is in which group since when",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        merge={"messages": "sum", "seen_from": "min", "seen_at": "max"},
        erasure="delete",
        is_exported=True,
    ),
    "activity": Rule(
        "how many messages a member sent on a day, and what they earned by them",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "day", "user_id"),
        merge={"messages": "sum", "credited": "sum", "credited_at": "max"},
        erasure="delete",
        is_exported=True,
    ),
    "administrators": Rule(
        "Telegram's administrators, as last told; a supergroup's rights are other ones",
        chats=("chat_id",),
        members=("user_id",),
        is_derived=True,
        erasure="delete",
        is_exported=True,
    ),
    "administrators_asked": Rule("when that was", chats=("chat_id",), is_derived=True),
    "notices": Rule(
        "what moderators were told once", chats=("chat_id",), key=("chat_id", "key"), merge={"told_at": "max"}
    ),
    "ledger": Rule(
        "who had points from whom, and why",
        chats=("chat_id",),
        members=("from_account", "to_account", "actor_id"),
        erasure="pseudonym",
        is_exported=True,
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
        erasure="pseudonym",
        is_exported=True,
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
    "cards": Rule(
        "make-up cards a member holds",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        merge={"held": "sum"},
        erasure="delete",
        is_exported=True,
    ),
    "goods": Rule("what a shop offers", chats=("chat_id",), members=("made_by",), erasure="pseudonym"),
    "orders": Rule(
        "what a member redeemed", chats=("chat_id",), members=("user_id",), erasure="pseudonym", is_exported=True
    ),
    "codes": Rule("codes to be redeemed, and with which order they went"),
    "daily": Rule(
        "what a member earned on a day",
        chats=("chat_id",),
        members=("account",),
        key=("chat_id", "day", "account"),
        merge={"points": "sum", "entry": "max"},
        erasure="delete",
        is_exported=True,
    ),
    "hidden": Rule(
        "who keeps off the boards",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
        is_exported=True,
    ),
    "reminders": Rule(
        "who asked to be reminded to check in",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
        is_exported=True,
    ),
    "chosen_settings": Rule("what a group's moderators set", chats=("chat_id",), key=("chat_id", "name")),
    "settings_log": Rule("who changed which setting", chats=("chat_id",), members=("by_id",), erasure="pseudonym"),
    "spread": Rule("how many members stand where", chats=("chat_id",), is_derived=True),
    "calendars": Rule("zones and roll-over hours that days went by"),
    "checkins": Rule(
        "who checked in on which day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id", "day", "calendar_id"),
        merge={"at": "min", "streak": "max", "lucky": "sum"},
        erasure="delete",
        is_exported=True,
    ),
}
