"""The rules of the tables of the guard; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "guard_finds": Rule(
        "messages that the guard found, until a moderator has looked",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "message_id", "user_id"),
        messages=("message_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 30),
        sooner=(Expiry("at", 7, where="said <> ''"),),
    ),
    "removals": Rule(
        "who was banned from a group for good: its other groups' moderators are told that somebody was, not where",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", YEAR),
    ),
    "guard_lessons": Rule(
        "what moderators taught the guard",
        chats=("chat_id",),
        members=("by_id",),
        key=("chat_id", "what", "mark"),
        traces=("mark",),
        erasure="pseudonym",
        is_exported=True,
        expiry=Expiry("at", YEAR),
    ),
}
