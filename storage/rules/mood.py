"""The rules of the tables of mood; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "mood_counts": Rule(
        "how many messages were of which mood, by spans of time, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "begins_at", "topic"),
        merge=dict.fromkeys(
            ("negative", "neutral", "positive", "abstained", "hostile", "alarming", "gloom", "scatter"), "sum"
        ),
        expiry=Expiry("begins_at", YEAR),
    ),
    "mood_marks": Rule(
        "messages an alert points at, for two days",
        chats=("chat_id",),
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        is_derived=True,
        expiry=Expiry("at", 2),
    ),
    "mood_alerts": Rule("alerts of the mood and what became of them", chats=("chat_id",), expiry=Expiry("at", YEAR)),
    "mood_corrections": Rule(
        "what moderators taught the mood check",
        chats=("chat_id",),
        members=("said_by",),
        erasure="delete",
        is_exported=True,
    ),
}
