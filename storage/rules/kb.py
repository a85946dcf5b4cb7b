"""The rules of the tables of the knowledge base; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Expiry, Rule

TABLES: dict[str, Rule] = {
    "knowledge": Rule(
        "questions and answers of the group, in moderators' words",
        chats=("chat_id",),
        members=("actor_id",),
        key=("chat_id", "question"),
        erasure="pseudonym",
        is_exported=True,
    ),
    "knowledge_phrasings": Rule(
        "other wordings of the questions of the knowledge base, of nobody in particular",
        chats=("chat_id",),
        key=("chat_id", "question"),
    ),
    "open_questions": Rule(
        "which messages of the last week ask for something and have no reply; not what they say",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "message_id"),
        messages=("message_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 7),
    ),
    "kb_asked": Rule(
        "questions that members asked their group, for a month: which answer was given, or that there was none",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "message_id"),
        messages=("message_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 30),
    ),
}
