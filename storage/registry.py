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
class Expiry:
    """Rows are destroyed `days` after the moment in `column` (`day`: a local day's proleptic ordinal).

    `where` narrows it to some of the rows.
    """

    column: str
    days: int
    unit: Literal["second", "day"] = "second"
    where: str = "1 = 1"


@dataclass(frozen=True, slots=True)
class Rule:
    """`chats` and `members` name the columns that hold ids; `key` is the unique key a chat id is part of.

    `words` are a member's own or about them, by the column of their id: emptied where a number takes the id's place.
    `voices` are columns of pseudonyms that only the process's secret links to a member; such rows are deleted.
    `mentions` are columns in which ids and names may stand within JSON.

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
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mentions: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    expiry: Expiry | None = None


YEAR = 400
"""Days that counts by day are kept: a year, and some for the year's own review."""

_NO_POLL_OF_OURS = "poll_id NOT IN (SELECT poll_id FROM polls WHERE poll_id IS NOT NULL)"

TABLES: dict[str, Rule] = {
    "migrations": Rule("which migrations were applied"),
    "settled": Rule("ids of updates dealt with, for days", expiry=Expiry("at", 3)),
    "facts": Rule("what holds for the whole store"),
    "inbox": Rule(
        "updates that wait for their turn, for seconds; those that failed, for an operator's eyes",
        erasure="keep",
        mentions=("body",),
        expiry=Expiry("received_at", 2, where="state = 'bad'"),
    ),
    "timers": Rule("what wakes the bot later", chats=("chat_id",)),
    "outbox": Rule(
        "what is to be done in Telegram, for days after it was",
        chats=("chat_id",),
        erasure="keep",
        mentions=("body",),
        expiry=Expiry("done_at", 2, where="state IN ('sent', 'dropped')"),
    ),
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
        expiry=Expiry("seen_at", YEAR, where="state = 'left'"),
    ),
    "activity": Rule(
        "how many messages a member sent on a day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "day", "user_id"),
        merge={"messages": "sum"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("day", YEAR, unit="day"),
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
        "what moderators were told once",
        chats=("chat_id",),
        key=("chat_id", "key"),
        merge={"told_at": "max"},
        expiry=Expiry("told_at", 30),
    ),
    "ledger": Rule(
        "who had points from whom, and why",
        chats=("chat_id",),
        members=("from_account", "to_account", "actor_id"),
        erasure="pseudonym",
        is_exported=True,
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
    ),
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
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    "polls": Rule("polls and quizzes asked", chats=("chat_id",), members=("asked_by",), erasure="pseudonym"),
    "ballots": Rule(
        "how members voted",
        members=("voter_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("cast_at", 3, where=_NO_POLL_OF_OURS),
    ),
    "tallies": Rule("how a poll came out, by count", expiry=Expiry("told_at", 3, where=_NO_POLL_OF_OURS)),
    "questions": Rule(
        "a group's bank of quiz questions", chats=("chat_id",), key=("chat_id", "question"), merge={"asked_at": "max"}
    ),
    "rounds": Rule("rounds of quiz questions", chats=("chat_id",)),
    "topics": Rule(
        "topics of forums, and the posts that stand for them",
        chats=("chat_id",),
        key=("chat_id", "topic"),
        merge={"last_at": "max"},
    ),
    "lotteries": Rule(
        "lotteries of a group, by whom opened", chats=("chat_id",), members=("opened_by",), erasure="pseudonym"
    ),
    "lottery_entries": Rule(
        "who is in which lottery, and what was paid", members=("user_id",), erasure="pseudonym", is_exported=True
    ),
    "lottery_places": Rule(
        "who won, and whether it was claimed", members=("user_id",), erasure="pseudonym", is_exported=True
    ),
    "lottery_codes": Rule("codes of prizes, by place"),
    "lottery_history": Rule("what anyone may know of a lottery's course, by pseudonym"),
    "lottery_drafts": Rule(
        "a lottery being put together, for a day",
        chats=("chat_id", "for_chat"),
        members=("user_id",),
        erasure="delete",
        expiry=Expiry("touched_at", 1),
    ),
    "awaited_answers": Rule(
        "whose words a feature asked for, for a day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
    ),
    "spoken_words": Rule("words a feature listens for", chats=("chat_id",), key=("chat_id", "word")),
    "schedule_lines": Rule("up to when the schedule was dealt with"),
    "schedule_runs": Rule(
        "what became of every announcement",
        chats=("chat_id",),
        key=("entry", "due_at", "chat_id"),
        expiry=Expiry("decided_at", YEAR),
    ),
    "schedule_marks": Rule(
        "announcements paused, and by whom",
        chats=("chat_id",),
        members=("user_id",),
        key=("entry", "chat_id", "mark"),
        erasure="keep",
    ),
    "announcements": Rule(
        "announcements by moderators, for days",
        chats=("shown_in",),
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 7, where="state <> 'sending'"),
    ),
    "announcement_chats": Rule("where they go", chats=("chat_id",), key=("announcement", "chat_id")),
    "feedback": Rule(
        "what members told the desk, and how far it got",
        chats=("chat_id",),
        members=("user_id",),
        voices=("voice",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("closed_at", YEAR, where="state IN ('closed', 'merged')"),
    ),
    "feedback_deeds": Rule(
        "what the desk did with feedback, in its words",
        chats=("chat_id",),
        members=("actor_id",),
        erasure="pseudonym",
        is_exported=True,
        words={"actor_id": ("actor_name", "words")},
    ),
    "feedback_blocked": Rule(
        "anonymous voices a desk will not hear", chats=("chat_id",), key=("chat_id", "voice"), voices=("voice",)
    ),
    "knowledge": Rule(
        "questions and answers of the group, in moderators' words",
        chats=("chat_id",),
        members=("actor_id",),
        erasure="pseudonym",
        is_exported=True,
    ),
    "audit": Rule(
        "what moderators did to whom, and why",
        chats=("chat_id",),
        members=("actor_id", "target_id"),
        erasure="pseudonym",
        is_exported=True,
        words={"actor_id": ("actor_name", "words"), "target_id": ("target_name", "words")},
    ),
    "reports": Rule(
        "which messages members reported, and what came of it",
        chats=("chat_id",),
        members=("reporter_id", "target_id"),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 90),
    ),
    "erasures": Rule("that someone was forgotten, under a mark that only the bot's own secret can make"),
    "destroyed": Rule("how much was destroyed, of which table, when and why"),
    "events": Rule("what people come together for", chats=("chat_id",), members=("created_by",), erasure="keep"),
    "event_guests": Rule(
        "who goes to an event, and who came", members=("user_id",), erasure="delete", is_exported=True
    ),
}
