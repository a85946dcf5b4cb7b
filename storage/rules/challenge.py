"""The rules of the tables of challenge; part of the registry."""

from __future__ import annotations

from storage.rules.rule import YEAR, Expiry, Rule

_ITS_CHALLENGE = "challenge IN (SELECT id FROM challenges WHERE chat_id = :chat_id)"

TABLES: dict[str, Rule] = {
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
