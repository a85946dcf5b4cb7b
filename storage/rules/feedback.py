"""The rules of the tables of feedback; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

TABLES: dict[str, Rule] = {
    "feedback": Rule(
        "what members told the desk, and how far it got",
        chats=("chat_id",),
        members=("user_id",),
        voices=("voice",),
        messages=("about",),
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
        owned="feedback_id IN (SELECT id FROM feedback WHERE user_id = :user_id OR voice = :voice)",
        words={"actor_id": ("actor_name", "words")},
        ends_with="feedback",
    ),
    "feedback_assigned": Rule(
        "which moderator looks after feedback",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        ends_with="feedback",
        within="feedback_id IN (SELECT id FROM feedback WHERE chat_id = :chat_id)",
    ),
    "feedback_threads": Rule(
        "which topic of the desk is which feedback's", chats=("chat_id",), key=("chat_id", "topic")
    ),
    "feedback_relays": Rule(
        "which message at the desk is which on an author's side, under marks that lead nowhere without the secret",
        chats=("chat_id",),
        key=("chat_id", "message", "mark"),
        messages=("message",),
    ),
    "feedback_lessons": Rule(
        "words, under marks, by which the desk's corrections tell what kind feedback is of",
        chats=("chat_id",),
        key=("chat_id", "mark", "category"),
        merge={"times": "sum", "at": "max"},
        expiry=Expiry("at", YEAR),
    ),
    "feedback_blocked": Rule(
        "anonymous voices a desk will not hear", chats=("chat_id",), key=("chat_id", "voice"), voices=("voice",)
    ),
}
