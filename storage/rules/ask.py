"""The rules of the tables of ask; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Expiry, Rule, Single

TABLES: dict[str, Rule] = {
    "asks": Rule(
        "rounds of questions to a guest",
        chats=("chat_id",),
        single=Single("{row}.state = 'open'", "state = 'closed'"),
        members=("guest_id", "opened_by"),
        erasure="pseudonym",
        is_exported=True,
    ),
    "ask_questions": Rule(
        "what members asked a guest, and the answers",
        members=("user_id", "answered_by"),
        erasure="pseudonym",
        is_exported=True,
        words={"user_id": ("words",), "answered_by": ("answer",)},
        within="ask IN (SELECT id FROM asks WHERE chat_id = :chat_id)",
        expiry=Expiry("at", 90),
    ),
    "ask_votes": Rule(
        "who voted for which question",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        ends_with="ask_questions",
        within="question IN (SELECT id FROM ask_questions WHERE ask IN (SELECT id FROM asks WHERE chat_id = :chat_id))",
    ),
}
