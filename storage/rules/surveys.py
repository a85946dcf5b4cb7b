"""The rules of the tables of surveys; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Expiry, Rule

TABLES: dict[str, Rule] = {
    "surveys": Rule(
        "what a group was asked",
        chats=("chat_id",),
        members=("by_id",),
        erasure="pseudonym",
        is_exported=True,
        expiry=Expiry("ends_at", 800),
    ),
    "survey_answers": Rule(
        "what members answered, under pseudonyms that only the process's secret leads back from",
        voices=("voice",),
        owned="voice = :voice",
        erasure="delete",
        is_exported=True,
        ends_with="surveys",
        within="survey IN (SELECT id FROM surveys WHERE chat_id = :chat_id)",
    ),
    "survey_voices": Rule(
        "who is through with a survey, under the same pseudonyms",
        voices=("voice",),
        owned="voice = :voice",
        erasure="delete",
        is_exported=True,
        ends_with="surveys",
        within="survey IN (SELECT id FROM surveys WHERE chat_id = :chat_id)",
    ),
}
