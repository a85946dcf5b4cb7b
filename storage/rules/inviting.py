"""The rules of the tables of inviting; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Rule

TABLES: dict[str, Rule] = {
    "invite_links": Rule(
        "members' own links into a group",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
        is_exported=True,
    ),
    "invites": Rule(
        "who came by whose link, and whether it counted",
        chats=("chat_id",),
        members=("user_id", "inviter_id"),
        key=("chat_id", "user_id"),
        merge={"inviter_id": "old", "at": "old", "state": "old"},
        erasure="delete",
        is_exported=True,
    ),
}
