"""The rules of the tables of topics; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "counted_topics": Rule(
        "topics whose messages are counted by member",
        chats=("chat_id",),
        key=("chat_id", "topic"),
        merge={"since": "min"},
    ),
    "topic_activity": Rule(
        "how many messages a member sent in such a topic on a day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "topic", "user_id", "day"),
        merge={"messages": "sum"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    "topics": Rule(
        "topics of forums, and the posts that stand for them; those of a group without topics stay behind with it",
        chats=("chat_id",),
        is_derived=True,
    ),
}
