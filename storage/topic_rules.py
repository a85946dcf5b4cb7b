"""The rules of topics and what goes on in them: discussions, questions, challenges; part of the registry."""

from __future__ import annotations

from storage.rules import YEAR, Expiry, Rule, Single

_ITS_CHALLENGE = "challenge IN (SELECT id FROM challenges WHERE chat_id = :chat_id)"
_ITS_DISCUSSION = "discussion IN (SELECT id FROM discussions WHERE chat_id = :chat_id)"

TOPICS: dict[str, Rule] = {
    "topics": Rule(
        "topics of forums, and the posts that stand for them; those of a group without topics stay behind with it",
        chats=("chat_id",),
        is_derived=True,
    ),
    "discussions": Rule(
        "timed discussions, by whom opened",
        chats=("chat_id",),
        apart="idempotency_key",
        single=Single("{row}.state = 'open'", "state = 'closed'", by=("place",)),
        messages=("place",),
        members=("opened_by",),
        erasure="pseudonym",
        is_exported=True,
    ),
    "discussion_voices": Rule(
        "how much a member said in a discussion",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("last_at", YEAR),
        within=_ITS_DISCUSSION,
    ),
    "discussion_lines": Rule(
        "what was said there, until it is counted",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 1),
        within=_ITS_DISCUSSION,
    ),
    "discussion_words": Rule(
        "words a member used there, until it ends",
        members=("user_id",),
        erasure="delete",
        is_brief=True,
        is_exported=True,
        within=_ITS_DISCUSSION,
    ),
    "discussion_thanks": Rule(
        "answers there that were thanked for",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        within=_ITS_DISCUSSION,
    ),
    "follows": Rule(
        "who wants to hear of which discussions",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id", "tag"),
        erasure="delete",
        is_exported=True,
    ),
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
    "challenges": Rule(
        "challenges and contests, by whom opened",
        chats=("chat_id",),
        members=("opened_by",),
        erasure="pseudonym",
        is_exported=True,
    ),
    "challenge_entries": Rule(
        "who took part in a challenge on which day, and works of contests",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        within=_ITS_CHALLENGE,
        expiry=Expiry("at", YEAR),
    ),
    "challenge_votes": Rule(
        "who voted for whose work",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        ends_with="challenge_entries",
        within=_ITS_CHALLENGE,
    ),
}
