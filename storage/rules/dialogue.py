"""The rules of the tables of dialogues; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Expiry, Rule

TABLES: dict[str, Rule] = {
    "dialogues": Rule(
        "what is being put together by questions and buttons, for a day",
        chats=("chat_id", "for_chat"),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
        is_brief=True,
        is_exported=True,
        expiry=Expiry("touched_at", 1),
    ),
}
