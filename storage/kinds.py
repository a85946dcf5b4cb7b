"""What every column holds, declared once by its name, and by its table where that decides; the rules are beside."""

from __future__ import annotations

from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["moment", "day", "number", "flag", "chat", "member", "words", "choice", "json", "mark"]
"""A moment is epoch seconds (0: never), a day a local day's proleptic ordinal, a number something counted or an amount,
a choice one of the words that the code knows, a mark what leads from one row to another or to Telegram: ids, keys,
hashes, pseudonyms, addresses. What people wrote or are called is words."""

_BY_NAME: dict[Kind, str] = {
    "moment": """
        adopted_at answered_at applied_at asked_at at begins_at came_at card_at cast_at closed_at closes_at
        created_at credited_at decided_at done_at done_until drawn_at due_at due_before ended_at ends_at entered_at
        eta_at given_at greeted_at known_at last_at lifted_at made_at met_at next_at opened_at outcome_at posted_at
        quiet_until rated_at received_at review_at said_at seen_at seen_from set_at started_at starts_at told_at
        touched_at until""",
    "day": "day month since",
    "number": """
        abstained after alarming amount attempts balance before brief bucket cap credited days dry edition entrants
        extensions first forwards gloom goal heard held hostile hours last lasts least lengthy level lucky made
        members messages middling needs negative neutral nudges paid people per_member points positive presses
        price priority reactions replies reward rule runs scatter score seconds size spent stock streak taken talk
        tickets times tries turn unnamed version voters votes_for""",
    "flag": """
        has_media is_anonymous is_back is_bot is_by_hand is_chosen is_closed is_fleeting is_forum is_hidden is_unsorted
        is_outside is_drill is_own is_owner is_pinned is_so is_trial is_urgent is_weekly made_up returned sending""",
    "chat": "chat_id for_chat old_id shown_in",
    "member": """
        account actor_id answered_by asked_by by_id created_by decided_by first_id from_account guest_id inviter_id
        made_by opened_by owner_id released_by reporter_id said_by target_id to_account user_id voter_id""",
    "words": """
        actor_name answer by_name code html line name question reason said tag target_name title username word
        words written""",
    "choice": """
        asks aspect badge board category command crowd declined deed delivery doubt feature kind language locale
        mark matter outcome role segment state what why""",
    "json": "answers body counts doubts error ids keywords marks options rights terms value",
    "mark": """
        about after_row announcement ask asked_key calendar_id cause challenge commit_hash discussion entrants_hash
        entry event feedback_id file_id follows goods_id granting heir icon id idempotency_key incident key
        knowledge lane link lottery_id merged_id message message_id notice number once order_id photo place poll_id
        prints prize
        promise pseudonym public_value resembles reverses round salt sanction sealed secret source survey timezone
        topic update_id voice who""",
}

_HOW_FAR: dict[str, Kind] = dict.fromkeys(
    ("spoke", "stayed", "next_day", "in_week", "in_month", "checked_in", "took_part", "redeemed"), "number"
)

_BY_TABLE: dict[str, dict[str, Kind]] = {
    "announcements": {"plan": "json"},
    "calendars": {"starts_at": "number"},
    "challenge_entries": {"number": "number"},
    "chosen_settings": {"name": "choice", "value": "number"},
    "complaints": {"goes_past": "mark"},
    "console_links": {"mark": "mark"},
    "console_sessions": {"digest": "mark", "browser": "mark"},
    "counted_topics": {"since": "moment"},
    "erasures": {"mark": "mark"},
    "event_guests": {"answer": "choice"},
    "events": {"name": "mark", "place": "words"},
    "facts": {"name": "choice", "value": "mark"},
    "feedback_lessons": {"mark": "mark"},
    "feedback_relays": {"deed": "mark", "mark": "mark"},
    "feedback_threads": {"topic": "mark"},
    "incident_notes": {"number": "mark"},
    "guard_lessons": {"mark": "mark", "what": "choice"},
    "inbox": {"error": "words"},
    "invite_links": {"link": "words"},
    "migrations": {"name": "mark"},
    "day_counts": {"voices": "number"},
    "day_returns": {"voices": "number"},
    "hour_counts": {"voices": "mark"},
    "looks": {"voices": "mark"},
    "arrival_counts": {"came": "number", "first_deed": "choice", "source": "choice", **_HOW_FAR},
    "newcomers": {"first_deed": "choice", "source": "choice", **_HOW_FAR},
    "post_counts": {"name": "mark", "voices": "mark"},
    "incident_parts": {"part": "mark"},
    "posts": {"name": "mark"},
    "reminders": {"since": "moment"},
    "schedule_lines": {"line": "mark", "written": "words"},
    "schedule_marks": {"entry": "words"},
    "settled": {"first": "mark", "last": "mark", "since": "moment"},
    "named_lists": {"before": "number", "list": "choice", "now": "number"},
    "settings_log": {"name": "choice"},
    "word_counts": {"voices": "mark"},
    "ask_votes": {"question": "mark"},
    "survey_answers": {"place": "number", "value": "words"},
    "term_versions": {"why": "words"},
    "surveys": {"goal": "words", "questions": "words"},
}

_KINDS: dict[str, Kind] = {name: kind for kind, names in _BY_NAME.items() for name in names.split()}


def kind_of(table: str, column: str) -> Kind:
    """Raises `LookupError` for a column that nobody declared."""
    kind = _BY_TABLE.get(table, {}).get(column) or _KINDS.get(column)
    if kind is None:
        raise LookupError(f"{table}.{column} holds something that storage/kinds.py does not name")
    return kind


def declared() -> set[str]:
    """Every name of a column in the declaration, `table.column` where the table decides."""
    return {*_KINDS, *(f"{table}.{column}" for table, columns in _BY_TABLE.items() for column in columns)}
