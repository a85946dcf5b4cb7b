"""The rules of the tables of polls; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule, Single

_ITS_POLL = "poll_id IN (SELECT poll_id FROM polls WHERE chat_id = :chat_id)"

_NO_POLL_OF_OURS = "poll_id NOT IN (SELECT poll_id FROM polls WHERE poll_id IS NOT NULL)"

TABLES: dict[str, Rule] = {
    "polls": Rule(
        "polls and quizzes asked",
        chats=("chat_id",),
        members=("asked_by",),
        messages=("message_id",),
        erasure="pseudonym",
        is_exported=True,
    ),
    "ballots": Rule(
        "how members voted",
        members=("voter_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("cast_at", YEAR),
        within=_ITS_POLL,
    ),
    "tallies": Rule(
        "how a poll came out, by count", expiry=Expiry("told_at", 3, where=_NO_POLL_OF_OURS), within=_ITS_POLL
    ),
    "questions": Rule(
        "a group's bank of quiz questions", chats=("chat_id",), key=("chat_id", "question"), merge={"asked_at": "max"}
    ),
    "rounds": Rule(
        "rounds of quiz questions",
        chats=("chat_id",),
        single=Single("{row}.state = 'running'", "state = 'over'", number="number"),
    ),
}
