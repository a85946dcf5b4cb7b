"""Every table's rule for export, erasure and chat migration, in one place; carrying the rules out lives elsewhere.

A table or an id column without a rule fails a test, so nobody's data can be forgotten by a new feature.
"""

from __future__ import annotations

from storage.rules import (
    activity,
    ask,
    challenge,
    checkin,
    conduct,
    consent,
    dialogue,
    discussion,
    engine,
    errata,
    events,
    feedback,
    first_week,
    gate,
    grants,
    guard,
    inviting,
    lottery,
    moderation,
    mood,
    people,
    points,
    polls,
    privacy,
    sanctions,
    schedule,
    settings,
    shop,
    topics,
    welcome,
)
from storage.rules.rule import Rule

TABLES: dict[str, Rule] = {
    **engine.TABLES,
    **people.TABLES,
    **privacy.TABLES,
    **settings.TABLES,
    **consent.TABLES,
    **activity.TABLES,
    **points.TABLES,
    **checkin.TABLES,
    **shop.TABLES,
    **grants.TABLES,
    **inviting.TABLES,
    **moderation.TABLES,
    **errata.TABLES,
    **sanctions.TABLES,
    **gate.TABLES,
    **guard.TABLES,
    **conduct.TABLES,
    **welcome.TABLES,
    **first_week.TABLES,
    **polls.TABLES,
    **topics.TABLES,
    **dialogue.TABLES,
    **discussion.TABLES,
    **ask.TABLES,
    **challenge.TABLES,
    **lottery.TABLES,
    **schedule.TABLES,
    **events.TABLES,
    **feedback.TABLES,
    **mood.TABLES,
}
"""In this order a chat's rows move: what is derived stands after what it follows from."""
