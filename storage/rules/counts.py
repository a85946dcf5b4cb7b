"""The rules of the tables of counts; part of the registry."""

from __future__ import annotations

from typing import Final

from storage.rules.rule import YEAR, Expiry, Rule

ARRIVALS: Final = ("came", "spoke", "stayed", "next_day", "in_week", "in_month", "checked_in", "took_part", "redeemed")

TABLES: dict[str, Rule] = {
    "hour_counts": Rule(
        "how much was said in an hour and topic, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "begins_at", "topic"),
        merge={
            "messages": "sum",
            "brief": "sum",
            "middling": "sum",
            "lengthy": "sum",
            "replies": "sum",
            "forwards": "sum",
            "voices": "bits",
        },
        expiry=Expiry("begins_at", YEAR),
    ),
    "day_counts": Rule(
        "how many spoke on a day, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "day"),
        merge={"voices": "max", "messages": "sum"},
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    "day_returns": Rule(
        "how many spoke on a day by when they were heard before, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "day", "after"),
        merge={"voices": "sum"},
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    "happenings": Rule(
        "how many came, went and reacted in an hour, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "what", "begins_at"),
        merge={"number": "sum"},
        expiry=Expiry("begins_at", YEAR),
    ),
    "command_counts": Rule(
        "how often a command was used and why it was refused, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "day", "command", "outcome"),
        merge={"number": "sum"},
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    "post_counts": Rule(
        "what came back to posts of the bot's own, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "message_id"),
        messages=("message_id",),
        expiry=Expiry("posted_at", YEAR),
    ),
    "arrival_counts": Rule(
        "how far those who came on a day got, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "day", "source", "first_deed"),
        merge=dict.fromkeys(ARRIVALS, "sum"),
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    "segment_counts": Rule(
        "how many members take part how, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "day", "segment"),
        merge={"people": "sum"},
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    "named_lists": Rule(
        "whom moderators might greet or thank",
        chats=("chat_id",),
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        key=("chat_id", "list", "user_id"),
        expiry=Expiry("day", 60, unit="day"),
    ),
    "trend_notes": Rule(
        "what happened outside, for a mark beside the counts",
        chats=("chat_id",),
        members=("by_id",),
        erasure="pseudonym",
        is_exported=True,
        expiry=Expiry("at", YEAR),
    ),
    "word_counts": Rule(
        "words that were talked about on a day, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "day", "word"),
        merge={"messages": "sum", "voices": "bits"},
        expiry=Expiry("day", 60, unit="day"),
    ),
    "gaps": Rule("when the bot was away", expiry=Expiry("ends_at", YEAR)),
}
