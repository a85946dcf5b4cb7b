"""The rules of the tables of welcome; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "newcomers": Rule(
        "who came into which group when, and whether they were greeted",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        merge={"came_at": "max", "greeted_at": "max", "done_at": "max", "source": "fill"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("came_at", YEAR),
    ),
    "group_words": Rule(
        "a group's own words of welcome",
        chats=("chat_id",),
        members=("by_id",),
        key=("chat_id", "kind"),
        erasure="pseudonym",
        is_exported=True,
    ),
}
